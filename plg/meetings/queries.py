"""Reads that look at groups together with when they meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.queries import primary_work
from knowledge_network.notifications.events.models import Notice
from plg.groups.enums import GroupState, Openness
from plg.groups.models import Group
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation

REMINDED_AHEAD = dt.timedelta(weeks=4)
# Under which name the numbers of a reminder are kept.
REMINDING = "plg.reminding"


def with_meetings(groups: QuerySet[Any]) -> QuerySet[Any]:
    """`last_held_at` and `next_meeting_at` from the meetings themselves."""
    now = timezone.now()
    meetings = Meeting.objects.filter(group=OuterRef("pk")).order_by()
    held = meetings.filter(starts_at__lt=now, status__in=MeetingStatus.COUNTS_AS_HELD).order_by("-starts_at")
    planned = meetings.filter(starts_at__gte=now, status__in=MeetingStatus.TAKES_PLACE).order_by("starts_at")
    found: QuerySet[Any] = groups.annotate(
        last_held_at=Subquery(held.values("starts_at")[:1]),
        next_meeting_at=Subquery(planned.values("starts_at")[:1]),
    )
    return found


def with_dormancy(groups: QuerySet[Any], threshold: dt.date) -> QuerySet[Any]:
    """`is_dormant`: works, but met no more since `threshold` (ten school weeks ago) and plans nothing."""
    found: QuerySet[Any] = with_meetings(groups).annotate(
        is_dormant=ExpressionWrapper(
            Q(state__in=GroupState.AT_WORK)
            & (Q(started_on__lt=threshold))
            & (Q(last_held_at__isnull=True) | Q(last_held_at__date__lt=threshold))
            & Q(next_meeting_at__isnull=True),
            output_field=BooleanField(),
        )
    )
    return found


def with_next_meeting(groups: QuerySet[Any]) -> QuerySet[Any]:
    """`next_meeting_at`: when each group meets next as a whole."""
    rows = (
        Meeting.objects.of_whole_groups()
        .filter(group=OuterRef("pk"), starts_at__gte=timezone.now(), status__in=MeetingStatus.TAKES_PLACE)
        .order_by("starts_at")
    )
    found: QuerySet[Any] = groups.annotate(next_meeting_at=Subquery(rows.values("starts_at")[:1]))
    return found


def find_open_groups_near(most: int, *others: QuerySet[Any, Any]) -> QuerySet[Group]:
    """Open groups out of `most` that meet soonest and `most` that began last; `others` give keys of more.

    Each is found along an index, however many groups there are, and whether it is an open one is asked of those.
    """
    opened = Group.objects.filter(state=GroupState.ACTIVE, openness=Openness.OPEN)
    soon = Meeting.objects.of_whole_groups().taking_place().filter(starts_at__gte=timezone.now(), group__isnull=False)
    newest = opened.order_by("-pk").values("pk")[:most]
    near = newest.union(soon.order_by("starts_at").values("group")[:most], *others)
    found: QuerySet[Group] = opened.filter(pk__in=near)
    return found


def _next_meeting_query(group: int, now: dt.datetime) -> Built:
    rows = Meeting.objects.filter(group=group).of_whole_groups().upcoming(now).order_by("starts_at")
    return rows[:1], ("starts_at", "host_site__name", "host_site__place")


_next_meeting = PreparedQuery(_next_meeting_query, group=int, now=dt.datetime)


@dataclass(frozen=True)
class NextMeeting:
    """When and where a group meets next; `school` and `place` may be empty."""

    starts_at: dt.datetime
    school: str | None
    place: str | None


def next_meeting(group: Group) -> NextMeeting | None:
    for row in _next_meeting.rows(group=group.pk, now=timezone.now()):
        return NextMeeting(row["starts_at"], row["host_site__name"], row["host_site__place"])
    return None


# Who did not answer stands before everybody who did.
LONG_AGO = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


def list_people(meeting: Meeting) -> QuerySet[MeetingInvitation]:
    """The standing invitations of present members and of guests by name, with what their table shows and sorts by.

    `sort_name`, `sort_school` (where they work, never empty text for null) and `sort_answered`.
    """
    rows = meeting.invitations.standing().filter(present("member__") | Q(member__isnull=True))
    known = rows.select_related("member", "meeting").annotate(
        sort_name=Coalesce("member__sort_name", Lower("guest_name")),
        sort_school=Coalesce(primary_work("member_id")["workplace"], "guest_organisation"),
        sort_answered=Coalesce("answered_at", Value(LONG_AGO)),
    )
    found: QuerySet[MeetingInvitation] = known.order_by("sort_name", "public_id")
    return found


def list_for_desk() -> QuerySet[Any]:
    """Meetings of groups and of the network, without drafts and those of a team of a group, with `sort_owner` and
    `invited_count`, `coming_count` and `silent_count` of people who are there now."""
    people = MeetingInvitation.objects.standing().filter(present("member__") | Q(member__isnull=True))
    invited = people.filter(meeting=OuterRef("pk"))
    coming = invited.filter(answer=RsvpAnswer.YES, waiting_since__isnull=True)
    silent = invited.filter(answer=RsvpAnswer.NONE)
    meetings = (
        Meeting.objects.of_whole_groups()
        .exclude(status=MeetingStatus.DRAFT)
        .select_related("group", "partnership", "host_site")
    )
    counted: QuerySet[Any] = meetings.annotate(
        sort_owner=Coalesce("group__name", "partnership__name"),
        invited_count=_count_rows(invited),
        coming_count=_count_rows(coming),
        silent_count=_count_rows(silent),
    )
    return counted


def _count_rows(invitations: QuerySet[MeetingInvitation]) -> Coalesce:
    """How many of them there are of one meeting: asked of the meetings of the page, not of all before they are cut."""
    counted = invitations.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True)
class Busy:
    """Another meeting at the same time, and how many of the people are expected there."""

    title: str
    people: int


def find_busy(
    people: QuerySet[Any], times: dict[dt.date, tuple[dt.datetime, dt.datetime]]
) -> dict[dt.date, list[Busy]]:
    """By day, the meetings that go on at those times at which some of `people` are expected. One query."""
    if not times:
        return {}
    rows = (
        MeetingInvitation.objects.expected()
        .filter(
            member__in=people.order_by().values("pk"),
            meeting__status__in=MeetingStatus.TAKES_PLACE,
            meeting__starts_at__lt=max(end for _start, end in times.values()),
            meeting__ends_at__gt=min(start for start, _end in times.values()),
        )
        .order_by()
        .values("meeting__title", "meeting__group__name", "meeting__starts_at", "meeting__ends_at", "meeting")
        .annotate(people=Count("member", distinct=True))
        .order_by("-people", "meeting__starts_at", "meeting")
    )
    found: dict[dt.date, list[Busy]] = {}
    for row in rows:
        for day, (start, end) in times.items():
            if row["meeting__starts_at"] < end and row["meeting__ends_at"] > start:
                title = " · ".join(part for part in (row["meeting__title"], row["meeting__group__name"]) if part)
                found.setdefault(day, []).append(Busy(title, row["people"]))
    return found


# Of people who are expected twice so many are named.
MOST_NAMED = 12
MOST_CLASHES = 20


@dataclass(frozen=True)
class Clash:
    """Two meetings at one time, how many people are expected at both, and the first of them by name (last name first).

    `here` and `there` are the public ids of the meetings, `here` that which begins first; a group gives its name.
    """

    here: str
    there: str
    here_title: str
    there_title: str
    starts_at: dt.datetime
    people: int
    names: list[str]


def find_clashes(first: dt.datetime, last: dt.datetime, *, among: Collection[str] | None = None) -> list[Clash]:
    """Pairs of meetings that begin from `first` and before `last`, the most people on top. One query.

    `among`: public ids of meetings; a pair of others is not looked for.
    """
    twin = "member__meeting_invitations__"
    takes_place, expected = MeetingStatus.TAKES_PLACE, [one for one in RsvpAnswer.values if one != RsvpAnswer.NO]
    begin, end = "meeting__starts_at", "meeting__ends_at"
    both = {
        "meeting__status__in": takes_place,
        f"{begin}__gte": first,
        f"{begin}__lt": last,
        f"{twin}withdrawn_at__isnull": True,
        f"{twin}answer__in": expected,
        f"{twin}meeting__status__in": takes_place,
        f"{twin}{begin}__lt": F(end),
        f"{twin}{end}__gt": F(begin),
    }
    if among is not None:
        both |= {"meeting__public_id__in": list(among), f"{twin}meeting__public_id__in": list(among)}
    # Each pair once: what begins first, or was stored first, stands first.
    after = Q(**{f"{twin}{begin}__gt": F(begin)}) | Q(
        **{f"{twin}{begin}": F(begin), f"{twin}meeting__gt": F("meeting")}
    )
    named = ArrayAgg("member__sort_name", distinct=True, order_by="member__sort_name")
    rows = (
        MeetingInvitation.objects.expected()
        .filter(present("member__"), after, **both)
        .order_by()
        .annotate(
            here_title=Coalesce("meeting__group__name", "meeting__title"),
            there_title=Coalesce(f"{twin}meeting__group__name", f"{twin}meeting__title"),
        )
        .values("meeting__public_id", "here_title", begin, f"{twin}meeting__public_id", "there_title")
        .annotate(
            people=Count("member", distinct=True),
            names=Func(named, template=f"(%(expressions)s)[1:{MOST_NAMED}]"),
        )
        .order_by("-people", begin, "meeting__public_id")[:MOST_CLASHES]
    )
    return [
        Clash(
            here=row["meeting__public_id"],
            there=row[f"{twin}meeting__public_id"],
            here_title=row["here_title"],
            there_title=row["there_title"],
            starts_at=row[begin],
            people=row["people"],
            names=row["names"],
        )
        for row in rows
    ]


# Who did not answer -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reminding:
    """How many people a reminder goes to, how many had one today already, and how many answers are in."""

    people: int
    reminded: int
    answered: int


def name_reminder(at: dt.datetime) -> str:
    """The beginning of the key of what asks for an answer that day: nobody is asked twice."""
    return f"meeting.asked:{timezone.localdate(at)}"


def find_unanswered() -> QuerySet[Meeting]:
    """Meetings of the coming four weeks that somebody who is there now did not answer."""
    now = timezone.now()
    rows: QuerySet[Meeting] = Meeting.objects.taking_place().filter(
        Exists(_find_silent().filter(meeting=OuterRef("pk"))),
        starts_at__gt=now,
        starts_at__lt=now + REMINDED_AHEAD,
    )
    return rows.select_related("group", "partnership")


def list_unanswered() -> QuerySet[Any]:
    """Those meetings with `silent`, how many did not answer."""
    return find_unanswered().annotate(silent=_count_rows(_find_silent().filter(meeting=OuterRef("pk"))))


def read_reminding() -> Counted[Reminding]:
    """What a reminder would bring about, as it was at most five minutes ago."""
    return read_counted(REMINDING, _count_reminding)


def forget_reminding() -> None:
    """After a reminder its numbers are counted anew."""
    forget_counted(REMINDING)


def _find_silent() -> QuerySet[MeetingInvitation]:
    return MeetingInvitation.objects.unanswered().filter(present("member__"), member__isnull=False)


def _count_reminding() -> Reminding:
    """Two queries."""
    meetings = find_unanswered().select_related(None)
    asked = Exists(
        Notice.objects.filter(member=OuterRef("member"), key__startswith=f"{name_reminder(timezone.now())}:")
    )
    people = (
        _find_silent()
        .filter(meeting__in=meetings)
        .annotate(is_asked=asked)
        .aggregate(
            people=Count("member", distinct=True, filter=Q(is_asked=False)),
            reminded=Count("member", distinct=True, filter=Q(is_asked=True)),
        )
    )
    answers = MeetingInvitation.objects.standing().exclude(answer=RsvpAnswer.NONE)
    answered = answers.filter(present("member__"), meeting__in=meetings).count()
    return Reminding(**people, answered=answered)
