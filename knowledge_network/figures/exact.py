"""Class A: what everybody may know exactly, counted on the spot. No worker is needed for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from expertise.products.models import KnowledgeProduct
from knowledge_network.figures.periods import Period
from knowledge_network.kit.models import match_active
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.members.people.enums import Function
from knowledge_network.school_year.calendar import HOME_REGION, SchoolCalendar, first_day, home_region, school_calendar
from knowledge_network.school_year.models import SchoolHoliday
from lesson_study.cycles.enums import CycleState, Phase
from lesson_study.cycles.models import CycleStep, LessonStudyCycle, TeamMember
from plg.groups.enums import GroupState
from plg.groups.models import GroupMembership

# A study younger than this is not expected to be in its last phase.
SCHOOL_WEEKS_OF_A_STUDY = 10
# Asked of the same appointment as the rest: `exclude` would leave out who was ever a student teacher.
STAFF = [function.value for function in Function if function != Function.STUDENT_TEACHER]
ONE_DAY = dt.timedelta(days=1)


# Groups -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GroupOfUnit:
    """A group in which somebody of a unit takes part in a school year."""

    unit: int
    group: int
    name: str
    slug: str
    kind: str
    state: str
    people: int

    @property
    def sleeps(self) -> bool:
        return self.state == GroupState.DORMANT


def find_groups(period: Period, units: Collection[int]) -> list[GroupOfUnit]:
    """Started groups with somebody of the staff as a member on the last day of the period, by name. One query."""
    day = period.until
    rows = (
        GroupMembership.objects.participating()
        .filter(match_active(day), group__state__in=GroupState.PUBLIC)
        .filter(Q(group__closed_on__isnull=True) | Q(group__closed_on__gte=day))
        .filter(
            match_active(day, "member__appointments__"),
            member__appointments__organisation__in=list(units),
            member__appointments__is_primary=True,
            member__appointments__function__in=STAFF,
        )
        .values("group", "group__name", "group__slug", "group__kind", "group__state")
        .annotate(unit=F("member__appointments__organisation"), people=Count("member", distinct=True))
        .order_by("group__name", "unit")
    )
    return [
        GroupOfUnit(
            unit=row["unit"],
            group=row["group"],
            name=row["group__name"],
            slug=row["group__slug"],
            kind=row["group__kind"],
            state=row["group__state"],
            people=row["people"],
        )
        for row in rows
    ]


# Lesson Study -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Study:
    """A study that counts for L1 in a period; `is_completed`: it reached the last phase by then."""

    pk: int
    title: str
    public_id: str
    unit: int
    is_completed: bool


def find_studies(period: Period, units: Collection[int] | None = None) -> list[Study]:
    """L1: studies started in this and the school year before, that are old enough or in phase 7; once for each unit.

    Of whom: the main work of the people of the team on the day on which they said yes. Without `units` of every
    organisation. Two queries.
    """
    oldest = weeks_before(period.until)
    reached = CycleStep.objects.filter(cycle=OuterRef("pk"), to_phase=Phase.REFLECTION, at__date__lte=period.until)
    cycles = LessonStudyCycle.objects.filter(
        created_at__date__gte=first_day(period.year - 1), created_at__date__lte=period.until
    ).annotate(done=Exists(reached) | Q(state=CycleState.FINISHED, finished_at__date__lte=period.until))
    cycles = cycles.filter(Q(done=True) | Q(created_at__date__lte=oldest))
    joined = Q(
        team__accepted_at__isnull=False,
        team__member__appointments__is_primary=True,
        team__member__appointments__function__in=STAFF,
    )
    begun = Q(team__member__appointments__start__lte=F("team__accepted_at__date"))
    holds = Q(team__member__appointments__end__isnull=True) | Q(
        team__member__appointments__end__gt=F("team__accepted_at__date")
    )
    here = Q() if units is None else Q(team__member__appointments__organisation__in=list(units))
    # All in one filter, so that it is one and the same appointment.
    values = (
        cycles.filter(joined & begun & holds & here)
        .annotate(unit=F("team__member__appointments__organisation"))
        .values("pk", "title", "public_id", "unit", "done")
        .distinct()
        .order_by("title", "pk", "unit")
    )
    return [Study(row["pk"], row["title"], row["public_id"], row["unit"], row["done"]) for row in values]


def weeks_before(day: dt.date) -> dt.date:
    """Ten school weeks before a day: a study that began later is young. One or two queries."""
    calendar = school_calendar(home_region(), first=day - dt.timedelta(weeks=60), last=day)
    monday = calendar.school_weeks_back(day, SCHOOL_WEEKS_OF_A_STUDY)
    return monday + dt.timedelta(days=day.weekday())


# Through three school years, of one organisation ----------------------------------------------------


@dataclass(frozen=True)
class GroupStay:
    """That somebody of the staff of a unit was in a group, from a day up to and including another one."""

    member: int
    group: int
    name: str
    slug: str
    state: str
    first: dt.date
    last: dt.date

    @property
    def sleeps(self) -> bool:
        return self.state == GroupState.DORMANT


def _stays_query(unit: int) -> Built:
    rows = GroupMembership.objects.participating().filter(
        group__state__in=GroupState.PUBLIC,
        member__appointments__organisation=unit,
        member__appointments__is_primary=True,
        member__appointments__function__in=STAFF,
    )
    return rows.order_by("group__name", "pk"), (
        "member",
        "group",
        "group__name",
        "group__slug",
        "group__state",
        "start",
        "member__appointments__start",
        "end",
        "member__appointments__end",
        "group__closed_on",
    )


_stays = PreparedQuery(_stays_query, unit=int)


def group_stays(unit: int) -> list[GroupStay]:
    """All stays in started groups of the staff of an organisation, by name of the group. One query."""
    found = []
    for row in _stays.rows(unit=unit):
        ends = [day - ONE_DAY for day in (row["end"], row["member__appointments__end"]) if day is not None]
        if row["group__closed_on"]:
            ends.append(row["group__closed_on"])
        stay = GroupStay(
            member=row["member"],
            group=row["group"],
            name=row["group__name"],
            slug=row["group__slug"],
            state=row["group__state"],
            first=max(row["start"], row["member__appointments__start"]),
            last=min(ends, default=dt.date.max),
        )
        if stay.first <= stay.last:
            found.append(stay)
    return found


def find_groups_on(stays: Iterable[GroupStay], day: dt.date) -> list[GroupStay]:
    """Each group once in which somebody was on a day, by name."""
    return list({stay.group: stay for stay in stays if stay.first <= day <= stay.last}.values())


@dataclass(frozen=True)
class StudyStay:
    """A study in whose team somebody of the staff of a unit is, when it began and when it reached phase 7."""

    pk: int
    title: str
    public_id: str
    began: dt.date
    completed: dt.date | None


def _studies_query(unit: int) -> Built:
    reached = CycleStep.objects.filter(cycle=OuterRef("pk"), to_phase=Phase.REFLECTION).order_by("at").values("at")[:1]
    here = TeamMember.objects.filter(
        Q(member__appointments__end__isnull=True) | Q(member__appointments__end__gt=F("accepted_at__date")),
        cycle=OuterRef("pk"),
        accepted_at__isnull=False,
        member__appointments__is_primary=True,
        member__appointments__organisation=unit,
        member__appointments__start__lte=F("accepted_at__date"),
        member__appointments__function__in=STAFF,
    )
    rows = LessonStudyCycle.objects.filter(Exists(here)).annotate(reached_at=Subquery(reached)).order_by("title", "pk")
    return rows, ("pk", "title", "public_id", "created_at", "reached_at", "finished_at")


_studies = PreparedQuery(_studies_query, unit=int)


def study_stays(unit: int) -> list[StudyStay]:
    """Studies with people of an organisation, by title. One query."""
    found = []
    for row in _studies.rows(unit=unit):
        moments = [moment for moment in (row["reached_at"], row["finished_at"]) if moment is not None]
        completed = timezone.localdate(min(moments)) if moments else None
        began = timezone.localdate(row["created_at"])
        found.append(StudyStay(row["pk"], row["title"], row["public_id"], began, completed))
    return found


def find_studies_in(stays: Iterable[StudyStay], period: Period, calendar: SchoolCalendar) -> list[StudyStay]:
    """Those that count for L1: started this or last school year, and old enough or in phase 7."""
    day, first = period.until, first_day(period.year - 1)
    oldest = calendar.school_weeks_back(day, SCHOOL_WEEKS_OF_A_STUDY) + dt.timedelta(days=day.weekday())
    return [stay for stay in stays if first <= stay.began <= day and (is_completed(stay, day) or stay.began <= oldest)]


def is_completed(stay: StudyStay, day: dt.date) -> bool:
    return stay.completed is not None and stay.completed <= day


def _holidays_query(first: dt.date, last: dt.date) -> Built:
    rows = SchoolHoliday.objects.filter(region=HOME_REGION, start__lte=last, end__gte=first).order_by("start")
    return rows, ("start", "end", "name")


_holidays = PreparedQuery(_holidays_query, first=dt.date, last=dt.date)


def holidays_through(first: dt.date, last: dt.date) -> SchoolCalendar:
    """The school calendar of the network. One query."""
    rows = _holidays.rows(first=first, last=last)
    return SchoolCalendar(tuple((row["start"], row["end"], row["name"]) for row in rows))


# Products -----------------------------------------------------------------------------------------


def find_products(period: Period, units: Collection[int] | None = None) -> QuerySet[KnowledgeProduct]:
    """Published in the period, with a contact person who then had their main work at one of the units."""
    here = Q() if units is None else Q(contact_person__appointments__organisation__in=list(units))
    return _published_between(period.first, period.until, here)


def _published_between(first: dt.date, last: dt.date, here: Q) -> QuerySet[KnowledgeProduct]:
    end = Q(contact_person__appointments__end__isnull=True) | Q(contact_person__appointments__end__gt=F("published_on"))
    # All in one filter, so that it is one and the same appointment.
    return KnowledgeProduct.objects.in_view().filter(
        end & here,
        published_on__gte=first,
        published_on__lte=last,
        contact_person__appointments__is_primary=True,
        contact_person__appointments__start__lte=F("published_on"),
    )


@dataclass(frozen=True)
class Shared:
    """A product, and the day on which it was published."""

    day: dt.date
    title: str
    slug: str


def _shared_query(unit: int, first: dt.date, last: dt.date) -> Built:
    rows = _published_between(first, last, Q(contact_person__appointments__organisation=unit))
    return rows.order_by("published_on", "pk"), ("published_on", "title", "slug")


_shared = PreparedQuery(_shared_query, unit=int, first=dt.date, last=dt.date)


def list_shared(unit: int, first: dt.date, last: dt.date) -> list[Shared]:
    """What `find_products` finds of an organisation between two days, both included, oldest first. One query."""
    rows = _shared.rows(unit=unit, first=first, last=last)
    return [Shared(row["published_on"], row["title"], row["slug"]) for row in rows]


def units_that_shared(period: Period, units: Collection[int] | None = None) -> list[int]:
    """For each product of the period the organisation at which its contact person then worked. One query."""
    rows = find_products(period, units).annotate(shared_at=F("contact_person__appointments__organisation"))
    return list(rows.values_list("shared_at", flat=True))
