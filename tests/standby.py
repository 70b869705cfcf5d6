"""A real replica that streams from a PostgreSQL of ours, made by the script that compose starts."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from scripts.embedded import Postgres, Server, free_port
from tests.infra.running import ROOT, wait_for

SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "100", "shared_buffers": "32MB",
    "fsync": "off", "jit": "off", "TimeZone": "UTC", "log_timezone": "UTC",
}  # fmt: skip


@dataclass
class Standby(Server):
    """Follows `primary`; stopped and started again it goes on where it was."""

    primary: Postgres = field(kw_only=True)
    folder: Path = field(kw_only=True)
    port: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.stop_signal = signal.SIGINT  # at once, whoever still asks something

    def start(self) -> None:
        self.port = self.port or free_port()
        script, secret = self.folder / "replica.sh", self.folder / "secret"
        shutil.copy(ROOT / "scripts" / "replica.sh", script)
        secret.write_text(f"*:*:*:*:{self.primary.password}\n")
        secret.chmod(0o600)
        if account := self.primary.account:
            for path in (self.folder, secret, script):
                os.chown(path, account.pw_uid, account.pw_gid)
        variables = {
            "PGDATA": self.folder / "cluster", "PGHOST": "127.0.0.1", "PGPORT": self.primary.port, "PGUSER": "network",
            "PGPASSFILE": secret, "PATH": f"{self.primary.programs}:{os.environ['PATH']}",
        }  # fmt: skip
        named = [f"{name}={value}" for name, value in variables.items()]
        flags = [part for name, value in {**SETTINGS, "port": self.port}.items() for part in ("-c", f"{name}={value}")]
        self._spawn(["env", *named, "sh", script, *flags], account=account)
        self._wait_until(self._answers, seconds=30)

    def url(self, database: str = "knowledge_network") -> str:
        return f"postgresql://network:{self.primary.password}@127.0.0.1:{self.port}/{database}"

    def say(self, sql: str) -> object:
        with psycopg.connect(self.url("postgres"), autocommit=True) as link:
            row = link.execute(sql.encode()).fetchone()
            return row and row[0]

    def pause(self) -> None:
        """From here on it knows nothing new, for as long as a test likes."""
        self.say("SELECT pg_wal_replay_pause()")
        wait_for(lambda: self.say("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def go_on(self) -> None:
        self.say("SELECT pg_wal_replay_resume()")
        self.catch_up()

    def catch_up(self) -> None:
        with psycopg.connect(self.primary.url("postgres"), autocommit=True) as link:
            row = link.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
        assert row is not None
        wait_for(lambda: self.say(f"SELECT pg_last_wal_replay_lsn() >= '{row[0]}'::pg_lsn"))

    def _answers(self) -> bool:
        try:
            return self.say("SELECT pg_is_in_recovery()") is True
        except psycopg.OperationalError:
            return False


@contextmanager
def standby_of(primary: Postgres) -> Iterator[Standby]:
    folder = Path(tempfile.mkdtemp(prefix="network-standby-"))
    folder.chmod(0o755)
    standby = Standby("Replica", folder / "replica.log", primary=primary, folder=folder)
    try:
        standby.start()
        yield standby
    finally:
        standby.stop()
        shutil.rmtree(folder, ignore_errors=True)
