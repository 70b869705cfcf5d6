"""The one line drawing: colleagues who take part, added up through the school year, three years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.figures.measures import TakesPart
from knowledge_network.figures.periods import Period
from knowledge_network.kit.dates import short_month
from knowledge_network.school_year.calendar import first_day

# Above the highest line there is room for the name of this year.
LEFT, RIGHT, TOP, BOTTOM = 24, 292, 22, 148
# Two names at the end of the drawing stand this far apart.
APART = 12
MONTHS = 12
NAMED = (0, 2, 4, 6, 8, 11)


@dataclass(frozen=True)
class Tick:
    at: str
    text_at: str
    label: str


@dataclass(frozen=True)
class Line:
    """One school year: its values by month end so far, and how it is drawn."""

    label: str
    values: tuple[int, ...]
    path: str
    end_x: str
    end_y: str
    text_y: str
    style: str

    @property
    def last(self) -> int:
        return self.values[-1] if self.values else 0

    @property
    def cells(self) -> list[str]:
        return [*map(str, self.values), *["–"] * (MONTHS - len(self.values))]


@dataclass(frozen=True)
class Trend:
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    sentence: str

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(month_name(number) for number in range(MONTHS))

    @property
    def is_empty(self) -> bool:
        return not any(line.last for line in self.lines)


def month_name(number: int) -> str:
    """Of the n-th month of a school year: «aug», in the language of the reader."""
    return short_month(dt.date(2000, (7 + number) % 12 + 1, 1))


def month_ends(period: Period) -> list[dt.date]:
    """The ends of the months of the period, the last one as far as it went."""
    found = []
    for number in range(MONTHS):
        year, month = period.year + (7 + number) // 12, (7 + number) % 12 + 1
        following = dt.date(year + (month == 12), month % 12 + 1, 1)
        if dt.date(year, month, 1) > period.until:
            break
        found.append(min(following - dt.timedelta(days=1), period.until))
    return found


def count_by_month(rows: Sequence[TakesPart], periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
    """School year → how many take part by the end of each month, as far as it went."""
    days: dict[int, list[dt.date]] = {}
    for row in rows:
        days.setdefault(row.year, []).append(row.day)
    return {
        period.year: tuple(sum(day <= until for day in days.get(period.year, ())) for until in month_ends(period))
        for period in periods
    }


def draw_trend(counted: dict[int, tuple[int, ...]], periods: Sequence[Period]) -> Trend:
    """`counted` as `count_by_month` gives it; `periods`: three school years, the oldest first."""
    highest = max((value for values in counted.values() for value in values), default=0)
    top = max(5, -(-highest // 5) * 5)
    step = top // 5 if top > 15 else 5
    drawn = [
        _draw(_short(period.year), counted[period.year], top, f"y{len(periods) - number}")
        for number, period in enumerate(periods)
    ]
    lines = (*_set_names_apart(drawn[:-1]), *drawn[-1:])
    down = tuple(
        Tick(f"{_y(value, top):.1f}", f"{_y(value, top) + 4:.1f}", str(value)) for value in range(0, top + 1, step)
    )
    across = tuple(Tick(f"{_x(month):.1f}", "166", month_name(month)) for month in NAMED)
    return Trend(lines, across, down, _sentence(lines))


def _short(year: int) -> str:
    start = first_day(year).year
    return f"{start}/{(start + 1) % 100:02d}"


def _x(month: int) -> float:
    return LEFT + (RIGHT - LEFT) * month / (MONTHS - 1)


def _y(value: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _draw(label: str, values: tuple[int, ...], top: int, style: str) -> Line:
    points = [(_x(month), _y(value, top)) for month, value in enumerate(values)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""
    x, y = points[-1] if points else (_x(0), _y(0, top))
    return Line(label, values, path, f"{x:.1f}", f"{y:.1f}", f"{y + 4:.1f}", style)


def _set_names_apart(lines: Sequence[Line]) -> list[Line]:
    """Years that are over end at the same place: the name of the higher, or else of the later one, goes up."""
    found: list[Line] = []
    below = float("inf")
    for line in sorted(lines, key=lambda line: (line.last, line.label)):
        below = min(float(line.text_y), below - APART)
        found.append(replace(line, text_y=f"{below:.1f}"))
    return sorted(found, key=lambda line: line.label)


def _sentence(lines: Sequence[Line]) -> str:
    now, *before = reversed(lines)
    said = ngettext(
        "%(n)d colleague takes part so far in %(year)s.", "%(n)d colleagues take part so far in %(year)s.", now.last
    ) % {"n": now.last, "year": now.label}
    ends = [_("In %(year)s it were %(n)d in the end.") % {"year": line.label, "n": line.last} for line in before]
    return " ".join([said, *ends, _("All numbers are in the table «All figures as a table».")])
