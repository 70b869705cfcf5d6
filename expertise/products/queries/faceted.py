"""The knowledge base narrowed by words and facets: what fits, and what each facet would leave, at any size.

One statement counts it all: each product that the reader may see bears the facets that it does not fit as bits. Who
has no bit fits; who has only the bit of one facet counts for the other values of that facet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.functional import Promise

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.filters import FACETS, ProductFilter
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.search.queries import keys_of_kind
from knowledge_network.search.registry import ANONYMOUS, MEMBERS, PUBLIC
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

KIND = "product"
PAGE_SIZE = 12
# Facet → the words of an address by the values that are stored; the others are stored as they stand in addresses.
WORDS: dict[str, dict[str, str]] = {
    "kind": ProductKind.address_words(),
    "ground": EvidenceGround.address_words(),
    "status": ProductStatus.address_words(),
}
BITS = {name: 1 << place for place, name in enumerate(FACETS)}
# Facet → whether a product `p` fits what was ticked of it, and its values as one line each.
FITS = {
    "topic": "EXISTS (SELECT FROM expertise_knowledgeproduct_topics AS t"
    " WHERE t.knowledgeproduct_id = p.id AND t.topic_id = ANY(%(topic)s::bigint[]))",
    "kind": "(p.kind = ANY(%(kind)s))",
    "year_group": "(p.year_groups && %(year_group)s::smallint[])",
    "sector": "(p.sectors && %(sector)s::varchar[])",
    "ground": "(p.ground = ANY(%(ground)s))",
    "licence": "(p.licence = ANY(%(licence)s))",
    "status": "(p.status = ANY(%(status)s))",
}
COUNTS = {
    "topic": """SELECT 'topic', up.slug, count(DISTINCT p.id) FROM shown AS p
        JOIN expertise_knowledgeproduct_topics AS t ON t.knowledgeproduct_id = p.id
        JOIN unnest(%(topics)s::bigint[], %(slugs)s::text[]) AS up (topic, slug) ON up.topic = t.topic_id
        WHERE p.unfit & ~{bit} = 0 GROUP BY up.slug""",
    "year_group": """SELECT 'year_group', one::text, count(DISTINCT p.id) FROM shown AS p, unnest(p.year_groups) AS one
        WHERE p.unfit & ~{bit} = 0 GROUP BY one""",
    "sector": """SELECT 'sector', one::text, count(DISTINCT p.id) FROM shown AS p, unnest(p.sectors) AS one
        WHERE p.unfit & ~{bit} = 0 GROUP BY one""",
}
OF_ONE_VALUE = "SELECT '{name}', p.{name}::text, count(*) FROM shown AS p WHERE p.unfit & ~{bit} = 0 GROUP BY p.{name}"
TOTAL, FITTING = "total", "fitting"
STATEMENT = """
WITH shown AS MATERIALIZED (
    SELECT p.id, p.kind, p.status, p.ground, p.licence, p.sectors, p.year_groups, p.published_on, {place} AS place,
        ({unfit}) AS unfit
    FROM expertise_knowledgeproduct AS p {words}
    WHERE p.id IN ({visible})
), total AS (SELECT count(*) AS number FROM shown WHERE unfit = 0)
SELECT 'total', '', number FROM total
UNION ALL {counts}
UNION ALL SELECT 'fitting', place_in_list::text, id FROM (
    SELECT id, row_number() OVER (
        ORDER BY {order}
    ) AS place_in_list FROM shown WHERE unfit = 0
) AS fitting {page}
"""
NEWEST, BEST = "status = %(historical)s, published_on DESC NULLS LAST, id DESC", "place"
# A page beyond the last one is the last one.
PAGE = """WHERE (place_in_list - 1) / %(size)s =
    (SELECT least(%(page)s, greatest(1, (number + %(size)s - 1) / %(size)s)) - 1 FROM total)"""
EVERYTHING = ""


@dataclass(frozen=True)
class Option:
    """One line of a facet: how many products there are with it, given what the other facets ask."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """How many fit, the keys of those on the page that was asked for, in order, and the facets as they may be shown."""

    total: int = 0
    keys: list[int] = field(default_factory=list)
    facets: dict[str, list[Option]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Shelf:
    """A page of the knowledge base: the products on it, and how many there are: counted `at`, or now."""

    found: Found
    number: int
    at: dt.datetime | None = None


def read_shelf(reader: Reader, asked: ProductFilter) -> Shelf:
    """What was asked; with nothing asked the numbers are of at most five minutes ago, the products are those of now.

    One query then, and two for the numbers: once for members and once for strangers.
    """
    if asked.is_narrowed:
        found = find_products(reader, asked, page=asked.page)
        return Shelf(found, min(asked.page, found.pages))
    name = "members" if reader.is_authenticated else "all"
    kept = read_counted(f"expertise.products.{name}", lambda: find_products(reader, asked, page=1))
    number = min(asked.page, kept.found.pages)
    return Shelf(replace(kept.found, keys=_list_page(reader, number)), number, kept.at)


def _list_page(reader: Reader, number: int) -> list[int]:
    """The keys of a page of everything: what still holds along an index, and behind it what is of historical worth."""
    rows = KnowledgeProduct.objects.in_view_for(reader).order_by("-published_on", "-pk").values_list("pk", flat=True)
    first = (number - 1) * PAGE_SIZE
    standing = rows.exclude(status=ProductStatus.HISTORICAL)
    keys = list(standing[first : first + PAGE_SIZE])
    if len(keys) < PAGE_SIZE:
        behind = max(0, first - standing.count()) if not keys else 0
        keys += rows.filter(status=ProductStatus.HISTORICAL)[behind : behind + PAGE_SIZE - len(keys)]
    return keys


Topics = dict[int, tuple[str, str, int | None]]


def find_products(reader: Reader, asked: ProductFilter, *, page: int | None = None) -> Found:
    """Three queries with words and two without: the index, the topics, and all the rest.

    Without a `page` the keys of all that fit. The newest first, and what is only of historical worth after what still
    holds; with words the best.
    """
    topics = topics_by_key()
    values: dict[str, Any] = {"historical": ProductStatus.HISTORICAL.value, "size": PAGE_SIZE, "page": page}
    values |= _ticked(asked.chosen, topics) | _parts(topics)
    words, place, order = "", "0", NEWEST
    if asked.text:
        values["keys"] = found_keys(reader, asked.text)
        words = "JOIN unnest(%(keys)s::bigint[]) WITH ORDINALITY AS found (key, place) ON found.key = p.id"
        place, order = "found.place", BEST
    visible, visible_values = KnowledgeProduct.objects.in_view_for(reader).values("pk").query.sql_with_params()
    for number, value in enumerate(visible_values):
        values[f"seen_{number}"] = value
    statement = STATEMENT.format(
        unfit=" + ".join(f"{BITS[name]} * (NOT {FITS[name]})::int" for name in asked.ticked) or "0",
        words=words,
        place=place,
        order=order,
        visible=visible % tuple(f"%(seen_{number})s" for number in range(len(visible_values))),
        counts=" UNION ALL ".join(COUNTS.get(n, OF_ONE_VALUE).format(name=n, bit=BITS[n]) for n in FACETS),
        page=EVERYTHING if page is None else PAGE,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return _gather(cursor.fetchall(), asked, topics)


def found_keys(reader: Reader, text: str) -> list[int]:
    """Products that hold the words (or whose title looks like them), the best first. One query on the index."""
    audiences = [PUBLIC, MEMBERS if reader.is_authenticated else ANONYMOUS]
    keys = keys_of_kind(KIND, text, audiences=audiences)
    return [int(key.partition(":")[0]) for key in keys]


def topics_by_key() -> Topics:
    """Topic → (slug, name, parent). One query."""
    rows = Topic.objects.approved().values_list("pk", "slug", "name", "parent")
    return {key: (slug, name, parent) for key, slug, name, parent in rows}


def _with_ancestors(key: int, topics: Topics) -> Iterable[str]:
    seen: set[int] = set()
    while key in topics and key not in seen:
        seen.add(key)
        slug, _name, parent = topics[key]
        yield slug
        key = parent or 0


def _parts(topics: Topics) -> dict[str, list[Any]]:
    """Each topic with each that it is part of, itself too: a product counts for all of them."""
    pairs = [(key, slug) for key in topics for slug in _with_ancestors(key, topics)]
    return {"topics": [key for key, _slug in pairs], "slugs": [slug for _key, slug in pairs]}


def _ticked(chosen: dict[str, frozenset[str]], topics: Topics) -> dict[str, list[Any]]:
    """Facet → what was ticked of it, as it is stored."""
    ticked: dict[str, list[Any]] = {}
    for name, words in chosen.items():
        if name == "topic":
            ticked[name] = [key for key in topics if not words.isdisjoint(_with_ancestors(key, topics))]
        elif name == "year_group":
            ticked[name] = [int(word) for word in words]
        else:
            stored = {word: value for value, word in WORDS.get(name, {}).items()}
            ticked[name] = [stored.get(word, word) for word in words]
    return ticked


def _gather(rows: list[tuple[str, str, int]], asked: ProductFilter, topics: Topics) -> Found:
    total, places = 0, {}
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for name, value, number in rows:
        if name == TOTAL:
            total = number
        elif name == FITTING:
            places[int(value)] = number
        else:
            counts[name][WORDS.get(name, {}).get(value, value)] = number
    return Found(total, [places[place] for place in sorted(places)], _facets(counts, asked.chosen, topics))


def _facets(
    counts: dict[str, dict[str, int]], chosen: dict[str, frozenset[str]], topics: Topics
) -> dict[str, list[Option]]:
    found = {}
    for name, (_address, _label, fixed) in FACETS.items():
        mine = counts[name]
        options = _topic_options(mine, chosen[name], topics) if fixed is None else fixed
        found[name] = [
            Option(value, label, mine.get(value, 0), value in chosen[name])
            for value, label in options
            if value in mine or value in chosen[name]
        ]
    return found


def _topic_options(counts: dict[str, int], chosen: frozenset[str], topics: Topics) -> list[tuple[str, str]]:
    """Topics that there is something about, the fullest first."""
    named = {slug: label for slug, label, _parent in topics.values()}
    known = counts.keys() | (chosen & named.keys())
    return sorted(((slug, named[slug]) for slug in known), key=lambda option: (-counts.get(option[0], 0), option[1]))
