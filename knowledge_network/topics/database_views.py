"""What the SQL of other parts may read of topics."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from knowledge_network.kit.database_views import View, register
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic


def _below_another() -> QuerySet[Topic]:
    is_part = Q(state=TopicState.APPROVED, parent__isnull=False)
    topics: QuerySet[Topic] = Topic.objects.filter(is_part | Q(state=TopicState.MERGED))
    return topics


register(
    View(
        "topics_in_use",
        Topic.objects.approved,
        {"topic_id": "id", "slug": "slug", "name": "name", "parent_id": "parent_id", "strategic": "strategic"},
    ),
    # What counts for a topic beside itself: what is part of it, and what was merged into it.
    View(
        "topics_counted_for",
        _below_another,
        {"above": Coalesce(F("merged_into_id"), F("parent_id")), "below": "id"},
    ),
)
