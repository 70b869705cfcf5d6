"""Which records a harvester asks for, and those that do not say what holds now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from knowledge_network.exchange.catalogue.models import CatalogueRecord, CatalogueRecordQuerySet, LastHarvest


@dataclass(frozen=True)
class Span:
    """What is harvested: between two moments, both included, of one set or of all."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    of_set: str = ""


def find_records(span: Span) -> CatalogueRecordQuerySet:
    rows = CatalogueRecord.objects.in_order()
    if span.since:
        rows = rows.filter(datestamp__gte=span.since)
    if span.until:
        rows = rows.filter(datestamp__lte=span.until)
    return rows.filter(sets__contains=[span.of_set]) if span.of_set else rows


def find_after(rows: CatalogueRecordQuerySet, moment: dt.datetime, key: int) -> CatalogueRecordQuerySet:
    """What comes behind the last record of an answer."""
    return rows.filter(Q(datestamp__gt=moment) | Q(datestamp=moment, pk__gt=key))


def find_earliest() -> dt.datetime | None:
    return CatalogueRecord.objects.in_order().values_list("datestamp", flat=True).first()


@dataclass(frozen=True)
class State:
    """How the catalogue stands."""

    living: int
    deleted: int


def read_state() -> State:
    counted = CatalogueRecord.objects.aggregate(
        living=Count("pk", filter=Q(is_deleted=False)), deleted=Count("pk", filter=Q(is_deleted=True))
    )
    return State(**counted)


def find_last_harvest() -> LastHarvest | None:
    """The last time that somebody asked for records, and in which form."""
    return LastHarvest.objects.order_by("-asked_at").first()


def find_gone(public: Iterable[int] | QuerySet[Any]) -> CatalogueRecordQuerySet:
    """Records that live while their product is not to be read by everybody any more."""
    return CatalogueRecord.objects.living().exclude(product__in=public)


# Of public products: no record yet, one that says it is gone, or one of before the last change.
CHANGED = (
    Q(catalogue_record__isnull=True)
    | Q(catalogue_record__is_deleted=True)
    | ~Q(catalogue_record__product_changed_at=F("changed_at"))
)
