"""Naming one group of many in a form."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.named import NamedField, NamedInput
from plg.groups.enums import GroupKind
from plg.groups.models import Group

MOST_WORDS = 8
# Of which kind groups are offered, in the address that is asked.
KIND = "soort"


def look_for_groups(groups: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Whose name holds every word of `text`."""
    words = text.split()[:MOST_WORDS]
    for word in words:
        groups = groups.filter(name__icontains=word)
    return groups.order_by("name", "slug") if words else groups.none()


def find_that_begin(groups: QuerySet[Group], text: str, most: int) -> list[Group]:
    """The first few whose name begins with `text`: found along the index of names, however many groups there are."""
    begin = " ".join(text.split())
    if not begin:
        return []
    found: dict[int, Group] = {}
    for start in dict.fromkeys((begin, begin[:1].upper() + begin[1:])):
        for group in groups.filter(name__gte=start).order_by("name", "slug")[:most]:
            if group.name.casefold().startswith(begin.casefold()):
                found[group.pk] = group
    return list(found.values())[:most]


def name_group(group: Group) -> str:
    return group.name


class GroupField(NamedField):
    """One of the groups of `queryset`, by name. With `kind` only groups of that kind are offered as one types."""

    def __init__(self, queryset: QuerySet[Group], *, kind: GroupKind | None = None, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("Type the first letters of the name.")
        if kind is not None:
            kwargs["widget"] = NamedInput(reverse_lazy("plg:group_suggest", query={KIND: kind.value}), _("Groups"))
        super().__init__(
            queryset,
            look=look_for_groups,
            name=name_group,
            address="plg:group_suggest",
            offered=_("Groups"),
            **kwargs,
        )
