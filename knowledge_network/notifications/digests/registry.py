"""Which overviews there are and what stands in them. Apps tell at start; nothing here knows of groups or meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.outbox.models import MailRhythm
    from knowledge_network.notifications.outbox.rhythm import SchoolDays


@dataclass(frozen=True)
class Item:
    """One line. `why` says why this reader gets it; `url` is a path; `notice` is the key of a notice that it tells."""

    text: str
    url: str
    detail: str = ""
    why: str = ""
    notice: str = ""
    # Left out when an earlier section has a line that leads to the same page.
    once: bool = False


@dataclass(frozen=True)
class Window:
    """What is new is newer than the previous overview (`since`) and not newer than `until`."""

    since: dt.datetime
    until: dt.datetime


class Place(IntEnum):
    """Where a section stands in the weekly overview; what comes from one place later stands below what was there."""

    ACTIONS = 10
    MEETINGS = 20
    NEWS = 30
    QUESTIONS = 40
    RESULTS = 50
    JOIN = 60


# For many members at once, so that a batch costs the same number of queries whatever its size.
Items = Callable[[Sequence["Member"], Mapping[int, Window]], dict[int, list[Item]]]


@dataclass(frozen=True)
class Section:
    """`items` in the language that is active. Only sections that `asks` make an overview worth a mail."""

    name: str
    heading: str | Promise
    items: Items
    order: int = 0
    asks: bool = True


@dataclass(frozen=True)
class Digest:
    """One overview. `readers` are members who may get it; `slot` the latest moment until now at which it is due."""

    name: str
    label: str | Promise
    subject: str | Promise
    why: str | Promise
    readers: Callable[[], QuerySet[Member]]
    slot: Callable[[MailRhythm, dt.datetime, SchoolDays], dt.datetime]
    button: str | Promise
    url_name: str
    window: dt.timedelta = dt.timedelta(days=7)
    # What of the readers can be due at all, so that a run does not look at everybody.
    narrow: Callable[[dt.datetime], Q] = lambda _now: Q()
    # Gives way to other mail that can wait: when such mail is for the same day, it comes a school day later.
    yields: bool = True
    sections: list[Section] = field(default_factory=list)


_digests: dict[str, Digest] = {}


def add(digest: Digest) -> None:
    _digests[digest.name] = digest


def register_section(digest: str, section: Section) -> None:
    """Add a section to an overview; by `order`, and one of each name."""
    sections = _digests[digest].sections
    sections[:] = sorted([*(s for s in sections if s.name != section.name), section], key=lambda s: s.order)


def get(name: str) -> Digest:
    return _digests[name]


def digests() -> list[Digest]:
    return list(_digests.values())


def list_offered(member: Member) -> list[Digest]:
    """The overviews besides the weekly one that this member gets. One query for each that there is."""
    return [digest for digest in digests() if digest.yields and digest.readers().filter(pk=member.pk).exists()]
