"""Sharing something takes five lines; the rest waits behind «meer vertellen» until somebody needs it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.templatetags.kit import says_optional
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def member(client):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


def filled(form, **changes):
    """What a browser sends of the form as it is shown, with what somebody wrote in it."""
    stands = {field.html_name: field.value() for field in form if field.value() not in (None, "", False)}
    return stands | changes


def test_title_kind_summary_file_and_topics_are_enough_to_send_in(client, member):
    page = client.get(reverse("expertise:product_add"))
    form = page.context["form"]
    assert [field.name for field in form.five_lines] == ["title", "kind", "summary", "content", "link", "topics"]
    assert not form.shows_more
    unneeded = [field.name for field in form.five_lines if says_optional(field)]
    assert unneeded == [], "two topics, and a file or a link, are asked for in the end"
    topics = f.TopicFactory.create_batch(2)
    five = {
        "title": "Kijkwijzer breuken",
        "kind": ProductKind.PRACTICE_EXAMPLE,
        "summary": "Waar je op let als kinderen breuken vergelijken.",
        "content": SimpleUploadedFile("kijkwijzer.txt", b"Let op de noemer.", "text/plain"),
        "topics": [topic.slug for topic in topics],
    }
    client.post(reverse("expertise:product_add"), filled(form, **five, do="submit"))
    product = KnowledgeProduct.objects.get()
    assert (product.status, product.contact_person) == (ProductStatus.REVIEW, member)


def test_what_is_wrong_among_the_rest_is_in_sight(client, member):
    form = client.get(reverse("expertise:product_add")).context["form"]
    page = client.post(reverse("expertise:product_add"), filled(form, title="Kijkwijzer", review_on="1999-01-01"))
    assert page.context["form"].shows_more
    assert "open" in Page(page).one("details.more-fields").attributes


def test_who_changes_a_product_sees_all_of_it(client, member):
    product = f.KnowledgeProductFactory(contact_person=member, added_by=member)
    assert client.get(reverse("expertise:product_edit", args=[product.slug])).context["form"].shows_more
