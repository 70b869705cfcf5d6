"""The one way out: only the public internet, looked up once, no redirects, and an end to what is read."""

from __future__ import annotations

import socket

import pytest

from knowledge_network.exchange.outgoing import client
from knowledge_network.exchange.outgoing.client import OutgoingError, ask, is_public
from tests.exchange.conftest import PUBLIC, point_at


def test_nothing_is_asked_unless_the_operator_says_so(monkeypatch, settings):
    settings.OUTGOING_REQUESTS = False
    asked = point_at(monkeypatch, PUBLIC)
    with pytest.raises(OutgoingError):
        ask("https://school.example/")
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.4.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:0:53aa:64c::1", "ff02::1", "onzin",
    ],
)  # fmt: skip
def test_what_lies_inside_is_never_connected_to(monkeypatch, settings, address):
    settings.OUTGOING_REQUESTS = True
    assert not is_public(address)
    point_at(monkeypatch, PUBLIC, address)
    monkeypatch.setattr(client, "connect", lambda target: pytest.fail("connected"))
    with pytest.raises(OutgoingError):
        ask("https://school.example/")


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_public_internet_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://school.example/", "ftp://school.example/", "https://", "https:///pad", "school.example", "",
        "https://school.example:22/", "https://ik:geheim@school.example/", "https://school.example:x/",
        "https://[::1", "https://school.example/a b", "https://school.example/\r\nX: y", "javascript:alert(1)",
        "file:///etc/passwd", "https://" + "a" * 300 + ".example/",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_taken(monkeypatch, settings, url):
    settings.OUTGOING_REQUESTS = True
    asked = point_at(monkeypatch, PUBLIC)
    monkeypatch.setattr(client, "connect", lambda target: pytest.fail("connected"))
    with pytest.raises(OutgoingError):
        ask(url)
    assert asked == []


def test_a_name_is_looked_up_once_and_that_address_is_connected_to(monkeypatch, foreign_server):
    asked = point_at(monkeypatch, PUBLIC)
    assert ask("https://school.example/hook?x=1").content == b"ok"
    assert asked == ["school.example"]
    assert [(one.host, one.ip, one.path) for one in foreign_server.aimed] == [("school.example", PUBLIC, "/hook?x=1")]


def test_no_redirect_is_followed(foreign_server):
    foreign_server.status, foreign_server.headers_out = 302, {"Location": "https://127.0.0.1/geheim"}
    answer = ask("https://school.example/")
    assert (answer.status, answer.is_fine) == (302, False)
    assert len(foreign_server.got) == 1


def test_an_answer_without_end_is_given_up(foreign_server):
    foreign_server.content = b"x" * 200_000
    with pytest.raises(OutgoingError):
        ask("https://school.example/")
    assert len(ask("https://school.example/", most=300_000).content) == 200_000


def test_a_name_that_points_nowhere_is_told_in_words(monkeypatch, settings):
    settings.OUTGOING_REQUESTS = True

    def fails(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(client, "look_up", fails)
    with pytest.raises(OutgoingError, match=r"\w+"):
        ask("https://school.example/")
