"""All products for the table of who runs the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from expertise.products.models import KnowledgeProduct, ProductReview, ProductUse

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

# What was never sent in stands before everything that was, what has no day to look again after all that has one.
NEVER, LAST = dt.date(1900, 1, 1), dt.date(2999, 1, 1)
NEVER_SENT = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("product").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def list_for_desk(reader: Reader) -> QuerySet[Any]:
    """Products with whom they are of, `use_count`, `review_count` of this round, and fields to sort by."""
    rows = KnowledgeProduct.objects.visible_to(reader)
    rows = rows.select_related("group", "review_group", "contact_person", "second_reader")
    listed: QuerySet[Any] = rows.annotate(
        use_count=_count(ProductUse.objects.filter(product=OuterRef("pk"))),
        review_count=_count(ProductReview.objects.filter(product=OuterRef("pk"), round=OuterRef("review_round"))),
        sort_owner=Coalesce("group__name", F("makers")),
        sort_submitted=Coalesce("submitted_at", Value(NEVER_SENT)),
        sort_published=Coalesce("published_on", Value(NEVER)),
        sort_review=Coalesce("review_on", Value(LAST)),
    )
    return listed
