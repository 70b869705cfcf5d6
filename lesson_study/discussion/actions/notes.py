"""What is said in a discussion: written by anybody in it, many at once; what comes too early is parked."""

from __future__ import annotations

import datetime as dt
import uuid as uuids

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import KnowledgeableOther
from lesson_study.discussion.actions.discussions import lock_discussion, record
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import Discussion, DiscussionNote
from lesson_study.plan.models import CasePupil


@transaction.atomic
def add_note(
    *,
    discussion: Discussion,
    by: Member,
    text: str,
    step: Step,
    uuid: uuids.UUID | None = None,
    case_pupil: CasePupil | None = None,
    is_about_design: bool = False,
    at: dt.datetime | None = None,
) -> DiscussionNote:
    """Write down what was said in `step`. The same text under the same `uuid` twice is one note.

    A step that is still to come, and a remark about the lesson while the talk is about pupils, wait at the parking
    place until their step.
    """
    locked = lock_discussion(discussion)
    if known := _known(uuid, locked, text):
        return known
    current = locked.current_step
    if current is None:
        raise RefusedError(_("The discussion has not begun yet."))
    if step not in locked.steps:
        step = current
    parked = Step.DESIGN if is_about_design and current.number < Step.DESIGN.number else None
    if not locked.has_reached(step):
        parked = step
    note = DiscussionNote.objects.create(
        uuid=_free(uuid),
        discussion=locked,
        step=current if parked else step,
        parked_for=parked or "",
        case_pupil=case_pupil,
        text=text,
        author=by,
        at=at or timezone.now(),
    )
    record("discussion_noted", locked.lesson.cycle, by)
    return note


@transaction.atomic
def add_closing_words(
    *,
    discussion: Discussion,
    text: str,
    by: Member | None = None,
    guest: KnowledgeableOther | None = None,
    uuid: uuids.UUID | None = None,
    at: dt.datetime | None = None,
) -> DiscussionNote:
    """The words of the knowledgeable other, from their step on: a member, or a guest without an account."""
    locked = lock_discussion(discussion)
    if known := _known(uuid, locked, text):
        return known
    if Step.EXPERT not in locked.steps:
        raise RefusedError(_("A short discussion has no closing words. Write them down as something that was said."))
    if not locked.has_reached(Step.EXPERT):
        raise RefusedError(_("The closing words come at step 8. You can write them as soon as the team is there."))
    note = DiscussionNote.objects.create(
        uuid=_free(uuid),
        discussion=locked,
        step=Step.EXPERT,
        text=text,
        author=by,
        guest_name=guest.guest_name if guest else "",
        at=at or timezone.now(),
    )
    record("closing_words_said", locked.lesson.cycle, by)
    return note


@transaction.atomic
def take_up_note(*, note: DiscussionNote, by: Member) -> None:
    """From the parking place into the step that is going on; refused before the step that it waits for."""
    locked = lock_discussion(note.discussion)
    if not note.parked_for:
        return
    if not locked.has_reached(Step(note.parked_for)):
        raise RefusedError(_("This remark waits for a later step."))
    DiscussionNote.objects.filter(pk=note.pk).update(step=note.parked_for, parked_for="")
    record("discussion_note_taken_up", locked.lesson.cycle, by)


@transaction.atomic
def remove_note(*, note: DiscussionNote, by: Member) -> None:
    """One's own, for good."""
    locked = lock_discussion(note.discussion)
    if note.author_id != by.pk:
        raise RefusedError(_("Only who wrote it takes it away."))
    DiscussionNote.objects.filter(pk=note.pk).delete()
    record("discussion_note_removed", locked.lesson.cycle, by)


def _known(uuid: uuids.UUID | None, discussion: Discussion, text: str) -> DiscussionNote | None:
    """The same words sent once more; other words from an old page are no repetition, and are not lost."""
    if uuid is None:
        return None
    found: DiscussionNote | None = DiscussionNote.objects.filter(uuid=uuid, discussion=discussion, text=text).first()
    return found


def _free(uuid: uuids.UUID | None) -> uuids.UUID:
    is_taken = uuid is None or DiscussionNote.objects.filter(uuid=uuid).exists()
    return uuids.uuid4() if is_taken or uuid is None else uuid
