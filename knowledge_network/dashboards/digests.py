"""Overviews by role: on Monday what waits for a coordinator, once a month figures for a school leader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.dashboards import cockpit
from knowledge_network.members.models import Appointment, Function, Member, NetworkRole
from knowledge_network.members.models.member import active_on
from knowledge_network.notifications import rhythm
from knowledge_network.notifications.digests import Digest, Item, Section, Window, register_digest
from plg.models import Attendance, GroupMembership, ReturnToSchool

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from knowledge_network.notifications.models import MailRhythm

COORDINATORS = "dashboards.coordinator_digest"
LEADERS = "dashboards.leader_digest"
EIGHT = dt.time(8)
# Smaller groups of people are not shown, nor is what would tell how many the others are.
SMALLEST = 5
Found = dict[int, list[Item]]


# The coordinator, on Monday at eight ---------------------------------------------------------------


def coordinators() -> QuerySet[Any]:
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role=NetworkRole.Role.NETWORK_COORDINATOR)
    return Member.objects.active().filter(Exists(roles))


def monday(_mine: MailRhythm, now: dt.datetime) -> dt.datetime:
    """The last Monday at eight until `now`."""
    today = timezone.localdate(now)
    slot = rhythm.local(today - dt.timedelta(days=today.weekday()), EIGHT)
    return slot if slot <= now else rhythm.local(today - dt.timedelta(days=today.weekday() + 7), EIGHT)


def desks(members: Sequence[Member], _windows: Mapping[int, Window]) -> Found:
    """The desks of «Vandaag» where something waits. Nine queries for each coordinator, of whom there are few."""
    return {member.pk: [_desk(desk) for desk in cockpit.desks(member) if desk.waits] for member in members}


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


def leaders() -> QuerySet[Any]:
    leads = Appointment.objects.filter(active_on(timezone.localdate()), member=OuterRef("pk"))
    return Member.objects.active().filter(Exists(leads.filter(function=Function.SCHOOL_LEADER)))


def first_of_month(_mine: MailRhythm, now: dt.datetime) -> dt.datetime:
    """The last first school day of a month at eight, until `now`."""
    today = timezone.localdate(now)
    for first in (today.replace(day=1), (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)):
        slot = rhythm.local(rhythm.next_school_day(first, rhythm.school_days(first)), EIGHT)
        if slot <= now:
            return slot
    return now - dt.timedelta(days=365)


def figures(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """Sums over the people of a leader's own schools, without names, from five people on. Five queries."""
    today = timezone.localdate(max((window.until for window in windows.values()), default=None))
    last = today.replace(day=1) - dt.timedelta(days=1)
    first = last.replace(day=1)
    work = Appointment.objects.filter(active_on(today))
    led: dict[int, set[int]] = {}
    rows = work.filter(member__in=members, function=Function.SCHOOL_LEADER)
    for leader, school in rows.values_list("member", "organisation"):
        led.setdefault(leader, set()).add(school)
    schools = set().union(*led.values()) if led else set()
    people: dict[int, set[int]] = {}
    staff = work.filter(organisation__in=schools).exclude(function=Function.SCHOOL_LEADER)
    for school, member in staff.values_list("organisation", "member"):
        people.setdefault(school, set()).add(member)
    everybody = set().union(*people.values()) if people else set()
    groups = GroupMembership.objects.current().participating().filter(member__in=everybody)
    in_groups = set(groups.values_list("member", flat=True))
    visits = _counts(
        Attendance.objects.filter(
            invitation__member__in=everybody,
            confirmed_at__isnull=False,
            status__in=Attendance.WERE_THERE,
            invitation__meeting__starts_at__date__range=(first, last),
        ),
        "invitation__member",
    )
    returns = ReturnToSchool.objects.present().filter(member__in=everybody, happened_on__range=(first, last))
    back = _counts(returns, "member")
    found: Found = {}
    for leader, own in led.items():
        mine = set().union(*(people.get(school, set()) for school in own))
        if lines := _lines(mine, in_groups, visits, back):
            found[leader] = lines
    return found


def _counts(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return {row[by]: row["n"] for row in rows.values(by).annotate(n=Count("pk")).order_by()}


def _lines(people: set[int], in_groups: set[int], visits: Mapping[int, int], back: Mapping[int, int]) -> list[Item]:
    url = reverse("dashboards:start")
    taking_part = len(people & in_groups)
    lines = []
    if taking_part:
        text = ngettext(
            "%(n)d person of your school takes part in a group",
            "%(n)d people of your school take part in a group",
            taking_part,
        )
        lines.append(Item(text=text % {"n": taking_part}, url=url, why=_("Plain count of members.")))
    visitors = {person for person in people if visits.get(person)}
    if len(visitors) >= SMALLEST:
        total = sum(visits[person] for person in visitors)
        text = _("%(visits)d times somebody was at a meeting last month, by %(people)d people")
        lines.append(Item(text=text % {"visits": total, "people": len(visitors)}, url=url, why=_few()))
    bringers = {person for person in people if back.get(person)}
    if len(bringers) >= SMALLEST:
        text = _("%(count)d times something went back to school, by %(people)d people")
        total = sum(back[person] for person in bringers)
        lines.append(Item(text=text % {"count": total, "people": len(bringers)}, url=url, why=_few()))
    return lines


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
            sections=[Section("desks", gettext_lazy("This waits"), desks)],
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
