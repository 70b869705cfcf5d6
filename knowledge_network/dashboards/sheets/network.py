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

from expertise.gaps.queries.kept import read_topics
from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.desks import Desk
from knowledge_network.dashboards.sheets.board import DutyLine, PartsCounted, find_duties
from knowledge_network.dashboards.sheets.money import (
    MoneyLine,
    find_amounts_address,
    hour_costs,
    money_lines,
    plan_address,
    say_hour_costs,
    told_hours,
)
from knowledge_network.dashboards.sheets.network_values import (
    Facts,
    Told,
    facts_by_year,
    network_values,
    written_band,
)
from knowledge_network.dashboards.sheets.pieces import YearLink, band, say_what_counts
from knowledge_network.dashboards.sheets.school_counts import find_period_before
from knowledge_network.dashboards.sheets.source import QUARTERS, SAME_DAYS, is_shown, year_links, years_until
from knowledge_network.dashboards.sheets.topics import TopicLine, topic_lines
from knowledge_network.figures import commitments
from knowledge_network.figures.bands import Interval, add_bands
from knowledge_network.figures.indicators import BY_CODE, INDICATORS, Indicator
from knowledge_network.figures.periods import Period, written
from knowledge_network.figures.queries import Cell, Published, read_published
from knowledge_network.figures.tables import BY_CODE as TABLES
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year

# Which list stands behind an exact indicator, and its address.
BEHIND_NETWORK = {"P2": "deelname", "L1": "lesson-study", "X2": "spreiding", "R1": "verslagen", "K3": "afspraken"}


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    label: str
    url: str
    behind: str
    is_exact: bool
    what_counts: str
    value: Told | None
    before: Told | None
    behind_before: str = ""

    @property
    def is_band(self) -> bool:
        """What people do is told in bands, which lead to their published table."""
        return not self.is_exact


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
    desks: list[Desk]
    indicators: list[IndicatorLine]
    compared: str
    boards: list[BoardLine]
    money: list[MoneyLine]
    money_total: MoneyLine | None
    money_url: str
    hour_costs: str
    duties: list[DutyLine]
    topics: list[TopicLine]
    counts: PartsCounted
    missing: str


def _say_what_waits(desks: int) -> str:
    if not desks:
        return _("Nothing waits for you.")
    return ngettext("At %(n)d desk something waits for you.", "At %(n)d desks something waits for you.", desks) % {
        "n": desks
    }


def build_network_sheet(reader: Member, year: int) -> NetworkSheet:
    """Whatever the size of the network, the same number of queries."""
    today = timezone.localdate()
    periods = years_until(year, today)
    published = read_published(None)
    money = commitments.read_money(year)
    spent = sum((row.spent for row in money), Decimal(0))
    lines, total = money_lines(money, periods[-1])
    facts = facts_by_year([year - 1, year])
    topics = read_topics().found
    now, told = periods[-1], published.period_of(year)
    before = find_period_before(now)
    is_running = year == find_school_year(today)
    values = network_values(now, told, published, topics if is_running else None, facts.get(year, Facts()))
    told_before = published.compared_with(told) if told else None
    values_before = network_values(before, told_before, published, None, facts.get(before.year, Facts()))
    desks = [desk for desk in cockpit.find_desks(reader) if desk.waits]
    until = published.until
    people = values["P2"]
    return NetworkSheet(
        written=written(year),
        years=year_links(reverse("dashboards:network_figures"), year, find_school_year(today)),
        today=periods[-1].until,
        told_until=until,
        is_stale=until is not None and (today - until).days > 45,
        verdict=_("Colleagues who take part: %(people)s.") % {"people": people},
        verdict_rest=_say_what_waits(len(desks)),
        desks=desks,
        indicators=[_line(row, values, values_before, year) for row in INDICATORS],
        compared=_("Same days of last year") if is_running else _("The year before"),
        boards=_boards(published, told),
        money=lines,
        money_total=total,
        money_url=plan_address(year) if money else "",
        hour_costs=say_hour_costs(hour_costs(published, None, told, spent)),
        duties=find_duties(periods[-1]),
        topics=topic_lines(topics, None, reader),
        counts=PartsCounted(
            duties=say_what_counts("K3"),
            money=say_what_counts("K1", "K2"),
            people=say_what_counts("P1", "H1", "X1"),
            topics=say_what_counts("E1", "E2"),
        ),
        missing="" if until else _("No figures were published yet. That happens on the first of each month."),
    )


def _line(row: Indicator, now: dict[str, Told], before: dict[str, Told], year: int) -> IndicatorLine:
    return IndicatorLine(
        code=row.code,
        label=str(row.label),
        url=reverse("dashboards:indicator", args=[row.address]),
        behind=_behind(row.code, year) if row.is_exact and row.code in now else "",
        is_exact=row.is_exact,
        what_counts=str(row.what_counts),
        value=now.get(row.code),
        before=before.get(row.code),
        behind_before=_behind_before(row.code, year) if row.code in before else "",
    )


def _behind(code: str, year: int) -> str:
    """Where the list stands of which an exact indicator is the number."""
    if code in BEHIND_NETWORK:
        return reverse("dashboards:network_behind", args=[BEHIND_NETWORK[code]], query={"schooljaar": year})
    elsewhere = {
        "K1": find_amounts_address("besteed", year),
        "E1": reverse("expertise:gaps_board", query={"strategisch": "on", "gedekt": "on"}),
        "E2": reverse("expertise:gaps_board", query={"gaten": "on"}),
    }
    return elsewhere.get(code, "")


def _behind_before(code: str, year: int) -> str:
    """The same of what it is put beside: of the same days while the year runs."""
    if not is_shown(year - 1):
        return ""
    what = "besteed" if code == "K1" else BEHIND_NETWORK.get(code)
    if what is None:
        return ""
    words = SAME_DAYS if year == find_school_year(timezone.localdate()) else {}
    query = {"schooljaar": year - 1, **words}
    return reverse("dashboards:network_behind", args=[what], query=query)


def _boards(published: Published, period: Period | None) -> list[BoardLine]:
    """Boards and institutes by name, with what is told of their cells. One query."""
    rows = Organisation.objects.participating().filter(kind__in=(OrganisationKind.BOARD, OrganisationKind.INSTITUTE))
    sites = dict(Organisation.objects.filter(kind=OrganisationKind.SITE).values_list("pk", "governing_board_id"))
    found = []
    for board in rows.order_by(UnaccentedLower("name"), "pk"):
        units = {board.pk} | {pk for pk, owner in sites.items() if owner == board.pk}
        people = _sum_of_units(published, "P1.attended", units, period)
        hours = told_hours(published, units, period)
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
                whom = _("The network") if table in TABLES and TABLES[table].of_whole else name
                lines.append(PublishedLine(whom, label, tuple(_written(table, c, divide_by) for c in cells)))
    return IndicatorPage(indicator, [_of_year(until) for until in years], lines, published.until)


def _is_told(published: Published, until: dt.date) -> bool:
    period = published.period_of(find_school_year(until))
    return period is not None and period.until == until


def _of_year(until: dt.date) -> str:
    return written(find_school_year(until))


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
