"""What asks for attention among everything there is: looked for once in five minutes.

Who looks sees what still does: each that was found is asked again, so that what is done is gone at once; what is new
comes within five minutes. Of what is found keys alone are kept, which are the same for all who run the network. A queue
that is short is asked for itself each time: all that it holds is there at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, DateTimeField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from expertise.products.queries.products import to_revise
from expertise.products.queries.reviews import without_reader
from knowledge_network.dashboards.queries.queues import Queue
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.models import RoleProposal
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.calendar import dormancy_threshold
from plg.barriers.models import Barrier
from plg.groups.models import Group, JoinRequest
from plg.meetings.forms.desk import LATE_UNTIL, WITHOUT_ATTENDANCE, WITHOUT_MINUTES, match_late
from plg.meetings.models import Meeting
from plg.meetings.models.meeting import OF_A_TEAM
from plg.meetings.queries import Clash, find_clashes, with_dormancy
from plg.pages.enums import Attention
from plg.pages.overview import match_asking
from plg.space.queries import filled_agreements

# Of each sort the oldest are found; of the others it is known how many they are.
MOST_FOUND = 60
LOOKED_FOR = (Attention.DORMANT, Attention.WITHOUT_AGREEMENT, Attention.ENDS_SOON, Attention.WAITING_LONG)
LATE_IN = (WITHOUT_ATTENDANCE, WITHOUT_MINUTES)


@dataclass(frozen=True)
class Found:
    """The keys of the oldest, and how many there were in all. `is_far`: even few are found among very many."""

    keys: tuple[int, ...] = ()
    count: int = 0
    is_far: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether those that were found alone are asked again; else the whole queue is asked, which is short."""
        return self.is_far or self.count > MOST_FOUND

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=self.keys) if self.is_narrow else rows

    def correct(self, asked_again: Queue) -> Queue:
        """What waits now: `asked_again` are those of the found that still do."""
        beside = self.count - len(self.keys) if self.is_narrow else 0
        return Queue(beside + asked_again.count, asked_again.oldest)


def _find(rows: QuerySet[Any]) -> Found:
    """Of rows with `since`. One query, and one more where they are many."""
    oldest = rows.order_by("since", "pk")
    keys = tuple(oldest.values_list("pk", flat=True)[: MOST_FOUND + 1])
    return Found(keys[:MOST_FOUND], rows.order_by().count() if len(keys) > MOST_FOUND else len(keys))


# Queues -----------------------------------------------------------------------------------------

type Rows = QuerySet[Any]


def list_queues() -> dict[str, tuple[Rows, str]]:
    """Of each sort that grows with the network: all that waits, and the field that tells since when."""
    return {
        "signups": (SignupRequest.objects.open(), "requested_at"),
        "mail": (Delivery.objects.filter(state=DeliveryState.FAILED), "planned_at"),
        "readers": (without_reader(), "submitted_at"),
        "revise": (to_revise(), "changed_at"),
        "barriers": (Barrier.objects.waiting(), "brought_at"),
        "roles": (RoleProposal.objects.all(), "proposed_at"),
        "questions": (HelpRequest.objects.filter(state__in=HelpState.WAITING), "asked_at"),
    }


def find_waiting() -> dict[str, Found]:
    """Of each queue the oldest, as it was at most five minutes ago; for who sees all that waits."""
    return read_counted("dashboards.waiting", _look_among_queues).found


def _look_among_queues() -> dict[str, Found]:
    found = {name: _find(rows.annotate(since=F(field))) for name, (rows, field) in list_queues().items()}
    # Those without a reader stand among all that are in review.
    return found | {"readers": replace(found["readers"], is_far=True)}


# Groups -----------------------------------------------------------------------------------------


def ask_groups(groups: QuerySet[Group], attention: Attention, today: dt.date, threshold: dt.date) -> QuerySet[Any]:
    """Those that ask for attention in this way, with `since` when; `threshold` is that of sleeping."""
    began = Cast("started_on", DateTimeField())
    if attention == Attention.ENDS_SOON:
        found = groups.annotate(since=Cast("ends_on", DateTimeField()))
    elif attention == Attention.WAITING_LONG:
        asked = JoinRequest.objects.open().filter(group=OuterRef("pk")).order_by("requested_at")
        found = groups.annotate(since=Subquery(asked.values("requested_at")[:1]))
    elif attention == Attention.DORMANT:
        found = with_dormancy(groups, threshold).annotate(since=Coalesce("last_held_at", began))
    else:
        # One by one: as a condition PostgreSQL reads all agreements for the few groups that are asked again.
        agreed = filled_agreements().filter(group=OuterRef("pk")).order_by("pk").values("pk")[:1]
        found = groups.annotate(
            agreed=Subquery(agreed),
            has_agreement=ExpressionWrapper(Q(agreed__isnull=False), BooleanField()),
            since=Coalesce(began, "created_at"),
        )
    return found.filter(match_asking(attention, today))


def find_groups_that_ask(today: dt.date) -> dict[str, Found]:
    """By how they ask, as it was at most five minutes ago."""
    return read_counted(f"dashboards.groups_that_ask.{today}", lambda: _look_among_groups(today)).found


def _look_among_groups(today: dt.date) -> dict[str, Found]:
    threshold = dormancy_threshold(today)
    return {
        str(attention): _find(ask_groups(Group.objects.all(), attention, today, threshold)) for attention in LOOKED_FOR
    }


# Meetings ---------------------------------------------------------------------------------------


def ask_meetings(meetings: QuerySet[Meeting], missing: str, now: dt.datetime) -> QuerySet[Any]:
    """Those of which this is still to be noted, with `since` when."""
    found = meetings.filter(ends_at__gt=now - LATE_UNTIL, starts_at__lt=now)
    return found.filter(match_late(missing, now) & ~OF_A_TEAM).annotate(since=Cast("ends_at", DateTimeField()))


def find_late_meetings(now: dt.datetime) -> dict[str, Found]:
    """By what is missing, as it was at most five minutes ago."""
    return read_counted("dashboards.late_meetings", lambda: _look_among_meetings(now)).found


def _look_among_meetings(now: dt.datetime) -> dict[str, Found]:
    return {missing: _find(ask_meetings(Meeting.objects.all(), missing, now)) for missing in LATE_IN}


# People who are expected twice ------------------------------------------------------------------


def find_clashes_again(of: str, first: dt.datetime, last: dt.datetime) -> list[Clash]:
    """Those of the clashes of at most five minutes ago that still are. `of`: the name of the period. One query."""
    kept = read_counted(f"dashboards.clashes.{of}", lambda: _name_meetings(find_clashes(first, last))).found
    return find_clashes(first, last, among=kept) if kept else []


def _name_meetings(clashes: Iterable[Clash]) -> tuple[str, ...]:
    return tuple(sorted({meeting for clash in clashes for meeting in (clash.here, clash.there)}))


def find_coming_clashes(ahead: dt.timedelta) -> list[Clash]:
    """From now on. One query, none where there were none."""
    now = timezone.now()
    return find_clashes_again("coming", now, now + ahead)
