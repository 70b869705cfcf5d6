"""All products in one table: found, sorted, kept up to date together, and taken back."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.notifications.events.models import Notice
from tests import factories as f

pytestmark = pytest.mark.django_db
URL = "/beheer/producten/"
PUBLISHED = {"status": ProductStatus.PUBLISHED, "published_on": dt.date(2026, 1, 5), "review_on": dt.date(2027, 1, 5)}


@pytest.fixture
def desk(client):
    client.force_login(
        f.NetworkRoleFactory().member, backend="knowledge_network.members.accounts.backends.MemberBackend"
    )
    return client


def titles(response) -> list[str]:
    return [product.title for product in response.context["table"].rows]


def bulk(client, action, *products, **more):
    ids = [product.slug for product in products]
    return client.post(reverse("expertise:products_bulk"), {"action": action, "ids": ids, **more})


def states(*products) -> list[tuple[str, dt.date | None]]:
    kept = KnowledgeProduct.objects.in_bulk([product.pk for product in products])
    return [(kept[product.pk].status, kept[product.pk].review_on) for product in products]


def test_products_are_filtered_and_sorted_by_their_heads(desk):
    topic = f.TopicFactory()
    waiting = f.KnowledgeProductFactory(title="Breuken", status=ProductStatus.REVIEW, makers="Team Rekenen")
    waiting.topics.add(topic)
    f.KnowledgeProductFactory(title="Anders", contact_person=f.MemberFactory(), **PUBLISHED)
    assert titles(desk.get(URL, {"sorteer": "titel"})) == ["Anders", "Breuken"]
    assert titles(desk.get(URL, {"stand": "gepubliceerd"})) == ["Anders"]
    assert titles(desk.get(URL, {"let_op": "zonder-lezer"})) == ["Breuken"]
    assert titles(desk.get(URL, {"thema": topic.slug})) == ["Breuken"]
    assert titles(desk.get(URL, {"q": "team rekenen"})) == ["Breuken"]
    assert titles(desk.get(URL, {"sorteer": "-opnieuw"})) == ["Breuken", "Anders"]


def test_contact_persons_are_asked_after_a_look_and_hear_nothing_when_it_is_taken_back(desk):
    contact = f.MemberFactory()
    product = f.KnowledgeProductFactory(contact_person=contact, **PUBLISHED)
    draft = f.KnowledgeProductFactory(title="Nog niet af", status=ProductStatus.DRAFT)
    look = bulk(desk, "revise", product, draft).context["look"]
    assert [one.name for one in look.skipped] == ["Nog niet af"]
    assert contact.get_full_name() in look.names[0]
    assert not Notice.objects.exists()
    bulk(desk, "revise", product, draft, confirmed="1")
    assert states(product)[0][0] == ProductStatus.TO_REVISE
    assert Notice.objects.filter(member=contact, kind="expertise.product_to_revise").exists()
    desk.post(reverse("expertise:products_undo"))
    assert states(product) == [(ProductStatus.PUBLISHED, PUBLISHED["review_on"])]
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("action", "status"), [("confirm", "published"), ("historical", "historical")])
def test_what_is_done_with_many_is_as_before_after_undo(desk, action, status):
    old = f.KnowledgeProductFactory(**PUBLISHED | {"status": ProductStatus.TO_REVISE})
    new = f.KnowledgeProductFactory(**PUBLISHED)
    before = states(old, new)
    bulk(desk, action, old, new, confirmed="1")
    assert [state for state, _day in states(old, new)] == [status, status]
    desk.post(reverse("expertise:products_undo"))
    assert states(old, new) == before


def test_the_sheet_has_typed_dates_and_full_addresses_and_the_filter_of_the_page(desk, settings):
    f.KnowledgeProductFactory(title="Wel", **PUBLISHED)
    f.KnowledgeProductFactory(title="Niet", status=ProductStatus.DRAFT)
    response = bulk(desk, "xlsx", everything="on", query="stand=gepubliceerd")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Wel"]
    assert dt.datetime(2026, 1, 5) in rows[1]
    assert rows[1][-1].startswith(settings.PUBLIC_URL)


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(desk, django_assert_num_queries, count):
    for _number in range(count):
        f.KnowledgeProductFactory(contact_person=f.MemberFactory(), group=f.GroupFactory(), **PUBLISHED)
    with django_assert_num_queries(6):
        desk.get(URL)
