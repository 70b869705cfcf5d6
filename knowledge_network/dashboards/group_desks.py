"""What waits for the coordinators at groups and their meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, DateTimeField, Exists, Min, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.desks import Desk, address
from knowledge_network.dashboards.queries.queues import days_since
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models.member import present
from knowledge_network.school_year.calendar import dormancy_threshold
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupTransition
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.forms.desk import LATE_UNTIL, WITHOUT_ATTENDANCE, WITHOUT_MINUTES, match_late
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.models.meeting import OF_A_TEAM
from plg.meetings.queries import with_dormancy
from plg.pages.enums import Attention
from plg.pages.overview import match_asking
from plg.space.queries import filled_agreements


def find_desks() -> Iterator[Desk]:
    """Seven desks, of groups and of their meetings."""
    yield from _groups(_state_of_groups(timezone.localdate()))
    yield from _meetings(_state_of_meetings(timezone.now()))


def _groups(state: GroupsState) -> Iterator[Desk]:
    """Four desks."""
    yield Desk(
        key="decide",
        label=_("Groups that wait for a decision"),
        what_counts=_("New groups and project applications that were sent in."),
        icon="clipboard-list",
        url=address("plg:manage_decisions"),
        count=state.decide,
        days=days_since(state.decide_since),
        urgent=state.decide > 0,
    )
    yield Desk(
        key="dormant",
        label=_("Sleeping groups"),
        what_counts=_("Active groups without a meeting in the last %(weeks)s school weeks and with none planned.")
        % {"weeks": read_network().thresholds.dormant_school_weeks},
        icon="moon",
        url=address("plg:manage_groups", let_op=Attention.DORMANT.address),
        count=state.dormant,
        days=days_since(state.dormant_since),
    )
    yield Desk(
        key="no_agreement",
        label=_("Groups without group agreements"),
        what_counts=_("Active groups of which the five agreements are not all written down."),
        icon="handshake",
        url=address("plg:manage_groups", let_op=Attention.WITHOUT_AGREEMENT.address),
        count=state.no_agreement,
        days=days_since(state.no_agreement_since),
    )
    yield Desk(
        key="ends_soon",
        label=_("Projects that end soon"),
        what_counts=_("Active project groups that end within %(days)s days or should have ended.")
        % {"days": read_network().thresholds.project_ends_days},
        icon="flag",
        url=address("plg:manage_groups", let_op=Attention.ENDS_SOON.address, sorteer="einde"),
        count=state.ends_soon,
        urgent=bool(state.ends_soon_first and state.ends_soon_first < timezone.localdate()),
    )


@dataclass(frozen=True)
class GroupsState:
    """How many groups wait for a decision, sleep, have no agreements or end soon; and since when the oldest does."""

    decide: int
    decide_since: dt.datetime | None
    dormant: int
    dormant_since: dt.datetime | None
    no_agreement: int
    no_agreement_since: dt.datetime | None
    ends_soon: int
    ends_soon_first: dt.date | None


def _state_of_groups(today: dt.date) -> GroupsState:
    """One count over all groups, and two queries for the school holidays."""
    threshold = dormancy_threshold(today)
    sent_in = GroupTransition.objects.filter(group=OuterRef("pk"), to_state__in=GroupState.UNDECIDED).order_by("-at")
    # What the table of groups shows behind each figure.
    waits, sleeps, bare, ends = (
        match_asking(attention, today)
        for attention in (
            Attention.UNDECIDED,
            Attention.DORMANT,
            Attention.WITHOUT_AGREEMENT,
            Attention.ENDS_SOON,
        )
    )
    started = Cast("started_on", DateTimeField())
    counted = (
        with_dormancy(Group.objects.all(), threshold)
        .annotate(
            has_agreement=Exists(filled_agreements().filter(group=OuterRef("pk"))),
            sent_in_at=Coalesce(Subquery(sent_in.values("at")[:1]), "created_at"),
            quiet_since=Coalesce("last_held_at", started),
            began_at=Coalesce(started, "created_at"),
        )
        .aggregate(
            decide=Count("pk", filter=waits),
            decide_since=Min("sent_in_at", filter=waits),
            dormant=Count("pk", filter=sleeps),
            dormant_since=Min("quiet_since", filter=sleeps),
            no_agreement=Count("pk", filter=bare),
            no_agreement_since=Min("began_at", filter=bare),
            ends_soon=Count("pk", filter=ends),
            ends_soon_first=Min("ends_on", filter=ends),
        )
    )
    return GroupsState(**counted)


@dataclass(frozen=True)
class MeetingsState:
    """How many meetings lack attendance or minutes, and since when the oldest; how many people answered nothing."""

    unconfirmed: int
    unconfirmed_since: dt.datetime | None
    bare: int
    bare_since: dt.datetime | None
    silent: int


def _state_of_meetings(now: dt.datetime) -> MeetingsState:
    """One count over the meetings of the last four months; who is silent is counted once in five minutes. One query."""
    unconfirmed, bare = (match_late(missing, now) & ~OF_A_TEAM for missing in (WITHOUT_ATTENDANCE, WITHOUT_MINUTES))
    counted = Meeting.objects.filter(ends_at__gt=now - LATE_UNTIL, starts_at__lt=now).aggregate(
        unconfirmed=Count("pk", filter=unconfirmed),
        unconfirmed_since=Min("ends_at", filter=unconfirmed),
        bare=Count("pk", filter=bare),
        bare_since=Min("ends_at", filter=bare),
    )
    return MeetingsState(**counted, silent=read_counted("dashboards.silent", lambda: _count_silent(now)).found)


def _count_silent(now: dt.datetime) -> int:
    """People who answered nothing to a meeting of the next four weeks. One query."""
    rows = MeetingInvitation.objects.standing().filter(
        present("member__"),
        answer=RsvpAnswer.NONE,
        member__isnull=False,
        meeting__status__in=MeetingStatus.TAKES_PLACE,
        meeting__starts_at__gt=now,
        meeting__starts_at__lt=now + dt.timedelta(weeks=4),
    )
    return rows.order_by().values("member").distinct().count()


def _meetings(state: MeetingsState) -> Iterator[Desk]:
    """Three desks."""
    yield Desk(
        key="attendance",
        label=_("Meetings without confirmed attendance"),
        what_counts=_("Held more than a week ago, in the last four months. Without it nobody gets hours."),
        icon="check-check",
        url=address("plg:manage_meetings", let_op=WITHOUT_ATTENDANCE),
        count=state.unconfirmed,
        days=days_since(state.unconfirmed_since),
    )
    yield Desk(
        key="minutes",
        label=_("Meetings without minutes"),
        what_counts=_("Held more than a week ago, in the last four months, and nothing is shared yet."),
        icon="file-text",
        url=address("plg:manage_meetings", let_op=WITHOUT_MINUTES),
        count=state.bare,
        days=days_since(state.bare_since),
    )
    yield Desk(
        key="unanswered",
        label=_("People who did not answer an invitation"),
        what_counts=_("The coming four weeks, counted every five minutes."),
        icon="circle-help",
        url=address("plg:unanswered_remind"),
        count=state.silent,
    )
