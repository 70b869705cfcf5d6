"""A real OpenID provider beside the tests, that says of somebody what a test wants."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

FEDERATIONS = ("surfconext", "entree")


class Provider:
    """What stands at the other side; `claims` are told of whoever logs in there."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}"

    def tell(self, sub: str, **claims: object) -> None:
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def authorize(self, sub: str, sent_to: str) -> str:
        """Somebody says who they are on the page of the provider; the address to which it sends them back."""
        answer = requests.post(sent_to, data={"sub": sub}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@pytest.fixture(scope="session")
def running():
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield Provider(server.server_port)


@pytest.fixture
def provider(running, settings):
    apps = [
        {
            "provider_id": word,
            "name": {"entree": "Entree Federatie", "surfconext": "SURFconext"}[word],
            "client_id": f"client-{word}",
            "secret": "geheim",
            "settings": {"server_url": running.url, "scope": ["openid", "profile", "email"]},
        }
        for word in FEDERATIONS
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    return running


def begin(client: Client, federation: str = "surfconext", **query: str) -> str:
    response = client.get(reverse("exchange:federation_login", args=[federation]), query)
    assert response.status_code == 302, response.text
    return response["Location"]


def go_back(client: Client, location: str):
    """As the browser does: the path and query of the address to which the provider sent."""
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def log_in(client: Client, provider: Provider, sub: str, federation: str = "surfconext", **query: str):
    return go_back(client, provider.authorize(sub, begin(client, federation, **query)))


def asked(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def in_here(client, member):
    """Logged in with the password of the account, a moment ago."""
    member.set_password("netwerk-demo-1")
    member.save()
    client.post(reverse("account_login"), {"login": member.email, "password": "netwerk-demo-1"})
    assert get_user(client).pk == member.pk
