"""What «Mijn start» reads: each function says how many queries it costs, whatever the number of rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member
from knowledge_network.members.people.models.member import present
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole, GroupState, Openness
from plg.groups.models import Group, GroupInvitation, GroupMembership, GroupTopic, JoinRequest
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.queries import find_open_groups_near, with_next_meeting
from plg.records.actions.attendance import is_open
from plg.records.models import ActionItem
from plg.space.models import Conversation, ConversationReading, GroupAgreement, GroupAgreementAcceptance

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class MembershipColumns(TypedDict):
    """What the query of `find_my_groups` adds to a membership."""

    next_meeting_at: dt.datetime | None
    unread: int
    all_requests: int
    agreement_id: int | None
    has_accepted: bool


@dataclass(frozen=True)
class MyGroup:
    """A group of the member, with all that is new or waits in it.

    `unread`: conversations; `requests`: of people who want to join, for who leads; `must_accept`: group agreements.
    """

    group: Group
    role: str
    next_meeting_at: dt.datetime | None
    unread: int
    requests: int
    must_accept: bool
    leads: bool


def find_my_groups(member: Member) -> list[MyGroup]:
    """The member's groups that did not end. One query."""
    group = OuterRef("group")
    meetings = Meeting.objects.of_whole_groups().upcoming().filter(group=group).order_by("starts_at")
    # As the page of members shows them.
    requests = JoinRequest.objects.open().filter(present("member__"), group=group).order_by().values("group")
    agreement = GroupAgreement.objects.filter(group=group).order_by("-version").values("pk")[:1]
    accepted = GroupAgreementAcceptance.objects.filter(member=member, agreement=OuterRef("agreement_id"))
    rows = (
        GroupMembership.objects.current()
        .filter(member=member)
        .exclude(group__state__in=GroupState.OVER)
        .select_related("group")
        .annotate(read_from=Greatest(Cast("start", DateTimeField()), "last_read_at"))
        .annotate(
            next_meeting_at=Subquery(meetings.values("starts_at")[:1]),
            unread=Coalesce(Subquery(_unread_in(member, group)), 0),
            all_requests=Coalesce(Subquery(requests.annotate(n=Count("pk")).values("n")), 0),
            agreement_id=Subquery(agreement),
        )
        .annotate(has_accepted=Exists(accepted))
        .order_by(F("next_meeting_at").asc(nulls_last=True), "group__name")
    )
    return [_my_group(row) for row in cast("QuerySet[WithAnnotations[GroupMembership, MembershipColumns]]", rows)]


def _my_group(row: WithAnnotations[GroupMembership, MembershipColumns]) -> MyGroup:
    takes_part = row.role != GroupRole.OBSERVER
    return MyGroup(
        group=row.group,
        role=row.get_role_display(),
        next_meeting_at=row.next_meeting_at,
        unread=row.unread,
        requests=row.all_requests if row.role in GroupRole.LEADING else 0,
        must_accept=takes_part and row.agreement_id is not None and not row.has_accepted,
        leads=row.role in GroupRole.LEADING,
    )


class Number(TypedDict):
    n: int


def _unread_in(member: Member, group: OuterRef) -> QuerySet[Conversation, Number]:
    """The number of conversations of a membership's group in which somebody else posted since the member read them."""
    reading = ConversationReading.objects.filter(conversation=OuterRef("pk"), member=member).values("read_until")[:1]
    return (
        Conversation.objects.present()
        .filter(group=group, last_post_at__gt=OuterRef("read_from"))
        .exclude(last_post_by=member)
        .annotate(read_until=Subquery(reading))
        .filter(Q(read_until__isnull=True) | Q(last_post_at__gt=F("read_until")))
        .order_by()
        .values("group")
        .annotate(n=Count("pk"))
        .values("n")
    )


class InvitedColumns(TypedDict):
    """What the query of `find_my_meetings` adds to a meeting."""

    my_answer: str | None
    beside: str | None
    beside_of: str | None


@dataclass(frozen=True)
class NextMeeting:
    """A meeting that is still to come, or goes on now, as one of those who are invited sees it."""

    meeting: Meeting
    # What the member answered; None for who is in the group and not invited.
    answer: str | None
    # The title of another meeting at the same time at which the member is expected too, and of which group it is.
    clash: str
    is_on: bool


