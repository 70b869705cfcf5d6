"""What is counted exactly of all places of a board together, kept for some minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_network.dashboards.sheets.school_counts import PeriodCounts
from knowledge_network.figures import exact, measures
from knowledge_network.figures.periods import Period
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.members.people.models import Appointment


@dataclass(frozen=True)
class BoardCounts:
    """By period; `places`: who takes part in it at each place, `at_work`: places where somebody works today."""

    periods: dict[Period, PeriodCounts]
    places: dict[Period, dict[int, int]]
    at_work: frozenset[int]


def read_board_counts(board: int, units: Sequence[int], periods: Sequence[Period]) -> Counted[BoardCounts]:
    """Of `periods`, of which no two are of one school year; at most five minutes old."""
    days = ".".join(f"{period.year}.{period.until}" for period in periods)
    return read_counted(f"dashboards.board.{board}.{days}", lambda: count_board(units, periods))


def count_board(units: Sequence[int], periods: Sequence[Period]) -> BoardCounts:
    """Two queries, and four for each period."""
    people = Counter((row.year, row.unit) for row in measures.who_takes_part(list(periods), units))
    places = {
        period: {unit: number for (year, unit), number in people.items() if year == period.year} for period in periods
    }
    at_work = Appointment.objects.current().filter(organisation__in=units).order_by()
    return BoardCounts(
        periods={period: _count(period, units, sum(places[period].values())) for period in periods},
        places=places,
        at_work=frozenset(at_work.values_list("organisation", flat=True).distinct()),
    )


def _count(period: Period, units: Sequence[int], people: int) -> PeriodCounts:
    studies = {study.pk: study.is_completed for study in exact.find_studies(period, units)}
    return PeriodCounts(
        people=people,
        groups=len({row.group for row in exact.find_groups(period, units)}),
        studies=len(studies),
        completed=sum(studies.values()),
        shared=len(exact.units_that_shared(period, units)),
    )
