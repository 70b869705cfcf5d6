"""The coordinator's table: all groups with everything that asks for attention, in one query; and what waits."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise

from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models.member import present
from knowledge_network.school_year.calendar import dormancy_threshold
from plg.groups.enums import GroupKind, GroupRole, GroupState
from plg.groups.facts import NEW_FOR_DAYS
from plg.groups.kinds import INFO
from plg.groups.models import Group, GroupMembership, GroupTransition, JoinRequest
from plg.meetings.queries import with_dormancy
from plg.pages.enums import Attention
from plg.space.models import GroupResult
from plg.space.queries import filled_agreements

LONG_AGO = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
FAR_AWAY = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)


def overview(today: dt.date | None = None) -> QuerySet[Any]:
    """All groups with what the table shows of them: `is_dormant`, meetings, `has_agreement`, `leaders`, `waiting`."""
    today = today or timezone.localdate()
    here = GroupMembership.objects.current().filter(group=OuterRef("pk")).order_by()
    leads = here.of_present().filter(role=GroupRole.LEAD).order_by("member__sort_name")
    new = here.participating().filter(start__gt=today - dt.timedelta(days=NEW_FOR_DAYS))
    waiting = JoinRequest.objects.open().filter(group=OuterRef("pk")).order_by()
    wanted_boards = Case(*[When(kind=kind, then=info.boards) for kind, info in INFO.items()], default=1)
    found: QuerySet[Any] = (
        with_dormancy(Group.objects.all(), dormancy_threshold(today))
        .select_related("contact_person")
        .annotate(
            leaders=ArraySubquery(leads.values("member__sort_name")),
            has_agreement=_is_there(filled_agreements().filter(group=OuterRef("pk"))),
            has_result=_is_there(_results_of_group()),
            waiting=_count(waiting),
            new_members=_count(new),
            wanted_boards=ExpressionWrapper(wanted_boards, output_field=IntegerField()),
        )
        .annotate(
            new_share=Case(
                When(
                    member_count__gt=0,
                    then=ExpressionWrapper(F("new_members") * 1.0 / F("member_count"), output_field=FloatField()),
                ),
                default=Value(0.0),
                output_field=FloatField(),
            ),
            sort_last=Coalesce("last_held_at", Value(LONG_AGO), output_field=DateTimeField()),
            sort_next=Coalesce("next_meeting_at", Value(FAR_AWAY), output_field=DateTimeField()),
            sort_ends=Coalesce("ends_on", Value(FAR_AWAY.date())),
        )
    )
    return found


def _results_of_group() -> QuerySet[GroupResult]:
    return GroupResult.objects.shown().filter(group=OuterRef("pk"))


def _is_there(rows: QuerySet[Any]) -> Coalesce:
    """Asked of each group that is shown; for `Exists` PostgreSQL may first read the rows of all groups."""
    found = rows.order_by().annotate(there=Value(True)).values("there")[:1]
    return Coalesce(Subquery(found, output_field=BooleanField()), False)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many rows of a subquery there are for each group."""
    counted = rows.values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


# Which groups ask for attention in which way; what is overdue depends on the day.
ATTENTION: dict[Attention, Q] = {
    Attention.DORMANT: Q(is_dormant=True) | Q(state=GroupState.DORMANT),
    Attention.WITHOUT_AGREEMENT: Q(has_agreement=False, state__in=GroupState.RUNNING),
    Attention.WITHOUT_LEADER: Q(leaders=[], state__in=GroupState.RUNNING),
    Attention.WITHOUT_CONTACT: Q(contact_person__isnull=True) | ~present("contact_person__"),
    Attention.WAITING: Q(waiting__gt=0),
    Attention.FEW_BOARDS: Q(board_count__lt=F("wanted_boards"), state__in=GroupState.AT_WORK),
    Attention.MOSTLY_NEW: Q(new_share__gt=0.6, state__in=GroupState.AT_WORK),
    Attention.UNDECIDED: Q(state__in=GroupState.UNDECIDED),
}


# A group has some days to answer before the coordinator hears of it.
SLOW_ANSWER_DAYS = 7


def match_asking(attention: Attention, today: dt.date) -> Q:
    """The groups that ask for attention in this way; of a QuerySet of `overview`."""
    if attention == Attention.WAITING_LONG:
        before = timezone.now() - dt.timedelta(days=SLOW_ANSWER_DAYS)
        return Q(pk__in=JoinRequest.objects.open().filter(requested_at__lt=before).order_by().values("group"))
    if attention == Attention.ENDS_SOON:
        soon = today + dt.timedelta(days=read_network().thresholds.project_ends_days)
        return Q(kind=GroupKind.PROJECT, state=GroupState.ACTIVE, ends_on__lte=soon)
    if attention == Attention.OVERDUE:
        return Q(ends_on__lt=today, state__in=GroupState.AT_WORK) | Q(review_on__lt=today, state=GroupState.MAINTAINED)
    return ATTENTION[attention]


def totals(groups: QuerySet[Any]) -> dict[str, int]:
    """The row under the table: of everything that the filter lets through, not only of this page."""
    figures = groups.aggregate(
        all_groups=Count("pk"),
        all_members=Coalesce(Sum("member_count"), 0),
        all_dormant=Count("pk", filter=Q(is_dormant=True) | Q(state=GroupState.DORMANT)),
        all_waiting=Coalesce(Sum("waiting"), 0),
        all_without_agreement=Count("pk", filter=ATTENTION[Attention.WITHOUT_AGREEMENT]),
    )
    return {name.removeprefix("all_"): value for name, value in figures.items()}


def read_totals(asked: Mapping[str, object], groups: QuerySet[Any]) -> Counted[dict[str, int]]:
    """The same at most five minutes ago, of `groups` as the filter `asked` for them: who reads it sees all groups."""
    return read_counted(_name_totals(asked), lambda: totals(groups))


def forget_totals(asked: Mapping[str, object]) -> None:
    """What this filter lets through is counted anew, after a deed with some of it."""
    forget_counted(_name_totals(asked))


def _name_totals(asked: Mapping[str, object]) -> str:
    words = repr(sorted((name, str(value)) for name, value in asked.items() if value))
    return f"plg.groups.totals.{hashlib.sha256(words.encode()).hexdigest()[:32]}"


@dataclass(frozen=True)
class Decision:
    """A plan or application that waits: since when, and how many days that is. `group` says if it `has_agreement`."""

    group: Any
    url: str
    kind_label: str | Promise
    sent_at: dt.datetime | None
    days: int


def waiting_for_decision(groups: QuerySet[Any]) -> list[Decision]:
    """Plans and applications, the longest waiting first."""
    sent = GroupTransition.objects.filter(group=OuterRef("pk"), to_state__in=GroupState.UNDECIDED)
    last = sent.order_by("-at", "-pk")
    rows = groups.annotate(
        sent_at=Subquery(last.values("at")[:1]),
        has_agreement=Exists(filled_agreements().filter(group=OuterRef("pk"))),
    )
    now = timezone.now()
    return [
        Decision(
            group=group,
            url=group.get_absolute_url(),
            kind_label=INFO[group.kind].name,
            sent_at=group.sent_at,
            days=(now - (group.sent_at or group.created_at)).days,
        )
        for group in rows.select_related("contact_person").order_by("sent_at", "pk")
    ]
