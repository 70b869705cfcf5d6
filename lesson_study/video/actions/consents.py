"""Consents: noting and taking back those of parents by counts, asking and hearing the adults who can be recognised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.video import notices
from lesson_study.video.actions.hiding import (
    drop_films,
    erase_locked,
    lock_session,
    lock_sessions,
    record,
    settle_films,
)
from lesson_study.video.actions.sessions import hold_open
from lesson_study.video.enums import Audience, ErasureReason, FilmState, SessionState
from lesson_study.video.models import Clearance, Clip, ConsentRecord, FilmedAdult, PupilWithdrawal, VideoSession

ONLY_TWO = _("Only who was filmed and who checks do this.")


@transaction.atomic
def note_consent(
    *,
    session: VideoSession,
    by: Member,
    class_name: str,
    form_version: str,
    pupils_in_view: int,
    consents: int,
    audiences: Sequence[str],
    valid_until: dt.date,
    only_covered: bool = False,
    at: dt.datetime | None = None,
) -> ConsentRecord:
    """Of one class: how many pupils can be recognised and for how many there is a form. Narrower closes at once."""
    now = at or timezone.now()
    locked = hold_open(session)
    row = ConsentRecord.objects.create(
        session=locked,
        class_name=class_name,
        form_version=form_version,
        pupils_in_view=pupils_in_view,
        consents=consents,
        audiences=[one for one in Audience.values if one in audiences],
        valid_until=valid_until,
        only_covered=only_covered,
        checked_by=by,
        checked_on=timezone.localdate(now),
    )
    record("consent_noted", locked, by, consent=row.public_id)
    settle_films(locked, at=now, by=by)
    return row


@transaction.atomic
def change_consent(
    *, consent: ConsentRecord, by: Member, at: dt.datetime | None = None, **values: object
) -> ConsentRecord:
    """Other counts, a newer letter, another term. What no consent covers any more is closed by the database."""
    now = at or timezone.now()
    locked = hold_open(consent.session)
    row = ConsentRecord.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if row.withdrawn_at is not None:
        raise RefusedError(_("This consent was taken back. Note down a new one."))
    for name, value in values.items():
        setattr(row, name, value)
    row.checked_by, row.checked_on = by, timezone.localdate(now)
    row.save()
    record("consent_noted", locked, by, consent=row.public_id)
    settle_films(locked, at=now, by=by)
    return row


@transaction.atomic
def withdraw_consent(*, consent: ConsentRecord, by: Member, at: dt.datetime | None = None) -> None:
    """The whole class: everything is out of sight at once, and erased two days later."""
    now = at or timezone.now()
    locked = hold_open(consent.session)
    if not ConsentRecord.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        return
    record("consent_withdrawn", locked, by, consent=consent.public_id)
    settle_films(locked, at=now, by=by)


@transaction.atomic
def withdraw_pupil(*, consent: ConsentRecord, by: Member, at: dt.datetime | None = None) -> PupilWithdrawal:
    """Parents of one pupil: every fragment is out of sight until two people looked whether this pupil is in it."""
    now = at or timezone.now()
    locked = hold_open(consent.session)
    row = PupilWithdrawal.objects.create(session=locked, consent=consent, told_by=by, at=now)
    record("consent_withdrawn", locked, by, consent=consent.public_id)
    settle_films(locked, at=now, by=by)
    people = [person for person in (locked.owner, locked.checker) if person is not None]
    notices.tell(notices.TO_CLEAR, locked, people, by=None, at=now, what=row.public_id)
    return row


@transaction.atomic
def clear_clip(*, clip: Clip, by: Member, at: dt.datetime | None = None) -> None:
    """`by` looked: none of the pupils whose consent was taken back is in this fragment. It takes two people."""
    now = at or timezone.now()
    locked = hold_open(clip.session)
    if by.pk not in (locked.owner_id, locked.checker_id):
        raise RefusedError(ONLY_TWO)
    as_owner = by.pk == locked.owner_id
    for withdrawal in locked.withdrawals.all():
        Clearance.objects.get_or_create(
            withdrawal=withdrawal, clip=clip, as_owner=as_owner, defaults={"member": by, "at": now}
        )
    record("clip_cleared", locked, by, clip=clip.public_id)
    settle_films(locked, at=now, by=by)


# Adults -------------------------------------------------------------------------------------------


@transaction.atomic
def ask_adult(*, session: VideoSession, by: Member, member: Member, at: dt.datetime | None = None) -> FilmedAdult:
    """A colleague can be recognised: until they agree nobody else sees a film."""
    now = at or timezone.now()
    locked = hold_open(session)
    row, is_new = FilmedAdult.objects.get_or_create(session=locked, member=member, defaults={"asked_at": now})
    if is_new:
        AuditEvent.objects.record("lesson_study.video_adult_asked", locked, by=by, subject=member)
        settle_films(locked, at=now, by=by)
        notices.tell(notices.ADULT_ASKED, locked, [member], by=by, at=now)
    return row


@transaction.atomic
def agree_as_adult(
    *,
    session: VideoSession,
    by: Member,
    audiences: Sequence[str],
    only_covered: bool = False,
    at: dt.datetime | None = None,
) -> None:
    """`by` agrees that these people look; another time other people. What that closes is closed at once.

    `only_covered`: at films in which faces are blurred, or the whole picture.
    """
    now = at or timezone.now()
    locked = hold_open(session)
    row = _get_own(locked, by)
    row.audiences = [one for one in Audience.values if one in audiences]
    row.agreed_at, row.withdrawn_at, row.only_covered = now, None, only_covered
    row.save(update_fields=["audiences", "only_covered", "agreed_at", "withdrawn_at"])
    record("adult_agreed", locked, by)
    settle_films(locked, at=now, by=by)


@transaction.atomic
def withdraw_as_adult(*, session: VideoSession, by: Member, at: dt.datetime | None = None) -> None:
    """No reason is asked: all fragments are out of sight at once. It can be taken back for two days."""
    _withdraw(lock_session(session), by, at or timezone.now())


def _withdraw(locked: VideoSession, by: Member, now: dt.datetime) -> None:
    row = _get_own(locked, by)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    record("adult_withdrew", locked, by)
    settle_films(locked, at=now, by=by)


def _get_own(session: VideoSession, member: Member) -> FilmedAdult:
    row = FilmedAdult.objects.select_for_update(of=("self",)).filter(session=session, member=member).first()
    if row is None:
        raise RefusedError(_("You are not among who can be recognised."))
    return row


@transaction.atomic
def leave_films(*, member: Member, at: dt.datetime | None = None) -> None:
    """Who leaves the network is seen no more: own films are erased, others with them in it are hidden and erased."""
    now = at or timezone.now()
    seen = FilmedAdult.objects.filter(member=member, withdrawn_at__isnull=True).values("session")
    for session in lock_sessions(VideoSession.objects.filter(Q(owner=member) | Q(pk__in=seen))):
        if session.owner_id == member.pk:
            erase_locked(session, by=None, reason=ErasureReason.LEFT, now=now)
        elif not session.is_erased:
            _withdraw(session, member, now)


@transaction.atomic
def forget_in_films(*, member: Member, at: dt.datetime | None = None) -> None:
    """Who is forgotten: no row will say any more that they were in a film, so nothing would keep it hidden. It goes."""
    now = at or timezone.now()
    leave_films(member=member, at=now)
    seen = FilmedAdult.objects.filter(member=member).values("session")
    for session in lock_sessions(VideoSession.objects.filter(pk__in=seen).exclude(state=SessionState.ERASED)):
        drop_films(session, ErasureReason.LEFT, at=now, states=FilmState.HAS_FILM)
