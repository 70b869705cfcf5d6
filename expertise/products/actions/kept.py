"""«Bewaard»: keeping a product at hand."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KeptProduct, KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def keep_product(*, product: KnowledgeProduct, by: Member) -> None:
    """Keep it; keeping it twice is keeping it once."""
    if not product.is_in_view:
        raise RefusedError(_("This product is not published now. Look again."))
    _row, made = KeptProduct.objects.get_or_create(product=product, member=by)
    if made:
        AuditEvent.objects.record("expertise.product_kept", product, by=by)


@transaction.atomic
def keep_no_more(*, product: KnowledgeProduct, by: Member) -> None:
    if KeptProduct.objects.filter(product=product, member=by).delete()[0]:
        AuditEvent.objects.record("expertise.product_kept_no_more", product, by=by)
