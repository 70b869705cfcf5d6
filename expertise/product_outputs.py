"""Groups show and count their products: what is registered with `plg.outputs`, and what stands in the overview."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise import product_words as words
from expertise.models import KnowledgeProduct
from expertise.products.enums import ProductKind
from expertise.queries_products import products_of_group
from knowledge_network.notifications.digests import Item, Section, Window, register_section
from plg.digest import boards_of
from plg.models import GroupMembership
from plg.outputs import Output, Outputs, register

if TYPE_CHECKING:
    from knowledge_network.members.models import Member

KIND_LABELS = dict(ProductKind.choices)
MOST_PRODUCTS = 3


def shown(group: Any, reader: Any) -> list[Output]:
    return [
        Output(
            title=row["title"],
            url=f"/kennisbank/{row['slug']}/",
            summary=row["summary"],
            kind=KIND_LABELS[row["kind"]],
            icon=words.KIND_ICONS[row["kind"]],
            published_on=row["published_on"],
            result=row["from_result__public_id"] or "",
        )
        for row in products_of_group(group.pk, reader)
    ]


def days(groups: Collection[int]) -> dict[int, list[dt.date]]:
    found: dict[int, list[dt.date]] = defaultdict(list)
    rows = KnowledgeProduct.objects.in_view().filter(group__in=groups, published_on__isnull=False)
    # What grew from a result of the group is counted with that result.
    for group, day in rows.filter(from_result__isnull=True).values_list("group", "published_on"):
        found[group].append(day)
    return found


def start_url(group: Any) -> str:
    return f"{reverse('expertise:product_add')}?groep={group.slug}"


register(Outputs(shown=shown, days=days, start_url=start_url))


# The overview ---------------------------------------------------------------------------------


def new_products(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """At most three products that are new, one of them of people of another board. Three queries."""
    since = min((timezone.localdate(window.since) for window in windows.values()), default=timezone.localdate())
    until = timezone.localdate(max((window.until for window in windows.values()), default=None))
    fresh = KnowledgeProduct.objects.in_view().filter(published_on__gt=since, published_on__lte=until)
    rows = list(fresh.select_related("group").order_by("-published_on", "-pk")[:60])
    if not rows:
        return {}
    people = _people_of({row.group_id for row in rows if row.group_id})
    boards = boards_of({member.pk for member in members} | set().union(*people.values()) | _contacts(rows))
    found = {}
    for member in members:
        mine = [row for row in rows if row.published_on > timezone.localdate(windows[member.pk].since)]
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
    parts = [str(KIND_LABELS[row.kind]), row.for_whom, words.duration(row.minutes)]
    return Item(
        text=row.title,
        detail=" · ".join(part for part in parts if part),
        url=f"/kennisbank/{row.slug}/",
        why=_("New, with people of another board.") if elsewhere else _("New in the network."),
    )


def register_products(digest: str) -> None:
    """Put the new products in the overview of every member."""
    register_section(digest, Section("products", gettext_lazy("New in the knowledge base"), new_products, order=55))
