"""Quick or slow: every test is one of the two, by what it asks for.

`make quick` runs the quick ones, after each change; `make test` runs all but the drills (`tests/drills.py`). Slow by
themselves are tests with a browser, with another process (they need the real clock), with examples made up by
Hypothesis, with the whole demo network, and with rows that other connections see (the database is emptied after each
of them). What is slow for another reason, as walking the whole site is, says so: `@pytest.mark.slow`. Everything else
is quick, and stays so: a quick test that uses too much of the processor fails.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.clock import OF_A_BROWSER, reads_the_real_clock

SLOW_BY_WHAT_IT_ASKS_FOR = OF_A_BROWSER | {"demo_network", "transactional_db"}
# Of the processor, which a busy machine changes little: three times what the heaviest needs there.
MOST_SECONDS = 20


def marked(items: list[Any]) -> None:
    """Give each test the marker `slow` or `quick`, whether it was chosen by hand or not."""
    for item in items:
        said = {name for name in ("quick", "slow") if item.get_closest_marker(name)}
        if "quick" in said and ("slow" in said or slow_by_itself(item)):
            raise pytest.UsageError(f"{item.nodeid} says that it is quick, and is slow by {why_slow(item) or 'marker'}")
        if not said:
            item.add_marker(pytest.mark.slow if slow_by_itself(item) else pytest.mark.quick)


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
    """Let a quick test use so much of the processor and no more."""
    started = time.process_time()
    yield
    used = time.process_time() - started
    if item.get_closest_marker("quick") and used > most:
        pytest.fail(f"uses {used:.1f} s of the processor, too much for a quick test: mark it slow", pytrace=False)
