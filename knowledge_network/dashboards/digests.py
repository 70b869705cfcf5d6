"""Overviews by role: on Monday what waits for a coordinator, once a month figures for a school leader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.dashboards import cockpit
from knowledge_network.kit.models import active_on
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.notifications.digests import Digest, Item, Place, Section, Window, register_digest
from knowledge_network.notifications.digests.weekly import news
from knowledge_network.notifications.outbox import rhythm
from plg.groups.models import GroupMembership
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance, ReturnToSchool

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from knowledge_network.notifications.outbox.models import MailRhythm

COORDINATORS = "dashboards.coordinator_digest"
LEADERS = "dashboards.leader_digest"
EIGHT = dt.time(8)
# Smaller groups of people are not shown, nor is what would tell how many the others are.
SMALLEST = 5
Found = dict[int, list[Item]]


# The coordinator, on Monday at eight ---------------------------------------------------------------


def coordinators() -> QuerySet[Member]:
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role=NetworkRoleKind.NETWORK_COORDINATOR)
    people: QuerySet[Member] = Member.objects.active().filter(Exists(roles))
    return people


def monday(_mine: MailRhythm, now: dt.datetime, calendar: rhythm.SchoolDays) -> dt.datetime:
    """The last first school day of a week at eight until `now`."""
    today = timezone.localdate(now)
    this_week = today - dt.timedelta(days=today.weekday())
    slot = rhythm.local(rhythm.next_school_day(this_week, calendar), EIGHT)
    return slot if slot <= now else rhythm.local(this_week - dt.timedelta(days=7), EIGHT)


def desks(members: Sequence[Member], _windows: Mapping[int, Window]) -> Found:
    """The desks of «Vandaag» where something waits. Nine queries for each coordinator, of whom there are few."""
    return {member.pk: [_desk(desk) for desk in cockpit.find_desks(member) if desk.waits] for member in members}


def _desk(desk: cockpit.Desk) -> Item:
    since = ""
    if desk.days:
        since = ngettext("oldest: %(n)d day", "oldest: %(n)d days", desk.days) % {"n": desk.days}
    return Item(
        text=f"{desk.count} × {desk.label}",
        detail=since,
        url=desk.url or reverse("dashboards:management"),
        why=str(desk.what_counts),
    )


# School leaders, once a month ---------------------------------------------------------------------


def leaders() -> QuerySet[Member]:
    leads = Appointment.objects.filter(active_on(timezone.localdate()), member=OuterRef("pk"))
    people: QuerySet[Member] = Member.objects.active().filter(Exists(leads.filter(function=Function.SCHOOL_LEADER)))
    return people


def first_of_month(_mine: MailRhythm, now: dt.datetime, calendar: rhythm.SchoolDays) -> dt.datetime:
    """The last first school day of a month at eight, until `now`."""
    today = timezone.localdate(now)
    for first in (today.replace(day=1), (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)):
        slot = rhythm.local(rhythm.next_school_day(first, calendar), EIGHT)
        if slot <= now:
            return slot
    return now - dt.timedelta(days=365)


def figures(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """Sums over the people of a leader's own schools, without names. Five queries.

    What people did (class B of the rules on disclosure) is shown when at least five did it and at least five did not;
    else for their board, else for the whole network, and that is said.
    """
    today = timezone.localdate(max((window.until for window in windows.values()), default=None))
    last = today.replace(day=1) - dt.timedelta(days=1)
    first = last.replace(day=1)
    work = Appointment.objects.filter(active_on(today))
    led: dict[int, set[int]] = {}
    rows = work.filter(member__in=members, function=Function.SCHOOL_LEADER)
    for leader, school in rows.values_list("member", "organisation"):
        led.setdefault(leader, set()).add(school)
    staff = _staff(work)
    in_groups = set(GroupMembership.objects.current().participating().values_list("member", flat=True))
    visits = _counts(
        Attendance.objects.filter(
            invitation__member__isnull=False,
            confirmed_at__isnull=False,
            status__in=AttendanceStatus.WERE_THERE,
            invitation__meeting__starts_at__date__range=(first, last),
        ),
        "invitation__member",
    )
    returns = ReturnToSchool.objects.present().filter(happened_on__range=(first, last), member__isnull=False)
    back = _counts(returns, "member")
    found: Found = {}
    for leader, own in led.items():
        if lines := _lines(staff.units(own), in_groups, visits, back):
            found[leader] = lines
    return found


@dataclass(frozen=True)
class Staff:
    """Who works where: people by school, and schools by board."""

    people: dict[int, set[int]]
    schools: dict[int, set[int]]
    board: dict[int, int]

    def at(self, schools: Iterable[int]) -> set[int]:
        return set().union(*(self.people.get(school, set()) for school in schools))

    def units(self, own: set[int]) -> tuple[set[int], set[int], set[int]]:
        """The people of these schools, of their boards, and of the network."""
        boards = {self.board[school] for school in own if school in self.board}
        of_boards = set().union(*(self.schools[board] for board in boards), own)
        return self.at(own), self.at(of_boards), self.at(self.people)


def _staff(work: QuerySet[Appointment]) -> Staff:
    """Everybody but the leaders themselves. One query."""
    staff = Staff({}, {}, {})
    rows = work.exclude(function=Function.SCHOOL_LEADER)
    for school, board, member in rows.values_list("organisation", "organisation__governing_board", "member"):
        staff.people.setdefault(school, set()).add(member)
        if board is not None:
            staff.board[school] = board
            staff.schools.setdefault(board, set()).add(school)
    return staff


def _counts(rows: QuerySet[Attendance] | QuerySet[ReturnToSchool], by: str) -> dict[int, int]:
    return {row[by]: row["n"] for row in rows.values(by).annotate(n=Count("pk")).order_by()}


Units = tuple[set[int], set[int], set[int]]


def _lines(units: Units, in_groups: set[int], visits: Mapping[int, int], back: Mapping[int, int]) -> list[Item]:
    taking_part = len(units[0] & in_groups)
    lines = []
    if taking_part:
        text = ngettext(
            "%(n)d person of your school takes part in a group",
            "%(n)d people of your school take part in a group",
            taking_part,
        )
        url = reverse("dashboards:start")
        lines.append(Item(text=text % {"n": taking_part}, url=url, why=_("Plain count of members.")))
    visited = _("%(count)d times somebody was at a meeting last month, by %(people)d people")
    returned = _("%(count)d times something went back to school, by %(people)d people")
    lines += [line for line in (_of_enough(units, visits, visited), _of_enough(units, back, returned)) if line]
    return lines


def _of_enough(units: Units, counts: Mapping[int, int], text: str) -> Item | None:
    """The sum over the smallest unit that is large enough to tell nothing of anybody; None when none is."""
    own = units[0]
    for people, why in zip(units, (_few(), _of_board(), _of_network()), strict=True):
        if _is_enough(people, counts) and (people == own or _is_enough(people - own, counts)):
            did = [person for person in people if counts.get(person)]
            words = {"count": sum(counts[person] for person in did), "people": len(did)}
            return Item(text=text % words, url=reverse("dashboards:start"), why=_few() if people == own else why)
    return None


def _is_enough(people: set[int], counts: Mapping[int, int]) -> bool:
    did = sum(1 for person in people if counts.get(person))
    return did >= SMALLEST and len(people) - did >= SMALLEST


def _of_board() -> str:
    return _("Too few people at your school: this is the picture of your board.")


def _of_network() -> str:
    return _("Too few people at your school and board: this is the picture of the network.")


def _few() -> str:
    return _("Shown from five people on; nobody is named.")


def register_digests() -> None:
    register_digest(
        Digest(
            name=COORDINATORS,
            label=gettext_lazy("the coordinator's overview on Monday"),
            subject=gettext_lazy("What needs you this week"),
            why=gettext_lazy("You coordinate this network."),
            readers=coordinators,
            slot=monday,
            button=gettext_lazy("Open all desks"),
            url_name="dashboards:management",
            sections=[
                Section("desks", gettext_lazy("This waits"), desks, order=Place.ACTIONS),
                Section("news", gettext_lazy("News for you"), news, order=Place.NEWS),
            ],
        )
    )
    register_digest(
        Digest(
            name=LEADERS,
            label=gettext_lazy("the monthly overview for school leaders"),
            subject=gettext_lazy("Your school in the knowledge network"),
            why=gettext_lazy("You lead a school that takes part."),
            readers=leaders,
            slot=first_of_month,
            button=gettext_lazy("Go to my start"),
            url_name="dashboards:start",
            window=dt.timedelta(days=31),
            sections=[Section("figures", gettext_lazy("Last month"), figures)],
        )
    )
