"""Who hears of what comes up about a topic, and which merges can still be undone."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from knowledge_network.kit.moving import UNDO_PERIOD
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.models import TopicFollow, TopicMerge
from knowledge_network.topics.models import Topic


def group_followers(topics: Collection[Topic], *, without: Collection[int] = ()) -> dict[Topic, list[Member]]:
    """Of each topic who follows it, or what it is part of; everybody once, under the first that they follow.

    `without`: keys of members that are told in another way. One query, none without topics.
    """
    if not topics:
        return {}
    named = {topic.pk: topic for topic in topics}
    above = {topic.parent_id: topic for topic in topics if topic.parent_id is not None}
    rows = (
        TopicFollow.objects.filter(Q(topic__in=named) | Q(topic__in=above))
        .exclude(member__in=without)
        .select_related("member")
        .order_by("topic__name", "member")
    )
    found: dict[Topic, list[Member]] = {}
    told: set[int] = set()
    for row in rows:
        if row.member_id not in told:
            told.add(row.member_id)
            found.setdefault(named.get(row.topic_id) or above[row.topic_id], []).append(row.member)
    return found


def follows_topic(member: Member, topic: Topic) -> bool:
    """One query."""
    return TopicFollow.objects.filter(member=member, topic=topic).exists()


def list_followed(member: Member) -> list[Topic]:
    """What this member follows, by name. One query."""
    return list(Topic.objects.approved().filter(follows__member=member).order_by("name"))


def list_merges_to_undo() -> list[TopicMerge]:
    """The latest first. One query."""
    recent = TopicMerge.objects.filter(undone_at__isnull=True, merged_at__gt=timezone.now() - UNDO_PERIOD)
    return list(recent.select_related("topic", "into", "merged_by").order_by("-merged_at"))
