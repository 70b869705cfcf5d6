"""Whom a call for experts reaches, and whom it leaves alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expertise.claims.models import Availability, ExpertiseClaim
from expertise.gaps.enums import GapActionKind
from expertise.gaps.models import GapAction
from expertise.gaps.notices import EXPERTS_CALLED
from expertise.gaps.queries.gaps import find_parts
from expertise.gaps.queries.topic import interested, why_interested
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.preferences import choose_member_channels

if TYPE_CHECKING:
    from knowledge_network.topics.models import Topic

# A topic calls once in two months, and nobody hears of more than one call a month.
CALL_AGAIN_AFTER = dt.timedelta(days=60)
PERSON_RESTS = dt.timedelta(days=30)
# With fewer people who fit the topic itself, who fits its neighbours is called too.
ENOUGH_PEOPLE = 25
# So many of who is called, and of who is skipped, are named beforehand.
MOST_NAMED = 40


@dataclass
class CallReach:
    """Who a call goes to and why, and who is skipped and why."""

    people: list[tuple[Member, str]] = field(default_factory=list)
    skipped: list[tuple[Member, str]] = field(default_factory=list)


@dataclass(frozen=True)
class CallNumbers:
    """How many a call reaches and how many it skips, and the first of both by name: primary key and why."""

    count: int
    skipped_count: int
    first: tuple[tuple[int, str], ...]
    first_skipped: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class CallPage:
    """What is shown before a call goes out, and of when the numbers are."""

    count: int
    skipped_count: int
    people: list[tuple[Member, str]]
    skipped: list[tuple[Member, str]]
    counted_at: dt.datetime

    @property
    def more(self) -> int:
        return self.count - len(self.people)

    @property
    def more_skipped(self) -> int:
        return self.skipped_count - len(self.skipped)


def last_call(topic: Topic) -> GapAction | None:
    """The call of the last two months that keeps the next one waiting. One query."""
    calls = GapAction.objects.standing().filter(topic=topic, kind=GapActionKind.CALL)
    return calls.filter(at__gt=timezone.now() - CALL_AGAIN_AFTER).order_by("-at").first()


def reach_of_call(topic: Topic, *, by: Member) -> CallReach:
    """Seven queries at most, whatever the number of people."""
    own = find_parts(topic.pk)
    members = list(interested(own))
    if len(members) < ENOUGH_PEOPLE and topic.parent_id:
        members = list(interested(find_parts(topic.parent_id)))
    reasons = _reasons_to_skip(members, own, by)
    reach = CallReach()
    for member in members:
        if member.pk == by.pk:
            continue
        if reason := reasons.get(member.pk):
            reach.skipped.append((member, reason))
        else:
            reach.people.append((member, why_interested(member)))
    return reach


def look_at_call(topic: Topic, *, by: Member) -> CallPage:
    """`reach_of_call` as it was at most five minutes ago, with the first of both by name. One query besides."""
    kept = read_counted(
        f"expertise.call.{topic.pk}.{by.pk}.{get_language()}", lambda: _number(reach_of_call(topic, by=by))
    )
    numbers = kept.found
    members = Member.objects.active().in_bulk([pk for pk, _why in (*numbers.first, *numbers.first_skipped)])
    return CallPage(
        count=numbers.count,
        skipped_count=numbers.skipped_count,
        people=[(members[pk], why) for pk, why in numbers.first if pk in members],
        skipped=[(members[pk], why) for pk, why in numbers.first_skipped if pk in members],
        counted_at=kept.at,
    )


def _number(reach: CallReach) -> CallNumbers:
    return CallNumbers(
        count=len(reach.people),
        skipped_count=len(reach.skipped),
        first=tuple((member.pk, why) for member, why in reach.people[:MOST_NAMED]),
        first_skipped=tuple((member.pk, why) for member, why in reach.skipped[:MOST_NAMED]),
    )


def _reasons_to_skip(members: Sequence[Member], topics: list[int], by: Member) -> dict[int, str]:
    keys = [member.pk for member in members]
    reasons: dict[int, str] = {}
    heard = Notice.objects.filter(
        kind=EXPERTS_CALLED.name, member__in=keys, created_at__gt=timezone.now() - PERSON_RESTS
    )
    for pk in heard.values_list("member", flat=True):
        reasons[pk] = _("got a call less than a month ago")
    paused = Availability.objects.filter(member__in=keys, paused_until__gte=timezone.localdate())
    for pk, day in paused.values_list("member", "paused_until"):
        reasons[pk] = _("is not available until %(day)s") % {"day": nice_date(day)}
    for pk, channel in choose_member_channels(EXPERTS_CALLED, members).items():
        if channel == Channel.OFF:
            reasons[pk] = _("does not want these messages")
    proven = ExpertiseClaim.objects.shown_to_members().proven().filter(topic__in=topics, member__in=keys)
    available = proven.exclude(member__in=paused.values("member"))
    for pk in available.order_by().values_list("member", flat=True):
        reasons[pk] = _("helps with this topic already")
    return reasons
