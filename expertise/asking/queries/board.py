"""What the desk for questions reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.names import public_name
from expertise.asking.states import TONES
from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

# Under which name the numbers of the desk are kept.
DESK = "expertise.help_desk"


def list_for_desk(officer: Member) -> QuerySet[HelpRequest]:
    """All that were sent for a coordinator; for a liaison officer those of the own scope that they may see."""
    rows = HelpRequest.objects.select_related("asker").exclude(state=HelpState.DRAFT)
    if officer.is_coordinator:
        return rows
    return rows.visible_to(officer).filter(pk__in=HelpRequest.objects.in_scope_of(officer).values("pk"))


def list_for_table(officer: Member) -> QuerySet[HelpRequest]:
    """The same with what its table sorts by: `silent_count`, `declined_count`, and `sort_name`, in which who asks
    without a name has none either."""
    named = Case(
        When(is_anonymous=True, then=Value("")), default=F("asker__sort_name"), output_field=CharField(max_length=200)
    )
    return list_for_desk(officer).annotate(
        silent_count=_count_matches(MatchState.ASKED),
        declined_count=_count_matches(MatchState.DECLINED, MatchState.EXPIRED),
        sort_name=named,
    )


def _count_matches(*states: str) -> Coalesce:
    matches = HelpRequestMatch.objects.filter(help_request=OuterRef("pk"), state__in=states).order_by()
    counted = matches.values("help_request").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class Counts:
    """How many questions wait, since when, how many were passed on to officers, how many answers wait for a check."""

    waiting: int
    waiting_since: dt.datetime | None
    escalated: int
    escalated_since: dt.datetime | None
    to_check: int
    to_check_since: dt.datetime | None


def read_for_desk(officer: Member) -> Counted[Counts]:
    """`count_for_desk` as it was at most five minutes ago: the same for all coordinators, so one of them counts."""
    if not officer.is_coordinator:
        return Counted(timezone.now(), count_for_desk(officer))
    return read_counted(DESK, lambda: count_for_desk(officer))


def forget_desk() -> None:
    """After a deed at the desk its numbers are counted anew."""
    forget_counted(DESK)


def count_for_desk(officer: Member) -> Counts:
    """One query."""
    waits = Q(state__in=HelpState.WAITING)
    to_check = Q(may_be_published=True, published_at__isnull=True)
    counted = list_for_desk(officer).aggregate(
        waiting=Count("pk", filter=waits),
        waiting_since=Min("asked_at", filter=waits),
        escalated=Count("pk", filter=waits & Q(escalated_at__isnull=False)),
        escalated_since=Min("escalated_at", filter=waits & Q(escalated_at__isnull=False)),
        to_check=Count("pk", filter=to_check),
        to_check_since=Min(F("closed_at"), filter=to_check),
    )
    return Counts(**counted)


@dataclass(frozen=True)
class BoardRow:
    """A question on the desk, with who was asked in numbers and who helps by name."""

    public_id: str
    url: str
    title: str
    name: str
    unnamed: bool
    state: str
    tone: str
    escalated: bool
    asked_at: dt.datetime
    days: int
    asked: int
    declined: int
    helpers: list[str]
    outcome: str


def present_board_rows(rows: Sequence[HelpRequest]) -> list[BoardRow]:
    """One query for all of them."""
    matches: dict[int, list[HelpRequestMatch]] = {}
    found = HelpRequestMatch.objects.filter(help_request__in=rows).select_related("expert").order_by("pk")
    for match in found:
        matches.setdefault(match.help_request_id, []).append(match)
    return [_row(row, matches.get(row.pk, [])) for row in rows]


def _row(row: HelpRequest, matches: list[HelpRequestMatch]) -> BoardRow:
    helpers = [match.expert.get_full_name() for match in matches if match.state == MatchState.ACCEPTED and match.expert]
    return BoardRow(
        public_id=row.public_id,
        url=reverse("expertise:help_request_detail", args=[row.public_id]),
        title=row.title,
        name=public_name(row),
        unnamed=row.is_anonymous,
        state=row.get_state_display(),
        tone="bad" if row.escalated_at and row.is_waiting else TONES.get(row.state, ""),
        escalated=bool(row.escalated_at and row.is_waiting),
        asked_at=row.asked_at,
        days=(timezone.localdate() - timezone.localdate(row.asked_at)).days,
        asked=sum(match.state == MatchState.ASKED for match in matches),
        declined=sum(match.state in (MatchState.DECLINED, MatchState.EXPIRED) for match in matches),
        helpers=helpers,
        outcome=row.get_outcome_display() if row.outcome else "",
    )
