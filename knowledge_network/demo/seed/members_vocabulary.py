"""Load the vocabulary."""

from __future__ import annotations

from knowledge_network.demo.seed.vocabulary import TOPICS
from knowledge_network.demo.seeding import Seed
from knowledge_network.members.vocabulary.actions import add_topic
from knowledge_network.topics.models import Topic


def seed_topics() -> None:
    for name, synonyms, parent, strategic in TOPICS:
        add_topic(
            by=None,
            name=name,
            synonyms=list(synonyms),
            parent=Topic.objects.get(name=parent) if parent else None,
            strategic=strategic,
        )


SEED = Seed("Topics", lambda _network: seed_topics())
