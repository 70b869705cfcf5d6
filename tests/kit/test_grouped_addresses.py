"""Addresses that begin with the same word are tried behind that word; what opens is the same."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, get_resolver, include, path, re_path, reverse
from django.urls.resolvers import RegexPattern

from knowledge_network.kit.rooms import group_addresses


def view(name):
    def answer(_request, **_kwargs):
        return HttpResponse(name)

    answer.__name__ = name
    return answer


PATTERNS = [
    path("", view("home"), name="home"),
    path("groepen/", view("groups"), name="groups"),
    path("groepen/nieuw/", view("new"), name="new"),
    path("leden/<int:pk>/", view("member"), name="member"),
    path("groepen/<slug:slug>/", view("group"), {"is_kept": True}, name="group"),
    path("groepen/laatste/", view("never"), name="never"),
    path("<slug:word>/over/", view("about"), name="about"),
    re_path(r"^oud/(?P<n>[0-9]+)$", view("old"), name="old"),
    path("samen/", include([path("x/", view("x"), name="x")])),
    path("werker.js", view("worker"), name="worker"),
]


class Root:
    """Two ways to lay out the same addresses."""

    plain = URLResolver(RegexPattern(r"^/"), PATTERNS)
    grouped = URLResolver(RegexPattern(r"^/"), group_addresses(PATTERNS))


@pytest.mark.parametrize(
    "address",
    [
        "/", "/groepen/", "/groepen/nieuw/", "/groepen/rekenen/", "/groepen/laatste/", "/leden/7/", "/iets/over/",
        "/oud/12", "/samen/x/", "/werker.js",
    ],
)  # fmt: skip
def test_an_address_opens_what_it_did(address):
    before, after = Root.plain.resolve(address), Root.grouped.resolve(address)
    assert (after.func, after.kwargs, after.route) == (before.func, before.kwargs, before.route)
    assert after.view_name == before.view_name


@pytest.mark.parametrize("address", ["/groepen", "/groepen/a/b/", "/leden/zeven/", "/nergens/"])
def test_what_was_no_address_is_none(address):
    for root in (Root.plain, Root.grouped):
        with pytest.raises(Resolver404):
            root.resolve(address)


def test_the_way_back_is_the_same():
    for name, words in (("home", {}), ("group", {"slug": "rekenen"}), ("member", {"pk": 7}), ("x", {})):
        assert Root.grouped.reverse(name, **words) == Root.plain.reverse(name, **words)


def test_no_wing_tries_hundreds_of_addresses_one_after_the_other():
    wings = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    assert max(len(wing.url_patterns) for wing in wings) < 80
    assert reverse("dashboards:school_figures", args=["de-borgh"]) == "/dashboard/school/de-borgh/"
