"""Money of a school year beside the budget, and what an hour of somebody who took part cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.money_behind import FUNDINGS
from knowledge_network.dashboards.sheets.pieces import euros
from knowledge_network.dashboards.sheets.source import QUARTERS
from knowledge_network.figures import commitments
from knowledge_network.figures.bands import add_bands
from knowledge_network.figures.periods import Period, whole, written
from knowledge_network.figures.queries import Published
from knowledge_network.members.organisations.models import Organisation


@dataclass(frozen=True)
class MoneyCell:
    """A sum, in which column it stands, exact for who compares, and where its amounts stand."""

    label: str
    text: str
    exact: str
    url: str


@dataclass(frozen=True)
class MoneyLine:
    """One kind of money, in words and as `row`; the bars in percent of the largest amount."""

    label: str
    row: commitments.Money
    planned: str
    promised: str
    spent: str
    free: str
    planned_width: str = ""
    promised_width: str = ""
    spent_width: str = ""
    year_at: str = ""
    cells: tuple[MoneyCell, ...] = ()


def money_lines(
    money: list[commitments.Money], period: Period, board: Organisation | None = None
) -> tuple[list[MoneyLine], MoneyLine | None]:
    """A line for each kind of money, and their sum; bars on one scale. `board`: on whose page, else the network's."""
    largest = max((row.planned for row in money), default=Decimal(0)) or Decimal(1)
    days = (whole(period.year).until - period.first).days
    gone = min((period.until - period.first).days / days, 1)

    def share(amount: Decimal) -> str:
        return f"{float(100 * min(max(amount / largest, Decimal(0)), Decimal(1))):.1f}%"

    lines = [
        MoneyLine(
            label=row.label,
            row=row,
            planned=euros(row.planned),
            promised=euros(row.promised),
            spent=euros(row.spent),
            free=euros(row.free),
            planned_width=share(row.planned),
            promised_width=share(row.promised),
            spent_width=share(row.spent),
            year_at=share(row.planned * Decimal(str(gone))),
            cells=_cells(row, period.year, board),
        )
        for row in money
    ]
    if not money:
        return [], None
    planned, promised, spent = (
        sum((getattr(row, n) for row in money), Decimal(0)) for n in ("planned", "promised", "spent")
    )
    together = commitments.Money("", planned, promised, spent)
    return lines, MoneyLine(
        _("Together"),
        together,
        euros(planned),
        euros(promised),
        euros(spent),
        euros(together.free),
        cells=_cells(together, period.year, board),
    )


def _cells(row: commitments.Money, year: int, board: Organisation | None) -> tuple[MoneyCell, ...]:
    return tuple(
        MoneyCell(str(label), euros(amount), str(amount), find_amounts_address(what, year, board, row.funding))
        for what, label, amount in (
            ("begroot", _("Planned"), row.planned),
            ("toegezegd", _("Promised"), row.promised),
            ("uitgegeven", _("Spent"), row.spent),
            ("vrij", _("Still free"), row.free),
        )
    )


def find_amounts_address(what: str, year: int, board: Organisation | None = None, funding: str = "") -> str:
    """Where the amounts stand that a sum of money is made of; of one kind of money, or of both."""
    word = {kind.value: word for word, kind in FUNDINGS.items()}.get(funding)
    query = {"schooljaar": year} | ({"soort": word} if word else {})
    if board is None:
        return reverse("dashboards:network_behind", args=[what], query=query)
    return reverse("dashboards:board_behind", args=[board.slug, what], query=query)


def say_money(money: list[commitments.Money]) -> str:
    planned, spent = (sum((getattr(row, n) for row in money), Decimal(0)) for n in ("planned", "spent"))
    return _("%(spent)s of %(planned)s is spent.") % {"spent": euros(spent), "planned": euros(planned)}


def say_spent(spent: Decimal, *, is_shared: bool) -> str:
    if is_shared:
        return _("All partners together spent %(spent)s.") % {"spent": euros(spent)}
    return _("%(spent)s was spent.") % {"spent": euros(spent)}


def plan_address(year: int) -> str:
    """Where the lines of the budget stand, with what was promised and spent of each."""
    return reverse("agreements:work_plan", args=[written(year)]) + "#budget"


def told_hours(published: Published, units: set[int] | None, period: Period | None) -> tuple[int, int] | None:
    """The hours of all cells of some units (or of all) together, from their bands: least and most."""
    if period is None:
        return None
    cells = [
        cell.interval
        for (code, unit, until), cell in published.cells.items()
        if code == "H1.quarters" and until == period.until and (units is None or unit in units)
    ]
    if not cells:
        return None
    total = add_bands(cells)
    return total.least // QUARTERS, total.most // QUARTERS


def hours_told(published: Published, units: set[int] | None, period: Period | None) -> str:
    hours = told_hours(published, units, period)
    if period is None:
        return _("Hours of this school year were not published yet.")
    if hours is None:
        return _("Too few people to tell hours.")
    return _("Confirmed hours, added up from the bands: %(least)d–%(most)d.") % {"least": hours[0], "most": hours[1]}


def hour_costs(published: Published, units: set[int] | None, period: Period | None, spent: Decimal) -> int | None:
    """K2, in whole euros from the middle of the band."""
    hours = told_hours(published, units, period)
    if hours is None or not spent or not sum(hours):
        return None
    return round(float(spent) * 2 / sum(hours))


def say_hour_costs(amount: int | None) -> str:
    return "" if amount is None else _("An hour of somebody who took part cost about € %(n)d.") % {"n": amount}
