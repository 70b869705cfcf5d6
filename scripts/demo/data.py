"""What is kept of the demo: emptied, saved in one file, put back."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.demo.place import (
    DATA,
    DATABASE,
    DEMO,
    LOGS,
    ROOT,
    RUNNING,
    is_running,
    load_secrets,
    lock,
    media_root,
    say,
    where_it_runs,
)
from scripts.embedded import Postgres, remove_data
from scripts.programs import ServerError, postgres_programs


def reset() -> None:
    with lock(busy=f"The demo runs{where_it_runs()}; stop it first."):
        for name in ("postgres", "valkey"):
            remove_data(DATA / name)
        for name in ("media", "mail", "log", "static"):
            shutil.rmtree(DATA / name, ignore_errors=True)
        (DATA / "secrets.json").unlink(missing_ok=True)
        RUNNING.unlink(missing_ok=True)
    say(
        "The demo is empty; `make run` fills it anew."
        if DEMO
        else "Your network is empty; `make run DEMO=0` begins it."
    )


def backup(path: Path) -> None:
    running = is_running()
    if running:
        environment = running["environment"]
        archive("backup.sh", path, environment["DATABASE_URL"], Path(environment["MEDIA_ROOT"]))
    else:
        with lock(busy="The demo is just starting."), own_database() as database_url:
            archive("backup.sh", path, database_url, media_root())
    say(f"Saved in {path} ({path.stat().st_size // 1_000_000 + 1} MB).")


def restore(path: Path) -> None:
    if not path.is_file():
        raise ServerError(f"There is no file {path}.")
    with lock(busy=f"The demo runs{where_it_runs()}; stop it first."), own_database() as database_url:
        archive("restore.sh", path, database_url, media_root())
    say("Restored; `make run` starts with it.")


def archive(script: str, path: Path, database_url: str, media: Path) -> None:
    """Run scripts/backup.sh or restore.sh with PostgreSQL's own programs, found in the environment or embedded."""
    parts = urlsplit(database_url)
    environment = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "MEDIA_ROOT": str(media),
        "PATH": f"{postgres_programs(DATA, None)}:{os.environ.get('PATH', '')}",
    }
    done = subprocess.run(
        ["sh", ROOT / "scripts" / script, path.absolute()], env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode:
        raise ServerError(f"{script} failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")


@contextmanager
def own_database() -> Iterator[str]:
    """The embedded database, started for the moment; or that of DATABASE_URL."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    words = load_secrets()
    postgres = Postgres("PostgreSQL", LOGS / "postgres.log", data=DATA / "postgres", password=words["database"])
    try:
        postgres.start()
        postgres.create_database(DATABASE)
        yield postgres.url(DATABASE)
    finally:
        postgres.stop()
