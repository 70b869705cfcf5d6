"""What of a source is here already."""

from __future__ import annotations

from collections.abc import Collection

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.intake.candidates import Found, Knowledge
from knowledge_network.exchange.intake.models import ForeignProduct, Intake


def find_known(found: Collection[Found], intake: Intake) -> Knowledge:
    """Two queries. Also what was taken out again here, so that it does not come back."""
    by_identifier = ForeignProduct.objects.filter(identifier__in=[one.identifier for one in found if one.identifier])
    links = {one.link for one in found if one.link}
    by_link = KnowledgeProduct.objects.filter(link__in=links).exclude(link="")
    return Knowledge(
        by_identifier=dict(by_identifier.values_list("identifier", "product")),
        by_link=dict(by_link.values_list("link", "pk")),
        licence=intake.licence,
        kind=intake.kind,
    )
