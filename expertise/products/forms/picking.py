"""Naming one product of many in a form."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.named import MOST_OFFERED, NamedField

MOST_WORDS = 8
MOST_WEIGHED = 100


def look_for_products(products: QuerySet[KnowledgeProduct], text: str) -> QuerySet[KnowledgeProduct]:
    """Whose title holds every word of `text`."""
    words = text.split()[:MOST_WORDS]
    for word in words:
        products = products.filter(title__icontains=word)
    return products.order_by("title", "slug") if words else products.none()


def offer_products(products: QuerySet[KnowledgeProduct], text: str) -> list[KnowledgeProduct]:
    """Of the newest hundred whose title holds every word of `text` the first by title: who types on finds others."""
    newest = look_for_products(products, text).order_by("-published_on", "-pk")
    found = newest.only("title", "slug", "kind")[:MOST_WEIGHED]
    return sorted(found, key=lambda product: (product.title.casefold(), product.slug))[:MOST_OFFERED]


def name_product(product: KnowledgeProduct) -> str:
    return product.title


class ProductField(NamedField):
    """One of the products of `queryset`, by title."""

    def __init__(self, queryset: QuerySet[KnowledgeProduct], **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("Type a part of the title.")
        super().__init__(
            queryset,
            look=look_for_products,
            name=name_product,
            address="expertise:product_suggest",
            offered=_("Products"),
            **kwargs,
        )
