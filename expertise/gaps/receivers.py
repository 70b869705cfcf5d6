"""What the board does when a topic changes."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import receiver

from expertise.gaps.queries.kept import forget_topics
from knowledge_network.members import signals


@receiver(
    [signals.topic_changed, signals.topics_added, signals.topic_decided], dispatch_uid="expertise.count_topics_anew"
)
def count_topics_anew(sender: object, **kwargs: object) -> None:
    """Which topics there are, and what each is part of, is never shown as it was."""
    transaction.on_commit(forget_topics)
