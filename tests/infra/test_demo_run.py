"""`make run`: one command up, one signal down, and one clear line when something is wrong."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from scripts.embedded import free_port
from scripts.probe import probe
from tests.infra.running import ROOT, wait_for

pytestmark = pytest.mark.real_clock(reason="the demo runs in processes of its own, and this waits for them")
READY = re.compile(r"Ready: http://127\.0\.0\.1:(\d+)")


def variables(folder, **more):
    names = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: os.environ[name] for name in names if name in os.environ} | {
        "DATA_DIR": str(folder),
        "SEED": "0",
        **more,
    }


def demo(folder, *arguments, **more):
    """Run a command of scripts.demo to its end."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.demo", *arguments],
        cwd=ROOT,
        env=variables(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
    )


class Running:
    """A demo that runs until `stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.output = folder / "output.txt"
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with self.output.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.demo", "run"],
                cwd=ROOT,
                env=variables(folder, PORT=str(self.port)),
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            # Every migration runs first: on a machine that does more at once that alone takes two minutes.
            wait_for(lambda: READY.search(self.text) or self.process.poll() is not None, seconds=240)
            assert self.process.poll() is None, self.text
        except BaseException:
            self.process.kill()
            raise

    @property
    def text(self) -> str:
        return self.output.read_text()

    def ready(self) -> bool:
        return probe(f"http://127.0.0.1:{self.port}/readyz", timeout=5)[0] == 200

    def stop(self, signum: int = signal.SIGINT) -> int:
        self.process.send_signal(signum)
        return self.process.wait(40)


def processes_of(folder: Path) -> list[int]:
    """All processes that carry the demo's data folder in their environment, command line or working folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
                text = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                text += os.fsencode((entry / "cwd").readlink())
            except OSError:
                continue
            if state != "Z" and os.fsencode(folder) in text:
                found.append(int(entry.name))
    return found


@pytest.fixture
def folder(tmp_path):
    """A data folder that every user of the machine may enter, for PostgreSQL does not run as root."""
    for step in (tmp_path, *tmp_path.parents):
        if step == Path(tempfile.gettempdir()):
            break
        step.chmod(0o755)
    yield tmp_path / "data"
    for pid in processes_of(tmp_path / "data"):
        os.kill(pid, signal.SIGKILL)  # left by a failed test
    demo(tmp_path / "data", "reset")


@pytest.mark.drill(name="demo")
@pytest.mark.in_suite
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_life_of_the_demo(folder):
    running = Running(folder)
    assert int(READY.search(running.text)[1]) == running.port
    assert "leraar@demo.example" in running.text
    assert "netwerk-demo" in running.text
    assert running.ready()

    second = demo(folder, "run", PORT=str(free_port()))
    assert second.returncode == 1
    assert second.stderr == (
        f"Error: The demo already runs at http://127.0.0.1:{running.port} (process {running.process.pid}).\n"
    )
    assert "stop it first" in demo(folder, "reset").stderr

    shown = demo(folder, "manage", "shell", "-c", "from django.conf import settings; print(settings.MEDIA_ROOT)")
    assert shown.stdout.splitlines()[-1] == str(folder / "media"), shown.stderr

    started = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - started < 60
    assert "Stopped." in running.text
    assert "Traceback" not in running.text
    wait_for(lambda: processes_of(folder) == [], seconds=3)

    stopped = demo(folder, "manage", "check")
    assert stopped.stderr == "Error: The demo does not run; start it with `make run` in another terminal.\n"


@pytest.mark.drill(name="demo")
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_each_part_that_is_killed_is_started_again(folder):
    running = Running(folder)
    for name in ("worker", "web", "Valkey", "PostgreSQL"):
        os.kill(process_id(folder, name), signal.SIGKILL)
        wait_for(lambda name=name: f"{name} was killed by signal 9; starting it again." in running.text)
        wait_for(running.ready)
    assert running.stop() == 0
    assert "Traceback" not in running.text


def process_id(folder: Path, name: str) -> int:
    """The process that the supervisor started for this part."""
    programs = {"web": "scripts.serve", "worker": "celery", "Valkey": "valkey-server", "PostgreSQL": "postgres"}
    for pid in processes_of(folder):
        stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ").split(" ")
        child = b"scripts.demo" in Path(f"/proc/{stat[1]}/cmdline").read_bytes()
        program = any(Path(word).name == programs[name] for word in words[:3])
        if child and program and (name != "worker" or "worker" in words):
            return pid
    raise AssertionError(f"no process of {name}")


