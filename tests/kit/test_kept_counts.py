"""What is counted for everybody is kept; what takes long to count keeps nobody waiting but the first of all."""

from __future__ import annotations

import datetime as dt
import logging
import threading

import pytest
from django.core.cache import cache
from django.utils import translation

from knowledge_network.kit import kept_counts
from knowledge_network.kit.kept_counts import COUNTED_AGAIN, NOTICED_SECONDS, Counted, read_counted
from tests.clock import moment

NOW = moment("2026-11-24T10:00")
KEY = "of.a.test"


@pytest.fixture(autouse=True)
def _now(settings, time_machine):
    settings.COUNTS_ASIDE = True
    time_machine.move_to(NOW, tick=False)
    kept_counts.forget_counted(KEY)
    cache.delete_many([f"counted.{KEY}.counts", "counted.of.another", "counted.of.another.counts"])


@pytest.fixture
def aside(monkeypatch):
    """The threads that were begun."""
    begun, start = [], threading.Thread.start

    def noted(thread):
        if thread.name == "counts":
            begun.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", noted)
    return begun


def keep(found: str, *, seconds: float) -> None:
    """Counted long enough ago to be counted anew."""
    cache.set(f"counted.{KEY}", Counted(NOW - COUNTED_AGAIN, found, seconds))


def test_what_took_long_is_told_as_it_was_and_counted_aside(aside):
    keep("before", seconds=NOTICED_SECONDS)
    here = threading.current_thread()
    counted_by = []

    def count():
        counted_by.append(threading.current_thread())
        return "now"

    assert read_counted(KEY, count).found == "before"
    for thread in aside:
        thread.join(10)
    assert counted_by == aside
    assert here not in counted_by
    assert read_counted(KEY, count) == cache.get(f"counted.{KEY}")
    assert (read_counted(KEY, count).found, read_counted(KEY, count).at) == ("now", NOW)


def test_while_it_is_counted_aside_nobody_else_begins(aside):
    keep("before", seconds=NOTICED_SECONDS)
    go_on = threading.Event()

    def count():
        go_on.wait(10)
        return "now"

    assert {read_counted(KEY, count).found for _time in range(3)} == {"before"}
    go_on.set()
    for thread in aside:
        thread.join(10)
    assert len(aside) == 1
    assert read_counted(KEY, count).found == "now"


def test_one_thing_is_counted_aside_at_a_time_and_the_next_when_it_is_asked_for_again(aside):
    keep("before", seconds=NOTICED_SECONDS)
    cache.set("counted.of.another", Counted(NOW - COUNTED_AGAIN, "before", NOTICED_SECONDS))
    go_on = threading.Event()

    def count():
        go_on.wait(10)
        return "now"

    read_counted(KEY, count)
    assert read_counted("of.another", lambda: "now").found == "before"
    assert len(aside) == 1
    go_on.set()
    aside[0].join(10)
    assert read_counted("of.another", lambda: "now").found == "before"
    aside[1].join(10)
    assert read_counted("of.another", lambda: "now").found == "now"


def test_it_is_counted_in_the_language_of_who_asked(aside):
    keep("before", seconds=NOTICED_SECONDS)
    with translation.override("en"):
        read_counted(KEY, translation.get_language)
    aside[0].join(10)
    assert read_counted(KEY, translation.get_language).found == "en"


@pytest.mark.parametrize("newer", [None, "newer"])
def test_what_was_begun_before_a_change_is_not_told_after_it(aside, newer):
    """A deed forgets what was counted, and who did it may have counted anew already."""
    keep("before", seconds=NOTICED_SECONDS)
    go_on = threading.Event()

    def count():
        go_on.wait(10)
        return "of before the deed"

    read_counted(KEY, count)
    kept_counts.forget_counted(KEY)
    if newer:
        kept_counts.count_anew(KEY, lambda: newer)
    go_on.set()
    aside[0].join(10)
    kept = cache.get(f"counted.{KEY}")
    assert (kept and kept.found) == newer


def test_what_is_a_quarter_of_an_hour_old_is_waited_for(aside):
    cache.set(f"counted.{KEY}", Counted(NOW - kept_counts.OLDEST, "before", NOTICED_SECONDS))
    assert read_counted(KEY, lambda: "now").found == "now"
    assert aside == []


def test_where_no_thread_can_begin_the_next_reader_asks_again(aside, monkeypatch):
    keep("before", seconds=NOTICED_SECONDS)
    start = threading.Thread.start

    def refuse(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert read_counted(KEY, lambda: "now").found == "before"
    monkeypatch.setattr(threading.Thread, "start", start)
    assert read_counted(KEY, lambda: "now").found == "before"
    aside[0].join(10)
    assert read_counted(KEY, lambda: "now").found == "now"


def test_what_is_counted_at_once_is_waited_for(aside):
    keep("before", seconds=NOTICED_SECONDS / 2)
    assert read_counted(KEY, lambda: "now").found == "now"
    assert aside == []


def test_the_first_of_all_waits(aside):
    assert read_counted(KEY, lambda: "now").found == "now"
    assert aside == []


def test_how_long_it_took_is_kept_with_it():
    assert read_counted(KEY, lambda: threading.Event().wait(0.05)).seconds >= 0.05


def test_what_goes_wrong_aside_is_logged_and_tried_again_later(aside, caplog):
    keep("before", seconds=NOTICED_SECONDS)

    def fail():
        raise ValueError("the database is away")

    with caplog.at_level(logging.ERROR):
        assert read_counted(KEY, fail).found == "before"
        for thread in aside:
            thread.join(10)
    assert "counting_aside_failed" in caplog.text
    assert read_counted(KEY, lambda: "now").found == "before"
    cache.delete(f"counted.{KEY}.counts")
    assert read_counted(KEY, lambda: "now").found == "before"
    for thread in aside:
        thread.join(10)
    assert (len(aside), read_counted(KEY, fail).found) == (2, "now")


def test_what_an_earlier_version_kept_is_read(aside):
    kept = Counted(NOW - dt.timedelta(minutes=1), "before")
    del kept.__dict__["seconds"]
    cache.set(f"counted.{KEY}", kept)
    assert read_counted(KEY, lambda: "now").found == "before"
    assert kept.seconds == 0.0
