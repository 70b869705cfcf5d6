"""Topics are found beside people and groups, and the pages of the frame by what one wants to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.places import PLACES
from knowledge_network.search.registry import (
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    register,
    register_shortcut,
)
from knowledge_network.topics.models import Topic


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    topics = Topic.objects.approved().select_related("parent")
    if pks is not None:
        topics = topics.filter(pk__in=pks)
    for topic in topics.order_by("pk"):
        yield Document(
            object_key=str(topic.pk),
            title=topic.name,
            subtitle=topic.description or (topic.parent.name if topic.parent else ""),
            url=reverse("dashboards:topic_detail", args=[topic.slug]),
            words=" ".join([*topic.synonyms, topic.parent.name if topic.parent else ""]),
            audiences=[MEMBERS],
            boost=1.1,
        )


register(Searchable(kind="topic", label=_("Topics"), icon="tag", documents=documents))

register_shortcut(
    Shortcut(
        name="frame.manage",
        label=_("Management"),
        icon="settings",
        url_name="dashboards:management",
        words=_("coordinator desk all desks"),
        permission="dashboards.manage",
    )
)
for place in PLACES:
    register_shortcut(
        Shortcut(
            name=f"place.{place.url_name}",
            label=place.label,
            icon=place.icon,
            url_name=place.url_name,
            words=place.words,
            permission=place.permission,
            needs_member=place.needs_member,
            order=place.order,
        )
    )
