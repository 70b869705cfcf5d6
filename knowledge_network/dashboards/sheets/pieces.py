"""What the pages with figures are made of: plain values for templates, paper and downloads alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.figures.bands import Interval
from knowledge_network.figures.indicators import BY_CODE
from knowledge_network.figures.queries import Cell

type Text = str | Promise
# A number when it is exact, a text when it is a band or not told.
type Value = int | Decimal | str

WIDEST_SHARE = 40
# Kept on one line with its number.
PERCENT = "\u00a0%"


@dataclass(frozen=True)
class Strip:
    """A figure on its line, in percent of its width: now, last year, and the middle half of the schools."""

    label: str
    now: str = ""
    last: str = ""
    middle_from: str = ""
    middle_width: str = ""


@dataclass(frozen=True)
class Figure:
    """One of the five figures. `about`: how it must be read, such as of whom it is when a school is small."""

    code: str
    label: str
    number: str
    rest: str
    last_year: str
    network: str
    what_counts: str
    url: str
    strip: Strip | None = None
    number_too: str = ""
    rest_too: str = ""
    url_too: str = ""
    about: str = ""
    # Where the list behind the same figure of last year stands, and how many it counts.
    url_last: str = ""
    count_last: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether a list stands behind it; what people do is told in bands."""
        return self.number.isdigit()


@dataclass(frozen=True)
class BehindLine:
    """What stands in the list behind an exact figure, how it counts, where it is, and for how many it counts."""

    name: str
    about: str = ""
    url: str = ""
    count: int = 1
    amount: Decimal | None = None

    @property
    def told_amount(self) -> str:
        return "" if self.amount is None else euros(self.amount)


@dataclass(frozen=True)
class Said:
    """A sentence with an exact number in it: how many it is, and where the list of it stands."""

    text: str
    url: str = ""
    count: int = 0


@dataclass(frozen=True)
class WhatCounts:
    """What one figure of a part of a page counts; `url` is where it is defined, with its published table."""

    label: str
    text: str
    url: str


def say_what_counts(*codes: str) -> list[WhatCounts]:
    """Of indicators, in the order given."""
    found = [BY_CODE[code] for code in codes]
    return [
        WhatCounts(str(one.label), str(one.what_counts), reverse("dashboards:indicator", args=[one.address]))
        for one in found
    ]


@dataclass(frozen=True)
class YearLink:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Attention:
    title: str
    text: str
    url: str
    link: str


@dataclass(frozen=True)
class Todo:
    icon: str
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class OwnWords:
    """The explanation beside figures: who wrote it when, and the version for who changes it."""

    text: str = ""
    by: str = ""
    on: dt.date | None = None
    version: int = 0


@dataclass(frozen=True)
class TalkCard:
    about: str
    question: str
    how: str


@dataclass(frozen=True)
class TableLine:
    """A line of the table twin and of the downloads: a label and a value for each year, the oldest first.

    `urls`: where each value leads; nowhere when it was filled in and not counted.
    """

    label: str
    values: tuple[Value, ...]
    network: str = ""
    urls: tuple[str, ...] = ()
    # Whose figure it is, when not of the school alone.
    of_whom: str = ""

    @property
    def cells(self) -> list[tuple[Value, str]]:
        """Each value with where it leads; what is not told leads nowhere."""
        urls = self.urls or ("",) * len(self.values)
        return [(value, "" if value == "–" else url) for value, url in zip(self.values, urls, strict=True)]


def say_colleagues(count: int) -> str:
    return ngettext("%(n)d colleague takes part", "%(n)d colleagues take part", count) % {"n": count}


def find_place(value: float | Decimal | None, most: float) -> str:
    """Where a value lies on a line up to `most`, with a margin for its dot: «57.8%»."""
    if value is None:
        return ""
    share = min(max(float(value) / most, 0), 1)
    return f"{3 + 94 * share:.1f}%"


def find_width(low: Decimal, high: Decimal, most: float) -> str:
    begin, end = (min(max(float(v) / most, 0), 1) for v in (low, high))
    return f"{max(94 * (end - begin), 2):.1f}%"


def band(cell: Cell | None, *, divide_by: int = 1) -> str:
    """«10–14», or «0–4»; nothing when it is not told. Quarter hours come out as hours."""
    if cell is None:
        return ""
    least, most = int(cell.least) // divide_by, int(cell.most) // divide_by
    return f"{least}–{most}"


def count_percent(part: Cell | None, whole: Cell | int | None, *, divide_by: int = 1) -> int | None:
    """A percentage from the middle of a band: it tells no more than the band does."""
    if part is None or not whole:
        return None
    below = float(whole.middle) if isinstance(whole, Cell) else float(whole)
    return min(round(100 * float(part.middle) / divide_by / below), 100) if below else None


def share_between(part: Interval, whole: Interval) -> Interval | None:
    """In percent the least and the most that a share can be, when of both only the band is known; nothing of nobody."""
    if not whole.most:
        return None
    most = 100 if part.most >= whole.least else -(-100 * part.most // whole.least)
    return Interval(100 * part.least // whole.most, most)


def say_share(share: Interval | None) -> str:
    """«80–95 %»; a share that can be nearly anything is not told."""
    if share is None or share.most - share.least > WIDEST_SHARE:
        return _("too few to tell")
    return between_ends(share.least, share.most, PERCENT)


def between_ends(least: int, most: int, unit: str = "") -> str:
    return f"{least}–{most}{unit}" if least != most else f"{least}{unit}"


def percent(value: int | None) -> str:
    return "" if value is None else (_("%(n)d %%") % {"n": value}).replace(" ", "\u00a0")


def between(cell: Cell | None, unit: str = "") -> str:
    """The middle half of the schools: «20–35 %»."""
    if cell is None:
        return ""
    return between_ends(int(cell.least), int(cell.most), unit)


def euros(amount: Decimal) -> str:
    return "€\u00a0" + number_format(amount, 2, use_l10n=True, force_grouping=True)
