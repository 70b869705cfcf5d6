"""«Bewaard»: one's own list, in one press and seen by nobody else; and what followers of a topic hear of products."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.products.actions.kept import keep_product
from expertise.products.enums import ProductAccess, ProductStatus
from expertise.products.models import KeptProduct
from knowledge_network.members.vocabulary.actions import follow_topic
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.products.test_product_review import GOOD, Scene, reviews
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
LIST = "/kennisbank/bewaard/"


@pytest.mark.parametrize("count", [1, 3])
def test_what_i_keep_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    member, somebody_else = f.MemberFactory(), f.MemberFactory()
    for product in f.KnowledgeProductFactory.create_batch(count, status=ProductStatus.PUBLISHED):
        keep_product(product=product, by=member)
        keep_product(product=product, by=somebody_else)
    keep_product(product=f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED), by=somebody_else)
    client.force_login(member, backend=BACKEND)
    client.get(LIST)
    with django_assert_num_queries(4):
        page = Page(client.get(LIST))
    assert len(page.all("main li .strong")) == count


def test_keeping_is_one_press_twice_is_once_and_taking_away_can_be_undone(client):
    product = f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:product_keep", args=[product.slug])
    client.post(address)
    client.post(address)
    assert KeptProduct.objects.count() == 1
    page = client.post(address, {"not_any_more": "1", "next": LIST}, follow=True)
    assert not KeptProduct.objects.exists()
    assert "Je bewaart nog niets" in page.content.decode()
    assert address in page.content.decode()


def test_what_was_taken_out_of_view_stands_in_no_list_any_more(client):
    member = f.MemberFactory()
    product = f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED, access=ProductAccess.NETWORK)
    keep_product(product=product, by=member)
    type(product).objects.filter(pk=product.pk).update(status=ProductStatus.DRAFT)
    client.force_login(member, backend=BACKEND)
    assert product.title not in client.get(LIST).content.decode()


def test_who_follows_its_topics_hears_of_a_new_product_once_and_its_makers_do_not():
    scene, member = Scene(), f.MemberFactory()
    for topic in (scene.topic, scene.other):
        follow_topic(topic=topic, by=member)
    follow_topic(topic=scene.topic, by=scene.maker)
    product = scene.sent_in()
    for reader in scene.readers[:2]:
        reviews.give_review(product=product, by=reader, verdict="good", **GOOD)
    assert [notice.member for notice in Notice.objects.filter(kind="expertise.product_on_topic")] == [member]
