"""`make run`: prepare, start, watch until somebody stops it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import schema
from scripts.demo.parts import Demo
from scripts.demo.place import DATA, DEMO, LOGS, PROGRESS, ROOT, RUNNING, demo_environment, lock, say, where_it_runs
from scripts.embedded import die_with_parent
from scripts.programs import ServerError

NEEDED_MEGABYTES = 300
EARLIER_SCHEMA = (
    "The demo was made with an earlier schema, which cannot be continued; `make reset` empties it, `make run` fills it."
)

EARLIER_NETWORK = (
    "Your network was made with an earlier schema, which cannot be continued. Nothing was changed: run the version that"
    " made it, or keep its folder elsewhere and begin anew."
)


class Stop(BaseException):
    # Not an Exception: no handler of errors may swallow it.
    """Somebody asked us to stop."""


def run() -> None:
    if os.environ.get("MAKELEVEL") and (follow_make := die_with_parent(signal.SIGTERM)):
        follow_make()
    port = chosen_port()
    with lock(busy=f"The demo already runs{where_it_runs()}."), hold_port(port):
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
        say(f"Stopped. The data is kept in {DATA}; `make run{'' if DEMO else ' DEMO=0'}` continues with it.")


def serve(demo: Demo) -> None:
    started = time.monotonic()
    database_url, redis_url = demo.start_servers()
    environment = demo_environment(port=demo.port, database_url=database_url, redis_url=redis_url)
    say("Preparing the database...")
    check_schema(database_url)
    django("migrate", "--noinput", "--verbosity=0", environment=environment)
    if not DEMO:
        django("load_methods", environment=environment)
    django("set_database_limits", environment=environment)
    write_running(demo, environment)
    seeds = DEMO and os.environ.get("SEED") != "0" and is_empty(database_url)
    begin_progress(seeds=seeds)
    say("Starting web...")
    demo.start_services(environment, "web")
    demo.wait_until_ready()
    site = f"http://127.0.0.1:{demo.port}"
    if seeds:
        say(f"\nOpen {site} (after {time.monotonic() - started:.0f} s); the page says how far the demo is.")
        say("Loading the demo network...")
        django("seed_demo", environment=environment)
        PROGRESS.unlink(missing_ok=True)
    demo.start_services({**environment, "WORKER_QUEUES": "celery,films"}, "worker", "beat")
    logins = demo_logins(environment) if DEMO else ""
    say("\n".join(["", f"Ready: {site}   ({time.monotonic() - started:.0f} s)", *filter(None, [logins])]))
    if not DEMO:
        django("setup", "--if-needed", environment=environment)
        say(f"Mail is not sent but kept in {DATA / 'mail'}; set MAIL_URL to send it.")
    say(f"Logs are in {LOGS}. Ctrl-C stops everything.")
    demo.watch()


def begin_progress(*, seeds: bool) -> None:
    """The mark by which the web shows that the demo is being filled; one of an earlier run that broke off goes."""
    if seeds:
        PROGRESS.write_text(json.dumps({"done": 0, "total": 0, "step": ""}))
    else:
        PROGRESS.unlink(missing_ok=True)


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
            raise ServerError(EARLIER_SCHEMA if DEMO else EARLIER_NETWORK)
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


@contextmanager
def hold_port(port: int) -> Iterator[None]:
    """Ours from now on, though the web listens later: two demos that prepare at one time would share what comes in."""
    import socket

    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
        except PermissionError:
            raise ServerError(
                f"Port {port} may not be used by this user; choose another: PORT=8001 make run."
            ) from None
        except OSError:
            raise ServerError(f"Port {port} is taken; choose another: PORT={port % 65535 + 1} make run.") from None
        # From here on the web processes get it, which share one, and nobody who asks for it as we did.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        yield


def check_disk() -> None:
    free = shutil.disk_usage(DATA).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise ServerError(f"The disk is full: {free} MB free at {DATA}, at least {NEEDED_MEGABYTES} MB are needed.")


def keep_last_logs() -> None:
    """Logs of this run and of the one before it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for log in LOGS.glob("*.log"):
        log.replace(log.with_suffix(".previous"))
