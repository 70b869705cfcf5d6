"""Reads of the knowledge base: a page of cards, and what stands around one product."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from expertise.products.enums import ProductAccess, ProductStatus, ReviewVerdict
from expertise.products.models import KnowledgeProduct, ProductReview, ProductVersion
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from knowledge_network.members.people.requests import Reader

MOST_NEW = 3
# So many are kept: some may have gone since.
MOST_RELATED = 12


# Cards and one product ------------------------------------------------------------------------


class Preview(TypedDict):
    """What `with_preview` adds: the version of which there is a picture, if there is one."""

    preview_number: int | None


def with_preview(products: QuerySet[KnowledgeProduct]) -> QuerySet[WithAnnotations[KnowledgeProduct, Preview]]:
    rows = ProductVersion.objects.filter(product=OuterRef("pk")).exclude(preview="")
    newest = without_replaced_unseen(rows).order_by("-number")
    shown = products.annotate(preview_number=Subquery(newest.values("number")[:1]))
    return cast("QuerySet[WithAnnotations[KnowledgeProduct, Preview]]", shown)


def without_replaced_unseen(versions: QuerySet[ProductVersion]) -> QuerySet[ProductVersion]:
    """Without those that a newer one had replaced when the product was published: nobody found them good.

    A reader may have asked to take something out, such as the name of a child.
    """
    good = ProductReview.objects.filter(
        product=OuterRef("product"), verdict=ReviewVerdict.GOOD, given_at__date=OuterRef("product__published_on")
    )
    newer = ProductVersion.objects.filter(
        product=OuterRef("product"), number__gt=OuterRef("number"), added_at__lte=OuterRef("found_good_at")
    )
    last_word = Subquery(good.order_by("-given_at").values("given_at")[:1])
    return versions.annotate(found_good_at=last_word).exclude(Exists(newer))


def find_versions(product: KnowledgeProduct, reader: Reader) -> QuerySet[ProductVersion]:
    """Its files that this reader may have, the newest first; who keeps or reviews it may have each of them."""
    versions = product.versions.order_by("-number")
    if not product.is_in_view or (reader.is_authenticated and reader.has_perm("expertise.read_reviews", product)):
        return versions
    return without_replaced_unseen(versions)


def fetch_for_cards(keys: Collection[int]) -> list[KnowledgeProduct]:
    """The products in the order of `keys`, with group and topics. Two queries."""
    rows = with_preview(KnowledgeProduct.objects.filter(pk__in=keys).select_related("group"))
    by_key = {row.pk: row for row in rows.prefetch_related("topics")}
    return [by_key[key] for key in keys if key in by_key]


def find_related_products(
    product: KnowledgeProduct, topics: Collection[Topic], reader: Reader, *, most: int = 3
) -> list[KnowledgeProduct]:
    """Others about its `topics`, those that share most of them first. One query, and one to weigh them.

    All that is about these topics is weighed once in five minutes, for members and for strangers.
    """
    about = sorted(topic.pk for topic in topics)
    name = ".".join(map(str, ("expertise.related", "members" if reader.is_authenticated else "all", *about)))
    keys = read_counted(name, lambda: _weigh_related(about, reader)).found if about else []
    shown = [key for key in keys if key != product.pk][:most]
    rows = KnowledgeProduct.objects.in_view_for(reader).exclude(status=ProductStatus.HISTORICAL).in_bulk(shown)
    return [rows[key] for key in shown if key in rows]


def _weigh_related(about: Collection[int], reader: Reader) -> list[int]:
    rows = KnowledgeProduct.objects.in_view_for(reader).exclude(status=ProductStatus.HISTORICAL)
    ranked = rows.filter(topics__in=about).annotate(shared=Count("topics"))
    return list(ranked.order_by("-shared", "-published_on", "-pk").values_list("pk", flat=True)[:MOST_RELATED])


class NewProduct(TypedDict):
    """What lists say of a product that is new."""

    slug: str
    title: str
    kind: str
    for_whom: str
    minutes: int | None
    published_on: dt.date | None
    group__name: str | None


def _newest_query(reader: Reader) -> Built:
    rows = KnowledgeProduct.objects.in_view_for(reader).filter(status=ProductStatus.PUBLISHED)
    newest = rows.order_by("-published_on", "-pk").values("pk")[:MOST_NEW]
    fields = ("slug", "title", "kind", "for_whom", "minutes", "published_on", "group__name")
    # The group is joined after the three are found.
    return KnowledgeProduct.objects.filter(pk__in=newest).order_by("-published_on", "-pk"), fields


_newest = PreparedQuery(_newest_query, reader=())


def find_newest_products(reader: Reader) -> list[NewProduct]:
    """What came into the knowledge base last. One query."""
    return cast("list[NewProduct]", _newest.rows(reader=reader))


def _of_group_query(group: int) -> Built:
    rows = KnowledgeProduct.objects.in_view().filter(group=group).order_by("-published_on", "-pk")
    fields = ("slug", "title", "summary", "kind", "access", "published_on", "from_result__public_id")
    return rows[:12], fields


_of_group = PreparedQuery(_of_group_query, group=int)


class ProductOfGroup(TypedDict):
    """What the page of a group says of a product."""

    slug: str
    title: str
    summary: str
    kind: str
    access: str
    published_on: dt.date
    from_result__public_id: str | None


def find_products_of_group(group: int, reader: Reader) -> list[ProductOfGroup]:
    """What a group has in the knowledge base, as far as this reader may see it. One query."""
    rows = cast("list[ProductOfGroup]", _of_group.rows(group=group))
    is_open = ProductAccess.OPEN
    return [row for row in rows if reader.is_authenticated or row["access"] == is_open]


def due_for_a_look(today: dt.date | None = None) -> QuerySet[KnowledgeProduct]:
    """Published, and the day on which it should be looked at again has come."""
    due = KnowledgeProduct.objects.filter(removed_at__isnull=True, status=ProductStatus.PUBLISHED)
    return due.filter(review_on__lte=today or timezone.localdate())


def to_revise() -> QuerySet[KnowledgeProduct]:
    """In view, and waiting for its contact person to say that it still holds."""
    return KnowledgeProduct.objects.in_view().filter(status=ProductStatus.TO_REVISE)
