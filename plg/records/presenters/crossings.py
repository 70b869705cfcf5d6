"""How somebody, or a group, learned across boundaries, as a line over time: four mechanisms, school year by quarter.

Each mechanism has a line of its own. Nothing is compared between people, and nothing is put in an order.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.kit.dates import short_month
from plg.records.enums import Mechanism
from plg.records.models import ReturnToSchool

# Two school years back from the quarter of today.
QUARTERS = 8
MONTHS = 3
# In units of the drawing.
LEFT, APART, TOP, HIGH, LARGEST = 20, 64, 26, 40, 15
WIDTH = LEFT + APART * QUARTERS


@dataclass(frozen=True)
class Dot:
    """So many times in one quarter, drawn at `x`; `radius` grows with it, up to a bound."""

    x: int
    radius: int
    count: int


@dataclass(frozen=True)
class Lane:
    """One mechanism. `cells`: a number for each quarter, for the table that says the same."""

    label: str
    meaning: str
    style: str
    y: int
    text_y: int
    dots: tuple[Dot, ...]
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Quarter:
    label: str
    x: int


@dataclass(frozen=True)
class Crossings:
    """`unsaid`: how many lines do not say how they made somebody learn."""

    lanes: tuple[Lane, ...]
    quarters: tuple[Quarter, ...]
    said: int
    unsaid: int
    width: int
    height: int

    @property
    def is_empty(self) -> bool:
        return not self.said and not self.unsaid

    @property
    def sentence(self) -> str:
        return ngettext(
            "%(n)d line says how it made somebody learn; the table below says the same.",
            "%(n)d lines say how they made somebody learn; the table below says the same.",
            self.said,
        ) % {"n": self.said}


def find_quarter(day: dt.date) -> int:
    """A number that grows by one each quarter of a school year: August to October is the first of one."""
    return (day.year * 12 + day.month - 8) // MONTHS


def name_quarter(number: int) -> str:
    """«aug–okt ’26», in the language of the reader."""
    first = number * MONTHS + 7
    last = first + MONTHS - 1
    start, end = (dt.date(month // 12, month % 12 + 1, 1) for month in (first, last))
    return _("%(first)s–%(last)s ’%(year)s") % {
        "first": short_month(start),
        "last": short_month(end),
        "year": f"{end.year % 100:02d}",
    }


def draw_crossings(rows: QuerySet[ReturnToSchool], today: dt.date) -> Crossings:
    """Of what was taken home in the last two school years. One query."""
    last = find_quarter(today)
    shown = range(last - QUARTERS + 1, last + 1)
    found = rows.filter(happened_on__lte=today).order_by().values_list("happened_on", "mechanism")
    counted = Counter((find_quarter(day), mechanism) for day, mechanism in found)
    counted = Counter({key: number for key, number in counted.items() if key[0] in shown})
    lanes = tuple(_draw_lane(number, kind, counted, shown) for number, kind in enumerate(Mechanism))
    said = sum(sum(lane.cells) for lane in lanes)
    return Crossings(
        lanes=lanes,
        quarters=tuple(Quarter(name_quarter(one), _x(number)) for number, one in enumerate(shown)),
        said=said,
        unsaid=counted.total() - said,
        width=WIDTH,
        height=TOP + HIGH * len(lanes) + 24,
    )


def _x(number: int) -> int:
    return LEFT + APART * number + APART // 2


def _draw_lane(number: int, kind: Mechanism, counted: Counter[tuple[int, str]], shown: range) -> Lane:
    cells = tuple(counted[one, kind.value] for one in shown)
    label, _sep, meaning = str(kind.label).partition(": ")
    y = TOP + HIGH * number
    dots = (Dot(_x(place), min(7 + 2 * count, LARGEST), count) for place, count in enumerate(cells) if count)
    return Lane(label, meaning, kind.value, y, y + 4, tuple(dots), cells)
