"""How wide each group is spread and what it kept of its meetings: exact counts, for who is responsible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.figures.periods import Period
from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.enums import OrganisationKind
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting

MANY_BOARDS = 3


@dataclass(frozen=True)
class GroupSpread:
    """An active group, and from how many boards its people are."""

    name: str
    slug: str
    boards: int

    @property
    def is_spread(self) -> bool:
        return self.boards >= MANY_BOARDS


def spread_by_group() -> list[GroupSpread]:
    """X2: the active groups as they are today, by name; an institute is not a board. One query.

    Counted from where people work today: what a group stores about itself waits until somebody joins or moves.
    """
    today = timezone.localdate()
    place = "member__appointments__organisation"
    is_board = Q(member__appointments__organisation__kind=OrganisationKind.BOARD)
    board = Case(When(is_board, then=place), default=f"{place}__governing_board")
    boards = (
        GroupMembership.objects.current()
        .participating()
        .filter(match_active(today, "member__appointments__"), group=OuterRef("pk"))
        .order_by()
        .values("group")
        .annotate(n=Count(board, distinct=True))
    )
    rows = Group.objects.filter(state=GroupState.ACTIVE).annotate(boards=Coalesce(Subquery(boards.values("n")), 0))
    return [GroupSpread(*row) for row in rows.order_by("name", "pk").values_list("name", "slug", "boards")]


@dataclass(frozen=True)
class GroupRecords:
    """A group that met in a period: how often, and of how many meetings everything was written down."""

    name: str
    slug: str
    met: int
    complete: int

    @property
    def is_complete(self) -> bool:
        return self.met == self.complete


def records_of_groups(period: Period) -> list[GroupRecords]:
    """R1: groups that met, by name; complete is a meeting with shared minutes and confirmed attendance. One query."""
    now = timezone.now()
    held = Meeting.objects.of_whole_groups().filter(
        group__isnull=False,
        status__in=MeetingStatus.COUNTS_AS_HELD,
        ends_at__lt=now,
        starts_at__date__gte=period.first,
        starts_at__date__lte=period.until,
    )
    good = Q(attendance_confirmed_at__isnull=False) & (
        Q(minutes__shared_at__isnull=False) | Q(minutes__adopted_at__isnull=False)
    )
    rows: QuerySet[Any, Any] = (
        held.order_by("group__name", "group")
        .values("group__name", "group__slug", "group")
        .annotate(met=Count("pk"), complete=Count("pk", filter=good))
    )
    return [GroupRecords(row["group__name"], row["group__slug"], row["met"], row["complete"]) for row in rows]
