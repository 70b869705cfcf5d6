"""Whatever is sent to the forms and links of a claim, there is an answer."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.claims.actions import evidence
from expertise.claims.enums import EvidenceKind
from expertise.claims.suggestions import find_topics
from tests import factories as f
from tests.expertise.claims.test_claims import ADD, page_of, sign_in, token_of
from tests.plg.groups.test_groups_fuzz import FORM, encoded, fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    member = sign_in(client)
    claim = f.ExpertiseClaimFactory(member=member)
    client.raise_request_exception = False
    return client, claim


@given(
    data=fields(
        "topic", "level", "description", "sectors", "year_groups", "forms", "since_year", "visibility", "propose"
    )
)
@settings(max_examples=25)
def test_the_form_of_a_claim_takes_anything(desk, data):
    client, claim = desk
    for url in (ADD, f"{page_of(claim)}wijzigen/"):
        assert client.post(url, encoded(data), content_type=FORM).status_code in {302, 400, 422}


@given(data=fields("kind", "object", "title", "link", "happened_on", "ground", "text", "name", "hidden", "next"))
@settings(max_examples=25)
def test_evidence_and_the_buttons_take_anything(desk, data):
    client, claim = desk
    for url in (f"{page_of(claim)}bewijs/", "/mijn/expertise/uit-tekst/"):
        assert client.post(url, encoded(data), content_type=FORM).status_code in {200, 302, 400, 422}
    for name in ("bevestigen", "tonen", "wissen", "bewijs/terugzetten"):
        assert client.post(f"{page_of(claim)}{name}/", encoded(data), content_type=FORM).status_code in {302, 400}


@given(text=st.text(max_size=200))
def test_any_text_may_be_pasted(text):
    assert find_topics(text) == []


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é" * 40])
def test_a_forged_link_confirms_nothing(client, token):
    client.raise_request_exception = False
    assert client.get(f"/expertise/klopt-dit-nog/{token}/").status_code in {400, 404}


def test_the_link_of_the_mail_is_limited(client):
    member = f.MemberFactory()
    url = reverse("expertise:claim_confirm_from_mail", args=[token_of(member)])
    answers = [client.post(url).status_code for _number in range(62)]
    assert answers[0] == 200
    assert answers[-1] == 429
    cache.clear()


def test_adding_the_same_evidence_twice_is_adding_it_once():
    claim = f.ExpertiseClaimFactory()
    for _number in range(2):
        evidence.add_evidence(claim=claim, by=claim.member, kind=EvidenceKind.TRAINING, title="Cursus")
    assert claim.evidence.count() == 1
