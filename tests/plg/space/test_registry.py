"""Rooms put their tabs into the closed space, and their finds into its search."""

from __future__ import annotations

import dataclasses

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from plg.space import registry
from plg.space.registry import Finder, Found, SpaceTab
from tests.pages import Page


@pytest.fixture
def tabs(monkeypatch):
    """What is registered in a test goes with the test."""
    monkeypatch.setattr(registry, "_tabs", dict(registry._tabs))
    monkeypatch.setattr(registry, "_finders", dict(registry._finders))


def of_every_group():
    """All tabs but that of theme groups alone, of which its own room has tests."""
    return [tab for tab in registry.tabs_in_order() if tab.name != "steps"]


def names(response):
    return [link.words for link in Page(response).all(".space-tabs a")]


# What each room of groups has to have registered: a misspelt file name registers nothing.
FIRST, LAST = ["Overzicht", "Gesprekken", "Bestanden", "Groepsafspraken", "Bijeenkomsten"], "Leden"


def test_members_find_the_tabs_of_all_rooms_in_their_order(inside):
    shown = names(inside.get("member", "meeting_list"))
    assert [*shown[: len(FIRST)], shown[-1]] == [*FIRST, LAST]
    assert len(shown) == len(of_every_group())


def test_a_coordinator_who_is_not_in_the_group_finds_what_is_not_closed(inside):
    assert names(inside.get("coordinator", "meeting_list")) == ["Overzicht", "Bijeenkomsten"]


def test_the_tab_of_a_page_is_the_current_one(inside):
    page = Page(inside.get("member", "file_list"))
    assert page.one(".space-tabs [aria-current=page]").words == "Bestanden"


def test_a_new_room_brings_its_tab_without_a_list(inside, tabs):
    registry.register_tabs(SpaceTab(name="new", label="Nieuw", url_name="file_list", icon="star", order=45))
    shown = names(inside.get("member", "meeting_list"))
    assert shown[shown.index("Bijeenkomsten") + 1] == "Nieuw"


def test_two_rooms_cannot_have_one_tab(tabs):
    other = dataclasses.replace(registry.tabs_in_order()[0], url_name="file_list")
    with pytest.raises(ImproperlyConfigured):
        registry.register_tabs(other)


def test_every_tab_opens_a_page_of_the_space(inside):
    for tab in of_every_group():
        assert inside.client("member").get(reverse(f"plg:{tab.url_name}", args=[inside.group.slug])).status_code == 200


def test_a_new_room_brings_what_the_search_finds(inside, tabs):
    def find(space, words):
        return [Found("star", f"{space.group.name}: {words}", "/nieuw/", timezone.now())]

    registry.register_finders(Finder("new", find, order=15))
    page = Page(inside.get("member", "space_search", q="sterren"))
    assert page.one('main a[href="/nieuw/"]').words == "Rekenen met inzicht: sterren"