@pytest.mark.drill(name="demo")
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_demo_that_is_ended_from_outside(folder, signum):
    running = Running(folder)
    running.stop(signum)
    wait_for(lambda: processes_of(folder) == [], seconds=15)
    if signum == signal.SIGKILL:
        assert Running(folder).stop() == 0, "the data is usable"


def list_media(folder: Path) -> set[str]:
    """But for what every back-up leaves there: when it was made, and who was erased."""
    return {path.name for path in (folder / "media").iterdir()} - {".last-backup", ".erasures"}


@pytest.mark.drill(name="demo")
def test_a_backup_brings_everything_back(folder):
    running = Running(folder)
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "photo.txt").write_text("a photo")
    note = "from django.contrib.sessions.models import Session as S; "
    demo(
        folder, "manage", "shell", "-c", note + "S.objects.create(session_key='kept', expire_date='2030-01-01T00:00Z')"
    )

    saved = demo(folder, "backup", str(folder / "backup.tar"))
    assert saved.returncode == 0, saved.stderr
    assert (folder / "backup.tar").stat().st_mode & 0o077 == 0, "only its owner may read a back-up"
    assert "stop it first" in demo(folder, "restore", str(folder / "backup.tar")).stderr

    demo(folder, "manage", "shell", "-c", note + "S.objects.all().delete()")
    (folder / "media" / "photo.txt").unlink()
    (folder / "media" / "later.txt").write_text("came after the back-up")
    running.stop()

    restored = demo(folder, "restore", str(folder / "backup.tar"))
    assert restored.returncode == 0, restored.stderr
    # Who was erased since the back-up is erased once more when the demo starts.
    assert list_media(folder) == {"photo.txt", ".put-back"}
    again = Running(folder)
    assert list_media(folder) == {"photo.txt"}
    shown = demo(folder, "manage", "shell", "-c", note + "print([s.pk for s in S.objects.all()])")
    assert shown.stdout.splitlines()[-1] == "['kept']", shown.stderr
    again.stop()

    (folder / "broken.tar").write_bytes(b"no archive")
    refused = demo(folder, "restore", str(folder / "broken.tar"))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert list_media(folder) == {"photo.txt"}


def test_a_taken_port_is_one_clear_line(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = demo(folder, "run", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: Port {port} is taken; choose another: PORT=")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_an_impossible_port_is_one_clear_line(folder, port):
    done = demo(folder, "run", PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"Error: PORT is wrong: expected a number from 1 to 65535, found {port!r}.\n"


@pytest.mark.drill(name="demo")
def test_a_part_that_keeps_crashing_ends_the_run_with_one_line(folder):
    """WEB_WORKERS=many makes the web server refuse to start, again and again."""
    done = demo(folder, "run", PORT=str(free_port()), WEB_WORKERS="many")
    assert done.returncode == 1
    assert re.fullmatch(r"Error: web keeps stopping \(stopped with code 2\): .*\n", done.stderr), done.stderr
    wait_for(lambda: processes_of(folder) == [], seconds=5)


def test_a_database_that_does_not_answer_is_one_clear_line(folder):
    done = demo(
        folder,
        "run",
        PORT=str(free_port()),
        DATABASE_URL="postgresql://me:secret@127.0.0.1:1/x",
        REDIS_URL="redis://127.0.0.1:1/0",
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: `migrate` failed:")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_full_disk_is_one_clear_line(folder):
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)], capture_output=True).returncode:
        pytest.skip("may not mount here")
    try:
        done = demo(folder, "run", PORT=str(free_port()))
        assert done.returncode == 1
        assert re.fullmatch(r"Error: The disk is full: \d+ MB free at \S+, at least 300 MB are needed\.\n", done.stderr)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_reset_empties_and_leaves_the_tools(folder):
    folder.mkdir()
    for name in ("postgres", "valkey", "media", "mail", "uv"):
        (folder / name).mkdir()
    (folder / "secrets.json").write_text(json.dumps({}))
    assert demo(folder, "reset").returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["run.lock", "uv"]
