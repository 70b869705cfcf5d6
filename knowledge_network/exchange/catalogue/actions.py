"""Keeping the records of the catalogue as the products are. No person does this, so no logbook tells of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import batched

from django.db import transaction
from django.utils import timezone

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.entries import describe_product, find_made_here
from knowledge_network.exchange.catalogue.enums import RecordFormat
from knowledge_network.exchange.catalogue.models import CatalogueRecord, LastHarvest
from knowledge_network.exchange.catalogue.queries import CHANGED, find_gone
from knowledge_network.exchange.catalogue.signals import Change, catalogue_changed

AT_ONCE = 200
# A harvest has many answers: it is written down once in a while, so that asking costs no writing.
NOTED_EACH = dt.timedelta(minutes=10)


def note_harvest(form: RecordFormat, *, now: dt.datetime | None = None) -> None:
    """Remember that records were asked for in this form. Two harvesters at a time wait for nothing."""
    moment = now or timezone.now()
    if not LastHarvest.objects.filter(form=form, asked_at__gt=moment - NOTED_EACH).exists():
        LastHarvest.objects.bulk_create(
            [LastHarvest(form=form, asked_at=moment)],
            update_conflicts=True,
            unique_fields=["form"],
            update_fields=["asked_at"],
        )


@transaction.atomic
def bring_up_to_date(*, now: dt.datetime | None = None, whole: bool = False) -> int:
    """Write down what became public, changed or is gone; how many records that were. Safe to repeat.

    With `whole` every product is described anew, for what changes without it (a topic, the name of a group).
    """
    moment = (now or timezone.now()).replace(microsecond=0)
    public = find_made_here()
    wanted = public if whole else public.filter(CHANGED)
    keys = list(wanted.order_by("pk").values_list("pk", flat=True))
    shown: list[Change] = []
    changed: list[Change] = []
    for some in batched(keys, AT_ONCE):
        _write(list(public.filter(pk__in=some).order_by("pk")), moment, shown, changed)
    rows = find_gone(public.order_by().values("pk"))
    gone = [Change(record.identifier) for record in rows]
    if gone:
        rows.update(is_deleted=True, datestamp=moment, fingerprint="")
    if shown or changed or gone:
        catalogue_changed.send(CatalogueRecord, shown=shown, changed=changed, gone=gone, at=moment)
    return len(shown) + len(changed) + len(gone)


def _write(
    products: Sequence[KnowledgeProduct], moment: dt.datetime, shown: list[Change], changed: list[Change]
) -> None:
    """Only what differs from what was told gets a new date: nobody harvests twice what is the same."""
    known = {record.urn: record for record in CatalogueRecord.objects.filter(urn__in=[one.urn for one in products])}
    written, seen = [], []
    for product in products:
        entry = describe_product(product)
        record = known.get(product.urn) or CatalogueRecord(urn=product.urn, datestamp=moment, is_deleted=True)
        record.product, record.product_changed_at = product, product.changed_at
        if not record.is_deleted and record.fingerprint == entry.fingerprint:
            seen.append(record)
            continue
        (shown if record.is_deleted else changed).append(Change(record.identifier, entry.url))
        record.datestamp, record.is_deleted = moment, False
        record.fingerprint, record.sets = entry.fingerprint, list(entry.sets)
        written.append(record)
    CatalogueRecord.objects.bulk_create([record for record in written if record.pk is None])
    fields = ["product", "product_changed_at", "datestamp", "is_deleted", "fingerprint", "sets"]
    CatalogueRecord.objects.bulk_update([record for record in written if record.urn in known], fields)
    CatalogueRecord.objects.bulk_update(seen, ["product", "product_changed_at"])
