"""The knowledgeable other, a member or a guest by mail: asked, answers, and gives feedback on the plan."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.search import actions as search
from lesson_study.cycles import notices
from lesson_study.cycles.emails import mail_guest_expert
from lesson_study.cycles.enums import ExpertAnswer
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle, TeamMember

MOST_EXPERTS = 3


@transaction.atomic
def ask_expert(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    member: Member | None = None,
    guest_name: str = "",
    guest_email: str = "",
    guest_organisation: str = "",
    message: str = "",
    at: dt.datetime | None = None,
) -> KnowledgeableOther:
    """Ask a member or a guest. Who is in the team already, or was asked and stands, is refused."""
    now = at or timezone.now()
    LessonStudyCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    _refuse_one_more(cycle, member, guest_email)
    if member is not None:
        # Who said no and is asked again starts afresh.
        KnowledgeableOther.objects.filter(cycle=cycle, member=member, withdrawn_at__isnull=True).update(
            withdrawn_at=now
        )
    expert = KnowledgeableOther.objects.create(
        cycle=cycle,
        member=member,
        guest_name=guest_name,
        guest_email=guest_email.lower(),
        guest_organisation=guest_organisation,
        message=message,
        asked_by=by,
        asked_at=now,
    )
    AuditEvent.objects.record("lesson_study.expert_asked", cycle, by=by, subject=member)
    if member is None:
        mail_guest_expert(expert=expert, what="asked", by=by)
    else:
        _tell_expert(expert, notices.EXPERT_ASKED, key=_asked_key(expert), by=by, at=now)
    search.refresh("lesson_study", [cycle.pk])
    return expert


def _refuse_one_more(cycle: LessonStudyCycle, member: Member | None, guest_email: str) -> None:
    """Nobody twice, nobody of the team, and no more than three."""
    standing = KnowledgeableOther.objects.standing().filter(cycle=cycle)
    if standing.count() >= MOST_EXPERTS:
        raise RefusedError(_("Three experts is enough: more voices do not make a better plan."))
    if member is None:
        if standing.filter(guest_email__iexact=guest_email).exists():
            raise RefusedError(_("You asked this guest already."))
        return
    if TeamMember.objects.standing().filter(cycle=cycle, member=member).exists():
        raise RefusedError(_("This colleague is in the team. Ask somebody who looks from outside."))
    if standing.filter(member=member).exists():
        raise RefusedError(_("You asked this colleague already."))


def _asked_key(expert: KnowledgeableOther) -> str:
    return f"lesson_study.expert_asked:{expert.public_id}"


def _tell_expert(
    expert: KnowledgeableOther, kind: notices.NoticeKind, *, key: str, by: Member, at: dt.datetime
) -> None:
    cycle = expert.cycle
    notify(
        kind,
        to=[expert.member] if expert.member is not None else [],
        key=key,
        url=cycle.get_absolute_url(),
        by=by,
        group_key="",
        at=at,
        name=by.get_full_name(),
        title=cycle.title,
        expert=expert.public_id,
    )


@transaction.atomic
def answer_expert(
    *, expert: KnowledgeableOther, takes_part: bool, by: Member | None, at: dt.datetime | None = None
) -> None:
    """Yes or no, for oneself; `by` None is a guest. The team hears it. The same answer again changes nothing."""
    now = at or timezone.now()
    locked = _locked(expert)
    answer = ExpertAnswer.YES if takes_part else ExpertAnswer.NO
    if locked.answer == answer:
        return
    locked.answer, locked.answered_at = answer, now
    locked.save(update_fields=["answer", "answered_at"])
    expert.answer, expert.answered_at = answer, now
    forget_notices(keys=[_asked_key(locked)])
    verb = "lesson_study.expert_joined" if takes_part else "lesson_study.expert_declined"
    AuditEvent.objects.record(verb, locked.cycle, by=by, subject=locked.member)
    _tell_team(locked, answer, by=by, at=now)
    search.refresh("lesson_study", [locked.cycle_id])


@transaction.atomic
def ask_feedback(*, expert: KnowledgeableOther, by: Member, at: dt.datetime | None = None) -> None:
    """Please look at the plan before the lesson. Asked again only after feedback was given."""
    now = at or timezone.now()
    locked = _locked(expert)
    if locked.answer != ExpertAnswer.YES:
        raise RefusedError(_("Wait until your expert says yes."))
    if locked.awaits_feedback:
        raise RefusedError(_("You asked already. Your expert has not written yet."))
    locked.feedback_asked_at = now
    locked.save(update_fields=["feedback_asked_at"])
    expert.feedback_asked_at = now
    AuditEvent.objects.record("lesson_study.feedback_asked", locked.cycle, by=by, subject=locked.member)
    if locked.member is None:
        mail_guest_expert(expert=locked, what="feedback", by=by)
    else:
        key = f"lesson_study.feedback_asked:{locked.public_id}:{now.isoformat()}"
        _tell_expert(locked, notices.FEEDBACK_ASKED, key=key, by=by, at=now)


@transaction.atomic
def give_feedback(*, expert: KnowledgeableOther, text: str, by: Member | None, at: dt.datetime | None = None) -> None:
    """What the expert says of the plan; later words replace earlier ones. The team hears that it is there."""
    now = at or timezone.now()
    locked = _locked(expert)
    if not text.strip():
        raise RefusedError(_("Write what you see in the plan."))
    if locked.feedback == text.strip():
        return
    locked.feedback, locked.feedback_at = text.strip(), now
    if locked.answer == ExpertAnswer.NONE:
        locked.answer, locked.answered_at = ExpertAnswer.YES, now
    locked.save(update_fields=["feedback", "feedback_at", "answer", "answered_at"])
    expert.feedback, expert.feedback_at, expert.answer = locked.feedback, now, locked.answer
    AuditEvent.objects.record("lesson_study.feedback_given", locked.cycle, by=by, subject=locked.member)
    _tell_team(locked, "feedback", by=by, at=now)


@transaction.atomic
def withdraw_expert(*, expert: KnowledgeableOther, by: Member | None, at: dt.datetime | None = None) -> None:
    """Not asked any more: reads nothing from now on, and a guest's link opens nothing. Repeating changes nothing."""
    now = at or timezone.now()
    if not KnowledgeableOther.objects.filter(pk=expert.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        return
    expert.withdrawn_at = now
    forget_notices(keys=[_asked_key(expert)])
    AuditEvent.objects.record("lesson_study.expert_withdrawn", expert.cycle, by=by, subject=expert.member)
    search.refresh("lesson_study", [expert.cycle_id])


def _locked(expert: KnowledgeableOther) -> KnowledgeableOther:
    rows = KnowledgeableOther.objects.select_for_update(of=("self",)).select_related("cycle__group", "member")
    found: KnowledgeableOther = rows.get(pk=expert.pk)
    if found.withdrawn_at is not None:
        raise RefusedError(_("The team took this back."))
    if found.cycle.is_over:
        raise RefusedError(_("This Lesson Study is over."))
    return found


def _tell_team(expert: KnowledgeableOther, what: str, *, by: Member | None, at: dt.datetime) -> None:
    cycle = expert.cycle
    notify(
        notices.EXPERT_ANSWERED,
        to=Member.objects.filter(pk__in=cycle.team.present().values("member")),
        key=f"lesson_study.expert_answered:{expert.public_id}:{at.isoformat()}",
        url=cycle.get_absolute_url(),
        by=by,
        group_key=cycle.group.slug,
        at=at,
        name=expert.member.get_full_name() if expert.member else expert.guest_name,
        title=cycle.title,
        what=str(what),
    )
