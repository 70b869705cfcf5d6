"""What a member may want to add: from what they did, from their groups, from a text they paste."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.claims.models import ExpertiseClaim
from expertise.claims.registry import Suggested, collect_suggested
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import fold
from plg.groups.enums import GroupRole
from plg.groups.models import GroupMembership, GroupTopic
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingTopic

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MOST = 6
LONGEST_TEXT = 20_000
# A word of two letters stands for a topic in too many texts.
SHORTEST_WORD = 3


@dataclass(frozen=True)
class ClaimSuggestion:
    """A topic that is not claimed yet, and in words why it is suggested."""

    slug: str
    name: str
    why: str
    # What would stand with it as evidence at once, as `expertise.claims.registry` names it.
    source: str = ""


def list_suggestions(member: Member) -> list[ClaimSuggestion]:
    """What was led first, then what parts above know, then groups; at most `MOST`.

    Four queries, and those of the sources.
    """
    claimed = set(
        ExpertiseClaim.objects.filter(member=member, archived_at__isnull=True).values_list("topic_id", flat=True)
    )
    found: dict[int, ClaimSuggestion] = {}
    rows = (
        *(Suggested(topic, why, "") for topic, why in _led(member)),
        *collect_suggested(member),
        *(Suggested(topic, why, "") for topic, why in _of_groups(member)),
    )
    for row in rows:
        if row.topic.pk not in claimed:
            found.setdefault(row.topic.pk, ClaimSuggestion(row.topic.slug, row.topic.name, row.why, row.key))
    return list(found.values())[:MOST]


def _led(member: Member) -> list[tuple[Topic, str]]:
    """«Je leidde 3 bijeenkomsten over breuken»: meetings about it that were held while the member led the group."""
    led = GroupMembership.objects.filter(
        Q(end__isnull=True) | Q(end__gt=OuterRef("starts_at__date")),
        group=OuterRef("group"),
        member=member,
        role__in=GroupRole.LEADING,
        start__lte=OuterRef("starts_at__date"),
    )
    held = Meeting.objects.of_whole_groups().filter(
        Exists(led), status__in=MeetingStatus.COUNTS_AS_HELD, ends_at__lt=timezone.now()
    )
    rows = (
        MeetingTopic.objects.filter(content_object__in=held, tag__state=TopicState.APPROVED)
        .values("tag")
        .annotate(times=Count("pk"))
        .order_by("-times", "tag")
    )
    times = {row["tag"]: row["times"] for row in rows}
    topics = Topic.objects.in_bulk(list(times))
    return [(topics[pk], _times_led(n, topics[pk])) for pk, n in times.items() if pk in topics]


def _times_led(times: int, topic: Topic) -> str:
    return ngettext("You led %(n)d meeting about %(topic)s.", "You led %(n)d meetings about %(topic)s.", times) % {
        "n": times,
        "topic": topic.name,
    }


def _of_groups(member: Member) -> list[tuple[Topic, str]]:
    mine = GroupMembership.objects.current().participating().filter(member=member)
    rows = GroupTopic.objects.filter(
        content_object__in=mine.values("group"), tag__state=TopicState.APPROVED
    ).select_related("tag", "content_object")
    text = _("You take part in «%(group)s».")
    return [(row.tag, text % {"group": row.content_object.name}) for row in rows.order_by("tag__name")]


def find_topics(text: str) -> list[Topic]:
    """The topics in use whose name or synonym stands in `text` as words of their own, in the order of first mention.

    Nothing of the text is kept. One query.
    """
    folded = fold(text[:LONGEST_TEXT])
    first: dict[int, tuple[int, Topic]] = {}
    for topic in Topic.objects.approved():
        for word in (topic.name, *topic.synonyms):
            key = fold(word)
            if len(key) < SHORTEST_WORD:
                continue
            match = re.search(rf"(?<!\w){re.escape(key)}(?!\w)", folded)
            if match and (topic.pk not in first or match.start() < first[topic.pk][0]):
                first[topic.pk] = (match.start(), topic)
    return [topic for _position, topic in sorted(first.values(), key=lambda pair: pair[0])]
