"""A real PgBouncer in transaction mode, between us and the PostgreSQL of the run."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from scripts.embedded import Server, free_port
from scripts.programs import unprivileged_account

# With TEST_POOLER=1 the whole run goes through one; what starts it notes its address.
WANTED, URL = "TEST_POOLER", "TEST_POOLER_URL"
MAY_EMPTY = "-c network.may_empty=on"
SETTINGS = """
[databases]
* = host={host} port={server} user={user} password={password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/users
admin_users = {user}
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 500
server_lifetime = 600
"""


def address(direct: str) -> str:
    """Where the tests of this run connect: the pooler when there is one, else the server itself."""
    return os.environ.get(URL) or direct


def find_pgbouncer() -> str:
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    found = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    if found is None and os.environ.get("CI") == "1":
        pytest.fail("pgbouncer is missing: install what scripts/debian-packages lists")
    if found is None:
        pytest.skip("there is no pgbouncer on this machine: what is tested behind a pooler is left out")
    return found


@dataclass
class Pooler(Server):
    """PgBouncer before the server of `url`, with so many connections for each database."""

    url: str = ""
    folder: Path = Path()
    size: int = 2
    mode: str = "transaction"
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    port: int = field(default=0, init=False)

    def start(self) -> None:
        parts = urlsplit(self.url)
        self.user = unquote(parts.username or "")
        self.port = free_port()
        settings = self.folder / "pgbouncer.ini"
        settings.write_text(
            SETTINGS.format(
                host=parts.hostname, server=parts.port, user=self.user, password=unquote(parts.password or ""),
                port=self.port, folder=self.folder, size=self.size, mode=self.mode,
            )
        )  # fmt: skip
        (self.folder / "users").write_text(f'"{self.user}" "{self.password}"\n')
        account = unprivileged_account()
        if account:
            for path in (self.folder, settings, self.folder / "users"):
                os.chown(path, account.pw_uid, account.pw_gid)
        self._spawn([find_pgbouncer(), "--quiet", settings], account=account)
        self._wait_until(self._answers, seconds=20)

    def url_of(self, database: str) -> str:
        return f"postgresql://{self.user}:{self.password}@127.0.0.1:{self.port}/{database}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url_of("pgbouncer"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def pooler_before(url: str, *, size: int = 2, mode: str = "transaction") -> Iterator[Pooler]:
    folder = Path(tempfile.mkdtemp(prefix="network-pooler-"))
    folder.chmod(0o755)
    pooler = Pooler("PgBouncer", folder / "pgbouncer.log", url=url, folder=folder, size=size, mode=mode)
    try:
        pooler.start()
        yield pooler
    finally:
        pooler.stop()
        shutil.rmtree(folder, ignore_errors=True)
