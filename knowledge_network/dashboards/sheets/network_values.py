"""What is said of the whole network in a school year, by indicator: exact, or from published bands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from expertise.gaps.queries.gaps import TopicFacts, count_coverage
from knowledge_network.dashboards.sheets.money import hour_costs, told_hours
from knowledge_network.dashboards.sheets.pieces import PERCENT, between_ends, euros, say_share, share_between
from knowledge_network.figures import commitments, exact, measures, records
from knowledge_network.figures.bands import Interval, add_bands
from knowledge_network.figures.models import YearFacts
from knowledge_network.figures.periods import Period
from knowledge_network.figures.queries import Published
from knowledge_network.figures.tables import TABLES
from knowledge_network.kit.kept_counts import Counted, read_counted

SHARES = (
    ("P3", "P3.attended", "P3.invited"),
    ("P4", "P4.stayed", "P4.before"),
    ("T1", "T1.returned", "T1.attended"),
    ("T2", "T2.applied", "T2.returned"),
    ("E4", "E4.in_time", "E4.asked"),
)


@dataclass(frozen=True)
class Told:
    """Of an indicator what is counted, and of how many; numbers when exact, text of bands."""

    part: int | Decimal | str
    of: int | Decimal | None = None
    # Of how many things the list behind it consists, where `part` does not say it by itself.
    listed: int | None = None

    @property
    def count(self) -> int | None:
        return self.part if isinstance(self.part, int) else self.listed

    @property
    def counted(self) -> str:
        """What the list behind it adds up to: how many, or how much money."""
        return str(self.part if self.count is None else self.count)

    def __str__(self) -> str:
        if self.of is None:
            return _amount(self.part)
        return _("%(n)s of %(all)s") % {"n": _amount(self.part), "all": _amount(self.of)}


def _amount(value: int | Decimal | str) -> str:
    return euros(value) if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True)
class Facts:
    """People on 1 October and hours agreed of a school year; `known`: of whom the people are known."""

    people: int = 0
    hours: int = 0
    known: frozenset[int] = frozenset()

    def headcount(self, units: Collection[int]) -> int | None:
        """To divide by; nothing when it is not known of everybody who was counted."""
        return self.people if self.people and self.known.issuperset(units) else None


def facts_by_year(years: Collection[int]) -> dict[int, Facts]:
    """One query."""
    found: dict[int, Facts] = {}
    rows = YearFacts.objects.filter(school_year__in=years)
    for year, unit, people, hours in rows.values_list("school_year", "organisation", "headcount", "agreed_hours"):
        old = found.get(year, Facts())
        known = old.known | {unit} if people else old.known
        found[year] = Facts(old.people + (people or 0), old.hours + (hours or 0), known)
    return found


def network_values(
    period: Period, told: Period | None, published: Published, topics: list[TopicFacts] | None, facts: Facts
) -> dict[str, Told]:
    """Code → what is said of the network: exact until the end of `period`, published until that of `told`.

    `topics`: of today, when the period is the running one. Eleven queries.
    """
    counts = read_counts(period).found
    at_work = [unit for unit, count in counts.people.items() if count]
    schedule = commitments.on_schedule(period, period.until)
    found = {
        "P2": Told(sum(counts.people.values()), facts.headcount(at_work)),
        "K3": Told(schedule.met, schedule.due),
        "R1": Told(*counts.records),
        "L1": Told(*counts.studies),
    }
    if topics is not None:
        found |= _values_of_today(topics)
    money = commitments.read_money(period.year, until=period.until)
    if money:
        planned, spent = (sum((getattr(row, n) for row in money), Decimal(0)) for n in ("planned", "spent"))
        found["K1"] = Told(spent, planned)
        cost = hour_costs(published, None, told, spent)
        if cost is not None:
            found["K2"] = Told(f"± € {cost}")
    return found | (_from_bands(published, told, facts, at_work) if told else {})


@dataclass(frozen=True)
class Counts:
    """What asks everybody: who takes part by place; of groups and studies how many are done, of how many."""

    people: dict[int, int]
    records: tuple[int, int]
    studies: tuple[int, int]


def read_counts(period: Period) -> Counted[Counts]:
    """As it was at most five minutes ago; four queries once in five minutes."""
    return read_counted(f"dashboards.network.{period.first}.{period.until}", lambda: _count(period))


def _count(period: Period) -> Counts:
    kept = records.records_of_groups(period)
    studies = {study.pk: study for study in exact.find_studies(period)}
    return Counts(
        people=measures.take_part_by_place(period),
        records=(sum(row.is_complete for row in kept), len(kept)),
        studies=(sum(study.is_completed for study in studies.values()), len(studies)),
    )


def _count_spread() -> tuple[int, int]:
    groups = records.spread_by_group()
    return sum(group.is_spread for group in groups), len(groups)


def _values_of_today(topics: list[TopicFacts]) -> dict[str, Told]:
    coverage = count_coverage(topics)
    missing = _("white spots: %(spots)d · islands: %(islands)d") % {
        "spots": coverage.white_spots,
        "islands": coverage.islands,
    }
    return {
        "E1": Told(coverage.covered, coverage.strategic),
        "E2": Told(missing, listed=coverage.white_spots + coverage.islands),
        "X2": Told(*read_counted("dashboards.network.spread", _count_spread).found),
    }


def _from_bands(published: Published, told: Period, facts: Facts, at_work: Collection[int]) -> dict[str, Told]:
    """Code → band, or the share that follows from bands."""
    totals = {table.code: total_of_network(published, table.code, told) for table in TABLES}
    found = {}
    for code, part, below in SHARES:
        above, under = totals[part], totals[below]
        if above and under:
            found[code] = Told(say_share(share_between(above, under)))
    for code, table in (("P1", "P1.attended"), ("T3", "T3.used")):
        if counted := totals[table]:
            found[code] = Told(written_band(counted), facts.headcount(at_work))
    if hours := told_hours(published, None, told):
        found["H1"] = Told(written_band(Interval(*hours)))
        if facts.hours:
            share = Interval(100 * hours[0] // facts.hours, -(-100 * hours[1] // facts.hours))
            found["H2"] = Told(between_ends(share.least, share.most, PERCENT))
    claims, answered = totals["E3.claims"], totals["E3.answered"]
    if claims and answered:
        words = {"claims": written_band(claims), "answered": written_band(answered)}
        found["E3"] = Told(_("topics: %(claims)s · questions: %(answered)s") % words)
    if effects := _say_effects(totals):
        found["F1"] = Told(effects)
    if any(code == "X1.index" for code, _unit, _until in published.cells):
        found["X1"] = Told(_("by partner, below"))
    return found


def _say_effects(totals: dict[str, Interval | None]) -> str:
    """Insights, what stories tell that became better when five people or more told one, and groups."""
    insights, groups = _add_all(totals, "F1.pupil", "F1.teacher", "F1.school"), totals["F1.groups"]
    if insights is None or groups is None:
        return ""
    words = {"insights": written_band(insights), "groups": written_band(groups)}
    better = _add_all(totals, "F1.told_pupil", "F1.told_teacher", "F1.told_school")
    if better is None:
        return _("%(insights)s insights, %(groups)s groups") % words
    words["better"] = written_band(better)
    return _("%(insights)s insights, %(better)s times better as told, %(groups)s groups") % words


def _add_all(totals: dict[str, Interval | None], *codes: str) -> Interval | None:
    """Nothing unless all of them are published."""
    parts = [part for code in codes if (part := totals[code]) is not None]
    return add_bands(parts) if len(parts) == len(codes) else None


def total_of_network(published: Published, code: str, told: Period) -> Interval | None:
    """A count of the whole network, added up from the bands of its cells."""
    cells = [
        cell.interval
        for (table, _unit, until), cell in published.cells.items()
        if table == code and until == told.until
    ]
    return add_bands(cells) if cells else None


def written_band(interval: Interval) -> str:
    return f"{interval.least}–{interval.most}"
