"""The activities and the money of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.plan.actions.plans import hold_plan, store
from knowledge_network.agreements.plan.models import BudgetEntry, BudgetLine, PlanActivity, WorkPlan
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.money import euros
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh
from plg.groups.models import Group


@transaction.atomic
def add_activity(
    *,
    plan: WorkPlan,
    by: Member,
    groups: Iterable[Group] = (),
    products: Iterable[KnowledgeProduct] = (),
    reason: str = "",
    **fields: Any,
) -> PlanActivity:
    held = hold_plan(plan, by, what=lambda: _("New activity: %(title)s") % {"title": fields["title"]}, reason=reason)
    last = held.activities.aggregate(last=Max("position"))["last"]
    activity = PlanActivity.objects.create(plan=held, position=(last or 0) + 1, **fields)
    activity.groups.set(groups)
    activity.products.set(products)
    AuditEvent.objects.record("agreements.activity_added", activity, by=by)
    refresh("plan_activity", [activity.pk])
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: PlanActivity,
    by: Member,
    groups: Iterable[Group] | None = None,
    products: Iterable[KnowledgeProduct] | None = None,
    reason: str = "",
    **fields: Any,
) -> PlanActivity:
    hold_plan(activity.plan, by)
    held = PlanActivity.objects.select_for_update().get(pk=activity.pk)
    hold_plan(activity.plan, by, what=lambda: _("Activity: %(title)s") % {"title": held.title}, reason=reason)
    store(held, fields)
    if groups is not None:
        held.groups.set(groups)
    if products is not None:
        held.products.set(products)
    AuditEvent.objects.record("agreements.activity_changed", held, by=by)
    refresh("plan_activity", [held.pk])
    return held


@transaction.atomic
def remove_activity(*, activity: PlanActivity, by: Member, reason: str = "") -> None:
    """What it cost stays in the budget, without the activity."""
    hold_plan(
        activity.plan, by, what=lambda: _("Activity removed: %(title)s") % {"title": activity.title}, reason=reason
    )
    AuditEvent.objects.record("agreements.activity_removed", activity, by=by)
    key = activity.pk
    activity.delete()
    refresh("plan_activity", [key])


@transaction.atomic
def add_line(*, plan: WorkPlan, by: Member, planned: Decimal, reason: str = "", **fields: Any) -> BudgetLine:
    words = {"title": fields["title"], "amount": euros(planned)}
    held = hold_plan(plan, by, what=lambda: _("New in the budget: %(title)s, %(amount)s") % words, reason=reason)
    last = held.budget_lines.aggregate(last=Max("position"))["last"]
    line = BudgetLine.objects.create(plan=held, planned=planned, position=(last or 0) + 1, **fields)
    AuditEvent.objects.record("agreements.line_added", line, by=by)
    return line


@transaction.atomic
def change_line(*, line: BudgetLine, by: Member, reason: str = "", **fields: Any) -> BudgetLine:
    hold_plan(line.plan, by)
    held = BudgetLine.objects.select_for_update().get(pk=line.pk)
    words = {"title": held.title, "was": euros(held.planned), "is": euros(fields.get("planned", held.planned))}
    hold_plan(line.plan, by, what=lambda: _("Budget: %(title)s, from %(was)s to %(is)s") % words, reason=reason)
    store(held, fields)
    AuditEvent.objects.record("agreements.line_changed", held, by=by)
    return held


@transaction.atomic
def remove_line(*, line: BudgetLine, by: Member, reason: str = "") -> None:
    """Refused when money was promised or spent on it."""
    words = {"title": line.title, "amount": euros(line.planned)}
    hold_plan(line.plan, by, what=lambda: _("Budget removed: %(title)s, %(amount)s") % words, reason=reason)
    held = BudgetLine.objects.select_for_update().get(pk=line.pk)
    if held.entries.exists():
        raise RefusedError(_("Money was promised or spent on this line. It is kept; you can set it to nothing."))
    AuditEvent.objects.record("agreements.line_removed", held, by=by)
    held.delete()


@transaction.atomic
def add_entry(
    *, line: BudgetLine, by: Member, kind: str, amount: Decimal, on: dt.date, description: str = ""
) -> BudgetEntry:
    """Money promised or spent. A mistake is put right by an entry that goes the other way; nothing is wiped out."""
    held = BudgetLine.objects.select_for_update().get(pk=line.pk)
    entry = BudgetEntry.objects.create(
        line=held, kind=kind, amount=amount, on=on, description=description.strip(), added_by=by
    )
    AuditEvent.objects.record("agreements.entry_added", held, by=by)
    return entry
