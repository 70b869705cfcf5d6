"""Who is invited to a meeting and what they answer; seats are given one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.models.member import match_active, present
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import mark_page_read, notify, replace_notices
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.queries import find_unheard, match_keys
from knowledge_network.notifications.events.registry import NoticeKind
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.emails import mail_guest, mail_guests, mail_news
from plg.meetings.enums import AnswerVia, MeetingAudience, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices
from plg.meetings.notices import series as series_notices

# Who is invited ---------------------------------------------------------------------------------


def find_audience(meeting: Meeting) -> QuerySet[Member]:
    """The members who belong at this meeting: who is in the group, or whom a meeting of the network is for.

    Nobody by themselves at one for people that somebody chose.
    """
    members: QuerySet[Member] = Member.objects.active()
    if meeting.group_id is not None and not meeting.is_of_a_team:
        rows = GroupMembership.objects.current().filter(group=meeting.group_id)
        return members.filter(pk__in=rows.values("member"))
    work = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
    wanted: dict[str, Q] = {
        MeetingAudience.EVERYBODY: Q(),
        MeetingAudience.SCHOOL_LEADERS: Q(Exists(work.filter(function=Function.SCHOOL_LEADER))),
        MeetingAudience.BOARDS: Q(Exists(work.filter(function=Function.BOARD_MEMBER))),
        MeetingAudience.GROUP_LEADS: Q(
            Exists(GroupMembership.objects.current().filter(member=OuterRef("pk"), role__in=GroupRole.LEADING))
        ),
    }
    return members.filter(wanted[meeting.audience]) if meeting.audience in wanted else members.none()


def afresh(now: dt.datetime) -> dict[str, Any]:
    """What an invitation that stands again begins with: no answer, so that it takes nobody's seat."""
    return {
        "withdrawn_at": None,
        "withdrawn_by": None,
        "turns": F("turns") + 1,
        "invited_at": now,
        "answer": RsvpAnswer.NONE,
        "waiting_since": None,
        "answered_at": None,
        "answered_via": "",
        "note": "",
    }


def taken_back(now: dt.datetime, by: Member | None = None) -> dict[str, Any]:
    """What makes an invitation one that stands no more; without `by` it was not taken back by somebody."""
    return {"withdrawn_at": now, "withdrawn_by": by, "waiting_since": None, "turns": F("turns") + 1}


@transaction.atomic
def invite_people(
    *, meeting: Meeting, by: Member | None, members: Iterable[Member] | None = None, at: dt.datetime | None = None
) -> int:
    """Invite `members`, or without them everybody who belongs at the meeting; how many are new. Tells nobody."""
    now = at or timezone.now()
    people = list(find_audience(meeting).order_by("pk") if members is None else members)
    rows = MeetingInvitation.objects.filter(meeting=meeting, member__in=people)
    known = set(rows.values_list("member_id", flat=True))
    MeetingInvitation.objects.bulk_create(
        [MeetingInvitation(meeting=meeting, member=person, invited_by=by, invited_at=now) for person in people],
        ignore_conflicts=True,
        batch_size=1000,
    )
    rows.left().update(**afresh(now))
    return len({person.pk for person in people} - known)


def expected_people(meeting: Meeting) -> list[Member]:
    """Who is invited and did not say no."""
    invited = meeting.invitations.expected().filter(member__isnull=False)
    return list(Member.objects.active().filter(pk__in=invited.values("member")).order_by("sort_name"))


def tell_invited(
    kind: NoticeKind,
    meeting: Meeting,
    *,
    by: Member | None,
    at: dt.datetime | None = None,
    guests_only: bool = False,
    but: Collection[int] = (),
    **params: Any,
) -> None:
    """Tell everybody who is invited and did not say no; guests hear it by mail. Once per state of the meeting.

    With `guests_only` the members hear it another way: once for a whole series. So do those whose keys are in `but`.
    """
    people = [] if guests_only else [person for person in expected_people(meeting) if person.pk not in but]
    _tell(kind, meeting, people, by=by, at=at, **params)
    mail_guests(kind=kind, meeting=meeting, params={**notices.choose_words(meeting), **params})


