"""Who is invited to a meeting, newcomers and leavers with them, and whom it expects."""

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
from knowledge_network.members.people.models.member import match_active
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.registry import NoticeKind
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.actions.answers import fill_seats
from plg.meetings.emails import mail_guests
from plg.meetings.enums import AnswerVia, MeetingAudience, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices


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
    tell_people(kind, meeting, people, by=by, at=at, **params)
    mail_guests(kind=kind, meeting=meeting, params={**notices.choose_words(meeting), **params})


def tell_people(
    kind: NoticeKind,
    meeting: Meeting,
    people: list[Member],
    *,
    by: Member | None,
    at: dt.datetime | None,
    **params: Any,
) -> None:
    """One notice about the meeting to each of `people`, once per state of the meeting."""
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
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group", "partnership", "host_site")
    meetings = list(locked.filter(pk__in=coming.values("meeting")).order_by("pk"))
    # Read again: an answer may have changed, or been taken back, while we waited for the meetings.
    standing = {invitation.meeting_id: invitation for invitation in coming.filter(meeting__in=meetings)}
    MeetingInvitation.objects.filter(pk__in=[invitation.pk for invitation in standing.values()]).update(
        **taken_back(now)
    )
    for meeting in meetings:
        if meeting.pk in standing and standing[meeting.pk].has_seat:
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
