"""The log holds no token that opens something."""

import pytest
from django.core import signing
from django.test import RequestFactory
from django.utils.crypto import get_random_string

from knowledge_network.kit.middleware import RequestLogMiddleware


@pytest.mark.parametrize(
    ("before", "token", "behind"),
    [
        ("/lesson-study/gast/", signing.dumps("q59ehexnsv", salt="x"), "/lesson-study/gast/…/nabespreking/"),
        ("/uitnodiging/", "kZ3v_0Rr-" * 5, "/uitnodiging/…/nabespreking/"),
        ("/account/wachtwoord/", f"b-ck3x5z-{get_random_string(32, '0123456789abcdef')}", "/account/wachtwoord/…/x/"),
    ],
    # Tokens differ each time, names of tests may not: workers compare them.
    ids=["signed", "invitation", "password"],
)
def test_a_token_in_a_path_is_left_out(before, token, behind):
    rest = behind.split("…")[1]
    line = RequestLogMiddleware.format_request(RequestFactory().get(f"{before}{token}{rest}?q=geheim"))
    assert line == f"GET {behind}"


def test_an_agenda_of_ones_own_is_left_out():
    line = RequestLogMiddleware.format_request(RequestFactory().get(f"/agenda/feed/{'aB3_' * 10}.ics"))
    assert line == "GET /agenda/feed/…"


@pytest.mark.parametrize(
    "path",
    [
        "/lesson-study/n489a4r9j3/nabespreking/1/",
        "/groepen/hardop-denken-bij-weetjesteksten-2026/",
        "/lesson-study/n489a4r9j3/waarnemen/1/notitie/2b4a6610-cca4-4719-9abc-c623c45a91a2/",
    ],
)
def test_everything_else_stays_readable(path):
    assert RequestLogMiddleware.format_request(RequestFactory().get(path)) == f"GET {path}"
