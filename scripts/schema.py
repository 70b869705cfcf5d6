"""Whether the database of the demo was made by the migrations that are on disk.

Migrations may still be written anew: a demo that was made by earlier ones cannot be continued, also when they had the
same names. So the demo keeps what each migration said when it was applied, in a table of its own, which backups carry.
"""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path
from typing import Any

TABLE = "demo_migration"
PARTS = ("expertise", "knowledge_network", "lesson_study", "plg")


def migrations_on_disk(root: Path) -> dict[tuple[str, str], str]:
    """(app, name) → what it says, whatever its comments and its form."""
    files = (path for part in PARTS for path in (root / part).rglob("migrations/[0-9]*.py"))
    return {(path.parent.parent.name, path.stem): _fingerprint(path.read_text()) for path in files}


def _fingerprint(source: str) -> str:
    return hashlib.sha256(ast.dump(ast.parse(source)).encode()).hexdigest()


def is_of_earlier_schema(connection: Any, root: Path) -> bool:
    """Something was applied that is not on disk, or was kept nowhere, or said something else then."""
    if not _exists(connection, "django_migrations"):
        return False
    known = migrations_on_disk(root)
    apps = sorted({app for app, _name in known})
    rows = connection.execute("SELECT app, name FROM django_migrations WHERE app = ANY(%s)", [apps])
    applied = {(app, name) for app, name in rows.fetchall()}
    kept = _kept(connection)
    return any(key not in known or kept.get(key) != known[key] for key in applied)


def keep(connection: Any, root: Path) -> None:
    """Before they are applied, so that a start that was broken off is no earlier schema."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (app text, name text, fingerprint text, PRIMARY KEY (app, name))"
    )
    for (app, name), fingerprint in migrations_on_disk(root).items():
        connection.execute(
            f"INSERT INTO {TABLE} VALUES (%s, %s, %s) "
            "ON CONFLICT (app, name) DO UPDATE SET fingerprint = EXCLUDED.fingerprint",
            [app, name, fingerprint],
        )


def _kept(connection: Any) -> dict[tuple[str, str], str]:
    if not _exists(connection, TABLE):
        return {}
    rows = connection.execute(f"SELECT app, name, fingerprint FROM {TABLE}")
    return {(app, name): fingerprint for app, name, fingerprint in rows.fetchall()}


def _exists(connection: Any, table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
    return bool(row and row[0])
