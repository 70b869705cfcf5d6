"""A throw-away network that answers, empty or with the demo in it: for pictures and for what is read from its pages."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.embedded import free_port, throw_away_servers

ROOT = Path(__file__).resolve().parent.parent
# A Thursday morning between two holidays. Pictures are taken a little after the demo was loaded.
STILL_MOMENT = dt.datetime.fromisoformat("2026-11-26T10:00+01:00")
STILL_LATER = STILL_MOMENT + dt.timedelta(minutes=10)
STILL = {
    "STILL_MOMENT": STILL_MOMENT.isoformat(),
    "PYTHONPATH": str(ROOT / "scripts" / "still"),
    "PYTHONHASHSEED": "0",
    # In mails, certificates and references, where the port of the day would stand.
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "WEB_WORKERS": "1",
}


@dataclass(frozen=True)
class Network:
    """A network of its own, gone afterwards: where it will answer, and how its commands are run."""

    address: str
    checkout: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """What Python of that checkout says; commands of Django begin with «manage.py»."""
        python = str(self.checkout / ".venv" / "bin" / "python")
        done = subprocess.run(
            [python, *arguments], cwd=self.checkout, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[None]:
        """It answers as long as the block."""
        command = ["sh", "scripts/service.sh", "web"]
        server = subprocess.Popen(command, cwd=self.checkout, env=self.environment)
        try:
            _wait_until_ready(self.address)
            yield
        finally:
            server.terminate()
            server.wait()


@contextmanager
def throw_away_network(*, checkout: Path = ROOT, **variables: str) -> Iterator[Network]:
    """One with an empty database. `variables` are environment variables beside what every picture needs."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    folder = tempfile.mkdtemp(prefix="network-screenshots-")
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("knowledge_network")
        environment = {
            **os.environ,
            "SECRET_KEY": "only-for-the-screenshots-" * 3,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_URL": address,
            "DATABASE_URL": postgres.url(),
            "REDIS_URL": valkey.url(),
            "MAIL_URL": f"file://{folder}/mail",
            "MEDIA_ROOT": f"{folder}/media",
            "DEFAULT_FROM_EMAIL": "netwerk@demo.example",
            "LOG_LEVEL": "WARNING",
            "PORT": str(port),
            **variables,
        }
        try:
            yield Network(address, checkout, environment)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def demo_network(*, checkout: Path = ROOT, still: bool = False) -> Iterator[tuple[str, str]]:
    """The address of a freshly loaded demo network, up as long as the block, and a teacher's overview by mail.

    `still`: always the same moment and the same «random» names in addresses.
    """
    with throw_away_network(checkout=checkout, DEMO_MODE="1", **(STILL if still else {})) as network:
        network.run("manage.py", "migrate", "-v0")
        print(network.run("manage.py", "seed_demo"))
        network.environment.update({"STILL_MOMENT": STILL_LATER.isoformat()} if still else {})
        digest = network.run("-m", "scripts.digest_mail", "leraar@demo.example")
        with network.served():
            yield network.address, digest


def _wait_until_ready(address: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    sys.exit("The web server does not answer.")
