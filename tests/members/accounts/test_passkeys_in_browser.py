"""Passkeys in a real browser, with the browser's own pretended authenticator: added, and then used to log in."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories import MemberFactory


@pytest.fixture
def authenticator(page):
    """A device that always recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_logs_in_without_a_password(page, visit, sign_in_browser, authenticator, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the live server speaks plain HTTP
    member = MemberFactory(given_name="Fenna")
    sign_in_browser(member)
    visit(reverse("mfa_add_webauthn"))
    page.fill("[name=name]", "Mijn telefoon")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))
    key = Authenticator.objects.get(user=member, type="webauthn")
    assert str(key.wrap().name) == "Mijn telefoon"

    page.context.clear_cookies()
    visit(reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_url(lambda url: reverse("account_login") not in url)
    visit(reverse("mfa_index"))
    assert page.locator("h1").inner_text() == "Beveiliging"
