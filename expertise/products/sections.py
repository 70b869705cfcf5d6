"""Groups show and count their products.

Registered with `plg.groups.outputs`, and what stands in the overview.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse

from expertise.products import presenters
from expertise.products.digest import KIND_LABELS
from expertise.products.models import KnowledgeProduct
from expertise.products.queries.products import find_products_of_group
from knowledge_network.kit.addresses import address_by_key
from plg.groups.models import Group
from plg.groups.outputs import Output, Outputs, register

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


def shown(group: Group, reader: Reader) -> list[Output]:
    address = address_by_key("expertise:product_detail")
    return [
        Output(
            title=row["title"],
            url=address(row["slug"]),
            summary=row["summary"],
            kind=KIND_LABELS[row["kind"]],
            icon=presenters.KIND_ICONS[row["kind"]],
            published_on=row["published_on"],
            result=row["from_result__public_id"] or "",
        )
        for row in find_products_of_group(group.pk, reader)
    ]


def days(groups: Collection[int]) -> dict[int, list[dt.date]]:
    found: dict[int, list[dt.date]] = defaultdict(list)
    rows = KnowledgeProduct.objects.in_view().filter(group__in=groups, published_on__isnull=False)
    # What grew from a result of the group is counted with that result.
    for group, day in rows.filter(from_result__isnull=True).values_list("group", "published_on"):
        if group is not None and day is not None:
            found[group].append(day)
    return found


def start_url(group: Group) -> str:
    return reverse("expertise:product_add", query={"groep": group.slug})


register(Outputs(shown=shown, days=days, start_url=start_url))


# The overview ---------------------------------------------------------------------------------
