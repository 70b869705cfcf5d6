"""Fragments: writing them, who may look, the veto, and having their film made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.faces import can_find_faces
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year, last_day
from lesson_study.video.actions.hiding import drop_film, lock_session, record, settle_films
from lesson_study.video.actions.sessions import hold_open
from lesson_study.video.enums import Audience, Cover, ErasureReason, FilmState, Missing, RecordingState, SessionState
from lesson_study.video.facts import decides_about, is_ready, read_facts, read_parents, wants_cover
from lesson_study.video.models import Clearance, Clip, ClipVeto, FilmedAdult, Recording, VideoSession
from lesson_study.video.models.film import LONGEST_CLIP, MOST_CLIPS
from lesson_study.video.queries import has_looked
from lesson_study.video.rules import list_missing, may_take_film

NOT_NOW = _("Fragments are chosen after filming, until the films are erased.")
NOT_THIS_COVER = {
    Cover.NONE: _("Somebody wants to be in view only when faces are blurred. Choose what is taken away."),
    Cover.FACES: _("On this machine no faces can be found. Blur the whole picture, or keep the sound only."),
}
# What the maker is told to leave alone: the words of a fragment can be changed at any time.
OF_FILM = ("starts", "ends", "cover", "shifts_voices")


def tell_longest_term(session: VideoSession) -> dt.date:
    """A year beyond the school year of the film."""
    return last_day(find_school_year(session.filmed_on or timezone.localdate()) + 1)


def _hold(session: VideoSession) -> VideoSession:
    locked = hold_open(session)
    if locked.state not in SessionState.TAKES_FRAGMENTS:
        raise RefusedError(NOT_NOW)
    return locked


@transaction.atomic
def add_clip(*, session: VideoSession, by: Member, at: dt.datetime | None = None, **values: Any) -> Clip:
    """A moment in words; its film can follow. Until the end of the school year, unless it is extended."""
    now = at or timezone.now()
    locked = _hold(session)
    places = set(locked.clips.values_list("position", flat=True))
    free = next((place for place in range(1, MOST_CLIPS + 1) if place not in places), None)
    if free is None:
        raise RefusedError(_("Four fragments is enough for an hour. Remove one first."))
    clip = Clip.objects.create(
        session=locked,
        position=free,
        ends_on=last_day(find_school_year(locked.filmed_on or timezone.localdate(now))),
        changed_at=now,
        **values,
    )
    record("clip_written", locked, by, clip=clip.public_id)
    return clip


@transaction.atomic
def change_clip(*, clip: Clip, by: Member, at: dt.datetime | None = None, **values: Any) -> Clip:
    """Its words, its captions. What its film shows is changed by having it made anew."""
    locked = _hold(clip.session)
    row = Clip.objects.select_for_update(of=("self",)).get(pk=clip.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = at or timezone.now()
    row.save(update_fields=[*values, "changed_at"])
    record("clip_written", locked, by, clip=row.public_id)
    return row


@transaction.atomic
def remove_clip(*, clip: Clip, by: Member, at: dt.datetime | None = None) -> None:
    """With its film, for good; notes stay with the session."""
    now = at or timezone.now()
    locked = hold_open(clip.session)
    row = Clip.objects.select_for_update(of=("self",)).filter(pk=clip.pk).first()
    if row is None:
        return
    row.session = locked
    drop_film(row, ErasureReason.OWNER, at=now)
    row.notes.update(clip=None, second=None)
    record("clip_removed", locked, by, clip=row.public_id)
    row.delete()


@transaction.atomic
def share_clip(*, clip: Clip, by: Member, audiences: Sequence[str], at: dt.datetime | None = None) -> None:
    """Open the film for these people and no others. Refused with what is missing; the database refuses it too."""
    now = at or timezone.now()
    locked = _hold(clip.session)
    row = Clip.objects.select_for_update(of=("self",)).get(pk=clip.pk)
    wanted = [one for one in Audience.values if one in audiences]
    missing = list_reasons(locked, row, wanted, timezone.localdate(now))
    if missing:
        raise RefusedError(" ".join(str(one.label) for one in missing))
    row.audiences, row.changed_at = wanted, now
    row.save(update_fields=["audiences", "changed_at"])
    record("clip_shared", locked, by, clip=row.public_id, audiences=wanted)


def list_reasons(session: VideoSession, clip: Clip, audiences: Sequence[str], today: dt.date) -> list[Missing]:
    """What keeps a fragment from being opened for all of these, each reason once."""
    facts = read_facts(session, [clip])[clip.pk]
    found: dict[Missing, None] = {}
    for audience in audiences:
        found |= dict.fromkeys(list_missing(facts, audience, today))
    found.pop(Missing.NOT_SHARED, None)
    return list(found)


@transaction.atomic
def extend_clip(*, clip: Clip, by: Member, ends_on: dt.date, at: dt.datetime | None = None) -> None:
    """By who was filmed, fragment by fragment, a year more at most. Shorter is always possible."""
    now = at or timezone.now()
    locked = _hold(clip.session)
    if ends_on > tell_longest_term(locked):
        raise RefusedError(_("A fragment stays a year longer than its school year at most."))
    Clip.objects.filter(pk=clip.pk).update(ends_on=ends_on, changed_at=now)
    record("clip_extended", locked, by, clip=clip.public_id, until=ends_on.isoformat())
    settle_films(locked, at=now, by=by)


@transaction.atomic
def approve_film(*, clip: Clip, by: Member, is_sure: bool = False, at: dt.datetime | None = None) -> None:
    """Who was filmed watched it through: what should not be seen is not to be seen.

    What a program blurred has to have been opened, and it has to be said (`is_sure`) that no face was missed.
    """
    locked = _hold(clip.session)
    row = Clip.objects.select_for_update(of=("self",)).filter(pk=clip.pk, film=FilmState.TO_CHECK).first()
    if row is not None and row.cover == Cover.FACES:
        if not has_looked(locked, row, by):
            raise RefusedError(_("Watch the fragment through first: a program misses faces."))
        if not is_sure:
            raise RefusedError(_("Say that every face is blurred, or have the film made anew."))
    done = Clip.objects.filter(pk=clip.pk, film=FilmState.TO_CHECK).update(
        film=FilmState.READY, changed_at=at or timezone.now()
    )
    if done:
        record("clip_checked", locked, by, clip=clip.public_id)


# The veto -----------------------------------------------------------------------------------------


@transaction.atomic
def veto_clip(*, clip: Clip, by: Member, at: dt.datetime | None = None) -> None:
    """By anybody who can be recognised, at any moment, without a reason: out of sight at once."""
    now = at or timezone.now()
    locked = lock_session(clip.session)
    if by.pk != locked.owner_id and not FilmedAdult.objects.filter(session=locked, member=by).exists():
        raise RefusedError(_("You are not among who can be recognised."))
    try:
        with transaction.atomic():
            ClipVeto.objects.create(clip=clip, member=by, at=now)
    except IntegrityError:
        return
    record("vetoed", locked, by, clip=clip.public_id)
    settle_films(locked, at=now, by=by)


@transaction.atomic
def lift_veto(*, clip: Clip, by: Member, at: dt.datetime | None = None) -> None:
    """One's own. The film is there again when it was not erased yet; nobody sees it before it is opened anew."""
    now = at or timezone.now()
    locked = hold_open(clip.session)
    if not ClipVeto.objects.filter(clip=clip, member=by).delete()[0]:
        return
    record("veto_lifted", locked, by, clip=clip.public_id)
    settle_films(locked, at=now, by=by)


