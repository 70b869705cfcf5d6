"""The parts of a demo that runs: servers and services, started in order, started again when they stop."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from scripts.demo.place import DATA, DATABASE, LOGS, ROOT, load_secrets, say
from scripts.embedded import Postgres, Server, Valkey, die_with_parent, explain
from scripts.probe import probe
from scripts.programs import ServerError

RESTARTS_PER_MINUTE = 3
READY_WITHIN = 60


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

    def start_services(self, environment: dict[str, str], *names: str) -> None:
        for name in names:
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
