"""Reads of the knowledge base: finding with facets, a page of cards, and what stands around one product.

Facets are counted here and not in SQL: one light row per product that the reader may see and that fits the words, so
that each facet can tell what the others leave. It costs the same number of queries whatever is asked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductAccess, ProductKind, ProductStatus
from expertise.products.filters import FACETS, ProductFilter
from expertise.products.models import KnowledgeProduct, ProductVersion
from knowledge_network.kit.prepared import Built, PreparedQuery
from knowledge_network.search.queries import keys_of_kind
from knowledge_network.search.registry import ANONYMOUS, MEMBERS, PUBLIC
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from knowledge_network.members.people.requests import Reader

KIND = "product"
PAGE_SIZE = 12
MOST_NEW = 3
# More than this many products are not narrowed and counted: the newest of them, or the best that fit.
CANDIDATES = 2_000


def found_keys(reader: Reader, text: str) -> list[int]:
    """Products that hold the words (or whose title looks like them), the best first. One query on the index."""
    audiences = [PUBLIC, MEMBERS if reader.is_authenticated else ANONYMOUS]
    keys = keys_of_kind(KIND, text, audiences=audiences, most=CANDIDATES)
    return [int(key.partition(":")[0]) for key in keys]


# Finding --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    """One line of a facet: how many products there are with it, given what the other facets ask."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """The keys of all products that fit, in order, and the facets as they may be shown."""

    keys: list[int] = field(default_factory=list)
    facets: dict[str, list[Option]] = field(default_factory=dict)

    def page(self, number: int) -> list[int]:
        return self.keys[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.keys) // PAGE_SIZE))


def find_products(reader: Reader, asked: ProductFilter) -> Found:
    """Three queries with words and two without: the index, the light rows, the topics."""
    products = KnowledgeProduct.objects.in_view_for(reader)
    rank: dict[int, int] = {}
    if asked.text:
        rank = {key: place for place, key in enumerate(found_keys(reader, asked.text))}
        products = products.filter(pk__in=rank)
    rows = _light_rows(products)
    if rank:
        rows.sort(key=lambda row: rank[row["pk"]])
    topics = topics_by_key()
    values = [_values_of(row, topics) for row in rows]
    keys = [row["pk"] for row, mine in zip(rows, values, strict=True) if _fits(mine, asked.chosen)]
    return Found(keys, _facets(values, asked.chosen, topics))


class LightRow(TypedDict):
    """What of a product facets count."""

    pk: int
    kind: str
    status: str
    ground: str
    licence: str
    sectors: list[str]
    year_groups: list[int]
    about: list[int]


def _light_rows(products: QuerySet[KnowledgeProduct]) -> list[LightRow]:
    """The newest first; what is only of historical worth after what still holds."""
    about = KnowledgeProduct.topics.through.objects.filter(knowledgeproduct=OuterRef("pk")).values("topic")
    is_old = ProductStatus.HISTORICAL
    rows = products.annotate(about=ArraySubquery(about)).order_by("-published_on", "-pk")[:CANDIDATES]
    fields = ("pk", "kind", "status", "ground", "licence", "sectors", "year_groups", "about")
    light = cast("Iterable[LightRow]", rows.values(*fields))
    return sorted(light, key=lambda row: row["status"] == is_old)


def topics_by_key() -> dict[int, tuple[str, str, int | None]]:
    """Topic → (slug, name, parent). One query."""
    rows = Topic.objects.approved().values_list("pk", "slug", "name", "parent")
    return {key: (slug, name, parent) for key, slug, name, parent in rows}


def _with_ancestors(key: int, topics: dict[int, tuple[str, str, int | None]]) -> Iterable[str]:
    seen: set[int] = set()
    while key in topics and key not in seen:
        seen.add(key)
        slug, _name, parent = topics[key]
        yield slug
        key = parent or 0


KIND_WORDS, GROUND_WORDS = ProductKind.address_words(), EvidenceGround.address_words()
STATUS_WORDS = ProductStatus.address_words()


def _values_of(row: LightRow, topics: dict[int, tuple[str, str, int | None]]) -> dict[str, frozenset[str]]:
    """Facet → what this product has of it, by its words in an address; a topic counts for all that it is part of."""
    return {
        "topic": frozenset(slug for key in row["about"] for slug in _with_ancestors(key, topics)),
        "kind": frozenset([KIND_WORDS[row["kind"]]]),
        "year_group": frozenset(str(number) for number in row["year_groups"]),
        "sector": frozenset(row["sectors"]),
        "ground": frozenset([GROUND_WORDS[row["ground"]]]),
        "licence": frozenset([row["licence"]]),
        "status": frozenset([STATUS_WORDS[row["status"]]]),
    }


def _fits(mine: dict[str, frozenset[str]], chosen: dict[str, frozenset[str]], *, without: str = "") -> bool:
    """Within a facet one of what was ticked is enough; all facets together narrow."""
    return all(not wanted or name == without or mine[name] & wanted for name, wanted in chosen.items())


def _facets(
    values: list[dict[str, frozenset[str]]],
    chosen: dict[str, frozenset[str]],
    topics: dict[int, tuple[str, str, int | None]],
) -> dict[str, list[Option]]:
    found = {}
    for name, (_address, _label, fixed) in FACETS.items():
        counts = Counter(value for mine in values if _fits(mine, chosen, without=name) for value in mine[name])
        options = _topic_options(counts, chosen[name], topics) if fixed is None else fixed
        found[name] = [
            Option(value, label, counts[value], value in chosen[name])
            for value, label in options
            if counts[value] or value in chosen[name]
        ]
    return found


def _topic_options(
    counts: Counter[str], chosen: frozenset[str], topics: dict[int, tuple[str, str, int | None]]
) -> list[tuple[str, str]]:
    """Topics that there is something about, the fullest first."""
    named = {slug: label for slug, label, _parent in topics.values()}
    known = counts.keys() | (chosen & named.keys())
    return sorted(((slug, named[slug]) for slug in known), key=lambda option: (-counts[option[0]], option[1]))


# Cards and one product ------------------------------------------------------------------------


class Preview(TypedDict):
    """What `with_preview` adds: the version of which there is a picture, if there is one."""

    preview_number: int | None


def with_preview(products: QuerySet[KnowledgeProduct]) -> QuerySet[WithAnnotations[KnowledgeProduct, Preview]]:
    newest = ProductVersion.objects.filter(product=OuterRef("pk")).exclude(preview="").order_by("-number")
    shown = products.annotate(preview_number=Subquery(newest.values("number")[:1]))
    return cast("QuerySet[WithAnnotations[KnowledgeProduct, Preview]]", shown)


def fetch_for_cards(keys: list[int]) -> list[KnowledgeProduct]:
    """The products in the order of `keys`, with group and topics. Two queries."""
    rows = with_preview(KnowledgeProduct.objects.filter(pk__in=keys).select_related("group"))
    by_key = {row.pk: row for row in rows.prefetch_related("topics")}
    return [by_key[key] for key in keys if key in by_key]


def find_related_products(product: KnowledgeProduct, reader: Reader, *, most: int = 3) -> list[KnowledgeProduct]:
    """Others about the same topics, those that share most of them first. One query."""
    about = product.topics.all()
    rows = KnowledgeProduct.objects.visible_to(reader).in_view().exclude(pk=product.pk).filter(topics__in=about)
    ranked = rows.annotate(shared=Count("topics")).exclude(status=ProductStatus.HISTORICAL)
    return list(ranked.order_by("-shared", "-published_on", "-pk")[:most])


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
    fields = ("slug", "title", "kind", "for_whom", "minutes", "published_on", "group__name")
    return rows.order_by("-published_on", "-pk")[:MOST_NEW], fields


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
