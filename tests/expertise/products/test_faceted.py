"""The knowledge base is counted whole: what each facet would leave, and every page of more than fits any list."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import uuid
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind, ProductLicence, ProductStatus
from expertise.products.filters import FACETS, ProductFilter
from expertise.products.models import KnowledgeProduct
from expertise.products.queries.faceted import PAGE_SIZE, find_products
from tests import factories as f

pytestmark = pytest.mark.django_db
# More than any constant that a list was once cut by.
MANY = 2_100


def make_many(number):
    """`number` products in one statement, each a day older than the one before."""
    person, day = f.MemberFactory(), dt.date(2026, 9, 1)
    KnowledgeProduct.objects.bulk_create(
        KnowledgeProduct(
            public_id=f"p{place:09d}",
            urn=uuid.UUID(int=place),
            slug=f"product-{place}",
            title=f"Product {place}",
            summary="Wat het is.",
            kind=ProductKind.ACTIVITY,
            year_groups=[5],
            sectors=["po"],
            ground=EvidenceGround.PRACTICE,
            licence=ProductLicence.CC_BY,
            status=ProductStatus.PUBLISHED,
            published_on=day - dt.timedelta(days=place),
            contact_person=person,
        )
        for place in range(number)
    )


def of_each(product, parents):
    """Facet → the words of an address that this product has: the second reckoning, one product at a time."""
    topics = set()
    for topic in product.topics.all():
        part = topic
        while part is not None:
            topics.add(part.slug)
            part = parents.get(part.parent_id)
    return {
        "topic": topics,
        "kind": {ProductKind(product.kind).address},
        "year_group": {str(group) for group in product.year_groups},
        "sector": set(product.sectors),
        "ground": {EvidenceGround(product.ground).address},
        "licence": {product.licence},
        "status": {ProductStatus(product.status).address},
    }


def test_the_list_and_the_sheet_hold_all_products_however_many_there_are(client):
    make_many(MANY)
    page = client.get(reverse("expertise:product_list"), {"pagina": "9999"})
    assert page.context["total"] == MANY
    assert page.context["number"] == page.context["pages"] == MANY // PAGE_SIZE
    assert page.context["cards"][-1].title == f"Product {MANY - 1}"
    sheet = b"".join(client.get(reverse("expertise:product_export"))).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(sheet), delimiter=";"))) == MANY + 1


@pytest.mark.parametrize("seed", range(6))
def test_each_facet_counts_what_a_second_reckoning_gives(seed):
    chance = random.Random(seed)
    top = f.TopicFactory(name="rekenen", slug="rekenen")
    topics = [top, f.TopicFactory(slug="breuken", parent=top), f.TopicFactory(slug="lezen")]
    parents = {topic.pk: topic for topic in topics}
    states = [ProductStatus.PUBLISHED, ProductStatus.HISTORICAL]
    for _number in range(30):
        made = f.KnowledgeProductFactory(
            kind=chance.choice([ProductKind.ACTIVITY, ProductKind.FILM, ProductKind.ARTICLE]),
            year_groups=chance.sample(range(1, 9), chance.randint(0, 3)),
            sectors=chance.sample(["po", "vo"], chance.randint(0, 2)),
            licence=chance.choice([ProductLicence.CC_BY, "cc0-10"]),
            status=chance.choice(states),
        )
        made.topics.set(chance.sample(topics, chance.randint(0, 2)))
    mine = {made.pk: of_each(made, parents) for made in KnowledgeProduct.objects.prefetch_related("topics")}
    asked = QueryDict(mutable=True)
    for name in chance.sample(sorted(FACETS), 3):
        known = sorted({value for one in mine.values() for value in one[name]})
        asked.setlist(FACETS[name].address, chance.sample(known, min(2, len(known))))
    chosen = ProductFilter(asked).chosen

    def fits(one, without=""):
        return all(not wanted or name == without or one[name] & wanted for name, wanted in chosen.items())

    found = find_products(AnonymousUser(), ProductFilter(asked))
    assert set(found.keys) == {pk for pk, one in mine.items() if fits(one)}
    assert found.total == len(found.keys)
    for name in FACETS:
        expected = Counter(value for one in mine.values() if fits(one, name) for value in one[name])
        assert {option.value: option.count for option in found.facets[name] if option.count} == expected, name
