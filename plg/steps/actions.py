"""Walking the ten steps: beginning, writing, standing by the central question, going on and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.enums import GroupKind
from plg.groups.models import Group
from plg.steps import signals
from plg.steps.enums import ThemeStep
from plg.steps.facts import read_facts
from plg.steps.models import Approval, StepEntry, StepMove, ThemeWalk
from plg.steps.names import find_missing
from plg.steps.notices import tell_of_step

ELSEWHERE = gettext_lazy("The group is at another step now. Look again.")


def lock(walk: ThemeWalk) -> ThemeWalk:
    return ThemeWalk.objects.select_for_update(of=("self",)).select_related("group").get(pk=walk.pk)


@transaction.atomic
def begin_steps(
    *,
    group: Group,
    by: Member,
    central_question: str = "",
    rationale: str = "",
    origin_count: int = 0,
    origin_url: str = "",
    at: dt.datetime | None = None,
) -> ThemeWalk:
    """Once a theme group. With a question that was bundled and chosen it begins at the brainstorm about that."""
    now = at or timezone.now()
    if group.kind != GroupKind.THEME:
        raise RefusedError(_("Only a theme group walks these steps."))
    step = ThemeStep.BRAINSTORM if origin_count and central_question else ThemeStep.INDIVIDUAL
    walk, made = ThemeWalk.objects.get_or_create(
        group=group,
        defaults={
            "step": step,
            "central_question": central_question,
            "rationale": rationale,
            "origin_count": origin_count,
            "origin_url": origin_url,
            "step_since": now,
            "begun_at": now,
        },
    )
    if made:
        AuditEvent.objects.record("plg.steps_begun", group, by=by)
    return walk


@transaction.atomic
def write_part(*, walk: ThemeWalk, by: Member, fields: Mapping[str, str]) -> ThemeWalk:
    """Store what a form filled in. Another central question is one that nobody stands by yet."""
    locked = lock(walk)
    is_another = fields.get("central_question", locked.central_question) != locked.central_question
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    if is_another:
        locked.approvals.all().delete()
    AuditEvent.objects.record("plg.steps_written", locked.group, by=by)
    return locked


@transaction.atomic
def add_entry(*, walk: ThemeWalk, by: Member, kind: str, at: dt.datetime | None = None, **fields: Any) -> StepEntry:
    entry = StepEntry.objects.create(walk=walk, by=by, kind=kind, at=at or timezone.now(), **fields)
    AuditEvent.objects.record("plg.step_entry_added", walk.group, by=by, kind=kind)
    return entry


@transaction.atomic
def change_entry(*, entry: StepEntry, by: Member, names: list[str]) -> StepEntry:
    """Store what a form filled in."""
    signals.entry_leaves.send(sender=StepEntry, entry=entry, is_removed=False)
    entry.save(update_fields=names)
    signals.entry_changed.send(sender=StepEntry, entry=entry)
    AuditEvent.objects.record("plg.step_entry_changed", entry.walk.group, by=by, kind=str(entry.kind))
    return entry


@transaction.atomic
def remove_entry(*, entry: StepEntry, by: Member) -> None:
    signals.entry_leaves.send(sender=StepEntry, entry=entry, is_removed=True)
    AuditEvent.objects.record("plg.step_entry_removed", entry.walk.group, by=by, kind=str(entry.kind))
    entry.delete()


def find_school(member: Member, day: dt.date) -> int | None:
    """Where somebody's main appointment is that day. One query."""
    rows = Appointment.objects.valid_on(day).filter(member=member).order_by("-is_primary", "start", "pk")
    return rows.values_list("organisation", flat=True).first()


@transaction.atomic
def approve_question(*, walk: ThemeWalk, by: Member, question: str, on: dt.date | None = None) -> Approval:
    """A member stands by the question as it was read (`question`); no school is bound by it."""
    locked, day = lock(walk), on or timezone.localdate()
    if not locked.central_question or locked.central_question != question:
        raise RefusedError(_("The central question was changed meanwhile. Read it again."))
    school = find_school(by, day)
    if school is None:
        raise RefusedError(_("You have no appointment at a school or institute today."))
    approval, made = Approval.objects.get_or_create(
        walk=locked, by=by, defaults={"school_id": school, "approved_on": day}
    )
    if made:
        AuditEvent.objects.record("plg.central_question_approved", locked.group, by=by)
    return approval


@transaction.atomic
def take_approval_back(*, walk: ThemeWalk, by: Member) -> None:
    locked = lock(walk)
    if locked.approvals.filter(by=by).delete()[0]:
        AuditEvent.objects.record("plg.central_question_approval_taken_back", locked.group, by=by)


@transaction.atomic
def take_step(
    *, walk: ThemeWalk, by: Member, seen: int, to: int, reason: str = "", at: dt.datetime | None = None
) -> ThemeWalk:
    """On by one when nothing is missing, or back to any earlier step with a reason. `seen`: where the page stood."""
    now, locked = at or timezone.now(), lock(walk)
    if locked.step != seen or not 1 <= to <= len(ThemeStep) or to == seen or to > seen + 1:
        raise RefusedError(ELSEWHERE)
    if to > seen and (missing := find_missing(seen, read_facts(locked))):
        raise RefusedError(" ".join(missing))
    if to < seen and not reason.strip():
        raise RefusedError(_("Say why you go back."))
    move = StepMove.objects.create(walk=locked, from_step=seen, to_step=to, reason=reason[:300], by=by, at=now)
    locked.step, locked.step_since = to, now
    locked.save(update_fields=["step", "step_since"])
    AuditEvent.objects.record("plg.step_taken" if to > seen else "plg.step_back", locked.group, by=by, step=to)
    tell_of_step(move, by=by, url=reverse("plg:steps", args=[locked.group.slug]))
    return locked
