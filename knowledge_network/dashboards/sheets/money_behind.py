"""The amounts behind a sum of money: lines of the budget, and what was promised and spent on them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.plan.enums import EntryKind, Funding
from knowledge_network.agreements.plan.models import BudgetLine
from knowledge_network.dashboards.sheets.pieces import BehindLine
from knowledge_network.figures import commitments
from knowledge_network.figures.periods import Period
from knowledge_network.kit.dates import nice_date

# In an address: which sum. What was spent until a day is K1; the others are of the whole year.
MONEY_TITLES: dict[str, str | Promise] = {
    "begroot": gettext_lazy("Money that was planned"),
    "toegezegd": gettext_lazy("Money that was promised"),
    "uitgegeven": gettext_lazy("Money that was spent"),
    "vrij": gettext_lazy("Money that is still free"),
    "besteed": gettext_lazy("Money that was spent so far"),
}
ENTRY_KINDS = {"toegezegd": EntryKind.PROMISED, "uitgegeven": EntryKind.SPENT, "besteed": EntryKind.SPENT}
# In an address: which kind of money. Without one, both.
FUNDINGS = {"structureel": Funding.STRUCTURAL, "aanvullend": Funding.ADDITIONAL}


def list_behind_money(what: str, period: Period, fundings: list[str], organisation: int | None) -> list[BehindLine]:
    """Each line or entry with its amount; together they are the figure. Two queries at most."""
    if what not in ENTRY_KINDS:
        return _list_lines(period.year, fundings, organisation, is_free=what == "vrij")
    until = period.until if what == "besteed" else None
    entries = commitments.budget_entries(period.year, organisation, until)
    rows = entries.filter(kind=ENTRY_KINDS[what], line__funding__in=fundings).select_related("line__party")
    return [
        BehindLine(
            row.description or row.line.title,
            _tell_entry(row.line, row.on),
            _find_line(row.line),
            amount=row.amount,
        )
        for row in rows.order_by("on", "pk")
    ]


def _list_lines(year: int, fundings: list[str], organisation: int | None, *, is_free: bool) -> list[BehindLine]:
    """What was planned for each line; of what is free, without what was promised on it."""
    gone: dict[int, Decimal] = {}
    if is_free:
        promised = commitments.budget_entries(year, organisation).filter(kind=EntryKind.PROMISED)
        gone = dict(promised.order_by().values_list("line").annotate(n=Sum("amount")))
    lines = commitments.budget_lines(year, organisation).filter(funding__in=fundings).select_related("party")
    return [
        BehindLine(
            line.title,
            str(line.get_funding_display()) if line.party is None else f"{line.get_funding_display()} · {line.party}",
            _find_line(line),
            amount=line.planned - gone.get(line.pk, Decimal(0)),
        )
        for line in lines.order_by("-funding", "position", "pk")
    ]


def _tell_entry(line: BudgetLine, on: dt.date) -> str:
    whose = f" · {line.party}" if line.party else ""
    return _("%(day)s, on «%(line)s»") % {"day": nice_date(on), "line": line.title} + whose


def _find_line(line: BudgetLine) -> str:
    return reverse("agreements:budget_line", args=[line.public_id])
