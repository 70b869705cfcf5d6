"""A service that no longer answers ends, so that it is started again; one that works, or waits for others, does not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.broker_answers import broker_answers
from tests.infra.running import ROOT, Service, environment, wait_for

pytestmark = pytest.mark.real_clock(reason="the service runs in processes of its own, and this waits for them")
# A database and a broker that nobody started: that is no fault of the service.
AWAY = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
SOON = {"CHECK_ITSELF": "1", "CHECK_AFTER": "300", "CHECK_EVERY": "1", "CHECK_WITHIN": "3", "CHECK_PATIENCE": "12"}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Service]:
    service = Service("web", environment(**AWAY, folder=tmp_path) | SOON, tmp_path)
    wait_for(lambda: service.get("/healthz")[0] == 200, seconds=200)
    yield service
    if service.process.poll() is None:
        os.killpg(service.process.pid, signal.SIGKILL)
        service.process.wait()


def descendants(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        if parent == pid:
            found += [int(stat.parent.name), *descendants(int(stat.parent.name))]
    return found


def serving(pid: int) -> list[int]:
    """The processes that answer: made by granian, which is made by the shell."""
    return [found for found in descendants(pid) if "scripts.serve" in Path(f"/proc/{found}/cmdline").read_text()]


@pytest.mark.drill(name="services")
def test_a_site_that_hangs_ends_itself_and_one_that_works_does_not(web):
    time.sleep(8)
    assert web.process.poll() is None, "it ended while it worked"
    assert web.get("/healthz")[0] == 200
    _granian, *processes = serving(web.process.pid)
    assert processes
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    assert web.process.wait(120) == 1
    assert "failed its own check three times" in web.log.read_text()


@pytest.mark.drill(name="services")
def test_who_stops_it_is_obeyed_at_once(web):
    started = time.monotonic()
    web.stop()
    assert time.monotonic() - started < 12
    assert serving(web.process.pid) == []


def test_an_absent_broker_is_no_fault_of_the_worker():
    assert not broker_answers("redis://127.0.0.1:1/0", seconds=0.5)
    assert not broker_answers("")
    source = (ROOT / "scripts" / "service.sh").read_text()
    assert "python -m scripts.broker_answers || exit 0" in source
