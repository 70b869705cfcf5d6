"""`make run` and its helpers: the whole platform on one machine, with its data in `.data/`.

python -m scripts.demo run            start everything, wait for Ctrl-C, stop everything
python -m scripts.demo reset          delete database, queue and uploads
python -m scripts.demo manage …       a management command against the running demo
python -m scripts.demo backup FILE    database and uploads in one file
python -m scripts.demo restore FILE   put them back (the demo must not run)
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from scripts import schema
from scripts.embedded import (
    Postgres,
    Server,
    ServerError,
    Valkey,
    die_with_parent,
    explain,
    postgres_programs,
    remove_data,
)
from scripts.probe import probe

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR") or ROOT / ".data").absolute()
RUNNING = DATA / "running.json"
LOGS = DATA / "log"
DATABASE = "knowledge_network"
NEEDED_MEGABYTES = 300
RESTARTS_PER_MINUTE = 3
READY_WITHIN = 60
EARLIER_SCHEMA = (
    "The demo was made with an earlier schema, which cannot be continued; `make reset` empties it, `make run` fills it."
)


class Stop(BaseException):
    # Not an Exception: no handler of errors may swallow it.
    """Somebody asked us to stop."""


def say(text: str) -> None:
    print(text, flush=True)


# Lock, secrets, environment -------------------------------------------------------------------


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
    """The variables of .env.example for a demo on this machine; what the caller has set wins."""
    defaults = {
        "DEMO_MODE": "1",
        "SECRET_KEY": load_secrets()["secret_key"],
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MAIL_URL": f"file://{DATA / 'mail'}",
        "DEFAULT_FROM_EMAIL": "netwerk@demo.example",
        "MEDIA_ROOT": str(DATA / "media"),
        "BEAT_HEARTBEAT": str(DATA / "beat"),
    }
    chosen = {name: os.environ.get(name) or value for name, value in defaults.items()}
    return chosen | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "PORT": str(port)}


# Parts ----------------------------------------------------------------------------------------


class Part(Server):
    """A service of ours (web, worker, beat) with the command that also runs in a container."""

    def __init__(self, name: str, environment: dict[str, str]) -> None:
        super().__init__(name, LOGS / f"{name}.log")
        self.environment = environment

    def start(self) -> None:
        if self.process:
            self._end_group(self.process.pid)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["sh", "scripts/service.sh", self.name],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )

    def stop(self, *, seconds: float = 10) -> None:
        group = self.process.pid if self.process else 0
        super().stop(seconds=seconds)
        if group:
            self._end_group(group)

    def _end_group(self, group: int) -> None:
        """End children that outlived their parent."""
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


@dataclass
class Demo:
    """All parts in the order in which they start; they stop in the opposite order."""

    port: int
    servers: list[Server] = field(default_factory=list)
    restarts: dict[str, list[float]] = field(default_factory=dict)

    def start_servers(self) -> tuple[str, str]:
        """Addresses of database and queue: those of the environment, else embedded ones."""
        words = load_secrets()
        database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
        if not database_url:
            postgres = Postgres("PostgreSQL", LOGS / "postgres.log", data=DATA / "postgres", password=words["database"])
            self._add(postgres)
            postgres.create_database(DATABASE)
            database_url = postgres.url(DATABASE)
        if not redis_url:
            valkey = Valkey("Valkey", LOGS / "valkey.log", data=DATA / "valkey", password=words["valkey"])
            self._add(valkey)
            redis_url = valkey.url()
        return database_url, redis_url

    def start_services(self, environment: dict[str, str]) -> None:
        for name in ("web", "worker", "beat"):
            self._add(Part(name, environment))

    def _add(self, server: Any) -> None:
        self.servers.append(server)
        server.start()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        status, body = 0, ""
        while time.monotonic() < deadline:
            self.revive()
            status, body = probe(f"http://127.0.0.1:{self.port}/readyz", timeout=2)
            if status == 200:
                return
            time.sleep(0.1)
        raise ServerError(
            f"The site does not get ready within {READY_WITHIN} seconds: {body or explain(LOGS / 'web.log')}"
        )

    def watch(self) -> None:
        while True:
            self.revive()
            time.sleep(0.3)

    def revive(self) -> None:
        """Start a part again that has stopped; give up when it keeps stopping."""
        for server in self.servers:
            if server.running:
                continue
            code = server.process.returncode if server.process else 0
            how = f"was killed by signal {-code}" if code < 0 else f"stopped with code {code}"
            recent = [moment for moment in self.restarts.get(server.name, []) if moment > time.monotonic() - 60]
            if len(recent) >= RESTARTS_PER_MINUTE:
                raise ServerError(f"{server.name} keeps stopping ({how}): {explain(server.log)} (log: {server.log})")
            self.restarts[server.name] = [*recent, time.monotonic()]
            say(f"{server.name} {how}; starting it again.")
            server.start()  # type: ignore[attr-defined]

    def stop(self) -> None:
        for server in reversed(self.servers):
            if isinstance(server, Part) and server.running and server.process:
                server.process.terminate()
        for server in reversed(self.servers):
            server.stop()


# Commands -------------------------------------------------------------------------------------


def run() -> None:
    if os.environ.get("MAKELEVEL") and (follow_make := die_with_parent(signal.SIGTERM)):
        follow_make()
    port = chosen_port()
    with lock(busy=f"The demo already runs{where_it_runs()}."):
        check_port(port)
        check_disk()
        keep_last_logs()
        demo = Demo(port)
        try:
            serve(demo)
        except Stop:
            say("\nStopping...")
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, signal.SIG_IGN)
            RUNNING.unlink(missing_ok=True)
            demo.stop()
        say("Stopped. The data is kept in .data/; `make run` continues with it.")


def serve(demo: Demo) -> None:
    started = time.monotonic()
    database_url, redis_url = demo.start_servers()
    environment = demo_environment(port=demo.port, database_url=database_url, redis_url=redis_url)
    say("Preparing the database...")
    check_schema(database_url)
    django("migrate", "--noinput", "--verbosity=0", environment=environment)
    if os.environ.get("SEED") != "0" and is_empty(database_url):
        say("Loading the demo network...")
        django("seed_demo", environment=environment)
    write_running(demo, environment)
    say("Starting web, worker and beat...")
    demo.start_services(environment)
    logins = demo_logins(environment)
    demo.wait_until_ready()
    say(f"\nReady: http://127.0.0.1:{demo.port}   ({time.monotonic() - started:.0f} s)")
    say(logins)
    say("Logs are in .data/log/. Ctrl-C stops everything.")
    demo.watch()


def write_running(demo: Demo, environment: dict[str, str]) -> None:
    about = {"pid": os.getpid(), "url": f"http://127.0.0.1:{demo.port}", "environment": environment}
    with os.fdopen(os.open(RUNNING, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump(about, stream)


def django(*arguments: str, environment: dict[str, str]) -> None:
    """Run a management command whose output a person sees; an error is its last line."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment | {"LOG_LEVEL": "WARNING"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        _, errors = process.communicate()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        (LOGS / f"{arguments[0]}.log").write_text(errors)
        lines = [line.strip() for line in errors.splitlines() if line.strip()] or ["no message"]
        reason = "the disk is full" if "No space left on device" in errors else lines[-1]
        raise ServerError(f"`{arguments[0]}` failed: {reason} (log: {LOGS / arguments[0]}.log)")


