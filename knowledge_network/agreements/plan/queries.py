"""The money of a plan, exact to the cent, and what a page of it needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import DecimalField, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from knowledge_network.agreements.plan.enums import EntryKind, Funding
from knowledge_network.agreements.plan.models import (
    BudgetEntry,
    BudgetLine,
    PlanActivity,
    StrategicAgendaItem,
    WorkPlan,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

ZERO = Decimal("0.00")
AMOUNT: DecimalField[Decimal, Decimal] = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class Money:
    """What was planned, promised and spent. What is free was planned and not promised."""

    planned: Decimal = ZERO
    promised: Decimal = ZERO
    spent: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        return self.planned - self.promised

    def __add__(self, other: Money) -> Money:
        return Money(self.planned + other.planned, self.promised + other.promised, self.spent + other.spent)


def money_by_funding(plan: WorkPlan) -> dict[str, Money]:
    """K1: for each kind of money what was planned, promised and spent; they are never mixed. Two queries."""
    planned = BudgetLine.objects.filter(plan=plan).order_by().values_list("funding").annotate(sum=Sum("planned"))
    found = {funding: {"planned": amount} for funding, amount in planned}
    entries = BudgetEntry.objects.filter(line__plan=plan).order_by()
    for funding, kind, amount in entries.values_list("line__funding", "kind").annotate(sum=Sum("amount")):
        found.setdefault(funding, {})[kind] = amount
    return {kind.value: Money(**found.get(kind.value, {})) for kind in Funding}


def add_up(money: dict[str, Money]) -> Money:
    return sum(money.values(), Money())


def money_of_year(school_year: int) -> dict[str, Money]:
    """Of all plans of a school year together: the figures K1 and K2 are made of this. Two queries for each plan."""
    found = {kind.value: Money() for kind in Funding}
    for plan in WorkPlan.objects.filter(school_year=school_year):
        for funding, money in money_by_funding(plan).items():
            found[funding] += money
    return found


class Sums(TypedDict):
    """What `find_lines` adds to a line, in euros."""

    promised: Decimal
    spent: Decimal


def find_lines(plan: WorkPlan) -> QuerySet[WithAnnotations[BudgetLine, Sums]]:
    """The lines with what was promised and spent on each. One query."""
    rows = (
        BudgetLine.objects.filter(plan=plan)
        .select_related("activity", "party")
        .annotate(promised=_sum(EntryKind.PROMISED), spent=_sum(EntryKind.SPENT))
        .order_by("-funding", "position", "pk")
    )
    return cast("QuerySet[WithAnnotations[BudgetLine, Sums]]", rows)


def _sum(kind: EntryKind) -> Coalesce:
    entries = BudgetEntry.objects.filter(line=OuterRef("pk"), kind=kind).order_by().values("line")
    summed = entries.annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(summed, output_field=AMOUNT), Value(ZERO), output_field=AMOUNT)


def with_activities(items: QuerySet[StrategicAgendaItem], school_year: int) -> QuerySet[StrategicAgendaItem]:
    """Each with what is done for it in that year: the plan of another year may name the same activity again."""
    rows = PlanActivity.objects.filter(plan__school_year=school_year).select_related("plan").order_by("position", "pk")
    return items.prefetch_related(Prefetch("activities", rows))


def find_agenda(school_year: int) -> QuerySet[StrategicAgendaItem]:
    """The themes that run in a school year."""
    rows = StrategicAgendaItem.objects.filter(first_year__lte=school_year, last_year__gte=school_year)
    return rows.select_related("topic", "parent__topic", "owner").order_by("topic__name", "pk")
