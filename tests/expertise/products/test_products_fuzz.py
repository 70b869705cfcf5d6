"""Whatever is sent to the pages of the knowledge base: a clear answer, never a server error."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.products.enums import ProductStatus
from tests import factories as f
from tests.plg.groups.test_groups_fuzz import FORM, encoded, fields

pytestmark = pytest.mark.django_db
ANSWERS = {200, 302, 400, 403, 404}


@pytest.fixture
def desk(client):
    """A coordinator who keeps one product, reads another and may change a method."""
    coordinator = f.NetworkRoleFactory().member
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    client.raise_request_exception = False
    product = f.KnowledgeProductFactory(contact_person=coordinator)
    f.KnowledgeProductFactory(slug="ingestuurd", status="review", review_round=1, published_on=None)
    f.MethodCardFactory(slug="methode")
    return client, product


@pytest.mark.parametrize("name", ["product_list", "product_export", "method_list", "product_add"])
@given(data=fields("q", "thema", "soort", "groep", "sector", "bewijs", "licentie", "stand", "pagina", "vraag", "tijd"))
@settings(max_examples=20)
def test_addresses_take_anything(desk, name, data):
    assert desk[0].get(reverse(f"expertise:{name}") + "?" + encoded(data)).status_code in ANSWERS


@given(
    data=fields(
        "title", "kind", "summary", "link", "for_whom", "topics", "sectors", "year_groups", "minutes", "result",
        "ground", "sources", "makers", "makers_agree", "access", "licence", "language", "review_on", "group",
        "contact_person", "result", "do",
    )
)  # fmt: skip
@settings(max_examples=40)
def test_the_product_form_takes_anything(desk, data):
    client, product = desk
    for url in (reverse("expertise:product_add"), reverse("expertise:product_edit", args=[product.slug])):
        assert client.post(url, encoded(data), content_type=FORM).status_code in ANSWERS
    product.refresh_from_db()
    assert product.status == ProductStatus.PUBLISHED


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("product_review", "ingestuurd"),
        ("product_second_reader", "ingestuurd"),
        ("product_use", ""),
        ("product_contact", ""),
        ("product_contact_change", ""),
        ("product_remove", ""),
        ("method_edit", "methode"),
    ],
)
@given(data=fields("verdict", "note", "member", "used_on", "organisation", "shows_name", "message", "reason", "name"))
@settings(max_examples=15)
def test_the_other_forms_take_anything(desk, name, slug, data):
    client, product = desk
    url = reverse(f"expertise:{name}", args=[slug or product.slug])
    assert client.post(url, encoded(data), content_type=FORM).status_code in ANSWERS


@given(content=st.binary(max_size=200), name=st.text(max_size=30))
@settings(max_examples=40)
def test_any_file_is_taken_or_refused(desk, content, name):
    client, product = desk
    upload = io.BytesIO(content)
    upload.name = name or "x"
    url = reverse("expertise:product_file_add", args=[product.slug])
    assert client.post(url, {"content": upload, "note": "x"}).status_code in ANSWERS
