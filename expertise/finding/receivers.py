"""What finding does when a topic changes."""

from __future__ import annotations

from django.dispatch import receiver

from expertise.claims.models import ExpertiseClaim
from knowledge_network.members import signals
from knowledge_network.search.actions import refresh
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_parts


@receiver(signals.topic_changed, dispatch_uid="expertise.find_by_new_names")
def find_by_new_names(sender: object, topic: Topic, **kwargs: object) -> None:
    """A topic got another name, synonym or place: who claims it, or a part of it, is found by those from now on."""
    topic_index.forget()
    about = find_parts(topic.pk)
    about_it = ExpertiseClaim.objects.filter(topic__in=about)
    refresh("member", sorted(set(about_it.values_list("member_id", flat=True))))


@receiver(signals.topics_added, dispatch_uid="expertise.know_new_topics")
def know_new_topics(sender: object, **kwargs: object) -> None:
    """Nobody claims them yet; questions may be about them from now on."""
    topic_index.forget()
