"""What is told in a session: the case, notes, what is taken along, and the end of the texts.

None of these words stands in the trail, a notice or the index.
"""

from __future__ import annotations

import datetime as dt
import uuid as uuids

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.replaying import note_erasure
from plg.intervision.actions.sessions import NOT_BEGUN, lock_session, record
from plg.intervision.models import IntervisionCase, IntervisionNote, IntervisionSession, Takeaway

logger = structlog.get_logger(__name__)
ERASED = _("The texts of this session are erased.")
OVER = _("This session is closed.")
INTERVISION = "intervision"  # how the list of erasures calls it


@transaction.atomic
def write_case(*, session: IntervisionSession, by: Member, text: str, at: dt.datetime | None = None) -> None:
    """By who brings it, beforehand or while the session goes on. An empty text takes it away."""
    locked = _hold_open(session)
    if locked.bringer_id != by.pk:
        raise RefusedError(_("Only who brings the case writes it."))
    if text.strip():
        values = {"text": text, "written_by": by, "written_at": at or timezone.now()}
        IntervisionCase.objects.update_or_create(session=locked, defaults=values)
    else:
        IntervisionCase.objects.filter(session=locked).delete()
    record("case_written", locked, by)


@transaction.atomic
def add_note(
    *,
    session: IntervisionSession,
    by: Member,
    text: str,
    position: int,
    is_advice: bool = False,
    uuid: uuids.UUID | None = None,
    at: dt.datetime | None = None,
) -> IntervisionNote:
    """Write down what was said in the round at `position`; the same text under the same `uuid` twice is one note.

    What is advice waits at the parking place until a round that takes it. What was typed in a round that is over since
    stays in that round.
    """
    locked = _hold_open(session)
    if locked.current is None:
        raise RefusedError(NOT_BEGUN)
    if uuid is not None:
        known = IntervisionNote.objects.filter(uuid=uuid, session=locked, text=text).first()
        if known is not None:
            return known
    rounds = {one.position: one for one in locked.rounds.all()}
    place = position if position in rounds and position <= locked.current else locked.current
    waits = is_advice and not any(one.takes_advice for one in rounds.values() if one.position <= locked.current)
    is_taken = uuid is None or IntervisionNote.objects.filter(uuid=uuid).exists()
    note = IntervisionNote.objects.create(
        uuid=uuids.uuid4() if is_taken or uuid is None else uuid,
        session=locked,
        position=place,
        is_parked=waits,
        text=text,
        author=by,
        at=at or timezone.now(),
    )
    record("noted", locked, by)
    return note


@transaction.atomic
def take_up_note(*, note: IntervisionNote, by: Member) -> None:
    """From the parking place into the round that goes on; refused before one that takes advice."""
    locked = _hold_open(note.session)
    if not note.is_parked:
        return
    current = locked.current or 0
    if not locked.rounds.filter(position__lte=current, takes_advice=True).exists():
        raise RefusedError(_("This remark waits for a later round."))
    IntervisionNote.objects.filter(pk=note.pk).update(position=current, is_parked=False)
    record("note_taken_up", locked, by)


@transaction.atomic
def remove_note(*, note: IntervisionNote, by: Member) -> None:
    """One's own, for good."""
    if note.author_id != by.pk:
        raise RefusedError(_("Only who wrote it takes it away."))
    locked = lock_session(note.session)
    IntervisionNote.objects.filter(pk=note.pk).delete()
    record("note_removed", locked, by)


@transaction.atomic
def mark_advice(*, note: IntervisionNote, by: Member, speaks: bool) -> None:
    """Who brought the case says which advice speaks to them."""
    if note.session.bringer_id != by.pk:
        raise RefusedError(_("Only who brings the case says which advice speaks to them."))
    locked = _hold_open(note.session)
    IntervisionNote.objects.filter(pk=note.pk).update(speaks_to_bringer=speaks)
    record("advice_marked", locked, by)


@transaction.atomic
def take_along(*, session: IntervisionSession, by: Member, text: str, at: dt.datetime | None = None) -> Takeaway:
    """What stays. The same words of the same person twice are one."""
    locked = lock_session(session)
    if locked.started_at is None:
        raise RefusedError(NOT_BEGUN)
    known = Takeaway.objects.filter(session=locked, author=by, text=text).first()
    if known is not None:
        return known
    made = Takeaway.objects.create(session=locked, author=by, text=text, at=at or timezone.now())
    record("taken_along", locked, by)
    return made


@transaction.atomic
def take_back(*, takeaway: Takeaway, by: Member) -> None:
    """One's own, for good."""
    if takeaway.author_id != by.pk:
        raise RefusedError(_("Only who wrote it takes it away."))
    locked = lock_session(takeaway.session)
    Takeaway.objects.filter(pk=takeaway.pk).delete()
    record("taken_back", locked, by)


# The end of the texts -----------------------------------------------------------------------------


@transaction.atomic
def erase_texts(*, session: IntervisionSession, by: Member | None, at: dt.datetime | None = None) -> None:
    """Case and notes go for good; what was taken along stays. `by` None: thirty days are over."""
    now = at or timezone.now()
    locked = lock_session(session)
    if locked.texts_erased_at is not None:
        return
    if by is not None and locked.is_going_on:
        raise RefusedError(_("Close the session first."))
    IntervisionCase.objects.filter(session=locked).delete()
    IntervisionNote.objects.filter(session=locked).delete()
    locked.texts_erased_at = now
    locked.save(update_fields=["texts_erased_at"])
    note_erasure(INTERVISION, locked.public_id, at=now)
    record("erased" if by is not None else "erased_itself", locked, by)


def erase_due_texts(now: dt.datetime) -> int:
    """Of every session that is over for thirty days. How many. One that fails is logged and stops no other."""
    done = 0
    for session in IntervisionSession.objects.due_to_erase(now).order_by("pk"):
        try:
            erase_texts(session=session, by=None, at=now)
        except Exception:
            logger.exception("erasing_intervision_failed", session=session.public_id)
        else:
            done += 1
    return done


def list_sessions_to_erase() -> list[str]:
    """The numbers of the sessions of which the texts are not erased."""
    rows = IntervisionSession.objects.filter(texts_erased_at__isnull=True)
    return list(rows.values_list("public_id", flat=True))


def erase_texts_again(public_id: str) -> None:
    """After a restore: by the number of the session."""
    erase_texts(session=IntervisionSession.objects.get(public_id=public_id), by=None)


def _hold_open(session: IntervisionSession) -> IntervisionSession:
    """The session, in which may still be written."""
    locked = lock_session(session)
    if locked.texts_erased_at is not None:
        raise RefusedError(ERASED)
    if locked.is_finished or locked.cancelled_at is not None:
        raise RefusedError(OVER)
    return locked
