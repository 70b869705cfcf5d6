"""The page of programme leaders and the coordinator: every indicator, every board, and what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.gaps.queries.gaps import TopicFacts, count_coverage, topic_facts
from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.sheets.board import (
    DutyLine,
    MoneyLine,
    TopicLine,
    find_duties,
    hour_costs,
    money_lines,
    told_hours,
    topic_lines,
)
from knowledge_network.dashboards.sheets.pieces import YearLink, band
from knowledge_network.dashboards.sheets.source import QUARTERS, year_links, years_until
from knowledge_network.figures import exact, measures
from knowledge_network.figures.bands import Interval, add_bands
from knowledge_network.figures.indicators import BY_CODE, INDICATORS, Indicator
from knowledge_network.figures.models import YearFacts
from knowledge_network.figures.periods import Period, find_year, written
from knowledge_network.figures.queries import Cell, Published, read_published
from knowledge_network.figures.tables import BY_CODE as TABLES
from knowledge_network.figures.tables import TABLES as ALL_TABLES
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    label: str
    url: str
    is_exact: bool
    value: str
    before: str


@dataclass(frozen=True)
class BoardLine:
    """A board by name: its page, and from its cells the bands of who came and of hours."""

    name: str
    url: str
    people: str
    hours: str
    ties: str


@dataclass(frozen=True)
class NetworkSheet:
    written: str
    years: list[YearLink]
    today: dt.date
    told_until: dt.date | None
    is_stale: bool
    verdict: str
    verdict_rest: str
    desks: list[cockpit.Desk]
    indicators: list[IndicatorLine]
    boards: list[BoardLine]
    money: list[MoneyLine]
    money_total: MoneyLine | None
    hour_costs: str
    duties: list[DutyLine]
    topics: list[TopicLine]
    missing: str


def build_network_sheet(reader: Member, year: int) -> NetworkSheet:
    """Whatever the size of the network, the same number of queries."""
    today = timezone.localdate()
    periods = years_until(year, today)
    published = read_published(None)
    money = exact.read_money(year)
    spent = sum((row.spent for row in money), Decimal(0))
    lines, total = money_lines(money, periods[-1])
    facts = _facts_by_year(periods)
    topics = topic_facts()
    values = {period.year: _values(period, published, topics, facts, today) for period in periods[-2:]}
    desks = [desk for desk in cockpit.find_desks(reader) if desk.waits]
    until = published.until
    people = values[year]["P2"]
    rest = ngettext("%(n)d thing waits for you.", "%(n)d things wait for you.", len(desks)) % {"n": len(desks)}
    return NetworkSheet(
        written=written(year),
        years=year_links(reverse("dashboards:network_figures"), year, find_year(today)),
        today=periods[-1].until,
        told_until=until,
        is_stale=until is not None and (today - until).days > 45,
        verdict=_("Colleagues who take part: %(people)s.") % {"people": people},
        verdict_rest=rest,
        desks=desks,
        indicators=[_line(row, values[year], values.get(year - 1, {})) for row in INDICATORS],
        boards=_boards(published, year),
        money=lines,
        money_total=total,
        hour_costs=hour_costs(published, None, year, spent),
        duties=find_duties(periods[-1]),
        topics=topic_lines(topics, None),
        missing="" if until else _("No figures were published yet. That happens on the first of each month."),
    )


def _line(row: Indicator, now: dict[str, str], before: dict[str, str]) -> IndicatorLine:
    url = reverse("dashboards:indicator", args=[row.address])
    empty = "–"
    return IndicatorLine(
        row.code, str(row.label), url, row.is_exact, now.get(row.code) or empty, before.get(row.code) or empty
    )


def _facts_by_year(periods: list[Period]) -> dict[int, tuple[int, int]]:
    """School year → people on 1 October and hours agreed of all schools. One query."""
    found: dict[int, tuple[int, int]] = {}
    rows = YearFacts.objects.filter(school_year__in=[period.year for period in periods])
    for year, headcount, hours in rows.values_list("school_year", "headcount", "agreed_hours"):
        people, agreed = found.get(year, (0, 0))
        found[year] = (people + (headcount or 0), agreed + (hours or 0))
    return found


def network_total(published: Published, code: str, year: int) -> Interval | None:
    """A count of the whole network, added up from the bands of its cells."""
    period = published.period_of(year)
    if period is None:
        return None
    cells = [
        cell.interval
        for (table, _unit, until), cell in published.cells.items()
        if table == code and until == period.until
    ]
    return add_bands(cells) if cells else None


def _values(
    period: Period,
    published: Published,
    topics: list[TopicFacts],
    facts: dict[int, tuple[int, int]],
    today: dt.date,
) -> dict[str, str]:
    """Code → what is said of the network in the period."""
    people = sum(measures.take_part_by_place(period).values())
    headcount, agreed = facts.get(period.year, (0, 0))
    schedule = exact.on_schedule(period, today)
    coverage = count_coverage(topics)
    spread, active = exact.spread_of_groups()
    complete, met = exact.complete_records(period)
    studies = {study.pk: study for study in exact.find_studies(period)}
    of = _("%(n)s of %(all)s")
    found = {
        "P2": of % {"n": people, "all": headcount} if headcount else str(people),
        "K3": of % {"n": schedule.met, "all": schedule.due} if schedule.due else "",
        "X2": of % {"n": spread, "all": active} if period.until == today else "",
        "R1": of % {"n": complete, "all": met},
        "L1": of % {"n": sum(study.is_completed for study in studies.values()), "all": len(studies)},
    }
    if period.until == today:
        found["E1"] = of % {"n": coverage.covered, "all": coverage.strategic}
        found["E2"] = _("white spots: %(spots)d · islands: %(islands)d") % {
            "spots": coverage.white_spots,
            "islands": coverage.islands,
        }
    money = exact.read_money(period.year)
    if money:
        planned, spent = (sum((getattr(row, n) for row in money), Decimal(0)) for n in ("planned", "spent"))
        found["K1"] = of % {"n": f"€ {spent:.2f}", "all": f"€ {planned:.2f}"}
        found["K2"] = hour_costs(published, None, period.year, spent)
    return found | _told(published, period.year, headcount, agreed)


def _told(published: Published, year: int, headcount: int, agreed: int) -> dict[str, str]:
    """Code → band, or the share that follows from bands."""
    totals = {table.code: network_total(published, table.code, year) for table in ALL_TABLES}
    found = {}
    for code, part, below in (
        ("P3", "P3.attended", "P3.invited"),
        ("P4", "P4.stayed", "P4.before"),
        ("T1", "T1.returned", "T1.attended"),
        ("T2", "T2.applied", "T2.returned"),
        ("E4", "E4.in_time", "E4.asked"),
    ):
        above, under = totals[part], totals[below]
        if above and under and under.middle:
            found[code] = _("±%(n)d %%") % {"n": min(round(100 * above.middle / under.middle), 100)}
    for code, table in (("P1", "P1.attended"), ("T3", "T3.used")):
        if counted := totals[table]:
            found[code] = _("%(band)s of %(all)d") % {"band": written_band(counted), "all": headcount}
    if hours := told_hours(published, None, year):
        found["H1"] = f"{hours[0]}–{hours[1]}"
        if agreed:
            found["H2"] = _("±%(n)d %%") % {"n": round(50 * sum(hours) / agreed)}
    claims, answered = totals["E3.claims"], totals["E3.answered"]
    if claims and answered:
        found["E3"] = f"{written_band(claims)} · {written_band(answered)}"
    insights = [totals[code] for code in ("F1.pupil", "F1.teacher", "F1.school")]
    groups = totals["F1.groups"]
    if groups and all(insights):
        found["F1"] = _("%(insights)s insights, %(groups)s groups") % {
            "insights": written_band(add_bands(part for part in insights if part)),
            "groups": written_band(groups),
        }
    return found


def written_band(interval: Interval) -> str:
    return f"{interval.least}–{interval.most}"


def _boards(published: Published, year: int) -> list[BoardLine]:
    """Boards and institutes by name, with what is told of their cells. One query."""
    period = published.period_of(year)
    rows = Organisation.objects.participating().filter(kind__in=(OrganisationKind.BOARD, OrganisationKind.INSTITUTE))
    sites = dict(Organisation.objects.filter(kind=OrganisationKind.SITE).values_list("pk", "governing_board_id"))
    found = []
    for board in rows.order_by(UnaccentedLower("name"), "pk"):
        units = {board.pk} | {pk for pk, owner in sites.items() if owner == board.pk}
        people = _sum_of_units(published, "P1.attended", units, period)
        hours = told_hours(published, units, year)
        index = published.cell("X1.index", board.pk, period.until) if period else None
        found.append(
            BoardLine(
                name=board.name,
                url=reverse("dashboards:board_figures", args=[board.slug]),
                people=written_band(people) if people else _("too few people to tell"),
                hours=f"{hours[0]}–{hours[1]}" if hours else "–",
                ties=f"{index.least:.1f}".replace("-", "−").replace(".", ",") if index else "–",
            )
        )
    return found


def _sum_of_units(published: Published, code: str, units: Iterable[int], period: Period | None) -> Interval | None:
    if period is None:
        return None
    cells = [published.cell(code, unit, period.until) for unit in units]
    told = [cell.interval for cell in cells if cell]
    return add_bands(told) if told else None


# One indicator, with its published table ------------------------------------------------------------


@dataclass(frozen=True)
class PublishedLine:
    """A cell of a published table: of whom, which count, and its band in three years."""

    unit: str
    count: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    years: list[str]
    lines: list[PublishedLine]
    told_until: dt.date | None


def build_indicator_page(code: str, units: list[Organisation] | None) -> IndicatorPage:
    """What an indicator counts, and its table for the units that the reader may see. Two queries."""
    indicator = BY_CODE[code]
    published = read_published([unit.pk for unit in units] if units is not None else None, indicator.counts)
    years = sorted({until for _code, _unit, until in published.cells if _is_told(published, until)})
    names = _names(units, published)
    lines = []
    for table in indicator.counts:
        label = str(TABLES[table].label) if table in TABLES else table
        divide_by = QUARTERS if table.startswith("H1.quarters") else 1
        for unit, name in names:
            cells = [published.cell(table, unit, until) for until in years]
            if any(cells):
                lines.append(PublishedLine(name, label, tuple(_written(table, c, divide_by) for c in cells)))
    return IndicatorPage(indicator, [_of_year(until) for until in years], lines, published.until)


def _is_told(published: Published, until: dt.date) -> bool:
    period = published.period_of(find_year(until))
    return period is not None and period.until == until


def _of_year(until: dt.date) -> str:
    return written(find_year(until))


def _written(table: str, cell: Cell | None, divide_by: int) -> str:
    if cell is None:
        return "–"
    if table.startswith("X1."):
        return f"{cell.least:.1f}".replace("-", "−").replace(".", ",")
    return band(cell, divide_by=divide_by)


def _names(units: list[Organisation] | None, published: Published) -> list[tuple[int | None, str]]:
    """Units by name, what is left of the network last. One query when the reader sees all."""
    if units is None:
        keys = {unit for _code, unit, _until in published.cells if unit is not None}
        units = list(Organisation.objects.filter(pk__in=keys).order_by(UnaccentedLower("name"), "pk"))
    named: list[tuple[int | None, str]] = []
    for unit in units:
        name = unit.name if unit.is_site else _("%(board)s: smaller schools together") % {"board": unit.name}
        named.append((unit.pk, name))
    return [*named, (None, _("The network: what is in no other line"))]
