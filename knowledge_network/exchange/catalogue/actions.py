"""Keeping the records of the catalogue as the products are. No person does this, so no logbook tells of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import batched

from django.db import transaction
from django.utils import timezone

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.entries import describe_product, find_public
from knowledge_network.exchange.catalogue.models import CatalogueRecord
from knowledge_network.exchange.catalogue.queries import CHANGED, find_gone

AT_ONCE = 200


@transaction.atomic
def bring_up_to_date(*, now: dt.datetime | None = None, whole: bool = False) -> int:
    """Write down what became public, changed or is gone; how many records that were. Safe to repeat.

    With `whole` every product is described anew, for what changes without it (a topic, the name of a group).
    """
    moment = (now or timezone.now()).replace(microsecond=0)
    public = find_public()
    wanted = public if whole else public.filter(CHANGED)
    keys = list(wanted.order_by("pk").values_list("pk", flat=True))
    written = 0
    for some in batched(keys, AT_ONCE):
        written += _write(list(public.filter(pk__in=some)), moment)
    gone = find_gone(public.order_by().values("pk"))
    return written + gone.update(is_deleted=True, datestamp=moment, fingerprint="")


def _write(products: Sequence[KnowledgeProduct], moment: dt.datetime) -> int:
    """Only what differs from what was told gets a new date: nobody harvests twice what is the same."""
    known = {record.urn: record for record in CatalogueRecord.objects.filter(urn__in=[one.urn for one in products])}
    changed, seen = [], []
    for product in products:
        entry = describe_product(product)
        record = known.get(product.urn) or CatalogueRecord(urn=product.urn, datestamp=moment)
        is_same = record.pk is not None and not record.is_deleted and record.fingerprint == entry.fingerprint
        record.product, record.product_changed_at = product, product.changed_at
        if is_same:
            seen.append(record)
            continue
        record.datestamp, record.is_deleted = moment, False
        record.fingerprint, record.sets = entry.fingerprint, list(entry.sets)
        changed.append(record)
    CatalogueRecord.objects.bulk_create([record for record in changed if record.pk is None])
    fields = ["product", "product_changed_at", "datestamp", "is_deleted", "fingerprint", "sets"]
    CatalogueRecord.objects.bulk_update([record for record in changed if record.urn in known], fields)
    CatalogueRecord.objects.bulk_update(seen, ["product", "product_changed_at"])
    return len(changed)
