"""What people who are invited to a meeting answer, and who is asked again; seats are given one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import present
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import mark_page_read, notify
from knowledge_network.notifications.events.models import Notice
from plg.groups.enums import GroupRole
from plg.groups.models import GroupMembership
from plg.meetings.emails import mail_guest
from plg.meetings.enums import AnswerVia, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices
from plg.meetings.queries import name_reminder

# Answering --------------------------------------------------------------------------------------


@transaction.atomic
def answer_meeting(
    *,
    invitation: MeetingInvitation,
    answer: str,
    note: str | None = None,
    presence: str = "",
    via: str = AnswerVia.PAGE,
    by: Member | None = None,
    at: dt.datetime | None = None,
) -> MeetingInvitation:
    """Store the answer; of fifty who want the last seat exactly one gets it, the others wait in order.

    Raises RefusedError when the meeting is over, cancelled, or the invitation was taken back. `note` None leaves the
    note as it is. The same answer again changes nothing. `presence` is kept of a yes to a hybrid meeting.
    """
    now = at or timezone.now()
    # Everybody who answers waits here for everybody else who answers this meeting.
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=invitation.meeting_id)
    invitation = MeetingInvitation.objects.select_related("member").get(pk=invitation.pk)
    invitation.meeting = meeting
    _refuse_too_late(invitation, now)
    note_changed = note is not None and note != invitation.note
    presence = presence if answer == RsvpAnswer.YES and meeting.is_hybrid else ""
    if invitation.answer == answer and invitation.presence == presence and not note_changed:
        return invitation
    had_seat = invitation.has_seat
    _set_answer(invitation, answer, now)
    invitation.presence = presence
    invitation.note = invitation.note if note is None else note
    invitation.answered_at, invitation.answered_via = now, via
    invitation.save(update_fields=["answer", "presence", "note", "waiting_since", "answered_at", "answered_via"])
    if invitation.member is not None and via != AnswerVia.CHAIR:
        mark_page_read(by=invitation.member, page=reverse("plg:meeting_detail", args=[meeting.public_id]))
    if had_seat and not invitation.has_seat:
        fill_seats(meeting=meeting, at=now)
    if note and note_changed:
        _tell_chairs(invitation, note, by=by or invitation.member, at=now)
    if via == AnswerVia.CHAIR:
        AuditEvent.objects.record(
            "plg.answered_for", meeting.group, by=by, subject=invitation.member, meeting=meeting.public_id
        )
    return invitation


def _set_answer(invitation: MeetingInvitation, answer: str, now: dt.datetime) -> None:
    """A new «yes» takes a seat or waits for one; the same answer again keeps its place."""
    if invitation.answer == answer:
        return
    invitation.answer, invitation.waiting_since = answer, None
    if answer == RsvpAnswer.YES and not has_room(invitation.meeting, besides=invitation):
        invitation.waiting_since = now


@transaction.atomic
def answer_for_many(*, invitations: Iterable[MeetingInvitation], answer: str, by: Member) -> list[tuple[str, str]]:
    """Who leads the meeting answers for each of them; the key and former answer of those that changed.

    Seats are given in the order of `invitations`. Raises RefusedError as `answer_meeting`.
    """
    former = []
    for invitation in invitations:
        if invitation.answer != answer:
            former.append((invitation.public_id, invitation.answer))
            answer_meeting(invitation=invitation, answer=answer, via=AnswerVia.CHAIR, by=by)
    return former


@transaction.atomic
def put_answers_back(*, meeting: Meeting, former: Iterable[tuple[str, str]], by: Member) -> int:
    """Undo `answer_for_many`; how many. Who waited for a seat waits behind the others now."""
    rows = {row.public_id: row for row in meeting.invitations.standing().select_related("member")}
    known = [(rows[public_id], answer) for public_id, answer in former if public_id in rows]
    for invitation, answer in known:
        answer_meeting(invitation=invitation, answer=answer, via=AnswerVia.CHAIR, by=by)
    return len(known)


def _refuse_too_late(invitation: MeetingInvitation, now: dt.datetime) -> None:
    if invitation.withdrawn_at is not None:
        raise RefusedError(_("This invitation was taken back."))
    if invitation.meeting.status == MeetingStatus.CANCELLED:
        raise RefusedError(_("This meeting does not take place."))
    if invitation.meeting.ends_at <= now:
        raise RefusedError(_("This meeting is over."))


def has_room(meeting: Meeting, *, besides: MeetingInvitation | None = None) -> bool:
    """Whether a seat is free, not counting that of `besides`."""
    if meeting.capacity is None:
        return True
    seated = meeting.invitations.with_a_seat()
    if besides is not None:
        seated = seated.exclude(pk=besides.pk)
    return seated.count() < meeting.capacity


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
                **notices.choose_words(meeting),
            )
        else:
            mail_guest(kind=notices.SEAT_FREE, guest=invitation, params=notices.choose_words(meeting), moment=now)
    return waiting


def place_in_line(invitation: MeetingInvitation) -> int:
    """1 for who is next; 0 for who does not wait. One query."""
    if invitation.waiting_since is None:
        return 0
    line = list(MeetingInvitation.objects.filter(meeting=invitation.meeting_id).waiting().values_list("pk", flat=True))
    return line.index(invitation.pk) + 1


def list_chairs(meeting: Meeting) -> list[Member]:
    """Who runs the meeting: who edits the group, or who planned a meeting of the network or of a team."""
    if meeting.group_id is None or meeting.is_of_a_team:
        return [meeting.planned_by] if meeting.planned_by is not None else []
    rows = GroupMembership.objects.current().of_present().filter(group=meeting.group_id, role__in=GroupRole.EDITING)
    return [row.member for row in rows.select_related("member").order_by("pk")]


def _tell_chairs(invitation: MeetingInvitation, note: str, *, by: Member | None, at: dt.datetime) -> None:
    meeting = invitation.meeting
    notify(
        notices.NOTE_TO_CHAIR,
        to=list_chairs(meeting),
        key=f"plg.meeting_note:{invitation.public_id}:{at.isoformat()}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        at=at,
        name=invitation.name,
        note=note,
        **notices.choose_words(meeting),
    )


# Reminding who did not answer ---------------------------------------------------------------------


def _silent_by_meeting(meetings: Iterable[Meeting], now: dt.datetime) -> list[tuple[Meeting, list[Member]]]:
    """Per meeting that is still to come, soonest first, the members who did not answer it. One query."""
    coming = sorted(
        (meeting for meeting in meetings if meeting.is_planned and meeting.starts_at > now),
        key=lambda meeting: (meeting.starts_at, meeting.pk),
    )
    rows = MeetingInvitation.objects.unanswered().filter(present("member__"), meeting__in=coming, member__isnull=False)
    silent: dict[int, list[Member]] = {}
    for row in rows.select_related("member").order_by("member__sort_name", "pk"):
        if row.member is not None:
            silent.setdefault(row.meeting_id, []).append(row.member)
    return [(meeting, silent[meeting.pk]) for meeting in coming if meeting.pk in silent]


def _asked_today(now: dt.datetime) -> set[int]:
    """Who was asked for an answer today already. One query."""
    return set(Notice.objects.filter(key__startswith=f"{name_reminder(now)}:").values_list("member_id", flat=True))


def reminder_preview(meetings: Iterable[Meeting], *, at: dt.datetime | None = None) -> dict[str, int]:
    """How many `people` a reminder would go to, and how many were `reminded` today already. Two queries."""
    now = at or timezone.now()
    silent = {member.pk for _meeting, people in _silent_by_meeting(meetings, now) for member in people}
    asked = _asked_today(now)
    return {"people": len(silent - asked), "reminded": len(silent & asked)}


@transaction.atomic
def remind_unanswered(
    *, meetings: Iterable[Meeting], by: Member, at: dt.datetime | None = None, only: Collection[int] | None = None
) -> int:
    """Ask everybody who did not answer once more, about the soonest of their meetings; how many people.

    `only`: the members (primary keys) for whom somebody chose.

    Nobody is asked twice on a day, however many meetings they have or coordinators press the button.
    """
    now = at or timezone.now()
    done = _asked_today(now) | {by.pk}
    asked = 0
    for meeting, silent in _silent_by_meeting(meetings, now):
        people = [member for member in silent if member.pk not in done and (only is None or member.pk in only)]
        if not people:
            continue
        done |= {member.pk for member in people}
        asked += len(people)
        notify(
            notices.REMINDER_ANSWER,
            to=people,
            key=name_reminder(now),
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            by=by,
            group_key=meeting.group.slug if meeting.group else "",
            at=now,
            **notices.choose_words(meeting),
        )
        AuditEvent.objects.record(
            "plg.unanswered_reminded", meeting.group, by=by, meeting=meeting.public_id, count=len(people)
        )
    return asked


@transaction.atomic
def take_reminders_back(*, meetings: Iterable[Meeting], by: Member, at: dt.datetime | None = None) -> int:
    """Take back what `by` asked today about these meetings, of who did not read it and was not mailed; how many."""
    now = at or timezone.now()
    asked = [meeting.public_id for meeting in meetings]
    rows = Notice.objects.unread().filter(actor=by, mailed_at__isnull=True, params__meeting__in=asked)
    count = rows.filter(key__startswith=f"{name_reminder(now)}:").delete()[0]
    if count:
        AuditEvent.objects.record("plg.reminders_taken_back", by=by, count=count)
    return count
