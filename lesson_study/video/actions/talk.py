"""What is said at a fragment, what stays of it, and what goes along to school. None of it stands in the logbook."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from expertise.products.actions.products import create_product
from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from lesson_study.cycles.actions.cycles import lock_cycle, start_cycle, write_goal
from lesson_study.cycles.enums import CycleState, Phase, Subject
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.video.actions.hiding import lock_session, record
from lesson_study.video.enums import NoteKind, SessionState
from lesson_study.video.models import Clip, SessionInsight, SessionNote, VideoSession
from lesson_study.video.words import takes_advice
from plg.records.actions.action_items import note_item
from plg.records.actions.returns import add_return
from plg.records.enums import ReturnAudience
from plg.records.models import ActionItem, ReturnToSchool

LONGEST_TITLE = 150
LONGEST_EVIDENCE = 2000
TOO_EARLY = _("No advice in the first half. Keep it for later; your words still stand here.")


@transaction.atomic
def write_note(
    *,
    session: VideoSession,
    by: Member,
    kind: str,
    text: str,
    clip: Clip | None = None,
    second: int | None = None,
    is_from_pupils: bool = False,
    key: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> SessionNote:
    """The same form sent twice is one note. «Try it differently» waits for the second half of the talk."""
    locked = lock_session(session)
    if locked.state not in SessionState.IS_LOOKED_AT:
        raise RefusedError(_("You write here once the fragments are chosen."))
    if kind == NoteKind.DIFFERENT and not locked.is_closed and not takes_advice(locked.current):
        raise RefusedError(TOO_EARLY)
    known = SessionNote.objects.filter(key=key).first() if key is not None else None
    if known is not None and known.session_id == locked.pk and known.text == text:
        return known
    note = SessionNote.objects.create(
        session=locked,
        clip=clip,
        kind=kind,
        text=text,
        second=second if clip is not None and clip.has_film else None,
        author=by,
        is_from_pupils=is_from_pupils,
        key=key if known is None else None,
        written_at=at or timezone.now(),
    )
    record("noted", locked, by)
    return note


@transaction.atomic
def remove_note(*, note: SessionNote, by: Member) -> None:
    """One's own, for good; of a film of oneself, any."""
    if by.pk not in (note.author_id, note.session.owner_id):
        raise RefusedError(_("Only who wrote it, and who was filmed, takes it away."))
    locked = lock_session(note.session)
    SessionNote.objects.filter(pk=note.pk).delete()
    record("note_removed", locked, by)


@transaction.atomic
def write_insight(
    *, session: VideoSession, by: Member, kind: str, text: str, at: dt.datetime | None = None
) -> SessionInsight:
    """The same words twice are one."""
    locked = lock_session(session)
    if locked.state not in {SessionState.MEETING, *SessionState.HAS_INSIGHTS}:
        raise RefusedError(_("Insights come while you look together, or afterwards."))
    if kind == NoteKind.DIFFERENT and not locked.is_closed and not takes_advice(locked.current):
        raise RefusedError(TOO_EARLY)
    known = SessionInsight.objects.filter(session=locked, text=text).first()
    if known is not None:
        return known
    made = SessionInsight.objects.create(session=locked, kind=kind, text=text, at=at or timezone.now())
    record("insight_written", locked, by)
    return made


@transaction.atomic
def remove_insight(*, insight: SessionInsight, by: Member) -> None:
    """By anybody who looked along: it is of all of them."""
    locked = lock_session(insight.session)
    SessionInsight.objects.filter(pk=insight.pk).delete()
    record("insight_removed", locked, by)


def take_to_school(*, insight: SessionInsight, by: Member, at: dt.datetime | None = None) -> ReturnToSchool:
    """It stands with what `by` took back to school, and is asked about in six weeks."""
    return add_return(
        meeting=None,
        by=by,
        at=at,
        what=insight.text,
        audience=ReturnAudience.TEAM,
        happened_on=timezone.localdate(at),
        shared_with_group=False,
    )


@transaction.atomic
def make_product(*, insight: SessionInsight, by: Member, at: dt.datetime | None = None) -> KnowledgeProduct:
    """A draft of the group with the words of the insight and nothing of who was seen; the same once."""
    group = insight.session.group
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    known = KnowledgeProduct.objects.filter(
        group=group, added_by=by, summary=insight.text, status=ProductStatus.DRAFT, removed_at__isnull=True
    ).first()
    if known is not None:
        return known
    title = Truncator(insight.text).chars(LONGEST_TITLE)
    kind = ProductKind.PRACTICE_EXAMPLE
    return create_product(by=by, title=title, group=group, at=at, kind=kind, summary=insight.text)


def make_action_point(*, insight: SessionInsight, by: Member, at: dt.datetime | None = None) -> ActionItem:
    """An action point of the group, for `by`; the same once."""
    group = insight.session.group
    title = insight.text[:200]
    known = ActionItem.objects.filter(group=group, owner=by, title=title).first()
    return known or note_item(group=group, by=by, title=title, owner=by, at=at)


@transaction.atomic
def make_goal(*, insight: SessionInsight, by: Member, at: dt.datetime | None = None) -> LessonStudyCycle:
    """What a Lesson Study of the group wants to understand: of one whose team still looks for that, or a new one.

    A question that stands there already stays, and the insight comes under what shows it. The same words once.
    """
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    words, group = insight.text, insight.session.group
    rows = LessonStudyCycle.objects.filter(group=group, state=CycleState.RUNNING, phase__in=Phase.SEEKS_GOAL)
    known = rows.of_team_member(by).order_by("-created_at", "-pk").first()
    if known is None:
        title = Truncator(words).chars(LONGEST_TITLE)
        known = start_cycle(group=group, by=by, title=title, subject=Subject.OTHER, at=at)
    locked = lock_cycle(known)
    if words in locked.question or words in locked.evidence:
        return locked
    if not locked.question:
        write_goal(cycle=locked, by=by, at=at, question=words)
        return locked
    evidence = f"{locked.evidence}\n{words}".strip()
    if len(evidence) > LONGEST_EVIDENCE:
        raise RefusedError(_("The goal of that Lesson Study is full. Shorten it first."))
    write_goal(cycle=locked, by=by, at=at, evidence=evidence)
    return locked