def tell_news(
    kind: NoticeKind,
    meeting: Meeting,
    *,
    by: Member | None,
    at: dt.datetime | None = None,
    guests_only: bool = False,
    **params: Any,
) -> None:
    """Tell what happened to a planned meeting: what was not sent yet and what undoes it cancel each other.

    For whom the invitation still waits to be mailed, nothing is called off; of another time or a second chance they
    get the invitation, and another place stands in the one that they get. Who did not hear yet that it was called off
    has nothing to hear when it takes place after all. The others do not read what is no longer true.
    """
    people = [] if guests_only else expected_people(meeting)
    late = _find_late(kind, meeting, [person.pk for person in people])
    if kind is not notices.MEETING_CHANGED:
        replace_notices(keys=notices.list_keys(meeting))
    follows = [f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"] if kind is notices.MEETING_REINSTATED else ()
    _tell(kind, meeting, [one for one in people if one.pk not in late], by=by, at=at, follows=follows, **params)
    if kind in {notices.MEETING_MOVED, notices.MEETING_REINSTATED}:
        of_series = Notice.objects.unread().filter(match_keys(series_notices.list_keys(meeting.series)))
        late -= set(of_series.values_list("member", flat=True)) if meeting.series else set()
        _tell(notices.INVITED_TO_MEETING, meeting, [one for one in people if one.pk in late], by=by, at=at)
    mail_news(kind=kind, meeting=meeting, params={**notices.choose_words(meeting), **params})


def _find_late(kind: NoticeKind, meeting: Meeting, members: list[int]) -> set[int]:
    """Who of `members` (primary keys) did not hear of the meeting or its series yet."""
    told = [*notices.list_keys(meeting), *series_notices.list_keys(meeting.series)]
    if kind is not notices.MEETING_REINSTATED:
        return find_unheard(members, told)
    # Called off before they heard of it: what they were told was forgotten.
    knowing = Notice.objects.filter(match_keys([*told, f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"]))
    return set(members) - set(knowing.values_list("member", flat=True))


def _tell(
    kind: NoticeKind,
    meeting: Meeting,
    people: list[Member],
    *,
    by: Member | None,
    at: dt.datetime | None,
    **params: Any,
) -> None:
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{meeting.public_id}:{meeting.sequence}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        at=at,
        **notices.choose_words(meeting),
        **params,
    )


@transaction.atomic
def invite_newcomer(*, group: Group, member: Member, at: dt.datetime | None = None) -> None:
    """Who joins a group is invited to what is still to come of the whole group."""
    now = at or timezone.now()
    upcoming = group.meetings.of_whole_groups().upcoming(now)
    MeetingInvitation.objects.bulk_create(
        [MeetingInvitation(meeting=meeting, member=member, invited_at=now) for meeting in upcoming],
        ignore_conflicts=True,
    )
    MeetingInvitation.objects.left().filter(meeting__in=upcoming, member=member).update(**afresh(now))


@transaction.atomic
def invite_to_network(*, member: Member, at: dt.datetime | None = None) -> int:
    """Who comes into the network, or gets another function, is invited to what is still to come; how many are new.

    Tells nothing by itself: the reminder of two weeks before does. An invitation that was taken back stays so.
    """
    now = at or timezone.now()
    coming = Meeting.objects.upcoming(now).filter(partnership__isnull=False).exclude(audience=MeetingAudience.CHOSEN)
    coming = coming.exclude(invitations__member=member)
    meetings = [meeting for meeting in coming if find_audience(meeting).filter(pk=member.pk).exists()]
    MeetingInvitation.objects.bulk_create(
        [MeetingInvitation(meeting=meeting, member=member, invited_at=now) for meeting in meetings],
        ignore_conflicts=True,
    )
    return len(meetings)


@transaction.atomic
def withdraw_leaver(*, member: Member, group: Group | None = None, at: dt.datetime | None = None) -> None:
    """Who leaves a group (or the network) is no longer expected at what is still to come; their seats go on."""
    now = at or timezone.now()
    coming = MeetingInvitation.objects.standing().filter(member=member, meeting__starts_at__gt=now)
    if group is not None:
        coming = coming.filter(meeting__group=group)
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("group", "partnership", "host_site")
    for meeting in list(meetings.filter(pk__in=coming.values("meeting")).order_by("pk")):
        # Read again: the answer may have changed while we waited for the meeting.
        invitation = coming.get(meeting=meeting)
        MeetingInvitation.objects.filter(pk=invitation.pk).update(**taken_back(now))
        if invitation.has_seat:
            fill_seats(meeting=meeting, at=now)


@dataclass(frozen=True)
class GivenAnswer:
    """What a member said before the meeting was planned."""

    answer: str
    at: dt.datetime


# By the key of the member.
Given = Mapping[int, GivenAnswer]


@transaction.atomic
def take_over_answers(*, meeting: Meeting, given: Given) -> None:
    """Store what who is invited said before; what they said since stands. Who said yes first has a seat first."""
    rows = {row.member_id: row for row in meeting.invitations.unanswered().filter(member__in=given)}
    seats = meeting.capacity - meeting.invitations.with_a_seat().count() if meeting.capacity is not None else None
    for member in sorted(given, key=lambda key: (given[key].at, key)):
        row, said = rows.get(member), given[member]
        if row is None:
            continue
        row.answer, row.answered_at, row.answered_via = said.answer, said.at, AnswerVia.PAGE
        if said.answer == RsvpAnswer.YES and seats is not None:
            row.waiting_since = None if seats > 0 else said.at
            seats -= 1
    MeetingInvitation.objects.bulk_update(
        rows.values(), ["answer", "answered_at", "answered_via", "waiting_since"], batch_size=500
    )


@transaction.atomic
def set_team(
    *, meeting: Meeting, by: Member | None, members: Iterable[Member], chair: Member, at: dt.datetime | None = None
) -> None:
    """Make `members` the people of a meeting of a team and `chair` who runs it; tells who is new.

    Who is no longer among them is not expected any more and does not see it. Repeating changes nothing.
    """
    now = at or timezone.now()
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group", "host_site").get(pk=meeting.pk)
    if not locked.is_of_a_team:
        raise RefusedError(_("This meeting is of the whole group."))
    if locked.planned_by_id != chair.pk:
        Meeting.objects.filter(pk=locked.pk).update(planned_by=chair)
    people = {person.pk: person for person in members}
    standing = locked.invitations.standing().filter(member__isnull=False)
    known = set(standing.values_list("member_id", flat=True))
    if locked.starts_at > now:
        standing.exclude(member__in=list(people)).update(**taken_back(now))
    fresh = [person for pk, person in people.items() if pk not in known]
    if locked.ends_at < now or not fresh:
        return
    invite_people(meeting=locked, by=by, members=fresh, at=now)
    if locked.status != MeetingStatus.DRAFT:
        notify(
            notices.INVITED_TO_MEETING,
            to=fresh,
            key=f"{notices.INVITED_TO_MEETING.name}:{locked.public_id}:{locked.sequence}:{now.isoformat()}",
            url=reverse("plg:meeting_detail", args=[locked.public_id]),
            by=by,
            group_key=locked.group.slug if locked.group else "",
            at=now,
            **notices.choose_words(locked),
        )


# Answering --------------------------------------------------------------------------------------


@transaction.atomic
def answer_meeting(
    *,
    invitation: MeetingInvitation,
    answer: str,
    note: str | None = None,
    via: str = AnswerVia.PAGE,
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
        if answer == RsvpAnswer.YES and not has_room(meeting, besides=invitation):
            invitation.waiting_since = now
    invitation.note = invitation.note if note is None else note
    invitation.answered_at, invitation.answered_via = now, via
    invitation.save(update_fields=["answer", "note", "waiting_since", "answered_at", "answered_via"])
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


ASKED = "meeting.asked"


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
    prefix = f"{ASKED}:{timezone.localdate(now)}:"
    return set(Notice.objects.filter(key__startswith=prefix).values_list("member_id", flat=True))


def reminder_preview(meetings: Iterable[Meeting], *, at: dt.datetime | None = None) -> dict[str, int]:
    """How many `people` a reminder would go to, and how many were `reminded` today already. Two queries."""
    now = at or timezone.now()
    silent = {member.pk for _meeting, people in _silent_by_meeting(meetings, now) for member in people}
    asked = _asked_today(now)
    return {"people": len(silent - asked), "reminded": len(silent & asked)}


@transaction.atomic
def remind_unanswered(*, meetings: Iterable[Meeting], by: Member, at: dt.datetime | None = None) -> int:
    """Ask everybody who did not answer once more, about the soonest of their meetings; how many people.

    Nobody is asked twice on a day, however many meetings they have or coordinators press the button.
    """
    now = at or timezone.now()
    done = _asked_today(now) | {by.pk}
    asked = 0
    for meeting, silent in _silent_by_meeting(meetings, now):
        people = [member for member in silent if member.pk not in done]
        if not people:
            continue
        done |= {member.pk for member in people}
        asked += len(people)
        notify(
            notices.REMINDER_ANSWER,
            to=people,
            key=f"{ASKED}:{timezone.localdate(now)}",
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
