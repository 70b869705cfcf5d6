"""One's own identities, without a federation beside us: what is there when nothing waits, and parting with one."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from knowledge_network.exchange.login.actions import name_identity
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f

pytestmark = pytest.mark.django_db

BIND = "exchange:identity_bind"
MINE = "exchange:my_identities"


@pytest.fixture
def member():
    return f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")


@pytest.fixture
def identity(member):
    return SocialAccount.objects.create(user=member, provider="surfconext", uid="abc", extra_data={"sub": "abc"})


def client_of(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_one_parts_with_an_identity_of_ones_own(member, identity):
    client, address = client_of(member), reverse("exchange:identity_unbind", args=[name_identity(identity)])
    assert address in client.get(reverse(MINE)).text
    assert client.post(address)["Location"] == reverse(MINE)
    assert not SocialAccount.objects.exists()
    assert AuditEvent.objects.filter(subject=member).exists()


def test_an_identity_of_somebody_else_is_not_there(identity):
    client, address = client_of(f.MemberFactory()), reverse("exchange:identity_unbind", args=[name_identity(identity)])
    assert address not in client.get(reverse(MINE)).text
    assert client.post(address).status_code == 404
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_where_nothing_waits_to_be_tied_one_is_led_on(member, method):
    assert getattr(Client(), method)(reverse(BIND))["Location"] == reverse("account_login")
    assert getattr(client_of(member), method)(reverse(BIND))["Location"] == reverse(MINE)
    assert not SocialAccount.objects.exists()


def test_a_federation_that_was_not_set_up_is_no_address():
    for name in ("exchange:federation_login", "exchange:federation_return"):
        assert Client().get(reverse(name, args=["surfconext"])).status_code == 404


def test_a_stranger_sees_no_identities():
    assert reverse("account_login") in Client().get(reverse(MINE))["Location"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_my_identities_cost_the_same_whatever_their_number(member, django_assert_num_queries, item_count):
    for number in range(item_count):
        SocialAccount.objects.create(user=member, provider="surfconext", uid=f"abc{number}", extra_data={})
    client = client_of(member)
    client.get(reverse(MINE))
    with django_assert_num_queries(3):
        client.get(reverse(MINE))
