"""The states in parts, to be looked at by turns; `make states` looks at all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Tests that are asked for their pages, and the templates that they are to show most of.

    `shown_at_least`: of a hundred branches of those templates, what is reached less a half.
    """

    name: str
    tests: tuple[str, ...]
    templates: tuple[str, ...]
    shown_at_least: float
    # Once it was seen green and in less than eight minutes.
    takes_turns: bool = True


PARTS = (
    Part("groups", ("tests/plg",), ("plg/",), 77.0),
    Part("expertise", ("tests/expertise",), ("expertise/",), 66.3),
    Part("lesson-study", ("tests/lesson_study",), ("lesson_study/",), 60.9),
    Part(
        "network",
        (
            "tests/members",
            "tests/notifications",
            "tests/dashboards",
            "tests/search",
            "tests/topics",
            "tests/school_year",
            "tests/kit",
            "tests/infra",
            "tests/demo",
            "tests/agreements",
            "tests/insight",
            "tests/exchange",
            "tests/figures",
        ),
        ("members/", "notifications/", "mfa/"),
        73.7,
    ),
    Part("roles", ("tests/access",), ("plg/", "lesson_study/", "dashboards/"), 52.4),
    Part("whole-site", ("tests/quality",), ("members/", "search/"), 47.9, takes_turns=False),
)


def of_the_day(day: dt.date) -> Part:
    """The part whose turn it is."""
    by_turns = [part for part in PARTS if part.takes_turns]
    return by_turns[day.toordinal() % len(by_turns)]


def missing_of(part: Part, every: Collection[str], seen: Collection[str]) -> Iterator[str]:
    """What is wrong when the tests of a part show too few branches of its templates; which, says `make states`."""
    wanted = {name for name in every if name.startswith(part.templates) and ":" in name}
    share = 100 * len(wanted & set(seen)) / max(1, len(wanted))
    if share < part.shown_at_least:
        yield f"{part.name}: {share:.1f} of 100 branches are shown, {part.shown_at_least} should be"
