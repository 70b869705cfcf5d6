"""What a school leader sees of the own schools. Each function says how many queries it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.kit.models import match_active
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Waiting(TypedDict):
    """What `find_led_schools` adds to a school: how many people ask to become a member, at all of them together."""

    signups: int


def find_led_schools(leader: Member) -> list[WithAnnotations[Organisation, Waiting]]:
    """The schools that the leader leads. One query."""
    schools = Organisation.objects.filter(pk__in=leader.led_organisations)
    asked = SignupRequest.objects.visible_to(leader).open().order_by().annotate(whole=Value(1)).values("whole")
    counted = Subquery(asked.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    found = schools.annotate(signups=Coalesce(counted, 0)).order_by("name")
    return cast("list[WithAnnotations[Organisation, Waiting]]", list(found))


def find_people_of(leader: Member, function: str) -> QuerySet[Member]:
    """Whom `count_people_by_function` counts for that function."""
    works = Appointment.objects.current().filter(
        organisation__in=leader.led_organisations, function=function, member=OuterRef("pk")
    )
    return Member.objects.filter(Exists(works), suspended_at=None, left_at=None)


def count_people_by_function(leader: Member) -> list[tuple[str, str, int]]:
    """Function, its label and how many members have it at the leader's schools (class A: plain counts). One query."""
    rows = (
        Appointment.objects.current()
        .filter(organisation__in=leader.led_organisations, member__suspended_at=None, member__left_at=None)
        .values("function")
        .annotate(n=Count("member", distinct=True))
        .order_by("-n", "function")
    )
    return [(row["function"], str(Function(row["function"]).label), row["n"]) for row in rows]


def find_groups_with_people_of(leader: Member) -> QuerySet[Any]:
    """Running groups with people of the leader's schools: `from_here` counts them (class A), `fewer` sorts by it."""
    today = timezone.localdate()
    here = match_active(today, "member__appointments__") & Q(
        member__appointments__organisation__in=leader.led_organisations
    )
    rows = (
        GroupMembership.objects.current()
        .participating()
        .filter(here, group=OuterRef("pk"))
        .order_by()
        .values("group")
        .annotate(n=Count("member", distinct=True))
        .values("n")
    )
    groups = Group.objects.filter(state__in=GroupState.RUNNING).annotate(from_here=Subquery(rows))
    found: QuerySet[Any] = groups.filter(from_here__gt=0).annotate(fewer=-F("from_here"))
    return found.order_by("fewer", "name", "slug")
