"""What each partner brings, counted exactly (class A): how many people, which groups, what was made and hosted."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import find_boards
from knowledge_network.school_year.calendar import find_school_year, first_day, last_day
from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting

MINUTES = 60


# Of its groups and products so many are named, by name.
MOST_NAMED = 20


@dataclass(frozen=True)
class Some:
    """How many there are, and the first of them by name: slug and what it is called."""

    count: int = 0
    first: tuple[tuple[str, str], ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.first)


@dataclass(frozen=True)
class Brings:
    """Of one partner: people in groups, those groups, products of this year, meetings and hours hosted."""

    people: int = 0
    groups: Some = Some()
    products: Some = Some()
    hosted: int = 0
    minutes: int = 0


@dataclass
class Adding:
    """What of one partner was met so far."""

    people: set[int] = field(default_factory=set)
    groups: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    hosted: int = 0
    minutes: int = 0

    def added(self) -> Brings:
        return Brings(len(self.people), _some(self.groups), _some(self.products), self.hosted, self.minutes)


def _some(found: dict[str, str]) -> Some:
    return Some(len(found), tuple(itertools.islice(found.items(), MOST_NAMED)))


def read_what_partners_bring(agreement: int, organisations: list[int]) -> Counted[dict[int, Brings]]:
    """The same for everybody who looks, at most five minutes old."""
    day = timezone.localdate()
    return read_counted(f"agreements.partners.{agreement}.{day}", lambda: what_partners_bring(organisations, day))


def what_partners_bring(organisations: Iterable[int], day: dt.date) -> dict[int, Brings]:
    """Organisation → what it brings this school year; five queries, whatever the number of partners."""
    found = {organisation: Adding() for organisation in organisations}
    _add_people(found)
    _add_products(found, day)
    _add_meetings(found, day)
    return {organisation: adding.added() for organisation, adding in found.items()}


def _add_people(found: dict[int, Adding]) -> None:
    rows = GroupMembership.objects.current().filter(
        role__in=sorted(GroupRole.TAKING_PART),
        group__state__in=sorted(GroupState.RUNNING),
        member__in=Member.objects.active(),
    )
    memberships = list(rows.values_list("member_id", "group__slug", "group__name").order_by("group__name"))
    boards = find_boards({member for member, _slug, _name in memberships})
    for member, slug, name in memberships:
        brings = found.get(boards.get(member, 0))
        if brings is not None:
            brings.people.add(member)
            brings.groups[slug] = name


def _add_products(found: dict[int, Adding], day: dt.date) -> None:
    """Published this school year, with a contact person of the partner."""
    year = find_school_year(day)
    rows = KnowledgeProduct.objects.in_view().filter(
        published_on__gte=first_day(year), published_on__lte=day, contact_person__isnull=False
    )
    products = list(rows.order_by("title").values_list("contact_person_id", "slug", "title"))
    boards = find_boards({person for person, _slug, _title in products if person})
    for person, slug, title in products:
        brings = found.get(boards.get(person or 0, 0))
        if brings is not None:
            brings.products[slug] = title


def _add_meetings(found: dict[int, Adding], day: dt.date) -> None:
    """Held this school year at a school of the partner."""
    year = find_school_year(day)
    start = timezone.make_aware(dt.datetime.combine(first_day(year), dt.time()))
    end = timezone.make_aware(dt.datetime.combine(min(day, last_day(year)) + dt.timedelta(days=1), dt.time()))
    rows = Meeting.objects.filter(
        host_site__isnull=False, status__in=MeetingStatus.COUNTS_AS_HELD, starts_at__gte=start, ends_at__lt=end
    )
    for site, board, starts_at, ends_at in rows.values_list(
        "host_site_id", "host_site__governing_board_id", "starts_at", "ends_at"
    ):
        brings = found.get(board or site or 0)
        if brings is not None:
            brings.hosted += 1
            brings.minutes += int((ends_at - starts_at).total_seconds()) // MINUTES
