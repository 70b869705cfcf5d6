from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.products import presenters
from expertise.products.enums import ProductKind
from expertise.products.models import KnowledgeProduct
from knowledge_network.members.people.queries import find_boards
from knowledge_network.notifications.digests import Item, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


KIND_LABELS = dict(ProductKind.choices)


MOST_PRODUCTS = 3
# Out of so many of the newest.
MOST_LOOKED_AT = 40


def new_products(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """At most three products that are new, one of them of people of another board. Three queries."""
    since = min((timezone.localdate(window.since) for window in windows.values()), default=timezone.localdate())
    until = timezone.localdate(max((window.until for window in windows.values()), default=None))
    fresh = KnowledgeProduct.objects.in_view().filter(published_on__gt=since, published_on__lte=until)
    rows = list(fresh.select_related("group").order_by("-published_on", "-pk")[:MOST_LOOKED_AT])
    if not rows:
        return {}
    people = _people_of({row.group_id for row in rows if row.group_id})
    boards = find_boards({member.pk for member in members} | set().union(*people.values()) | _contacts(rows))
    found = {}
    for member in members:
        mine = [
            row for row in rows if row.published_on and row.published_on > timezone.localdate(windows[member.pk].since)
        ]
        if chosen := choose(mine, people, boards, member.pk):
            found[member.pk] = [_item(row, people, boards, member.pk) for row in chosen]
    return found


def _people_of(groups: set[int]) -> dict[int, set[int]]:
    people: dict[int, set[int]] = defaultdict(set)
    for group, member in GroupMembership.objects.current().filter(group__in=groups).values_list("group", "member"):
        people[group].add(member)
    return people


def _contacts(rows: Sequence[KnowledgeProduct]) -> set[int]:
    return {row.contact_person_id for row in rows if row.contact_person_id}


def is_from_elsewhere(
    row: KnowledgeProduct, people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int
) -> bool:
    """Whether people of another board made it, or answer for it when there is no group."""
    makers = people.get(row.group_id or 0) or {row.contact_person_id or 0}
    return any(maker in boards and boards[maker] != boards.get(reader) for maker in makers)


def choose(
    rows: Sequence[KnowledgeProduct], people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int
) -> list[KnowledgeProduct]:
    """The newest three that one did not make oneself, with at least one of another board when there is one."""
    others = [
        row for row in rows if reader not in people.get(row.group_id or 0, ()) and row.contact_person_id != reader
    ]
    chosen = others[:MOST_PRODUCTS]
    elsewhere = [row for row in others if is_from_elsewhere(row, people, boards, reader)]
    if chosen and elsewhere and not any(row in elsewhere for row in chosen):
        chosen[-1] = elsewhere[0]
    return chosen


def _item(row: KnowledgeProduct, people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int) -> Item:
    elsewhere = is_from_elsewhere(row, people, boards, reader)
    parts = [str(KIND_LABELS[row.kind]), row.for_whom, presenters.format_duration(row.minutes)]
    return Item(
        text=row.title,
        detail=" · ".join(part for part in parts if part),
        url=row.get_absolute_url(),
        why=_("New, with people of another board.") if elsewhere else _("New in the network."),
    )


def register_products(digest: str) -> None:
    """Put the new products in the overview of every member."""
    register_section(digest, Section("products", gettext_lazy("New in the knowledge base"), new_products, order=55))


register_products(WEEKLY)
