"""The database as `migrate` leaves it, kept between runs: restoring takes a second, making it a quarter of a minute.

Its name tells what made it: the migrations, the modules that they import, the views of the database, the versions of
the packages and the moment of the run. `migrate` runs on it in any case, so what it does at its end is as the code says
by now. A fresh clone has none, and with servers of somebody's own there is none: nothing is known of their programs.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from tests import clock

# Where pg_dump and psql of the servers of this run are.
PROGRAMS = "TEST_DATABASE_PROGRAMS"
FOLDER = settings.BASE_DIR / ".data" / "tests"
PACKAGES = ("knowledge_network", "plg", "expertise", "lesson_study")
IMPORTED = re.compile(rf"^(?:from|import) ((?:{'|'.join(PACKAGES)})[\w.]*)", re.MULTILINE)
KEPT = 5


def restore(address: str) -> bool:
    """Fill the empty database at this address; False when nothing is kept of these migrations."""
    if PROGRAMS not in os.environ or not _file().exists():
        return False
    _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={_file()}", address)
    _file().touch()
    return True


def keep(address: str) -> None:
    """For the next run; of others the newest stay."""
    if PROGRAMS not in os.environ:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    half = _file().with_suffix(f".{os.getpid()}")
    _run("pg_dump", "--no-owner", f"--file={half}", address)
    half.replace(_file())
    for old in sorted(FOLDER.glob("*.sql"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def sources(root: Path) -> list[Path]:
    """All that the tables of a migrated database depend on."""
    modules = [module for package in PACKAGES for module in sorted((root / package).rglob("*.py"))]
    migrations = [module for module in modules if module.parent.name == "migrations"]
    names = {name for module in migrations for name in IMPORTED.findall(module.read_text())}
    imported = {Path(spec.origin) for name in names if (spec := find_spec(name)) and spec.origin}
    views = [module for module in modules if module.name == "database_views.py"]
    return [*migrations, *sorted(imported), *views, root / "requirements" / "dev.txt"]


def name_of(paths: list[Path], moment: str) -> str:
    return hashlib.sha256(b"\0".join([moment.encode(), *(path.read_bytes() for path in paths)])).hexdigest()[:16]


def _file() -> Path:
    return FOLDER / f"{name_of(sources(settings.BASE_DIR), os.environ.get(clock.VARIABLE, ''))}.sql"


def _run(program: str, *words: str) -> None:
    subprocess.run([Path(os.environ[PROGRAMS]) / program, *words], check=True, stdout=subprocess.DEVNULL)
