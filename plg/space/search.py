"""What of closed spaces can be found, by who is in the group: titles only. And groups by what they share outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import (
    Document,
    Searchable,
    group_audience,
    register,
    register_words,
)
from plg.space.models import Conversation, GroupFile, GroupResult


def _rows(rows: Any, pks: Collection[int] | None) -> Iterator[Any]:
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    yield from chosen.select_related("group").order_by("pk").iterator(chunk_size=500)


def conversations(pks: Collection[int] | None) -> Iterator[Document]:
    for conversation in _rows(Conversation.objects.present(), pks):
        yield Document(
            object_key=str(conversation.pk),
            title=conversation.title,
            subtitle=conversation.group.name,
            url=reverse("plg:conversation_detail", args=[conversation.group.slug, conversation.public_id]),
            words="",
            audiences=[group_audience(conversation.group.slug)],
        )


def files(pks: Collection[int] | None) -> Iterator[Document]:
    for file in _rows(GroupFile.objects.present(), pks):
        yield Document(
            object_key=str(file.pk),
            title=file.title,
            subtitle=file.group.name,
            url=reverse("plg:file_detail", args=[file.group.slug, file.public_id]),
            words=file.description,
            audiences=[group_audience(file.group.slug)],
        )


register(Searchable(kind="conversation", label=_("Conversations"), icon="messages-square", documents=conversations))


register(Searchable(kind="group_file", label=_("Files"), icon="file-text", documents=files))


def words_of_results(pks: Collection[int]) -> dict[str, str]:
    words: dict[str, str] = {}
    for result in GroupResult.objects.shown().filter(group__in=pks).order_by("pk"):
        key = str(result.group_id)
        words[key] = f"{words.get(key, '')} {result.title} {result.summary}".strip()
    return words


register_words("group", words_of_results)
