"""Somebody who comes by SAML, and the provider from which they come."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user

from tests import factories as f
from tests.exchange.login.saml.provider import SamlProvider


@pytest.fixture(scope="package")
def running(tmp_path_factory):
    return SamlProvider(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def provider(running, settings):
    settings.SAML_FEDERATIONS = dict.fromkeys(("surfconext", "entree"), str(running.metadata))
    return running


@pytest.fixture
def member():
    return f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")


def know(member, who="abc", federation="surfconext"):
    return SocialAccount.objects.create(user=member, provider=federation, uid=f"saml:{who}")


def assert_refused(client, response):
    assert "mislukt" in response["Location"], response["Location"]
    assert get_user(client).is_anonymous
    assert not SocialAccount.objects.exclude(uid="saml:abc").exists()
