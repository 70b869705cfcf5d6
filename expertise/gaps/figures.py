"""E3 and E4 of the indicators: what a school brings in, and how many questions are answered in time. E1 and E2 stand in
`queries_gaps`."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from expertise.asking.enums import HelpOutcome, HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.claims.models import ExpertiseClaim
from expertise.products.models import KnowledgeProduct
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment
from knowledge_network.school_year.calendar import home_region, school_calendar, school_year_start

IN_TIME_SCHOOL_DAYS = 20
ANSWERED = (HelpOutcome.YES, HelpOutcome.PARTLY)


@dataclass(frozen=True)
class Contribution:
    """E3: what people of some schools bring in (class A: plain counts for the own school)."""

    claims: int
    answered: int
    products: int


def contribution_counts(organisations: Iterable[int]) -> dict[str, Coalesce]:
    """The three figures as expressions, for a query that is asked anyway."""
    staff = Appointment.objects.current().filter(organisation__in=list(organisations)).values("member")
    helped = HelpRequestMatch.objects.filter(
        expert__in=staff,
        state=MatchState.ACCEPTED,
        help_request__answered_at__gte=_moment(school_year_start(timezone.localdate())),
    )
    return {
        "claims": count_of_all(ExpertiseClaim.objects.shown_to_members().filter(member__in=staff), "pk"),
        "answered": count_of_all(helped, "help_request"),
        "products": count_of_all(KnowledgeProduct.objects.in_view().filter(contact_person__in=staff), "pk"),
    }


def count_of_all(rows: QuerySet[Any], what: str = "pk") -> Coalesce:
    """How many different ones there are in all; the rows hang on nothing of the query around."""
    counted = rows.order_by().annotate(whole=Value(1)).values("whole").annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def count_contribution(organisations: Iterable[int]) -> Contribution:
    """Claims and products of today, questions answered since the school year began. One query."""
    keys = list(organisations)
    counts = contribution_counts(keys)
    row = Organisation.objects.filter(pk__in=keys).annotate(**counts).order_by("pk").values(*counts).first()
    return Contribution(**row) if row else Contribution(0, 0, 0)


@dataclass(frozen=True)
class Answered:
    """E4: of the questions of this school year, those answered (yes or partly) within twenty school days.

    `waiting` are not answered and not twenty school days old yet; they are among `submitted` all the same.
    """

    in_time: int
    submitted: int
    waiting: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.submitted) if self.submitted else None


def count_answered_in_time(today: dt.date | None = None) -> Answered:
    """Three queries, whatever the number of questions."""
    today = today or timezone.localdate()
    start = school_year_start(today)
    calendar = school_calendar(home_region(), first=start, last=today)
    days = [start + dt.timedelta(days=n) for n in range((today - start).days + 1)]
    school_days = [day for day in days if calendar.is_school_day(day)]

    def length(begin: dt.date, end: dt.date) -> int:
        """School days after `begin` up to and including `end`."""
        return bisect_left(school_days, end + dt.timedelta(days=1)) - bisect_left(
            school_days, begin + dt.timedelta(days=1)
        )

    unsent = (HelpState.DRAFT, HelpState.WITHDRAWN)
    rows = HelpRequest.objects.filter(asked_at__gte=_moment(start)).exclude(state__in=unsent)
    in_time = submitted = waiting = 0
    for asked_at, answered_at, outcome in rows.values_list("asked_at", "answered_at", "outcome"):
        submitted += 1
        asked = timezone.localdate(asked_at)
        if answered_at is None:
            waiting += length(asked, today) <= IN_TIME_SCHOOL_DAYS
        elif outcome in ANSWERED:
            in_time += length(asked, timezone.localdate(answered_at)) <= IN_TIME_SCHOOL_DAYS
    return Answered(in_time=in_time, submitted=submitted, waiting=waiting)


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
