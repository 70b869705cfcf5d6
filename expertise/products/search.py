"""What of the knowledge base can be found: published products and the methods. Drafts are found by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct, MethodCard
from knowledge_network.search.registry import (
    MEMBERS,
    PUBLIC,
    Document,
    Searchable,
    Shortcut,
    register,
    register_shortcut,
)


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = KnowledgeProduct.objects.in_view()
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    for product in rows.select_related("group").prefetch_related("topics").order_by("pk").iterator(chunk_size=200):
        topics = [word for topic in sorted(product.topics.all(), key=str) for word in (topic.name, *topic.synonyms)]
        group = product.group.name if product.group is not None and product.group.is_public else ""
        group = product.taken_over_from or group
        about = (product.for_whom, product.result, product.practice_question, product.tested_at, product.makers, group)
        years = [f"groep {number}" for number in product.year_groups]
        yield Document(
            object_key=str(product.pk),
            title=product.title,
            subtitle=product.summary,
            url=reverse("expertise:product_detail", args=[product.slug]),
            words=" ".join([ProductKind(product.kind).address, *about, *topics, *years]),
            audiences=[PUBLIC] if product.is_public else [MEMBERS],
            boost=0.6 if product.status == ProductStatus.HISTORICAL else 1.0,
        )


register(Searchable(kind="product", label=_("Knowledge base"), icon="library", documents=documents))


def methods(pks: Collection[int] | None) -> Iterator[Document]:
    rows = MethodCard.objects.all() if pks is None else MethodCard.objects.filter(pk__in=pks)
    for card in rows.order_by("pk"):
        yield Document(
            object_key=str(card.pk),
            title=card.name,
            subtitle=card.occasion,
            url=reverse("expertise:method_detail", args=[card.slug]),
            words=f"{card.keynotes} {card.features} {card.pitfalls} {card.examples} {card.founders}",
            audiences=[PUBLIC],
        )


register(Searchable(kind="method", label=_("Methods"), icon="waypoints", documents=methods))
register_shortcut(
    Shortcut(
        name="expertise.products",
        label=_("Knowledge base"),
        icon="library",
        url_name="expertise:product_list",
        order=58,
        words=_("products lesson material observation guide archive"),
        needs_member=False,
    )
)
register_shortcut(
    Shortcut(
        name="expertise.product_add",
        label=_("Share what you made"),
        icon="plus",
        url_name="expertise:product_add",
        order=58,
        words=_("new product result upload knowledge base"),
        permission="expertise.add_product",
    )
)
register_shortcut(
    Shortcut(
        name="expertise.methods",
        label=_("From question to method"),
        icon="waypoints",
        url_name="expertise:method_list",
        order=58,
        words=_("toolbox intervision lesson study working visit"),
        needs_member=False,
    )
)
