"""The lists behind exact figures: what stands in them is kept for some minutes, and told a page at a time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from itertools import batched
from typing import Any, overload

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.dashboards.sheets.pieces import BehindLine
from knowledge_network.figures.periods import Period
from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.pagination import KeysetPage, slice_rows
from knowledge_network.members.people.models import Member

type Tell = Callable[[Sequence[Any]], list[BehindLine]]

PAGE_SIZE = 40


@dataclass(frozen=True)
class Entry:
    """One of a list, as it is kept. Of people the key alone: what they are called is read when it is shown.

    `count`: for how many it counts in the figure; `part` of `whole`: what is said of it.
    """

    name: str = ""
    slug: str = ""
    key: int = 0
    count: int = 1
    part: int = 0
    whole: int = 0


@dataclass(frozen=True)
class Packed(Sequence[Entry]):
    """Entries as they are kept, a page in each part: of a list of thousands only the page that is shown is read."""

    parts: tuple[bytes, ...]
    size: int
    length: int

    @classmethod
    def pack(cls, entries: Sequence[Entry]) -> Packed:
        parts = (json.dumps([astuple(entry) for entry in some]).encode() for some in batched(entries, PAGE_SIZE))
        return cls(tuple(parts), PAGE_SIZE, len(entries))

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Entry]:
        return (entry for part in range(len(self.parts)) for entry in self._read(part))

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        places = range(self.length)[place]
        if isinstance(places, int):
            return self._read(places // self.size)[places % self.size]
        if not places:
            return []
        first, last = min(places) // self.size, max(places) // self.size
        read = [entry for part in range(first, last + 1) for entry in self._read(part)]
        return [read[one - first * self.size] for one in places]

    def _read(self, part: int) -> list[Entry]:
        return [Entry(*values) for values in json.loads(self.parts[part])]


@dataclass(frozen=True)
class Behind:
    """A whole list; `tell` makes lines of the rows of one page. `counted_at`: as of when, where it is kept."""

    rows: Sequence[Any]
    tell: Tell = list
    counted_at: dt.datetime | None = None

    @property
    def amounts(self) -> list[Decimal]:
        """Those of all rows, where these are lines of money; what is kept has none."""
        lines = () if isinstance(self.rows, Packed) else self.rows
        return [line.amount for line in lines if line.amount is not None]

    def show(self, data: Any) -> tuple[KeysetPage, list[BehindLine]]:
        page = slice_rows(self.rows, data, size=PAGE_SIZE)
        return page, self.tell(page.rows)


def keep_behind(of: str, what: str, period: Period, find: Callable[[], list[Entry]], tell: Tell) -> Behind:
    """The list that `find` gives, at most five minutes old. `of`: a word and key that name whose list it is."""
    name = f"dashboards.behind.pages.{of}.{what}.{period.year}.{period.until}"
    counted = read_counted(name, lambda: Packed.pack(find()))
    return Behind(counted.found, tell, counted.at)


# People ---------------------------------------------------------------------------------------------


def list_people(members: set[int]) -> list[Entry]:
    """By name; who left is counted and not named. One query."""
    keys = Member.objects.active().filter(pk__in=members).order_by("sort_name", "pk").values_list("pk", flat=True)
    found = [Entry(key=key) for key in keys]
    gone = len(members) - len(found)
    return [*found, Entry(count=gone)] if gone else found


def tell_people(entries: Sequence[Entry]) -> list[BehindLine]:
    """One query. Who left since the list was made is not named either."""
    people = Member.objects.active().in_bulk([entry.key for entry in entries if entry.key])
    lines = []
    for entry in entries:
        if (person := people.get(entry.key)) is not None:
            lines.append(BehindLine(person.get_full_name(), url=person.get_absolute_url()))
        elif not entry.key:
            text = ngettext(
                "%(n)d colleague who left the network", "%(n)d colleagues who left the network", entry.count
            )
            lines.append(BehindLine(text % {"n": entry.count}, count=entry.count))
    return lines


# Groups, products and studies -------------------------------------------------------------------------


def tell_groups(entries: Iterable[Entry]) -> list[BehindLine]:
    address = address_by_key("plg:group_detail")
    return [BehindLine(entry.name, url=address(entry.slug)) for entry in entries]


def tell_products(entries: Iterable[Entry]) -> list[BehindLine]:
    return [BehindLine(entry.name, url=reverse("expertise:product_detail", args=[entry.slug])) for entry in entries]


def tell_studies(entries: Iterable[Entry]) -> list[BehindLine]:
    """Studies of the year; the figure counts those that are completed."""
    done, going_on = _("reached phase 7"), _("not in phase 7 yet")
    return [BehindLine(entry.name, done if entry.count else going_on, count=entry.count) for entry in entries]
