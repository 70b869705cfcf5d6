"""What the operator set up for logging in by SAML: metadata, certificates, a key of our own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from knowledge_network.exchange.login import saml
from tests.exchange.login.saml.conftest import assert_refused, know
from tests.exchange.login.saml.provider import SamlProvider, begin_saml, log_in_by_saml, write_key
from tests.insight.helpers import coordinator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]


def test_without_the_package_the_rest_works_and_the_page_says_what_is_missing(provider, monkeypatch):
    monkeypatch.setattr(saml, "has_library", lambda: False)
    assert Client().get(reverse("exchange:federation_login", args=["surfconext"])).status_code == 404
    assert Client().get(reverse("exchange:saml_metadata", args=["surfconext"])).status_code == 404
    assert "SURFconext" not in Client().get(reverse("account_login")).text
    client = Client()
    client.force_login(coordinator())
    assert "python3-saml" in client.get(reverse("exchange:connections")).text


def test_metadata_that_cannot_be_used_switch_it_off_and_the_page_says_so(provider, settings, tmp_path):
    right = provider.metadata.read_text()
    inner = right[right.index("<ns0:EntityDescriptor") :] if "<ns0:EntityDescriptor" in right else right
    path = tmp_path / "metadata.xml"
    settings.SAML_FEDERATIONS = {"surfconext": str(path)}
    client = Client()
    client.force_login(coordinator())
    for number, text in enumerate(
        [
            "",
            "geen xml",
            f"<list>{inner}{inner}</list>",
            right.replace("https://idp.example.org/sso", "http://idp.example.org/sso"),
            '<!DOCTYPE r [<!ENTITY x "abc">]>' + inner,
        ]
    ):
        path.write_text(text)
        # Two writings within one tick of the disk's clock look like one.
        bump(path, number)
        assert saml.find_trouble("surfconext") == saml.SamlTrouble.NO_METADATA, text[:80]
    assert "metadata" in client.get(reverse("exchange:connections")).text
    path.write_text(right)
    bump(path, 9)
    assert saml.find_trouble("surfconext") is None
    path.unlink()
    assert saml.find_trouble("surfconext") == saml.SamlTrouble.NO_METADATA


def bump(path: Path, number: int) -> None:
    os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))


def test_a_new_certificate_counts_as_soon_as_the_file_has_it(provider, settings, member, tmp_path):
    know(member)
    path = tmp_path / "metadata.xml"
    path.write_bytes(provider.metadata.read_bytes())
    bump(path, 1)
    settings.SAML_FEDERATIONS = {"surfconext": str(path)}
    client = Client()
    log_in_by_saml(client, provider)
    assert get_user(client).pk == member.pk
    path.write_bytes(SamlProvider(tmp_path, "anew").metadata.read_bytes())
    bump(path, 2)
    client = Client()
    assert_refused(client, log_in_by_saml(client, provider))


def test_with_a_key_what_we_ask_is_signed(provider, settings, tmp_path):
    settings.SAML_KEY_FILE, settings.SAML_CERTIFICATE_FILE = write_key(tmp_path, "wij")
    location = begin_saml(Client())
    assert "SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256" in location
    assert "&Signature=" in location
    page = Client().get(reverse("exchange:saml_metadata", args=["surfconext"])).text
    assert Path(settings.SAML_CERTIFICATE_FILE).read_text().split("\n")[1] in page
    assert 'AuthnRequestsSigned="true"' in page
