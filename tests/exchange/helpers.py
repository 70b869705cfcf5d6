"""What tests of connections share: asking our own pages through programs that others wrote."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
from django.test import Client
from lxml import etree

OAI = "{http://www.openarchives.org/OAI/2.0/}"


def through_django(client: Client) -> httpx2.Client:
    """A client of others that reaches the pages of the test without a network."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        parts = urlsplit(str(request.url))
        headers = {name: value for name, value in request.headers.items() if name in {"authorization", "if-none-match"}}
        response = client.generic(
            request.method, f"{parts.path}?{parts.query}", request.content,
            content_type=request.headers.get("content-type", ""), headers=headers,
        )  # fmt: skip
        return httpx2.Response(response.status_code, headers=dict(response.items()), content=response.content)

    return httpx2.Client(transport=httpx2.MockTransport(answer))


def ask_oai(client: Client, **arguments: str) -> etree._Element:
    response = client.get("/oai/", arguments)
    assert response.status_code == 200
    return etree.fromstring(response.content)
