"""The closed space of a group: who is there, how much there is, what a search finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, When
from django.utils import timezone

from knowledge_network.members.people.photos import visible_photo
from knowledge_network.members.people.queries import primary_work
from knowledge_network.school_year.calendar import school_year_start
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.groups.presenters import FUNCTION_LABELS
from plg.records.hours import span_year
from plg.records.queries.attendance import FEWEST_PEOPLE, Rate, attendance_rate
from plg.space.actions.agreements import newest_agreement
from plg.space.models import GroupAgreement, GroupFile
from plg.space.posts import ConversationLine, draw_conversation, profile_url
from plg.space.registry import Found, finders_in_order

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from plg.space.entrance import Space


@dataclass(frozen=True)
class SpacePerson:
    """Somebody in the group; who hides their work is shown without it."""

    member: Member
    name: str
    url: str
    photo: str
    role: str
    is_plain: bool
    work: str
    is_contact: bool


@dataclass(frozen=True)
class Figures:
    """What a coordinator may know of the inside of a group: how much, how recent, never what."""

    people: int
    taking_part: int
    conversations: int
    last_post_at: dt.datetime | None
    files: int
    agreement: GroupAgreement | None
    accepted: int
    upcoming: int
    attendance: Rate | None


def draw_newest_conversations(space: Space, count: int) -> list[ConversationLine]:
    rows = space.conversations_as_read().newest_first().select_related("last_post_by")[:count]
    return [draw_conversation(space, row) for row in rows]


def draw_space_people(space: Space) -> list[SpacePerson]:
    """Everybody in the group with role and work, leaders first."""
    order = Case(*[When(role=role, then=index) for index, role in enumerate(GroupRole.values)])
    rows: Iterable[Any] = (
        GroupMembership.objects.current()
        .of_present()
        .filter(group=space.group)
        .select_related("member")
        .annotate(**primary_work("member_id"))
        .order_by(order, "member__sort_name")
    )
    return [
        SpacePerson(
            member=row.member,
            name=row.member.get_full_name(),
            url=profile_url(row.member.public_id),
            photo=visible_photo(row.member, space.reader),
            role=row.get_role_display(),
            is_plain=row.role == GroupRole.MEMBER,
            work=_work_of(row) if row.member.shows("work", space.reader) else "",
            is_contact=row.member_id == space.group.contact_person_id,
        )
        for row in rows
    ]


def _work_of(row: Any) -> str:
    parts = [str(FUNCTION_LABELS.get(row.function, "")).capitalize(), row.workplace or ""]
    return " · ".join(part for part in parts if part)


def count_inside(space: Space) -> Figures:
    group = space.group
    agreement = newest_agreement(group)
    people = GroupMembership.objects.current().filter(group=group)
    conversations = space.conversations()
    newest = conversations.order_by("-last_post_at").values_list("last_post_at", flat=True).first()
    return Figures(
        people=people.count(),
        taking_part=people.participating().count(),
        conversations=conversations.count(),
        last_post_at=newest,
        files=GroupFile.objects.present().filter(group=group).count(),
        agreement=agreement,
        accepted=agreement.acceptances.filter(member__in=people.values("member")).count() if agreement else 0,
        upcoming=group.meetings.upcoming().count(),
        attendance=shown_rate(group),
    )


def shown_rate(group: Group) -> Rate | None:
    """How many came this school year: behaviour (class B), so only for five people or more; else None. One query."""
    first, last = span_year(school_year_start(timezone.localdate()))
    rate = attendance_rate(group, first, last)
    return rate if rate.people >= FEWEST_PEOPLE else None


def find_inside(space: Space, words: str) -> list[Found]:
    """What each room of the space finds, at most twenty of each sort."""
    return [found for finder in finders_in_order() for found in finder.find(space, words)]
