"""What is counted over the whole knowledge base is kept for five minutes; which products there are is not."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from expertise.products.enums import ProductAccess, ProductStatus
from expertise.products.forms import picking
from expertise.products.models import KnowledgeProduct
from expertise.products.queries import faceted
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
LIST = "expertise:product_list"


def titles(response):
    return [card.title for card in response.context["cards"]]


def test_a_new_product_is_there_at_once_and_counted_within_five_minutes(client):
    f.KnowledgeProductFactory(title="Eerste", published_on=dt.date(2026, 9, 1))
    assert client.get(reverse(LIST)).context["total"] == 1
    f.KnowledgeProductFactory(title="Tweede", published_on=dt.date(2026, 9, 2))
    page = client.get(reverse(LIST))
    assert (titles(page), page.context["total"]) == (["Tweede", "Eerste"], 1)
    assert "De aantallen zijn van" in page.content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        assert client.get(reverse(LIST)).context["total"] == 2
    # What is narrowed is counted as it is now.
    assert client.get(reverse(LIST), {"soort": "kijkwijzer"}).context["counted_at"] is None


def test_what_becomes_for_members_alone_is_on_no_kept_page_of_a_stranger(client):
    made = f.KnowledgeProductFactory(title="Eerst open")
    topic = f.TopicFactory()
    other = f.KnowledgeProductFactory(title="Ernaast")
    for one in (made, other):
        one.topics.set([topic])
    beside = reverse("expertise:product_detail", args=[other.slug])
    assert titles(client.get(reverse(LIST))) == ["Ernaast", "Eerst open"]
    assert [one.title for one in client.get(beside).context["related"]] == ["Eerst open"]
    KnowledgeProduct.objects.filter(pk=made.pk).update(access=ProductAccess.NETWORK)
    assert titles(client.get(reverse(LIST))) == ["Ernaast"]
    assert client.get(beside).context["related"] == []
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert titles(client.get(reverse(LIST))) == ["Ernaast", "Eerst open"]
    assert [one.title for one in client.get(beside).context["related"]] == ["Eerst open"]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_the_pages_of_everything_are_those_that_are_counted_together(monkeypatch, client, size):
    monkeypatch.setattr(faceted, "PAGE_SIZE", size)
    for number in range(5):
        status = ProductStatus.HISTORICAL if number % 2 else ProductStatus.PUBLISHED
        day = dt.date(2026, 9, 1 + number)
        f.KnowledgeProductFactory(title=f"Product {number}", status=status, published_on=day)
    pages = client.get(reverse(LIST)).context["pages"]
    shown = [titles(client.get(reverse(LIST), {"pagina": number})) for number in range(1, pages + 1)]
    assert [title for page in shown for title in page] == [f"Product {number}" for number in (4, 2, 0, 3, 1)]
    assert all(len(page) == size for page in shown[:-1])


def test_of_many_that_are_called_alike_the_newest_are_offered(client, monkeypatch):
    monkeypatch.setattr(picking, "MOST_WEIGHED", 2)
    for number, title in enumerate(("Kijkwijzer rekenen", "Kijkwijzer taal", "Kijkwijzer lezen")):
        f.KnowledgeProductFactory(title=title, published_on=dt.date(2026, 9, 1 + number))
    client.force_login(f.MemberFactory(), backend=BACKEND)
    offered = client.get(reverse("expertise:product_suggest"), {"q": "KIJK"}).content.decode()
    assert "Kijkwijzer rekenen" not in offered
    assert offered.index("Kijkwijzer lezen") < offered.index("Kijkwijzer taal")
    assert (
        "Kijkwijzer rekenen" in client.get(reverse("expertise:product_suggest"), {"q": "kijk reken"}).content.decode()
    )