# The film -----------------------------------------------------------------------------------------


@transaction.atomic
def ask_film(*, clip: Clip, by: Member, at: dt.datetime | None = None, **values: Any) -> Clip:
    """Have it made of the recording, or made anew: nobody but who was filmed sees it before it was checked."""
    now = at or timezone.now()
    locked = _hold(clip.session)
    recording = Recording.objects.filter(session=locked, state=RecordingState.READY).first()
    if recording is None:
        raise RefusedError(_("There is no recording to make it of. Send one in first."))
    missing = may_take_film(
        is_ready=is_ready(locked),
        state=SessionState.FILMED,
        parents=read_parents(locked),
        today=timezone.localdate(now),
    )
    if missing:
        raise RefusedError(" ".join(str(one.label) for one in missing))
    if values["cover"] not in list_covers(locked):
        raise RefusedError(NOT_THIS_COVER[Cover(values["cover"])])
    starts, ends = values["starts"], values["ends"]
    if not 0 <= starts < ends <= recording.seconds + 1:
        raise RefusedError(_("The recording is shorter than that."))
    if ends - starts > LONGEST_CLIP:
        raise RefusedError(_("A fragment lasts four minutes at most."))
    row = Clip.objects.select_for_update(of=("self",)).get(pk=clip.pk)
    # What is made now, of other moments and with another cover, would be taken for what is asked here.
    if row.film == FilmState.MAKING:
        raise RefusedError(_("A film is being made. We tell you when it is ready."))
    row.session = locked
    drop_film(row, ErasureReason.REPLACED, at=now, state=FilmState.WAITING)
    # Who said that a pupil is not in it, looked at another film.
    Clearance.objects.filter(clip=row).delete()
    for name in OF_FILM:
        setattr(row, name, values[name])
    row.trouble, row.deaths, row.changed_at = "", 0, now
    row.save(update_fields=[*OF_FILM, "trouble", "deaths", "changed_at"])
    record("film_asked", locked, by, clip=row.public_id)
    return row


def list_covers(session: VideoSession) -> list[Cover]:
    """What can be taken away of the picture: without the extra no faces, and nothing at all when somebody minds."""
    kept_out = {Cover.NONE: wants_cover(session), Cover.FACES: not can_find_faces()}
    return [cover for cover in Cover if not kept_out.get(cover, False)]


def may_veto(session: VideoSession, member: Member) -> bool:
    return member.pk == session.owner_id or (member.pk != session.checker_id and decides_about(session, member))
