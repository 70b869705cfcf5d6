"""A line of the cockpit: what waits, how much of it, since when, and where to go."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Desk:
    """One line of the cockpit. `days` is the age of the oldest; `urgent` ones need a hand today."""

    key: str
    label: str | Promise
    what_counts: str | Promise
    icon: str
    url: str
    count: int
    days: int | None = None
    urgent: bool = False

    @property
    def waits(self) -> bool:
        return self.count > 0


def say_soon(what_counts: str | Promise) -> Promise:
    """What is counted, where everything is looked through once in five minutes."""
    said: Promise = format_lazy("{} {}", what_counts, _("New ones come within five minutes."))
    return said


def address(name: str, **query: str) -> str:
    """The address of a page, asked with `query`, or nothing where this installation has no such page."""
    try:
        return reverse(name, query=query or None)
    except NoReverseMatch:
        return ""
