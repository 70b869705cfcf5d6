"""The clock of the tests: it stands at one moment, so that what passes now passes at any hour.

Every test starts at the moment of the run, a plain Tuesday morning in a school week, and time goes on from there
(durations are real, and it never goes back: rows made one after the other keep their order, and what is due at once is
due, also while a time server sets the clock of the machine back). The environment variable `TEST_AT`, or
`make test AT=`, chooses another moment. What is about time names its own with `time_machine`, and bears the marker
`clock`: it has to pass at every one of `MOMENTS`.

A test that needs the real clock says why: `@pytest.mark.real_clock(reason="…")`.
"""

import datetime as dt
import os
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
import time_machine

VARIABLE = "TEST_AT"
HERE = zoneinfo.ZoneInfo("Europe/Amsterdam")
# Where a default depends on the clock: people at work, mail goes out, no holiday, no edge of a day, month or year.
SCHOOL_MORNING = "2026-11-24T10:00"
MOMENTS = {
    "Friday evening": "2026-11-27T23:30",
    "Saturday just after midnight, Friday in UTC": "2026-11-28T00:20",
    "a Sunday": "2026-11-29T14:00",
    "the night that the clock goes forward": "2027-03-28T01:50+01:00",
    "the night that the clock goes back, the second time that it is half past two": "2026-10-25T02:30+01:00",
    "the end of the year": "2026-12-31T23:59",
    "the day that comes once in four years": "2028-02-29T12:00",
    "the autumn holiday": "2026-10-13T10:00",
}
REASON_AT_LEAST = 20  # characters
# Whoever asks for one of these has a browser beside the test, with a clock of its own.
OF_A_BROWSER = {"page", "context", "browser", "live_server"}
IN_A_BROWSER = "the browser's own clock is the real one, and cookies and scripts compare with it"
ABOUT_TIME = {"time_machine"}
# What a process of these does is the same at any hour: a drawing of a page, a copy of a database.
KNOW_NO_CLOCK = {"knowledge_network.kit.uploads", "expertise.products.previews", "tests.kept_template"}
SAY_WHY = 'say why it may: @pytest.mark.real_clock(reason="…")'


def moment(text: str) -> dt.datetime:
    """An ISO moment; without an offset it is one in Amsterdam."""
    read = dt.datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=HERE)


def moment_of_the_run() -> dt.datetime:
    return moment(os.environ.get(VARIABLE) or SCHOOL_MORNING)


def of_the_day(day: dt.date) -> str:
    """The moment whose turn it is: all of them in as many days."""
    return list(MOMENTS.values())[day.toordinal() % len(MOMENTS)]


def marked(items: list[Any]) -> None:
    """Mark what is about time or has a browser by what it asks for, and refuse a real clock without a reason."""
    for item in items:
        if OF_A_BROWSER & set(item.fixturenames):
            item.add_marker(pytest.mark.real_clock(reason=IN_A_BROWSER))
        if ABOUT_TIME & set(item.fixturenames):
            item.add_marker(pytest.mark.clock)
        for marker in item.iter_markers("real_clock"):
            refuse_without_reason(item.nodeid, *marker.args, **marker.kwargs)


def refuse_without_reason(name: str, *arguments: object, reason: object = "", **others: object) -> None:
    if arguments or others or not isinstance(reason, str) or len(reason.strip()) < REASON_AT_LEAST:
        raise pytest.UsageError(f"{name} reads the real clock; {SAY_WHY}")


def reads_the_real_clock(item: Any) -> bool:
    return item.get_closest_marker("real_clock") is not None


@contextmanager
def standing() -> Iterator[None]:
    """Time stands still at the moment of the run, for collecting: every worker sees the same, however long it takes."""
    with time_machine.travel(moment_of_the_run(), tick=False):
        yield


@contextmanager
def started(item: Any) -> Iterator[None]:
    """The clock of one test, its fixtures and what cleans up after it."""
    if reads_the_real_clock(item):
        yield
        return
    with (
        steady(),
        time_machine.travel(moment_of_the_run(), tick=True),
        mock.patch.object(subprocess, "Popen", _no_process(item)),
    ):
        yield


@contextmanager
def steady() -> Iterator[None]:
    """How far a journey in time is under way is told by a clock that nobody sets."""
    with mock.patch.object(time_machine._time_machine, "original_time_ns", time.monotonic_ns):
        yield


def _no_process(item: Any) -> type[subprocess.Popen[Any]]:
    """Another process has the clock of the machine."""

    class NoProcess(subprocess.Popen[Any]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            frame = sys._getframe(1)
            while frame.f_globals["__name__"] == "subprocess" and frame.f_back:
                frame = frame.f_back
            if frame.f_globals["__name__"] not in KNOW_NO_CLOCK:
                raise AssertionError(f"{item.nodeid} starts a process, and that has the real clock; {SAY_WHY}")
            super().__init__(*arguments, **options)

    return NoProcess
