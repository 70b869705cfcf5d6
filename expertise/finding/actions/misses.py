"""Counting what was looked for and not found: demand that nobody meets yet."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from expertise.finding.facets import Filters
from expertise.finding.find import find
from expertise.finding.models import SearchMiss
from expertise.finding.question import understand
from knowledge_network.search.asked import clean

COUNT = """
INSERT INTO expertise_searchmiss (words, topic_id, day, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (words, day) DO UPDATE SET times = expertise_searchmiss.times + 1
"""
MOST = SearchMiss._meta.get_field("words").max_length or 100


@transaction.atomic
def record_miss(*, text: str) -> bool:
    """Count these words for today, not who looked; only when they really give nobody. Whether they were counted."""
    words = clean(text).casefold()[:MOST]
    question = understand(text)
    found = find(question, Filters())
    if question.is_empty or found.total:
        return False
    topics = question.topics
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [words, topics[0] if topics else None, timezone.localdate()])
    return True
