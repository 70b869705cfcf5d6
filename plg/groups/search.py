"""What of groups can be found: the open part of groups that started, and drafts by who works on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.models import Member
from knowledge_network.search.registry import (
    COORDINATORS,
    PUBLIC,
    Document,
    Searchable,
    Shortcut,
    group_audience,
    register,
    register_audiences,
    register_shortcut,
)
from plg.groups.models import Group, GroupMembership


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    groups = Group.objects.all() if pks is None else Group.objects.filter(pk__in=pks)
    tagged = groups.prefetch_related("topics")  # type: ignore[misc]  # taggit has no types
    for group in tagged.order_by("pk").iterator(chunk_size=200):
        topics = [word for topic in sorted(group.topics.all(), key=str) for word in (topic.name, *topic.synonyms)]
        yield Document(
            object_key=str(group.pk),
            title=group.name,
            subtitle=group.question or group.purpose,
            url=reverse("plg:group_detail", args=[group.slug]),
            words=" ".join([group.purpose, group.description, *topics]),
            audiences=[PUBLIC] if group.is_public else [COORDINATORS, group_audience(group.slug)],
            boost=1.0 if group.is_working else 0.6,
        )


register(Searchable(kind="group", label=_("Groups"), icon="users", documents=documents))


@register_audiences
def audiences_of_groups(member: Member) -> QuerySet[Any, str]:
    """One audience for each group that the member is in today."""
    mine = GroupMembership.objects.current().filter(member=member).order_by()
    return mine.values_list(Concat(Value(group_audience("")), "group__slug", output_field=TextField()), flat=True)


register_shortcut(
    Shortcut(
        name="plg.start",
        label=_("Start a group"),
        icon="plus",
        url_name="plg:group_new",
        words=_("new PLG project group"),
        permission="plg.create_group",
    )
)


register_shortcut(
    Shortcut(name="plg.groups", label=_("All groups"), icon="users", url_name="plg:group_list", words=_("my groups"))
)
