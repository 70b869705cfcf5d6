"""Rounds of somebody and their groups, who can be asked to talk about one, and what can show something."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from knowledge_network.insight.frameworks.enums import LookState
from knowledge_network.insight.frameworks.models import Framework, Look, LookItem
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.kit.models import match_active
from knowledge_network.members.people.models import Appointment, Member
from plg.groups.models import GroupMembership

MOST_SHOWN = 60


def find_previous(framework: Framework, owner: dict[str, Any]) -> Look | None:
    rows = Look.objects.filter(framework=framework, state=LookState.DONE, **owner)
    return rows.order_by("-round", "-pk").first()


def list_own(member: Member) -> QuerySet[Look]:
    """Of oneself, what is still written in first."""
    return Look.objects.filter(member=member).select_related("framework").order_by("done_on", "-begun_on", "-pk")


def list_of_groups(member: Member) -> QuerySet[Look]:
    groups = GroupMembership.objects.current().filter(member=member).values("group")
    rows = Look.objects.filter(group__in=groups).select_related("framework", "group")
    return rows.order_by("done_on", "-begun_on", "-pk")


def list_items(look: Look) -> list[LookItem]:
    """In their order, with what shows them. One query, and one for each sort of what shows something."""
    rows = look.items.prefetch_related("product", "insight__cycle", "returned", "story")
    return list(rows.order_by("position"))


def find_jobs(people: Any) -> QuerySet[Appointment]:
    return Appointment.objects.filter(match_active(timezone.localdate()), member__in=people)


def find_owners(look: Look) -> list[int]:
    """The person, or who is in the group."""
    if look.group_id is None:
        return [look.member_id] if look.member_id is not None else []
    return list(GroupMembership.objects.current().filter(group=look.group_id).values_list("member", flat=True))


def find_friends(look: Look) -> QuerySet[Member]:
    """Who can be asked: who works at no place of who looks, of a team at none of anybody in the group."""
    owners = find_owners(look)
    others: QuerySet[Member] = Member.objects.active().exclude(pk__in=owners).order_by("sort_name", "pk")
    near = find_jobs(owners).values("organisation")
    # Asked of each person: as a list of whom not, everybody who works at these schools is read first.
    today = match_active(timezone.localdate())
    return others.exclude(Exists(Appointment.objects.filter(today, member=OuterRef("pk"), organisation__in=near)))


def works_elsewhere(friend: Member, look: Look) -> bool:
    return find_friends(look).filter(pk=friend.pk).exists()


def find_stories(member: Member) -> list[ValueStory]:
    """One's own, the newest first. One query."""
    return list(ValueStory.objects.filter(author=member).order_by("-told_at", "-pk")[:MOST_SHOWN])
