"""Finding a topic while somebody types, and by any of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from knowledge_network.kit.text import folded
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic

MOST = 8
# What is asked of `pg_trgm.similarity` before a name counts as the same with a typing error.
ALIKE = 0.35

# 0: begins like this; 1: holds it; 2: a synonym does; 3: part of a topic that does; 4: looks like it.
SUGGEST = r"""
WITH named AS (
    SELECT topic.id, topic.name, topic.slug, parent.name AS parent_name,
        lower(immutable_unaccent(topic.name)) AS folded,
        lower(immutable_unaccent(coalesce(parent.name, ''))) AS folded_parent,
        (SELECT synonym FROM unnest(topic.synonyms) AS synonym
         WHERE lower(immutable_unaccent(synonym)) LIKE %(infix)s
            OR similarity(lower(immutable_unaccent(synonym)), %(text)s) > %(alike)s
         ORDER BY similarity(lower(immutable_unaccent(synonym)), %(text)s) DESC LIMIT 1) AS synonym
    FROM topics_topic AS topic
    LEFT JOIN topics_topic AS parent ON parent.id = topic.parent_id AND parent.state = %(approved)s
    WHERE topic.state = %(approved)s
), ranked AS (
    SELECT *, CASE
        WHEN folded LIKE %(prefix)s THEN 0
        WHEN folded LIKE %(infix)s THEN 1
        WHEN synonym IS NOT NULL THEN 2
        WHEN folded_parent LIKE %(infix)s THEN 3
        WHEN word_similarity(%(text)s, folded) > 0.5 OR similarity(folded, %(text)s) > %(alike)s THEN 4
    END AS place
    FROM named
)
SELECT id, name, slug, coalesce(parent_name, ''), CASE WHEN place = 2 THEN synonym ELSE '' END
FROM ranked WHERE place IS NOT NULL
ORDER BY place, similarity(folded, %(text)s) DESC, folded
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Suggestion:
    """A topic that somebody may mean; `synonym` is the word by which it was found, if it was not its name."""

    pk: int
    name: str
    slug: str
    parent: str
    synonym: str


def suggest(text: str, *, most: int = MOST) -> list[Suggestion]:
    """Topics in use that begin like, hold, mean, belong to or look like `text`, the likeliest first. One query."""
    key = fold(text)[:80]
    if not key:
        return []
    pattern = re.sub(r"([\\%_])", r"\\\1", key)
    parameters: dict[str, str | float] = {
        "text": key,
        "prefix": f"{pattern}%",
        "infix": f"%{pattern}%",
        "alike": ALIKE,
        "most": most,
        "approved": TopicState.APPROVED,
    }
    with connection.cursor() as cursor:
        cursor.execute(SUGGEST, parameters)
        return [Suggestion(*row) for row in cursor.fetchall()]


def fold(text: str) -> str:
    """How names are compared: one space between words, lower case, no accents."""
    return folded(" ".join(text.split()))


def find_by_names(names: Iterable[str]) -> dict[str, Topic]:
    """The topics in use that bear each of `names` as name or synonym; merged ones lead to what they became.

    The keys are the names as given; a name that no topic bears is absent. One query.
    """
    asked = {fold(name): name for name in names if fold(name)}
    if not asked:
        return {}
    by_key: dict[str, Topic] = {}
    topics = list(Topic.objects.filter(state__in=[TopicState.APPROVED, TopicState.MERGED]).order_by("-state", "pk"))
    known = {topic.pk: topic for topic in topics}
    for topic in topics:
        goal = topic
        while goal.state == TopicState.MERGED and goal.merged_into_id in known:
            goal = known[goal.merged_into_id]
        if goal.state == TopicState.APPROVED:
            # A topic's own name goes before the synonym of another.
            for word in topic.synonyms:
                by_key.setdefault(fold(word), goal)
            by_key[fold(topic.name)] = goal
    return {name: by_key[key] for key, name in asked.items() if key in by_key}


def taken_names(*, without: int | None = None) -> dict[str, Topic]:
    """Every name and synonym (folded) that a topic in use or proposed bears, to keep a word from meaning two things."""
    topics = Topic.objects.filter(state__in=[TopicState.APPROVED, TopicState.PROPOSED]).exclude(pk=without)
    return {fold(word): topic for topic in topics for word in (topic.name, *topic.synonyms)}


def tree(topics: Iterable[Topic]) -> list[tuple[int, Topic]]:
    """The topics with their depth, children under their parent, both by name; without its parent a topic is a root."""
    by_parent: dict[int | None, list[Topic]] = {}
    topics = sorted(topics, key=lambda topic: fold(topic.name))
    present = {topic.pk for topic in topics}
    for topic in topics:
        parent = topic.parent_id if topic.parent_id in present else None
        by_parent.setdefault(parent, []).append(topic)
    ordered: list[tuple[int, Topic]] = []

    def add(parent: int | None, depth: int) -> None:
        for topic in by_parent.get(parent, []):
            ordered.append((depth, topic))
            add(topic.pk, depth + 1)

    add(None, 0)
    return ordered


def find_parts(pk: int) -> list[int]:
    """The topic and every topic in use that is part of it, by primary key. A query for each level."""
    found, level = [pk], [pk]
    while level:
        parts = Topic.objects.approved().filter(parent__in=level).exclude(pk__in=found)
        level = list(parts.values_list("pk", flat=True))
        found += level
    return found
