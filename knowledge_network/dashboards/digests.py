"""Overviews by role: on Monday what waits for a coordinator, once a month figures for a school leader."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.agreements.signing.digest import HEADS
from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.desks import Desk
from knowledge_network.dashboards.sheets.five import GROUPS_COUNT, SHARED_COUNT
from knowledge_network.dashboards.sheets.pieces import band
from knowledge_network.figures import exact
from knowledge_network.figures.indicators import BY_CODE
from knowledge_network.figures.measures import who_takes_part
from knowledge_network.figures.periods import period_until
from knowledge_network.figures.queries import Published, read_facts, read_of_places
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.notifications.digests import Digest, Item, Place, Section, Window, register_digest
from knowledge_network.notifications.digests.weekly import news
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import find_school_year

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from knowledge_network.notifications.outbox.models import MailRhythm

COORDINATORS = "dashboards.coordinator_digest"
LEADERS = "dashboards.leader_digest"
EIGHT = dt.time(8)
CAME, HOURS, USED = CODES = ("P1.attended", "H1.quarters", "T3.used")
QUARTERS = 4
Found = dict[int, list[Item]]
# A line, and what counts in it.
type Said = tuple[str, str]


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


def _desk(desk: Desk) -> Item:
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
    leads = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef("pk"))
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


@dataclass(frozen=True)
class Counted:
    """What is exact of the schools of some leaders, by school; of studies the completed ones and all that count."""

    taking_part: Counter[int]
    people: dict[int, int | None]
    groups: Counter[int]
    completed: Counter[int]
    studies: Counter[int]
    shared: Counter[int]


def _count(schools: Collection[int], today: dt.date) -> Counted:
    """Seven queries at most."""
    period = period_until(today)
    studies = exact.find_studies(period, schools)
    return Counted(
        taking_part=Counter(row.unit for row in who_takes_part([period], schools)),
        people={school: facts.headcount for (school, of), facts in read_facts(schools).items() if of == period.year},
        groups=Counter(group.unit for group in exact.find_groups(period, schools)),
        completed=Counter(study.unit for study in studies if study.is_completed),
        studies=Counter(study.unit for study in studies),
        shared=Counter(exact.units_that_shared(period, schools)),
    )


def figures(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """What a leader's own schools do, without names: the five figures of their page. Ten queries at most.

    What is exact there is exact here. What people did is what was published of the school, or of the cell to which it
    belongs.
    """
    today = timezone.localdate(max((window.until for window in windows.values()), default=None))
    work = Appointment.objects.filter(match_active(today))
    led: dict[int, list[Organisation]] = {}
    rows = work.filter(member__in=members, function=Function.SCHOOL_LEADER).select_related("organisation")
    for job in rows.order_by("organisation__name", "pk"):
        led.setdefault(job.member_id, []).append(job.organisation)
    schools = list({school.pk: None for own in led.values() for school in own})
    counted, published = _count(schools, today), read_of_places(schools, CODES)
    found: Found = {}
    for leader, own in led.items():
        lines = [line for school in own for line in _lines(school, counted, published, is_one=len(own) == 1)]
        if lines:
            found[leader] = lines
    return found


def _lines(school: Organisation, counted: Counted, published: Published, *, is_one: bool) -> list[Item]:
    """In the order of the page of the school; what there is nothing of is not said."""
    url = reverse("dashboards:school_figures", args=[school.slug]) if school.is_site else reverse("dashboards:start")
    told = _told(school, published)
    said = [
        _say_taking_part(school, counted),
        *(told[code] for code in (CAME, HOURS) if code in told),
        *_say_exact(school, counted),
        *(told[code] for code in (USED,) if code in told),
    ]
    # Who leads one school knows which one.
    detail = "" if is_one else school.name
    return [Item(text=text, detail=detail, url=url, why=why) for text, why in filter(None, said)]


def _say_taking_part(school: Organisation, counted: Counted) -> Said | None:
    taking_part, people = counted.taking_part[school.pk], counted.people.get(school.pk)
    if not taking_part:
        return None
    if people:
        text = ngettext(
            "%(n)d of %(all)d people of your school takes part in a group",
            "%(n)d of %(all)d people of your school take part in a group",
            taking_part,
        )
    else:
        text = ngettext(
            "%(n)d person of your school takes part in a group",
            "%(n)d people of your school take part in a group",
            taking_part,
        )
    return text % {"n": taking_part, "all": people}, str(BY_CODE["P2"].what_counts)


def _say_exact(school: Organisation, counted: Counted) -> Iterator[Said]:
    if groups := counted.groups[school.pk]:
        text = ngettext("In %(n)d group is a colleague of yours", "In %(n)d groups are colleagues of yours", groups)
        yield text % {"n": groups}, str(GROUPS_COUNT)
    if studies := counted.studies[school.pk]:
        values = {"done": counted.completed[school.pk], "n": studies}
        yield _("Lesson Study: %(done)d of %(n)d completed") % values, str(BY_CODE["L1"].what_counts)
    if shared := counted.shared[school.pk]:
        text = ngettext(
            "%(n)d product of your school was shared this school year",
            "%(n)d products of your school were shared this school year",
            shared,
        )
        yield text % {"n": shared}, str(SHARED_COUNT)


def _told(school: Organisation, published: Published) -> dict[str, Said]:
    """By code what was published of the school this year, in its band."""
    period = published.period_of(find_school_year(published.until)) if published.until else None
    if period is None:
        return {}
    unit = published.counted_in.get((school.pk, period.year))
    found = {}
    for code, said, divide_by in ((CAME, _came(), 1), (HOURS, _hours(), QUARTERS), (USED, _used(), 1)):
        told = band(published.told_of(code, school.pk, period), divide_by=divide_by)
        if told:
            text = said % {"band": told, "day": nice_date(period.until)}
            found[code] = (text, _of_whom(school, unit))
    return found


def _came() -> str:
    return _("%(band)s people were at a meeting this school year, until %(day)s")


def _hours() -> str:
    return _("That came to %(band)s hours, until %(day)s")


def _used() -> str:
    return _("%(band)s people used a product in their class, until %(day)s")


def _of_whom(school: Organisation, unit: int | None) -> str:
    """Whose figure it is, when a school is too small for one of its own."""
    if unit == school.pk:
        return _("In bands of five, so that nobody can be recognised.")
    if unit is None:
        return _("Too few people at your school and board: this is the picture of small schools in the network.")
    return _("Too few people at your school: this is the picture of the smaller schools of your board.")


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
                HEADS,
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
            button=gettext_lazy("Open the figures"),
            url_name="dashboards:figures_home",
            window=dt.timedelta(days=31),
            sections=[Section("figures", gettext_lazy("Your school this year"), figures)],
        )
    )
