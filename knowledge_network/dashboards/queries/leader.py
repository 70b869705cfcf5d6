"""What a school leader sees of the own schools. Each function says how many queries it costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, IntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.models import match_active
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Waiting(TypedDict):
    """What `find_led_schools` adds to a school: how many people ask to become a member, at all of them together."""

    signups: int


def name_led_schools(leader: Member) -> list[str]:
    """By name. One query."""
    schools = Organisation.objects.filter(pk__in=leader.led_organisations)
    return list(schools.order_by("name").values_list("name", flat=True))


def find_led_schools(leader: Member) -> list[WithAnnotations[Organisation, Waiting]]:
    """The schools that the leader leads. One query."""
    schools = Organisation.objects.filter(pk__in=leader.led_organisations)
    asked = SignupRequest.objects.visible_to(leader).open().order_by().annotate(whole=Value(1)).values("whole")
    counted = Subquery(asked.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    found = schools.annotate(signups=Coalesce(counted, 0)).order_by("name")
    return cast("list[WithAnnotations[Organisation, Waiting]]", list(found))


# Function → the keys of those who have it, by name.
type People = dict[str, tuple[int, ...]]


def _of_schools(leader: Member, what: str) -> str:
    """The same for all who lead the same schools."""
    schools = ".".join(map(str, sorted(leader.led_organisations)))
    return f"dashboards.leader.{what}.{schools}.{timezone.localdate()}"


def read_people_by_function(leader: Member) -> People:
    """Of the members who work at the leader's schools, at most five minutes old (class A: plain counts)."""
    return read_counted(_of_schools(leader, "people"), lambda: list_people_by_function(leader)).found


def list_people_by_function(leader: Member) -> People:
    """The function that most have first. One query."""
    rows = (
        Appointment.objects.current()
        .filter(organisation__in=leader.led_organisations, member__suspended_at=None, member__left_at=None)
        .order_by("member__sort_name", "member")
    )
    found: dict[str, dict[int, None]] = {}
    for function, member in rows.values_list("function", "member"):
        found.setdefault(function, {})[member] = None
    in_order = sorted(found.items(), key=lambda row: (-len(row[1]), row[0]))
    return {function: tuple(people) for function, people in in_order}


def find_people(keys: Sequence[int]) -> list[Member]:
    """In this order, without who left since they were listed. One query."""
    people = Member.objects.filter(suspended_at=None, left_at=None).in_bulk(keys)
    return [people[key] for key in keys if key in people]


def read_groups_of_team(leader: Member) -> list[int]:
    """The keys of running groups with people of the leader's schools, at most five minutes old."""
    return read_counted(_of_schools(leader, "groups"), lambda: list_groups_of_team(leader)).found


def list_groups_of_team(leader: Member) -> list[int]:
    """Where most of them take part first (class A). One query."""
    here = match_active(timezone.localdate(), "member__appointments__") & Q(
        member__appointments__organisation__in=leader.led_organisations
    )
    rows = (
        GroupMembership.objects.current()
        .participating()
        .filter(here, group__state__in=GroupState.RUNNING)
        .values("group")
        .annotate(n=Count("member", distinct=True))
        .order_by("-n", "group__name", "group__slug")
    )
    return [row["group"] for row in rows]


def find_groups(keys: Sequence[int]) -> list[Group]:
    """In this order. One query."""
    groups = Group.objects.filter(state__in=GroupState.RUNNING).in_bulk(keys)
    return [groups[key] for key in keys if key in groups]
