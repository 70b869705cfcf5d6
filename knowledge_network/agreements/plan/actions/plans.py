"""The work plan: begun, described, its draft ready, adopted. After that every change says why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from knowledge_network.agreements.plan.enums import PlanStatus
from knowledge_network.agreements.plan.models import PlanChange, WorkPlan
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


def hold_plan(plan: WorkPlan, by: Member, *, what: Callable[[], str] | None = None, reason: str = "") -> WorkPlan:
    """The plan, held until the end of the transaction. Of an adopted one `what` changed and why is written down.

    `what` is called in the language of the network: what is stored is read by everybody, whatever its writer reads.
    """
    held: WorkPlan = WorkPlan.objects.select_for_update().get(pk=plan.pk)
    if held.is_adopted and what is not None:
        if not reason.strip():
            raise RefusedError(_("This plan was adopted. Say why it changes."))
        with override(settings.LANGUAGE_CODE):
            text = str(what())
        PlanChange.objects.create(plan=held, what=text[:500], reason=reason.strip()[:300], by=by)
    return held


def store[M: models.Model](held: M, changes: dict[str, Any]) -> M:
    """Write `changes` to a row that is held."""
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=sorted(changes))
    return held


@transaction.atomic
def start_plan(*, partnership: Partnership, by: Member, school_year: int, summary: str = "") -> WorkPlan:
    """A draft for a school year, of which there is one."""
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if WorkPlan.objects.filter(partnership=partnership, school_year=school_year).exists():
        raise RefusedError(_("There is a work plan for this school year already."))
    plan = WorkPlan.objects.create(
        partnership=partnership,
        agreement=_agreement_of(partnership, school_year),
        school_year=school_year,
        summary=summary.strip(),
    )
    AuditEvent.objects.record("agreements.plan_started", plan, by=by)
    return plan


def _agreement_of(partnership: Partnership, school_year: int) -> CollaborationAgreement | None:
    """What binds the partners when that year begins; one that is signed beforehand may hold by then."""
    rows = CollaborationAgreement.objects.filter(partnership=partnership)
    return rows.holding(dt.date(school_year, 8, 1)).first()


@transaction.atomic
def describe_plan(*, plan: WorkPlan, by: Member, summary: str, reason: str = "") -> WorkPlan:
    held = hold_plan(plan, by, what=lambda: str(_("What the plan says in short")), reason=reason)
    stored = store(held, {"summary": summary.strip()})
    AuditEvent.objects.record("agreements.plan_described", stored, by=by)
    return stored


@transaction.atomic
def finish_draft(*, plan: WorkPlan, by: Member, on: dt.date | None = None) -> None:
    """The draft is ready to be talked about."""
    held = hold_plan(plan, by)
    if held.is_adopted:
        raise RefusedError(_("This plan was adopted already."))
    held.drafted_on = on or timezone.localdate()
    held.save(update_fields=["drafted_on"])
    AuditEvent.objects.record("agreements.plan_drafted", held, by=by)


@transaction.atomic
def adopt_plan(*, plan: WorkPlan, by: Member, on: dt.date | None = None) -> None:
    """The partners adopted it. From now on what changes says why, and every party sees that."""
    held = hold_plan(plan, by)
    day = on or timezone.localdate()
    if held.is_adopted:
        raise RefusedError(_("This plan was adopted already."))
    if day > timezone.localdate():
        raise RefusedError(_("Choose a day that is not still to come."))
    if not held.activities.exists():
        raise RefusedError(_("A plan without activities cannot be adopted."))
    held.status, held.adopted_on, held.drafted_on = PlanStatus.ADOPTED, day, held.drafted_on or day
    held.save(update_fields=["status", "adopted_on", "drafted_on"])
    AuditEvent.objects.record("agreements.plan_adopted", held, by=by)


@transaction.atomic
def remove_plan(*, plan: WorkPlan, by: Member) -> None:
    """A draft without money on it."""
    held = hold_plan(plan, by)
    if held.is_adopted:
        raise RefusedError(_("An adopted plan is kept."))
    if held.budget_lines.filter(entries__isnull=False).exists():
        raise RefusedError(_("There is money on this plan already. It is kept."))
    AuditEvent.objects.record("agreements.plan_removed", held, by=by)
    activities = list(held.activities.values_list("pk", flat=True))
    held.delete()
    refresh("plan_activity", activities)
