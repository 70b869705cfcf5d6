"""Quick, more or slow: every test is one of the three, by what it asks for and by where it stands.

`make quick` runs the quick ones, after each change; `make test` runs all but the drills (`tests/drills.py`). Slow by
themselves are tests with a browser, with another process (they need the real clock), with examples made up by
Hypothesis, with the whole demo network, and with rows that other connections see (the database is emptied after each
of them). What is slow for another reason, as walking the whole site is, says so: `@pytest.mark.slow`.

Quick is what is left and asks for no database; of what does, the first `FIRST` tests of each file, which tell its main
story, each with its first case. The others are `more`: nothing keeps them from being quick but their number. A test
that has to run after each change, wherever it stands, says so: `@pytest.mark.quick`. A test that is not slow and uses
too much of the processor fails.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.clock import OF_A_BROWSER, reads_the_real_clock

SLOW_BY_WHAT_IT_ASKS_FOR = OF_A_BROWSER | {"demo_network", "transactional_db"}
PACES = ("quick", "more", "slow")
# Of each file, of the tests that ask for a database: so many that every room has its story told in three minutes.
FIRST = 5
# How many quick tests that ask for a database each folder has, of what was collected.
quick_in = Counter[Path]()
# Of the processor, which a busy machine changes little: three times what the heaviest needs there.
MOST_SECONDS = 20


def marked(items: list[Any]) -> None:
    """Give each test the marker of its pace, whether it was chosen by hand or not."""
    stories: dict[Any, list[str]] = {}
    for item in items:
        said = {name for name in PACES if item.get_closest_marker(name)}
        if "quick" in said and ("slow" in said or slow_by_itself(item)):
            raise pytest.UsageError(f"{item.nodeid} says that it is quick, and is slow by {why_slow(item) or 'marker'}")
        if said:
            continue
        if slow_by_itself(item):
            item.add_marker(pytest.mark.slow)
        else:
            leads = not asks_for_rows(item) or is_among_the_first(item, stories.setdefault(item.path, []))
            item.add_marker(pytest.mark.quick if leads else pytest.mark.more)
            quick_in[item.path.parent] += leads and asks_for_rows(item)


def asks_for_rows(item: Any) -> bool:
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def is_among_the_first(item: Any, story: list[str]) -> bool:
    """Whether this is the first case of one of the first tests of its file; `story` has those before it."""
    name = item.nodeid.split("[")[0]
    if name in story:
        return False
    story.append(name)
    return len(story) <= FIRST


def turn(item: Any) -> int:
    """What waits for processes of its own comes first: another worker has the processor meanwhile.

    At the end, where others put it, a worker would wait alone for the last of them.
    """
    return 0 if reads_the_real_clock(item) and not OF_A_BROWSER & set(item.fixturenames) else 1


def slow_by_itself(item: Any) -> bool:
    return bool(why_slow(item))


def why_slow(item: Any) -> str:
    if asked := SLOW_BY_WHAT_IT_ASKS_FOR & set(item.fixturenames):
        return f"asking for {', '.join(sorted(asked))}"
    if reads_the_real_clock(item):
        return "needing the real clock"
    if item.get_closest_marker("drill"):
        return "being a drill"
    if getattr(item.obj, "is_hypothesis_test", False):
        return "the examples of Hypothesis"
    database = item.get_closest_marker("django_db")
    return "rows that other connections see" if database and database.kwargs.get("transaction") else ""


@contextmanager
def kept(item: Any, *, most: float = MOST_SECONDS) -> Iterator[None]:
    """Let a test that is not slow use so much of the processor and no more."""
    started = time.process_time()
    yield
    used = time.process_time() - started
    if used > most and not item.get_closest_marker("slow"):
        pytest.fail(f"uses {used:.1f} s of the processor, too much for a test that is not slow: mark it", pytrace=False)
