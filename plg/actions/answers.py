"""Who is invited to a meeting and what they answer; seats are given one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.models import Appointment, AuditEvent, Function, Member
from knowledge_network.members.models.member import active_on
from knowledge_network.notifications.actions import notify
from knowledge_network.notifications.registry import NoticeKind
from plg import meeting_notices as notices
from plg.errors import RefusedError
from plg.models import Group, GroupMembership, Meeting, MeetingInvitation
from plg.rules import EDITING, LEADING

Answer = MeetingInvitation.Answer
Via = MeetingInvitation.Via


# Who is invited ---------------------------------------------------------------------------------


def audience_of(meeting: Meeting) -> Any:
    """The members who belong at this meeting: who is in the group, or whom a meeting of the network is for."""
    members = Member.objects.active()
    if meeting.group_id is not None:
        rows = GroupMembership.objects.current().filter(group=meeting.group_id)
        return members.filter(pk__in=rows.values("member"))
    work = Appointment.objects.filter(active_on(timezone.localdate()), member=OuterRef("pk"))
    wanted: dict[str, Q] = {
        Meeting.Audience.EVERYBODY: Q(),
        Meeting.Audience.SCHOOL_LEADERS: Q(Exists(work.filter(function=Function.SCHOOL_LEADER))),
        Meeting.Audience.BOARDS: Q(Exists(work.filter(function=Function.BOARD_MEMBER))),
        Meeting.Audience.GROUP_LEADS: Q(
            Exists(GroupMembership.objects.current().filter(member=OuterRef("pk"), role__in=LEADING))
        ),
    }
    return members.filter(wanted[meeting.audience]) if meeting.audience in wanted else members.none()


@transaction.atomic
def invite_people(
    *, meeting: Meeting, by: Member | None, members: Iterable[Member] | None = None, at: dt.datetime | None = None
) -> int:
    """Invite `members`, or without them everybody who belongs at the meeting; how many are new. Tells nobody."""
    now = at or timezone.now()
    people = list(audience_of(meeting).order_by("pk") if members is None else members)
    known = set(meeting.invitations.filter(member__in=people).values_list("member_id", flat=True))
    MeetingInvitation.objects.bulk_create(
        [MeetingInvitation(meeting=meeting, member=person, invited_by=by, invited_at=now) for person in people],
        ignore_conflicts=True,
        batch_size=1000,
    )
    meeting.invitations.filter(member__in=people, withdrawn_at__isnull=False).update(withdrawn_at=None, invited_at=now)
    return len({person.pk for person in people} - known)


def expected_people(meeting: Meeting) -> list[Member]:
    """Who is invited and did not say no."""
    invited = meeting.invitations.expected().filter(member__isnull=False)
    return list(Member.objects.active().filter(pk__in=invited.values("member")).order_by("sort_name"))


def tell_invited(
    kind: NoticeKind, meeting: Meeting, *, by: Member | None, at: dt.datetime | None = None, **params: Any
) -> None:
    """Tell everybody who is invited and did not say no; guests hear it by mail. Once per state of the meeting."""
    from plg.actions.guests import mail_guests

    notify(
        kind,
        to=expected_people(meeting),
        key=f"{kind.name}:{meeting.public_id}:{meeting.sequence}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        at=at,
        **notices.words_of(meeting),
        **params,
    )
    mail_guests(kind=kind, meeting=meeting, params={**notices.words_of(meeting), **params})


@transaction.atomic
def invite_newcomer(*, group: Group, member: Member, at: dt.datetime | None = None) -> None:
    """Who joins a group is invited to what is still to come."""
    now = at or timezone.now()
    upcoming = group.meetings.upcoming(now)
    MeetingInvitation.objects.bulk_create(
        [MeetingInvitation(meeting=meeting, member=member, invited_at=now) for meeting in upcoming],
        ignore_conflicts=True,
    )
    MeetingInvitation.objects.filter(meeting__in=upcoming, member=member).update(withdrawn_at=None)


@transaction.atomic
def withdraw_leaver(*, member: Member, group: Group | None = None, at: dt.datetime | None = None) -> None:
    """Who leaves a group (or the network) is no longer expected at what is still to come; their seats go on."""
    now = at or timezone.now()
    coming = MeetingInvitation.objects.standing().filter(member=member, meeting__starts_at__gt=now)
    if group is not None:
        coming = coming.filter(meeting__group=group)
    for invitation in coming.select_related("meeting").order_by("pk"):
        meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=invitation.meeting_id)
        had_seat = invitation.has_seat
        MeetingInvitation.objects.filter(pk=invitation.pk).update(withdrawn_at=now, waiting_since=None)
        if had_seat:
            fill_seats(meeting=meeting, at=now)


# Answering --------------------------------------------------------------------------------------


@transaction.atomic
def answer_meeting(
    *,
    invitation: MeetingInvitation,
    answer: str,
    note: str | None = None,
    via: str = Via.PAGE,
    by: Member | None = None,
    at: dt.datetime | None = None,
) -> MeetingInvitation:
    """Store the answer; of fifty who want the last seat exactly one gets it, the others wait in order.

    Raises RefusedError when the meeting is over, cancelled, or the invitation was taken back. `note` None leaves the
    note as it is. The same answer again changes nothing.
    """
    now = at or timezone.now()
    # Everybody who answers waits here for everybody else who answers this meeting.
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=invitation.meeting_id)
    invitation = MeetingInvitation.objects.select_related("member").get(pk=invitation.pk)
    invitation.meeting = meeting
    _refuse_too_late(invitation, now)
    note_changed = note is not None and note != invitation.note
    if invitation.answer == answer and not note_changed:
        return invitation
    had_seat = invitation.has_seat
    if invitation.answer != answer:
        invitation.answer, invitation.waiting_since = answer, None
        if answer == Answer.YES and not _has_room(meeting, besides=invitation):
            invitation.waiting_since = now
    invitation.note = invitation.note if note is None else note
    invitation.answered_at, invitation.answered_via = now, via
    invitation.save(update_fields=["answer", "note", "waiting_since", "answered_at", "answered_via"])
    if had_seat and not invitation.has_seat:
        fill_seats(meeting=meeting, at=now)
    if note and note_changed:
        _tell_chairs(invitation, note, by=by or invitation.member, at=now)
    if via == Via.CHAIR:
        AuditEvent.objects.record(
            "plg.answered_for", meeting.group, by=by, subject=invitation.member, meeting=meeting.public_id
        )
    return invitation


def _refuse_too_late(invitation: MeetingInvitation, now: dt.datetime) -> None:
    if invitation.withdrawn_at is not None:
        raise RefusedError(_("This invitation was taken back."))
    if invitation.meeting.status == Meeting.Status.CANCELLED:
        raise RefusedError(_("This meeting does not take place."))
    if invitation.meeting.ends_at <= now:
        raise RefusedError(_("This meeting is over."))


def _has_room(meeting: Meeting, *, besides: MeetingInvitation) -> bool:
    if meeting.capacity is None:
        return True
    return meeting.invitations.with_a_seat().exclude(pk=besides.pk).count() < meeting.capacity


@transaction.atomic
def fill_seats(*, meeting: Meeting, at: dt.datetime | None = None) -> list[MeetingInvitation]:
    """Give free seats to who waits longest, and tell them. The caller holds the meeting's row."""
    now = at or timezone.now()
    waiting = list(meeting.invitations.waiting().select_related("member"))
    if meeting.capacity is not None:
        free = meeting.capacity - meeting.invitations.with_a_seat().count()
        waiting = waiting[: max(0, free)]
    for invitation in waiting:
        MeetingInvitation.objects.filter(pk=invitation.pk).update(waiting_since=None)
        if invitation.member is not None:
            notify(
                notices.SEAT_FREE,
                to=[invitation.member],
                key=f"plg.seat_free:{invitation.public_id}:{now.isoformat()}",
                url=reverse("plg:meeting_detail", args=[meeting.public_id]),
                group_key=meeting.group.slug if meeting.group else "",
                at=now,
                **notices.words_of(meeting),
            )
    return waiting


