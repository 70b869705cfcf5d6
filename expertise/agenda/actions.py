"""Bringing a question further: a theme group, the Kennisrotonde, an answer; and what stands on the agenda of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.agenda import notices
from expertise.agenda.enums import ExternalState
from expertise.agenda.models import AgendaSnapshot, AgendaWish, ExternalQuestion, FollowUp, SnapshotLine
from expertise.agenda.queries import find_agenda, forget_agenda
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import CoPCycle, IndicativeQuestion, QuestionCard
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.topics.models import Topic
from plg.groups.actions.groups import create_group
from plg.groups.enums import GroupKind
from plg.groups.models import Group
from plg.steps.actions import add_entry, begin_steps
from plg.steps.enums import EntryKind

# What may follow which; back to a draft nothing goes.
NEXT: dict[str, frozenset[str]] = {
    ExternalState.DRAFT: frozenset({ExternalState.SUBMITTED}),
    ExternalState.SUBMITTED: frozenset({ExternalState.IN_PROGRESS, *ExternalState.CAME_BACK}),
    ExternalState.IN_PROGRESS: frozenset(ExternalState.CAME_BACK),
    ExternalState.REFERRED: frozenset({ExternalState.ANSWERED}),
    ExternalState.ANSWERED: frozenset(),
    ExternalState.DECLINED: frozenset(),
}


def lock_follow_up(bundle: IndicativeQuestion) -> FollowUp:
    """What becomes of it is about to change: the agenda is counted anew after that."""
    transaction.on_commit(partial(forget_agenda, bundle.cycle_id))
    FollowUp.objects.get_or_create(bundle=bundle)
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("group", "product", "bundle")
    return rows.get(bundle=bundle)


@transaction.atomic
def begin_theme_group(
    *, bundle: IndicativeQuestion, by: Member, name: str, lead: Member | None = None, at: dt.datetime | None = None
) -> Group:
    """A draft of a theme group with the words of the bundle as its question, at the step of the brainstorm.

    The group may still make another central question of it; two members of different schools stand by it then.
    """
    now, follow_up = at or timezone.now(), lock_follow_up(bundle)
    if follow_up.group is not None:
        raise RefusedError(_("A theme group works on this already."))
    group = create_group(
        by=by,
        lead=lead,
        kind=GroupKind.THEME,
        name=name,
        purpose=_("Answer a question that teachers asked, and share the solution."),
        question=bundle.words,
        at=now,
    )
    begin_steps(
        group=group,
        by=by,
        central_question=bundle.words,
        rationale=bundle.rationale,
        origin_count=QuestionCard.objects.on_board().filter(confirmed_bundle=bundle).count(),
        origin_url=bundle.get_absolute_url(),
        at=now,
    )
    follow_up.group, follow_up.by = group, by
    follow_up.save(update_fields=["group", "by"])
    AuditEvent.objects.record("expertise.theme_group_begun", bundle, by=by)
    return group


@transaction.atomic
def give_to_group(*, bundle: IndicativeQuestion, by: Member, group: Group) -> FollowUp:
    """To a theme group that is there already."""
    follow_up = lock_follow_up(bundle)
    if follow_up.group is not None:
        raise RefusedError(_("A theme group works on this already."))
    follow_up.group, follow_up.by = group, by
    follow_up.save(update_fields=["group", "by"])
    AuditEvent.objects.record("expertise.theme_group_begun", bundle, by=by)
    return follow_up


@transaction.atomic
def answer_bundle(
    *,
    bundle: IndicativeQuestion,
    by: Member,
    product: KnowledgeProduct | None,
    at: dt.datetime | None = None,
    tell: bool = True,
) -> FollowUp:
    """Which product answers it; each asker is told once. Without a product it is open again."""
    now, follow_up = at or timezone.now(), lock_follow_up(bundle)
    follow_up.product, follow_up.answered_at, follow_up.by = product, now if product else None, by
    follow_up.save(update_fields=["product", "answered_at", "by"])
    AuditEvent.objects.record("expertise.bundle_answered", bundle, by=by)
    if tell:
        notices.tell_answered(follow_up, by=by, now=now)
    return follow_up


@transaction.atomic
def draft_external(*, external: ExternalQuestion, by: Member, at: dt.datetime | None = None) -> ExternalQuestion:
    """Store what a form filled in as a new draft."""
    external.drafted_by, external.drafted_at = by, at or timezone.now()
    external.save()
    AuditEvent.objects.record("expertise.external_drafted", external, by=by)
    return external


@transaction.atomic
def change_external(*, external: ExternalQuestion, by: Member) -> ExternalQuestion:
    """Store what a form filled in; what was submitted stays as it went."""
    stands = ExternalQuestion.objects.select_for_update().get(pk=external.pk)
    if not stands.is_draft:
        raise RefusedError(_("It was submitted already, and stays as it went."))
    external.save(update_fields=["question", *ExternalQuestion.CHECKLIST])
    AuditEvent.objects.record("expertise.external_changed", external, by=by)
    return external


@transaction.atomic
def move_external(
    *,
    external: ExternalQuestion,
    by: Member,
    state: str,
    on: dt.date,
    url: str = "",
    answer_summary: str = "",
    at: dt.datetime | None = None,
    tell: bool = True,
) -> ExternalQuestion:
    """Submitted outside, and what comes back: to who asked and to the group, there as a source of step 6."""
    now = at or timezone.now()
    locked = ExternalQuestion.objects.select_for_update(of=("self",)).select_related("bundle").get(pk=external.pk)
    if state not in NEXT[locked.state]:
        raise RefusedError(_("The question is in another state now. Look again."))
    if locked.is_draft and (lacking := locked.list_lacking()):
        raise RefusedError(_("Not concrete enough yet. Fill in: %(parts)s.") % {"parts": ", ".join(lacking)})
    if state in ExternalState.CAME_BACK and not answer_summary.strip():
        raise RefusedError(_("Write down what came back."))
    locked.state, locked.state_on = state, on
    locked.url, locked.answer_summary = url or locked.url, answer_summary or locked.answer_summary
    locked.save(update_fields=["state", "state_on", "url", "answer_summary"])
    AuditEvent.objects.record("expertise.external_went", locked, by=by, state=str(state))
    transaction.on_commit(partial(forget_agenda, locked.bundle.cycle_id))
    follow_up = FollowUp.objects.select_related("group").filter(bundle=locked.bundle).first()
    group = follow_up.group if follow_up is not None else None
    if locked.came_back and group is not None and (walk := getattr(group, "walk", None)) is not None:
        add_entry(
            walk=walk,
            by=by,
            kind=EntryKind.SOURCE,
            title=_("Kennisrotonde: %(question)s") % {"question": locked.question[:250]},
            link=locked.url,
            first=locked.answer_summary[:2000],
            at=now,
        )
    if tell:
        notices.tell_external(locked, group, by=by, now=now)
    return locked


@transaction.atomic
def settle_agenda(*, cycle: CoPCycle, by: Member, at: dt.datetime | None = None) -> AgendaSnapshot:
    """How it stands now, to be looked up later."""
    snapshot = AgendaSnapshot.objects.create(cycle=cycle, taken_by=by, taken_at=at or timezone.now())
    SnapshotLine.objects.bulk_create(
        SnapshotLine(
            snapshot=snapshot,
            bundle=row.bundle,
            theme=row.theme.name if row.theme else "",
            sub_theme=row.sub_theme.name if row.sub_theme else "",
            words=row.bundle.words or row.bundle.name,
            state=row.state,
        )
        for row in find_agenda(cycle)
    )
    AuditEvent.objects.record("expertise.agenda_settled", cycle, by=by)
    return snapshot


@transaction.atomic
def add_wish(
    *, cycle: CoPCycle, by: Member, theme: Topic, kind: str, text: str, at: dt.datetime | None = None
) -> AgendaWish:
    wish = AgendaWish.objects.create(cycle=cycle, by=by, theme=theme, kind=kind, text=text, at=at or timezone.now())
    AuditEvent.objects.record("expertise.wish_added", cycle, by=by)
    return wish


@transaction.atomic
def rank_wishes(*, cycle: CoPCycle, by: Member, theme: Topic, order: Sequence[AgendaWish]) -> None:
    """The top three of a theme as a workshop put them: the first is place 1; fewer than three may be."""
    rows = AgendaWish.objects.select_for_update().filter(cycle=cycle, theme=theme)
    list(rows.order_by("pk"))
    rows.update(top=None)
    for place, wish in enumerate(order[:3], 1):
        rows.filter(pk=wish.pk).update(top=place)
    AuditEvent.objects.record("expertise.wishes_ranked", cycle, by=by)
