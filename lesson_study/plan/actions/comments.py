"""Remarks beside a row, and what somebody from outside says of the whole plan."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.plan import notices
from lesson_study.plan.actions.writing import record
from lesson_study.plan.models import LessonPhaseRow, LessonPlan, RowComment

MOST_REMARKS = 100


@transaction.atomic
def add_comment(
    *, row: LessonPhaseRow, text: str, by: Member | None, guest: KnowledgeableOther | None = None
) -> RowComment:
    """A remark of a member (`by`) or of a guest. The same words twice are one; the team hears of it."""
    plan = LessonPlan.objects.select_for_update(of=("self",)).select_related("cycle__group").get(pk=row.plan_id)
    name = guest.guest_name if guest is not None else ""
    known: RowComment | None = row.comments.filter(author=by, guest_name=name, text=text, resolved_at=None).first()
    if known is not None:
        return known
    if row.comments.count() >= MOST_REMARKS:
        raise RefusedError(_("There are a hundred remarks with this row. First mark some as dealt with."))
    comment = RowComment.objects.create(row=row, author=by, guest_name=name, text=text)
    _show(plan)
    notify(
        notices.COMMENTED,
        to=_listeners(plan.cycle),
        key=f"lesson_study.plan_commented:{comment.public_id}",
        url=f"{reverse('lesson_study:lesson_plan', args=[plan.cycle.public_id])}#{row_anchor(row)}",
        by=by,
        group_key=plan.cycle.group.slug,
        name=by.get_full_name() if by is not None else name,
        cycle=plan.cycle.public_id,
        title=plan.cycle.title,
    )
    record("plan_commented", plan.cycle, by)
    return comment


@transaction.atomic
def resolve_comment(*, comment: RowComment, by: Member, is_resolved: bool = True) -> None:
    """Mark a remark as dealt with, or as open again."""
    plan = LessonPlan.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=comment.row.plan_id)
    changed = RowComment.objects.filter(pk=comment.pk, resolved_at__isnull=is_resolved).update(
        resolved_at=timezone.now() if is_resolved else None
    )
    if changed:
        _show(plan)
        record("plan_comment_resolved" if is_resolved else "plan_comment_reopened", plan.cycle, by)


@transaction.atomic
def say_why_no_feedback(*, plan: LessonPlan, by: Member, reason: str) -> None:
    LessonPlan.objects.filter(pk=plan.pk).update(no_feedback_reason=reason)
    record("no_feedback_explained", plan.cycle, by)


def row_anchor(row: LessonPhaseRow) -> str:
    return f"rij-{row.key}"


def list_team(cycle: LessonStudyCycle) -> list[Member]:
    return [row.member for row in cycle.team.present().select_related("member")]


def _listeners(cycle: LessonStudyCycle) -> list[Member]:
    """The team, and who of outside takes part with an account."""
    outside = cycle.knowledgeable_others.standing().filter(member__isnull=False).select_related("member")
    return [*list_team(cycle), *(row.member for row in outside if row.member is not None)]


def _show(plan: LessonPlan) -> None:
    """Open pages see it at their next look."""
    LessonPlan.objects.filter(pk=plan.pk).update(revision=F("revision") + 1)