def find_my_meetings(member: Member, count: int = 3) -> list[NextMeeting]:
    """The first meetings of the member's own groups and to which one is invited. One query."""
    now = timezone.now()
    invited = MeetingInvitation.objects.standing().filter(meeting=OuterRef("pk"), member=member)
    meetings = Meeting.objects.upcoming(now).concerning(member)
    beside = MeetingInvitation.objects.expected().filter(member=member, meeting__status__in=MeetingStatus.TAKES_PLACE)
    beside = beside.exclude(meeting=OuterRef("pk")).filter(
        meeting__starts_at__lt=OuterRef("ends_at"), meeting__ends_at__gt=OuterRef("starts_at")
    )
    rows = meetings.annotate(
        my_answer=Subquery(invited.values("answer")[:1]),
        beside=Subquery(beside.order_by("meeting__starts_at").values("meeting__title")[:1]),
        beside_of=Subquery(beside.order_by("meeting__starts_at").values("meeting__group__name")[:1]),
    )
    rows = rows.select_related("group", "partnership", "host_site").order_by("starts_at", "pk")[:count]
    return [
        NextMeeting(
            row,
            answer=row.my_answer,
            clash=_name_clash(row),
            is_on=is_open(row, now),
        )
        for row in cast("QuerySet[WithAnnotations[Meeting, InvitedColumns]]", rows)
    ]


def _name_clash(row: WithAnnotations[Meeting, InvitedColumns]) -> str:
    if row.my_answer in {None, RsvpAnswer.NO}:
        return ""
    return " · ".join(part for part in (row.beside, row.beside_of) if part)


@dataclass(frozen=True)
class OpenAction:
    """Something that the member took on in a meeting."""

    item: ActionItem
    is_late: bool


def find_my_actions(member: Member, count: int = 5) -> list[OpenAction]:
    """What is due first on top. One query."""
    today = timezone.localdate()
    rows = ActionItem.objects.open().filter(owner=member).select_related("group")
    shown = rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:count]
    return [OpenAction(row, is_late=row.due_on is not None and row.due_on < today) for row in shown]


def find_my_invitations(member: Member) -> list[GroupInvitation]:
    """Groups that ask the member to join. One query."""
    rows = GroupInvitation.objects.open().filter(member=member).select_related("group", "invited_by")
    return list(rows.order_by("invited_at")[:10])


# So many of each sort are looked at to suggest some: who meets soonest, who is about one's topics, who began last.
MOST_LOOKED_AT = 40


def _find_about(related: QuerySet[Topic, Any]) -> QuerySet[Any, Any]:
    """The keys of the newest open groups about these topics."""
    about = GroupTopic.objects.filter(
        tag__in=related, content_object__state=GroupState.ACTIVE, content_object__openness=Openness.OPEN
    )
    found: QuerySet[Any, Any] = about.order_by("-pk").values("content_object")[:MOST_LOOKED_AT]
    return found


def suggest_groups(member: Member, count: int = 4) -> list[Group]:
    """Open groups that the member is not in, those about the member's topics (`fitting`) first. One query."""
    mine = AskMeAbout.objects.filter(content_object=member).values("tag")
    related = Topic.objects.filter(Q(pk__in=mine) | Q(parent__in=mine) | Q(children__in=mine)).values("pk")
    fitting = GroupTopic.objects.filter(content_object=OuterRef("pk"), tag__in=related).order_by("tag__name")
    about = {"group": OuterRef("pk"), "member": member}
    groups = (
        find_open_groups_near(MOST_LOOKED_AT, _find_about(related))
        .exclude(Exists(GroupMembership.objects.current().filter(**about)))
        .exclude(Exists(JoinRequest.objects.open().filter(**about)))
        .annotate(
            fitting=ArraySubquery(fitting.values("tag__name")),
            fits=Coalesce(
                Subquery(fitting.order_by().values("content_object").annotate(n=Count("pk")).values("n")), Value(0)
            ),
        )
    )
    students = Appointment.objects.current().filter(member=member, function=Function.STUDENT_TEACHER)
    groups = groups.exclude(Q(open_to_students=False) & Exists(students))
    soonest = F("next_meeting_at").asc(nulls_last=True)
    return list(with_next_meeting(groups).order_by("-fits", soonest, "name")[:count])


@dataclass(frozen=True)
class ProfileState:
    """What of a profile is filled in, and as what somebody works today."""

    has_photo: bool
    has_about: bool
    has_topics: bool
    has_work: bool
    functions: frozenset[str]


def read_profile_state(member: Member) -> ProfileState:
    """One query."""
    row = (
        Member.objects.filter(pk=member.pk)
        .values("photo", "about")
        .annotate(
            topics=Exists(AskMeAbout.objects.filter(content_object=OuterRef("pk"))),
            functions=ArraySubquery(Appointment.objects.current().filter(member=OuterRef("pk")).values("function")),
        )
        .get()
    )
    functions = frozenset(row["functions"])
    return ProfileState(
        has_photo=bool(row["photo"]),
        has_about=bool(row["about"].strip()),
        has_topics=row["topics"],
        has_work=bool(functions),
        functions=functions,
    )
