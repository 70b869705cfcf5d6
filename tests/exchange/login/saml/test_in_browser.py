"""There and back in a browser: the page of the federation sends its form from another site, without our cookies."""

from __future__ import annotations

import base64
import json

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from tests import factories as f
from tests.exchange.login.saml.provider import SSO, SamlProvider

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="the browser and the provider beside us go by the clock of the machine"),
]

FORM = """<form method="post" action="{address}"><input type="hidden" name="SAMLResponse" value="{answer}"></form>
<script>document.forms[0].submit()</script>"""

LEADS_ON = "<script>location.replace({address})</script>"


def test_who_comes_from_the_page_of_a_federation_is_known(page, live_server, settings, tmp_path):
    provider = SamlProvider(tmp_path)
    settings.PUBLIC_URL = live_server.url
    settings.SAML_FEDERATIONS = {"surfconext": str(provider.metadata)}
    member = f.MemberFactory(given_name="Jorn", family_name="Beltmate")
    SocialAccount.objects.create(user=member, provider="surfconext", uid="saml:abc")
    sent = []

    def answer_there(route):
        answer = base64.b64encode(provider.answer(route.request.url).encode()).decode()
        address = provider.read(route.request.url).assertion_consumer_service_url
        route.fulfill(content_type="text/html", body=FORM.format(address=address, answer=answer))

    def lead_there(route):
        # The shell follows a redirect without asking for a route: a page leads to the federation instead.
        led = route.fetch(max_redirects=0)
        kept = {name: value for name, value in led.headers.items() if name == "set-cookie"}
        page_there = LEADS_ON.format(address=json.dumps(led.headers["location"]))
        route.fulfill(status=200, headers=kept, content_type="text/html", body=page_there)

    page.route("**/inloggen/school/surfconext/**", lead_there)
    page.route(f"{SSO}**", answer_there)
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/saml/terug/") else None)
    page.goto(live_server.url + reverse("exchange:my_identities"))
    page.get_by_role("link", name="SURFconext").click()
    page.wait_for_url(live_server.url + reverse("exchange:my_identities"))
    assert "saml" not in page.content()
    assert "SURFconext" in page.inner_text("main")
    assert [request.headers.get("cookie") for request in sent] == [None]
