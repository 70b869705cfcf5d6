"""«Gebruikt door»: noting that one used a product, and what one changed to make it fit."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products import notices
from expertise.products.actions.products import words_about
from expertise.products.models import KnowledgeProduct, ProductUse
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify


@transaction.atomic
def note_use(
    *,
    product: KnowledgeProduct,
    by: Member,
    organisation: Organisation | None,
    note: str = "",
    shows_name: bool = False,
    used_on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> ProductUse:
    """Once per member: noting it again changes what one wrote. The contact person hears of the first time."""
    if not product.is_in_view:
        raise RefusedError(_("This product is not published now. Look again."))
    values: dict[str, object] = {
        "organisation": organisation,
        "note": note,
        "shows_name": shows_name,
        "used_on": used_on or timezone.localdate(),
    }
    use, is_new = ProductUse.objects.update_or_create(product=product, member=by, defaults=values)
    AuditEvent.objects.record("expertise.product_used", product, by=by)
    if is_new and product.contact_person is not None and product.contact_person.pk != by.pk:
        notify(
            notices.USED,
            to=[product.contact_person],
            key=f"expertise.product_used:{use.public_id}",
            url=f"{product.get_absolute_url()}#used",
            at=at,
            by=by if shows_name else None,
            **words_about(product),
        )
    return use


@transaction.atomic
def remove_use(*, use: ProductUse, by: Member) -> None:
    forget_notices(keys=[f"expertise.product_used:{use.public_id}"])
    AuditEvent.objects.record("expertise.product_use_removed", use.product, by=by)
    use.delete()
