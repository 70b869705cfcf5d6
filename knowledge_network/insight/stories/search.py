"""How stories are found, by exactly those who may read them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.stories.actions import KIND
from knowledge_network.insight.stories.enums import StoryVisibility
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.search.registry import (
    MEMBERS,
    PUBLIC,
    Document,
    Searchable,
    Shortcut,
    group_audience,
    register,
    register_shortcut,
)


def list_audiences(story: ValueStory) -> list[str]:
    if story.visibility == StoryVisibility.PUBLIC:
        return [PUBLIC]
    if story.visibility == StoryVisibility.NETWORK:
        return [MEMBERS]
    return [group_audience(story.group.slug)] if story.group is not None else []


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = ValueStory.objects.shared().select_related("group").prefetch_related("parts")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for story in chosen.order_by("pk").iterator(chunk_size=100):
        if audiences := list_audiences(story):
            yield Document(
                object_key=str(story.pk),
                title=story.title,
                subtitle="",
                url=story.get_absolute_url(),
                words=" ".join(part.text for part in story.parts.all()),
                audiences=audiences,
                boost=0.8,
            )


register(Searchable(kind=KIND, label=_("Value stories"), icon="sprout", documents=build_documents))
register_shortcut(
    Shortcut(
        name="insight.stories",
        label=_("Value stories"),
        icon="sprout",
        url_name="insight:story_list",
        words=_("what it brought yield result effect told examples learning together"),
        needs_member=False,
    )
)
register_shortcut(
    Shortcut(
        name="insight.story_tell",
        label=_("Tell a value story"),
        icon="plus",
        url_name="insight:story_tell",
        words=_("what it brought yield result effect write new example"),
    )
)