def place_in_line(invitation: MeetingInvitation) -> int:
    """1 for who is next; 0 for who does not wait. One query."""
    if invitation.waiting_since is None:
        return 0
    line = list(MeetingInvitation.objects.filter(meeting=invitation.meeting_id).waiting().values_list("pk", flat=True))
    return line.index(invitation.pk) + 1


def chairs_of(meeting: Meeting) -> list[Member]:
    """Who runs the meeting: who edits the group, or who planned a meeting of the network."""
    if meeting.group_id is None:
        return [meeting.planned_by] if meeting.planned_by is not None else []
    rows = GroupMembership.objects.current().of_present().filter(group=meeting.group_id, role__in=EDITING)
    return [row.member for row in rows.select_related("member").order_by("pk")]


def _tell_chairs(invitation: MeetingInvitation, note: str, *, by: Member | None, at: dt.datetime) -> None:
    meeting = invitation.meeting
    notify(
        notices.NOTE_TO_CHAIR,
        to=chairs_of(meeting),
        key=f"plg.meeting_note:{invitation.public_id}:{at.isoformat()}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        at=at,
        name=invitation.name,
        note=note,
        **notices.words_of(meeting),
    )


# Reminding who did not answer ---------------------------------------------------------------------


@transaction.atomic
def remind_unanswered(*, meetings: Iterable[Meeting], by: Member, at: dt.datetime | None = None) -> int:
    """Ask everybody who did not answer once more, at most once a day per meeting and person; how many were asked."""
    now = at or timezone.now()
    day, asked = timezone.localdate(now), 0
    for meeting in meetings:
        if not meeting.is_planned or meeting.starts_at <= now:
            continue
        silent = meeting.invitations.unanswered().filter(member__isnull=False)
        people = list(Member.objects.active().filter(pk__in=silent.values("member")))
        asked += len(people)
        notify(
            notices.REMINDER_ANSWER,
            to=people,
            key=f"reminder:{meeting.public_id}:{meeting.starts_at.timestamp():.0f}:asked:{day}",
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            by=by,
            group_key=meeting.group.slug if meeting.group else "",
            at=now,
            **notices.words_of(meeting),
        )
        AuditEvent.objects.record(
            "plg.unanswered_reminded", meeting.group, by=by, meeting=meeting.public_id, count=len(people)
        )
    return asked
