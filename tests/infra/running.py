"""Processes of the platform, started for real."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from scripts.embedded import Postgres, free_port
from scripts.probe import probe

ROOT = Path(__file__).resolve().parent.parent.parent


def wait_for(condition: Callable[[], object], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not happen within {seconds} seconds"
        time.sleep(0.05)


def copy_database(migrated: str, to: Postgres) -> None:
    """Our database on these servers as `migrate` leaves an empty one, in a second instead of half a minute."""
    to.create_database("knowledge_network")
    dump = subprocess.run([to.programs / "pg_dump", "--no-owner", migrated], capture_output=True, check=True)
    psql = [to.programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", to.url()]
    subprocess.run(psql, input=dump.stdout, stdout=subprocess.DEVNULL, check=True)


def environment(*, database_url: str, redis_url: str, folder: Path, **more: str) -> dict[str, str]:
    """A whole environment, as .env.example asks; nothing of the test run's own leaks in."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return inherited | {
        "SECRET_KEY": "only-for-this-test-" * 4,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PUBLIC_URL": "http://127.0.0.1",
        "DEBUG": "0",
        "DEMO_MODE": "1",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "MAIL_URL": f"file://{folder / 'mail'}",
        "DEFAULT_FROM_EMAIL": "netwerk@example.org",
        "MEDIA_ROOT": str(folder / "media"),
        "BEAT_HEARTBEAT": str(folder / "beat"),
        **more,
    }


class Service:
    """`scripts/service.sh NAME`, as a container or `make run` starts it."""

    def __init__(self, name: str, variables: dict[str, str], folder: Path, *, port: int = 0) -> None:
        self.port = port or free_port()
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["sh", str(ROOT / "scripts" / "service.sh"), name],
                env=variables | {"PORT": str(self.port), "WEB_WORKERS": "1", "WORKER_PROCESSES": "1"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def get(self, path: str, *, timeout: float = 15) -> tuple[int, str]:
        return probe(f"http://127.0.0.1:{self.port}{path}", timeout=timeout)

    def kill(self) -> None:
        """With all that it started, at once: its machine lost its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Stop as a supervisor does; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
                raise
        return self.process.returncode
