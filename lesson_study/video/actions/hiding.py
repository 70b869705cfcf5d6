"""Hiding a film at once, erasing it with proof, and keeping the terms.

`settle_films` is asked after every change of a consent, a veto or a term, and each hour: what may not be shown any more
gets another name at once and is erased two days later; what may be shown again in time is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import partial

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.replaying import note_erasure
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.video import files, notices
from lesson_study.video.enums import ErasureReason, FilmState, Missing, RecordingState, SessionState
from lesson_study.video.facts import read_facts, read_parents
from lesson_study.video.models import (
    Clip,
    FilmedAdult,
    FilmErasure,
    PupilWithdrawal,
    Recording,
    SessionNote,
    VideoSession,
)
from lesson_study.video.queries import list_viewers
from lesson_study.video.rules import FilmFacts, list_missing

logger = structlog.get_logger(__name__)
CLIP_FILM, RECORDING = "video_clip", "video_recording"  # how the list of erasures calls them
STAYS_HIDDEN = dt.timedelta(hours=48)
RECORDING_AFTER_TALK = dt.timedelta(weeks=4)
RECORDING_AFTER_FILMING = dt.timedelta(days=92)
UPLOAD_WAITS = dt.timedelta(days=1)
STRAY_AFTER = dt.timedelta(days=1)
REASONS = {
    Missing.VETO: ErasureReason.VETO,
    Missing.HELD: ErasureReason.WITHDRAWN,
    Missing.WITHDRAWN: ErasureReason.WITHDRAWN,
    Missing.EXPIRED: ErasureReason.EXPIRED,
    Missing.OVER: ErasureReason.TERM,
}


def lock_session(session: VideoSession) -> VideoSession:
    """The session as it stands now, held until the end of the transaction, with its next revision."""
    (locked,) = lock_sessions(VideoSession.objects.filter(pk=session.pk))
    return locked


def lock_sessions(sessions: QuerySet[VideoSession]) -> list[VideoSession]:
    """All of them at once, in one order, so that no two wait for each other. Two queries."""
    rows = sessions.select_for_update(of=("self",), no_key=True).order_by("pk")
    locked = list(rows.select_related("group", "owner", "checker", "leader"))
    VideoSession.objects.filter(pk__in=[one.pk for one in locked]).update(revision=F("revision") + 1)
    for one in locked:
        one.revision += 1
    return locked


def record(verb: str, session: VideoSession, by: Member | None, **data: object) -> None:
    AuditEvent.objects.record(f"lesson_study.video_{verb}", session, by=by, **data)  # type: ignore[arg-type]


def find_reason(facts: FilmFacts, today: dt.date) -> str:
    """Why a film has to be out of sight for everybody; empty when it need not."""
    stops = [missing for missing in list_missing(facts, None, today) if missing in Missing.HIDES]
    return REASONS[stops[0]] if stops else ""


def settle_films(session: VideoSession, *, at: dt.datetime, by: Member | None = None) -> list[Clip]:
    """Within the lock of the session: hide what may not be shown, bring back what may. Which were hidden now."""
    today = timezone.localdate(at)
    clips = list(Clip.objects.filter(session=session).order_by("position"))
    facts = read_facts(session, clips)
    hidden = []
    for clip in clips:
        if not clip.has_film:
            continue
        if reason := find_reason(facts[clip.pk], today):
            if _hide_clip(clip, reason, at):
                hidden.append(clip)
        else:
            _bring_back(clip)
    _settle_recording(session, at)
    if hidden:
        record("hidden", session, None, fragments=len(hidden))
    # Nobody saw one that was not watched through yet.
    if any(clip.film == FilmState.READY for clip in hidden):
        notices.tell(notices.FILM_HIDDEN, session, list_viewers(session), by=by, at=at, what=f"{at.timestamp():.0f}")
    return hidden


def _find_waiting(session_id: int, name: str) -> FilmErasure | None:
    return FilmErasure.objects.filter(session=session_id, erased_at__isnull=True, names__contains=[name]).first()


def _hide_clip(clip: Clip, reason: str, at: dt.datetime) -> bool:
    """Whether it was hidden now; what is hidden already stays so, and its end does not move."""
    if _find_waiting(clip.session_id, clip.content) is not None:
        return False
    _rename(clip)
    note_files(clip.session, [clip.content, clip.poster], reason, at=at, due=at + STAYS_HIDDEN, place=clip.position)
    return True


def _rename(clip: Clip) -> None:
    moves = [(name, files.tell_new_name(name)) for name in (clip.content, clip.poster) if name]
    renamed = dict(moves)
    clip.content, clip.poster = renamed[clip.content], renamed.get(clip.poster, "")
    # Nobody is let in by itself when the reason goes: who was filmed opens it anew.
    clip.audiences = []
    clip.save(update_fields=["content", "poster", "audiences"])
    transaction.on_commit(partial(files.move_files, moves))


def _bring_back(clip: Clip) -> None:
    waiting = _find_waiting(clip.session_id, clip.content)
    if waiting is not None:
        waiting.delete()
        _rename(clip)


def note_files(
    session: VideoSession,
    names: Iterable[str],
    reason: str,
    *,
    at: dt.datetime,
    due: dt.datetime | None = None,
    place: int = 0,
) -> FilmErasure | None:
    """These files are to go: now, when no other moment is named. Nothing when there are none."""
    wanted = [name for name in names if name]
    if not wanted:
        return None
    if due is None:
        # Not at the next hour: what goes now is gone when the page says so.
        transaction.on_commit(partial(erase_due, at, session=session))
    return FilmErasure.objects.create(
        session=session, place=place, reason=reason, names=wanted, files=len(wanted), hidden_at=at, due_at=due or at
    )


def drop_film(clip: Clip, reason: str, *, at: dt.datetime, state: str = FilmState.ERASED) -> None:
    """The film of a fragment goes for good, now; its words stay, and the moments of its notes go with it."""
    if clip.content:
        FilmErasure.objects.filter(
            session=clip.session_id, erased_at__isnull=True, names__contains=[clip.content]
        ).delete()
        moves = [(name, files.tell_new_name(name)) for name in (clip.content, clip.poster) if name]
        transaction.on_commit(partial(files.move_files, moves))
        note_files(clip.session, [new for _old, new in moves], reason, at=at, place=clip.position)
        note_erasure(CLIP_FILM, f"{clip.public_id}:{clip.made}", at=at)
    clip.content, clip.poster, clip.audiences, clip.film, clip.progress = "", "", [], state, 0
    fields = ["content", "poster", "audiences", "film", "progress"]
    if state == FilmState.ERASED:
        clip.captions, clip.starts, clip.ends = "", None, None
        fields += ["captions", "starts", "ends"]
        SessionNote.objects.filter(clip=clip).update(second=None)
    clip.save(update_fields=fields)


def drop_recording(recording: Recording, reason: str, *, at: dt.datetime) -> None:
    """What was sent in goes, with the small copy of it."""
    moves = [(name, files.tell_new_name(name)) for name in (recording.content, recording.preview) if name]
    transaction.on_commit(partial(files.move_files, moves))
    note_files(recording.session, [new for _old, new in moves], reason, at=at)
    note_erasure(RECORDING, recording.key, at=at)
    recording.delete()
    # What waited to be cut from it cannot be made any more.
    waiting = Clip.objects.filter(session=recording.session_id, film__in=FilmState.UNDER_WAY)
    waiting.update(film=FilmState.WORDS, progress=0)


def drop_films(
    session: VideoSession, reason: str, *, at: dt.datetime, states: Collection[str] = FilmState.values
) -> None:
    """The recording and the films of fragments in these `states` go now; within the lock of the session."""
    for clip in Clip.objects.filter(session=session, film__in=states).select_related("session"):
        drop_film(clip, reason, at=at)
    recording = Recording.objects.filter(session=session).select_related("session").first()
    if recording is not None:
        drop_recording(recording, reason, at=at)


def _settle_recording(session: VideoSession, at: dt.datetime) -> None:
    """It is seen by who was filmed alone: it goes at once when a consent goes, or when its term is over."""
    recording = Recording.objects.filter(session=session).select_related("session").first()
    if recording is not None and (reason := _find_end(session, recording, at)):
        drop_recording(recording, reason, at=at)


def _find_end(session: VideoSession, recording: Recording, at: dt.datetime) -> str:
    parents, today = read_parents(session), timezone.localdate(at)
    if (
        any(one.is_withdrawn for one in parents)
        or FilmedAdult.objects.filter(session=session, withdrawn_at__isnull=False).exists()
    ):
        return ErasureReason.WITHDRAWN
    if PupilWithdrawal.objects.filter(session=session, at__gte=recording.started_at).exists():
        return ErasureReason.WITHDRAWN
    if any(one.valid_until < today for one in parents):
        return ErasureReason.EXPIRED
    filmed_on = session.filmed_on or timezone.localdate(recording.started_at)
    is_over = session.met_at is not None and session.met_at + RECORDING_AFTER_TALK <= at
    is_abandoned = recording.state == RecordingState.COMING and recording.changed_at + UPLOAD_WAITS <= at
    return ErasureReason.TERM if is_over or is_abandoned or filmed_on + RECORDING_AFTER_FILMING < today else ""


@transaction.atomic
def erase_session(*, session: VideoSession, by: Member | None, reason: str, at: dt.datetime | None = None) -> None:
    """All films go now; words without a moment, and insights, stay."""
    erase_locked(lock_session(session), by=by, reason=reason, now=at or timezone.now())


def erase_locked(locked: VideoSession, *, by: Member | None, reason: str, now: dt.datetime) -> None:
    """Within the lock of the session."""
    if locked.is_erased:
        return
    drop_films(locked, reason, at=now)
    VideoSession.objects.filter(pk=locked.pk).update(
        state=SessionState.ERASED, erased_at=now, school_link="", current=None, round_started_at=None
    )
    record("session_erased", locked, by)


# By the clock -------------------------------------------------------------------------------------


def keep_films(now: dt.datetime | None = None) -> int:
    """Each hour: settle what a date changed, erase what is due, take away strays. How many films went."""
    moment = now or timezone.now()
    # What is due first: when settling takes longer than a job may, it goes all the same.
    done = erase_due(moment)
    films = Clip.objects.filter(session=OuterRef("pk"), film__in=FilmState.HAS_FILM)
    recordings = Recording.objects.filter(session=OuterRef("pk"))
    for session in VideoSession.objects.filter(Exists(films) | Exists(recordings)).order_by("pk"):
        try:
            with transaction.atomic():
                settle_films(lock_session(session), at=moment)
        except Exception:
            logger.exception("settling_films_failed", session=session.public_id)
    done += erase_due(moment)
    _delete_strays(moment - STRAY_AFTER)
    return done


def erase_due(now: dt.datetime, *, session: VideoSession | None = None) -> int:
    """Erase the files that are due and keep the proof. How many; one that fails is logged and tried again."""
    rows = FilmErasure.objects.due(now)
    if session is not None:
        rows = rows.filter(session=session)
    done = 0
    for row in rows.order_by("pk"):
        try:
            done += _erase_one(row.pk, now)
        except Exception:
            logger.exception("erasing_film_failed", erasure=row.public_id)
    return done


@transaction.atomic
def _erase_one(pk: int, now: dt.datetime) -> bool:
    row = FilmErasure.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if row is None or row.erased_at is not None:
        return False
    for clip in Clip.objects.filter(session=row.session_id, content__in=row.names).select_related("session"):
        # It was hidden and stayed so: now it goes out of the fragment too.
        clip.session = lock_session(clip.session)
        note_erasure(CLIP_FILM, f"{clip.public_id}:{clip.made}", at=now)
        Clip.objects.filter(pk=clip.pk).update(
            content="", poster="", audiences=[], film=FilmState.ERASED, captions="", starts=None, ends=None
        )
        SessionNote.objects.filter(clip=clip).update(second=None)
    size = files.measure_files(row.names)
    if not files.delete_files(row.names):
        raise OSError("a film is still there")
    FilmErasure.objects.filter(pk=row.pk).update(erased_at=now, names=[], bytes=F("bytes") + size)
    record("erased", row.session, None, files=row.files)
    return True


def _delete_strays(before: dt.datetime) -> None:
    """Files that no row knows: somebody died between two writes, or a restore brought rows without them."""
    # The files first: the rows know a new name before a file has it, so one that is renamed meanwhile is no stray.
    found = files.list_older(before)
    known = {name for names in Clip.objects.values_list("content", "poster") for name in names if name}
    known |= {name for names in Recording.objects.values_list("content", "preview") for name in names if name}
    known |= {
        name for names in FilmErasure.objects.filter(erased_at=None).values_list("names", flat=True) for name in names
    }
    files.delete_files(name for name in found if name not in known)


# After a restore ----------------------------------------------------------------------------------


def list_films() -> list[str]:
    """By fragment and how often it was made: all that this database believes to be there."""
    rows = Clip.objects.filter(film__in=FilmState.HAS_FILM).values_list("public_id", "made")
    return [f"{public_id}:{made}" for public_id, made in rows]


@transaction.atomic
def erase_film_again(key: str) -> None:
    public_id, _colon, _made = key.partition(":")
    clip = Clip.objects.select_related("session__group").get(public_id=public_id)
    clip.session = lock_session(clip.session)
    drop_film(clip, ErasureReason.RESTORED, at=timezone.now())


def list_recordings() -> list[str]:
    return list(Recording.objects.values_list("key", flat=True))


@transaction.atomic
def erase_recording_again(key: str) -> None:
    recording = Recording.objects.select_related("session").get(key=key)
    recording.session = lock_session(recording.session)
    drop_recording(recording, ErasureReason.RESTORED, at=timezone.now())
