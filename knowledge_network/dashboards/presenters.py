"""What several pages of the network as a whole show in the same form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise.products.presenters import KIND_ICONS, format_duration
from expertise.products.queries.products import find_newest_products
from knowledge_network.kit.addresses import address_by_key

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


@dataclass(frozen=True)
class ProductLine:
    """Something new in the knowledge base."""

    url: str
    title: str
    icon: str
    about: str


def present_new_products(reader: Reader) -> list[ProductLine]:
    """What came into the knowledge base last, of what the reader may see. One query."""
    address = address_by_key("expertise:product_detail")
    return [
        ProductLine(
            url=address(row["slug"]),
            title=row["title"],
            icon=KIND_ICONS[row["kind"]],
            about=" · ".join(part for part in (row["for_whom"], format_duration(row["minutes"])) if part),
        )
        for row in find_newest_products(reader)
    ]