def check_schema(database_url: str) -> None:
    """A database of an earlier schema is not touched: `migrate` would do half of it, or think that it is done."""
    import psycopg

    try:
        connection = psycopg.connect(database_url)
    except psycopg.OperationalError:
        # `migrate` comes next, and says in one line why the database cannot be reached.
        return
    with connection:
        if schema.is_of_earlier_schema(connection, ROOT):
            raise ServerError(EARLIER_SCHEMA)
        schema.keep(connection, ROOT)


def is_empty(database_url: str) -> bool:
    import psycopg

    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT EXISTS (SELECT FROM members_member)").fetchone()
        return not (row and row[0])


LIST_LOGINS = """
import django; django.setup()
from knowledge_network.demo.seed.roster import LOGINS, PASSWORD
print(f"Log in with password {PASSWORD} as:")
for login in LOGINS: print(f"  {login.email:<34} {login.label}")
"""


def demo_logins(environment: dict[str, str]) -> str:
    """The list for the terminal, made in another process to keep this one small."""
    variables = os.environ | environment | {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings"}
    done = subprocess.run([sys.executable, "-c", LIST_LOGINS], cwd=ROOT, env=variables, capture_output=True, text=True)
    return done.stdout.rstrip() if done.returncode == 0 else f"(no demo logins: {done.stderr.splitlines()[-1:]})"


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ServerError(f"PORT is wrong: expected a number from 1 to 65535, found {text!r}.")
    return int(text)


def check_port(port: int) -> None:
    import socket

    with socket.socket() as probe_socket:
        probe_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe_socket.bind(("127.0.0.1", port))
        except PermissionError:
            raise ServerError(
                f"Port {port} may not be used by this user; choose another: PORT=8001 make run."
            ) from None
        except OSError:
            raise ServerError(f"Port {port} is taken; choose another: PORT={port % 65535 + 1} make run.") from None


def check_disk() -> None:
    free = shutil.disk_usage(DATA).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise ServerError(f"The disk is full: {free} MB free at {DATA}, at least {NEEDED_MEGABYTES} MB are needed.")


def keep_last_logs() -> None:
    """Logs of this run and of the one before it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for log in LOGS.glob("*.log"):
        log.replace(log.with_suffix(".previous"))


def reset() -> None:
    with lock(busy=f"The demo runs{where_it_runs()}; stop it first."):
        for name in ("postgres", "valkey"):
            remove_data(DATA / name)
        for name in ("media", "mail", "log", "static"):
            shutil.rmtree(DATA / name, ignore_errors=True)
        (DATA / "secrets.json").unlink(missing_ok=True)
        RUNNING.unlink(missing_ok=True)
    say("The demo is empty; `make run` fills it anew.")


def manage(arguments: list[str]) -> None:
    running = is_running()
    if not running:
        raise ServerError("The demo does not run; start it with `make run` in another terminal.")
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "manage.py", *arguments], os.environ | running["environment"])


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


def media_root() -> Path:
    return Path(os.environ.get("MEDIA_ROOT") or DATA / "media")


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


def stop_on_signal(signum: int, frame: object) -> None:
    raise Stop


def main(arguments: list[str]) -> int:
    match arguments:
        case ["run"]:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, stop_on_signal)
            run()
        case ["reset"]:
            reset()
        case ["manage", *rest]:
            manage(rest)
        case ["backup", path]:
            backup(Path(path))
        case ["restore", path]:
            restore(Path(path))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop:
        sys.exit(130)
    except ServerError as error:
        sys.exit(f"Error: {error}")
    except OSError as error:
        sys.exit(f"Error: {error.strerror or error} {error.filename or ''}".rstrip())
