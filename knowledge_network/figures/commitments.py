"""Class A too: the budget (K1) and what was agreed (K3), which a partnership may know exactly of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.plan.enums import EntryKind, Funding
from knowledge_network.agreements.plan.models import BudgetEntry, BudgetLine
from knowledge_network.figures.periods import Period


@dataclass(frozen=True)
class Money:
    """K1 of one kind of money: to the cent."""

    funding: str
    planned: Decimal
    promised: Decimal
    spent: Decimal

    @property
    def label(self) -> str:
        return str(Funding(self.funding).label)

    @property
    def free(self) -> Decimal:
        return self.planned - self.promised


def budget_lines(year: int, organisation: int | None = None) -> QuerySet[BudgetLine]:
    rows = BudgetLine.objects.filter(plan__school_year=year)
    return rows if organisation is None else rows.filter(party__organisation=organisation)


def budget_entries(year: int, organisation: int | None = None, until: dt.date | None = None) -> QuerySet[BudgetEntry]:
    rows = BudgetEntry.objects.filter(line__plan__school_year=year)
    if organisation is not None:
        rows = rows.filter(line__party__organisation=organisation)
    return rows if until is None else rows.filter(on__lte=until)


def has_own_money(year: int, organisation: int) -> bool:
    """Whether a budget of the year sets money apart for a partner. One query."""
    return budget_lines(year, organisation).exists()


def read_money(year: int, organisation: int | None = None, until: dt.date | None = None) -> list[Money]:
    """The budget of a school year by kind of money, of one partner or of all together. Two queries."""
    lines, entries = budget_lines(year, organisation), budget_entries(year, organisation, until)
    planned = {row["funding"]: row["n"] for row in lines.order_by().values("funding").annotate(n=Sum("planned"))}
    moved = entries.order_by().values("line__funding", "kind").annotate(n=Sum("amount"))
    sums = {(row["line__funding"], row["kind"]): row["n"] for row in moved}
    nothing = Decimal("0.00")
    return [
        Money(
            funding,
            planned.get(funding, nothing),
            sums.get((funding, EntryKind.PROMISED), nothing),
            sums.get((funding, EntryKind.SPENT), nothing),
        )
        for funding in Funding.values
        if funding in planned
    ]


@dataclass(frozen=True)
class OnSchedule:
    """K3: of the obligations that were due, how many were met on or before their day."""

    met: int
    due: int


def due_obligations(period: Period, today: dt.date, organisation: int | None = None) -> QuerySet[Obligation]:
    """Due in the school year so far, without those that lapsed; of a partner what it owes itself and all together."""
    last = min(period.until, today)
    rows = Obligation.objects.filter(due_on__gte=period.first, due_on__lte=last).exclude(state=ObligationState.LAPSED)
    if organisation is not None:
        rows = rows.filter(Q(party__isnull=True) | Q(party__organisation=organisation))
    return rows


def on_schedule(period: Period, today: dt.date, organisation: int | None = None) -> OnSchedule:
    """One query."""
    in_time = Q(state=ObligationState.MET, met_on__lte=F("due_on"))
    counted = due_obligations(period, today, organisation).aggregate(due=Count("pk"), met=Count("pk", filter=in_time))
    return OnSchedule(met=counted["met"], due=counted["due"])
