"""How a conversation of the demo network is written down."""

from __future__ import annotations

from typing import NamedTuple


class DemoTalk(NamedTuple):
    """A conversation; `posts`: who writes by number in the group, how many days before the reference date, and what."""

    title: str
    posts: tuple[tuple[int, int, str], ...]
    pinned: bool = False


def talk(title: str, days_ago: int, *said: tuple[int, str]) -> DemoTalk:
    """A conversation that began so many days ago, with about two posts a day."""
    return DemoTalk(title, tuple((who, max(days_ago - place // 2, 0), text) for place, (who, text) in enumerate(said)))
