"""What the public page of a product tells machines: the same as the catalogue."""

from __future__ import annotations

from django.urls import reverse

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.entries import describe_product
from knowledge_network.exchange.catalogue.json_ld import make_json_ld
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.machine_head import MachineHead, register


def describe_page(product: KnowledgeProduct) -> MachineHead | None:
    if not product.is_public:
        return None
    entry = describe_product(product)
    return MachineHead(
        title=entry.title,
        description=entry.description,
        url=entry.url,
        kind="article",
        image=absolute_url(reverse("exchange:share_image", args=[product.slug])),
        oembed=absolute_url(reverse("exchange:oembed", query={"url": entry.url})),
        facts=make_json_ld(entry),
    )


register(KnowledgeProduct, describe_page)
