"""What waits for the coordinators at groups and their meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.desks import Desk, address, say_soon
from knowledge_network.dashboards.queries.among_all import (
    LATE_IN,
    LOOKED_FOR,
    Found,
    ask_groups,
    ask_meetings,
    find_groups_that_ask,
    find_late_meetings,
)
from knowledge_network.dashboards.queries.queues import Queue, count_queues, days_since
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models.member import present
from knowledge_network.school_year.calendar import dormancy_threshold
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupTransition
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.forms.desk import WITHOUT_ATTENDANCE, WITHOUT_MINUTES
from plg.meetings.models import Meeting, MeetingInvitation
from plg.pages.enums import Attention
from plg.pages.overview import match_asking


def find_desks() -> Iterator[Desk]:
    """Eight desks, of groups and of their meetings."""
    state = _read_state(timezone.localdate(), timezone.now())
    yield from _groups(state)
    yield from _meetings(state)


def _groups(state: State) -> Iterator[Desk]:
    """Five desks."""
    dormant, bare, ending, slow = (state.asking[way] for way in LOOKED_FOR)
    yield Desk(
        key="decide",
        label=_("Groups that wait for a decision"),
        what_counts=_("New groups and project applications that were sent in."),
        icon="clipboard-list",
        url=address("plg:manage_decisions"),
        count=state.decide.count,
        days=days_since(state.decide.oldest),
        urgent=state.decide.count > 0,
    )
    yield Desk(
        key="dormant",
        label=_("Sleeping groups"),
        what_counts=say_soon(
            _("Active groups without a meeting in the last %(weeks)s school weeks and with none planned.")
            % {"weeks": read_network().thresholds.dormant_school_weeks}
        ),
        icon="moon",
        url=address("plg:manage_groups", let_op=Attention.DORMANT.address),
        count=dormant.count,
        days=days_since(dormant.oldest),
    )
    yield Desk(
        key="no_agreement",
        label=_("Groups without group agreements"),
        what_counts=say_soon(_("Active groups of which the five agreements are not all written down.")),
        icon="handshake",
        url=address("plg:manage_groups", let_op=Attention.WITHOUT_AGREEMENT.address),
        count=bare.count,
        days=days_since(bare.oldest),
    )
    yield Desk(
        key="ends_soon",
        label=_("Projects that end soon"),
        what_counts=say_soon(
            _("Active project groups that end within %(days)s days or should have ended.")
            % {"days": read_network().thresholds.project_ends_days}
        ),
        icon="flag",
        url=address("plg:manage_groups", let_op=Attention.ENDS_SOON.address, sorteer="einde"),
        count=ending.count,
        urgent=(days_since(ending.oldest) or 0) > 0,
    )
    yield Desk(
        key="join_requests",
        label=_("Groups that let somebody wait"),
        what_counts=_("Groups with a request to join that is open for more than seven days."),
        icon="clock",
        url=address("plg:manage_groups", let_op=Attention.WAITING_LONG.address),
        count=slow.count,
        days=days_since(slow.oldest),
        urgent=slow.count > 0,
    )


@dataclass(frozen=True)
class State:
    """What waits at groups, what is missing of their meetings, and how many people answered nothing."""

    decide: Queue
    asking: dict[str, Queue]
    late: dict[str, Queue]
    silent: int


def _read_state(today: dt.date, now: dt.datetime) -> State:
    """One query, and two for the school holidays; all groups and meetings are asked once in five minutes."""
    groups, meetings = find_groups_that_ask(today), find_late_meetings(now)
    threshold = dormancy_threshold(today)
    sent_in = GroupTransition.objects.filter(group=OuterRef("pk"), to_state__in=GroupState.UNDECIDED).order_by("-at")
    waits = Group.objects.annotate(since=Coalesce(Subquery(sent_in.values("at")[:1]), "created_at"))
    decide, *others = count_queues(
        (waits.filter(match_asking(Attention.UNDECIDED, today)), "since"),
        *(
            (ask_groups(Group.objects.filter(pk__in=groups[way].keys), way, today, threshold), "since")
            for way in LOOKED_FOR
        ),
        *(
            (ask_meetings(Meeting.objects.filter(pk__in=meetings[missing].keys), missing, now), "since")
            for missing in LATE_IN
        ),
    )
    found = [*(groups[way] for way in LOOKED_FOR), *(meetings[missing] for missing in LATE_IN)]
    queues = dict(zip((*LOOKED_FOR, *LATE_IN), map(Found.correct, found, others), strict=True))
    return State(
        decide=decide,
        asking={str(way): queues[way] for way in LOOKED_FOR},
        late={missing: queues[missing] for missing in LATE_IN},
        silent=read_counted("dashboards.silent", lambda: _count_silent(now)).found,
    )


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


def _meetings(state: State) -> Iterator[Desk]:
    """Three desks."""
    unconfirmed, bare = (state.late[missing] for missing in LATE_IN)
    yield Desk(
        key="attendance",
        label=_("Meetings without confirmed attendance"),
        what_counts=say_soon(_("Held more than a week ago, in the last four months. Without it nobody gets hours.")),
        icon="check-check",
        url=address("plg:manage_meetings", let_op=WITHOUT_ATTENDANCE),
        count=unconfirmed.count,
        days=days_since(unconfirmed.oldest),
    )
    yield Desk(
        key="minutes",
        label=_("Meetings without minutes"),
        what_counts=say_soon(_("Held more than a week ago, in the last four months, and nothing is shared yet.")),
        icon="file-text",
        url=address("plg:manage_meetings", let_op=WITHOUT_MINUTES),
        count=bare.count,
        days=days_since(bare.oldest),
    )
    yield Desk(
        key="unanswered",
        label=_("People who did not answer an invitation"),
        what_counts=_("The coming four weeks, counted every five minutes."),
        icon="circle-help",
        url=address("plg:unanswered_remind"),
        count=state.silent,
    )
