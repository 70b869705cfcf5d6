"""Where the demo lives: its folder, its lock, its secrets and its settings."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from scripts.programs import ServerError

ROOT = Path(__file__).resolve().parent.parent.parent
# `make run DEMO=0`: an empty network of your own instead, which never mixes with the demo.
DEMO = os.environ.get("DEMO") != "0"
DATA = Path(os.environ.get("DATA_DIR") or ROOT / (".data" if DEMO else ".data/network")).absolute()
# How far the seed is, for the page that a visitor sees meanwhile.
PROGRESS = DATA / "seeding.json"
RUNNING = DATA / "running.json"
LOGS = DATA / "log"
DATABASE = "knowledge_network"


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def lock(*, busy: str) -> Iterator[TextIO]:
    """Only one of us works on `.data/`; the kernel frees the lock when we die."""
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / "run.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError(busy) from None
        yield handle


def is_running() -> dict[str, Any] | None:
    """What the running demo wrote down about itself, or None."""
    try:
        with lock(busy="running"):
            return None
    except ServerError:
        running: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            running = json.loads(RUNNING.read_text())
        return running


def where_it_runs() -> str:
    running = is_running() or {}
    return f" at {running['url']} (process {running['pid']})" if "url" in running else ""


def load_secrets() -> dict[str, str]:
    """Random words of this installation, made once."""
    path = DATA / "secrets.json"
    if path.exists():
        known: dict[str, str] = json.loads(path.read_text())
        return known
    words = {name: secrets.token_urlsafe(48) for name in ("secret_key", "database", "valkey")}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as stream:
        json.dump(words, stream)
    return words


def demo_environment(*, port: int, database_url: str, redis_url: str) -> dict[str, str]:
    """The variables of .env.example for this machine; what the caller has set wins."""
    defaults = {
        "DEMO_MODE": "1" if DEMO else "0",
        "HASHED_STATIC": "0",
        "LOG_JSON": "0",
        "DEMO_PROGRESS_FILE": str(PROGRESS) if DEMO else "",
        "SECRET_KEY": load_secrets()["secret_key"],
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MAIL_URL": f"file://{DATA / 'mail'}",
        "DEFAULT_FROM_EMAIL": "netwerk@demo.example" if DEMO else "netwerk@localhost",
        "MEDIA_ROOT": str(DATA / "media"),
        "BEAT_HEARTBEAT": str(DATA / "beat"),
    }
    chosen = {name: os.environ.get(name) or value for name, value in defaults.items()}
    if not DEMO:
        # Whatever the caller has set: this is no demo.
        chosen["DEMO_MODE"] = "0"
    return chosen | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "PORT": str(port)}


def media_root() -> Path:
    return Path(os.environ.get("MEDIA_ROOT") or DATA / "media")
