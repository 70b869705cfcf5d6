"""The menu of who sees the most of it: on one line beside the search on a desk, scrolling on a phone."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from knowledge_network.members.people.enums import Function, NetworkRoleKind
from tests.factories import MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db(transaction=True)
# How many lines the menu takes, and the blank between its last entry and the search.
PLACED = """() => {
    const links = [...document.querySelectorAll('.site-nav a')].map(link => link.getBoundingClientRect());
    const search = document.querySelector('.search-button').getBoundingClientRect();
    const lines = new Set(links.map(box => Math.round(box.top)));
    return [lines.size, search.left - Math.max(...links.map(box => box.right))];
}"""
BELOW_THE_MENU = """() => {
    const menu = document.querySelector('.header-tools .menu'), bar = document.querySelector('.bottom-bar');
    return bar.getBoundingClientRect().top - menu.getBoundingClientRect().bottom;
}"""


def test_the_menu_runs_under_nothing(visit, sign_in_browser, context, live_server):
    member = MemberFactory(function=Function.SCHOOL_LEADER)
    NetworkRoleFactory(member=member, role=NetworkRoleKind.NETWORK_COORDINATOR)
    sign_in_browser(member)
    for language in ("nl", "en"):
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        page = visit(reverse("dashboards:start"))
        page.evaluate("document.fonts.ready")
        for width in (768, 1024, 1215, 1216, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            lines, blank = page.evaluate(PLACED)
            assert blank >= 0, (language, width)
            assert lines == 1 or width < 1024, (language, width)


def test_everything_is_two_taps_away_on_a_phone(visit, sign_in_browser):
    sign_in_browser(NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    page = visit(reverse("dashboards:start"))
    page.set_viewport_size({"width": 360, "height": 640})
    expect(page.get_by_role("link", name="Meldingen", exact=True)).to_have_count(1)
    for name in ("Stel een vraag", "Vragen", "Leden", "Kennisbank"):
        bar = page.get_by_role("navigation", name="Snelmenu")
        bar.locator("summary").click()
        link = bar.get_by_role("link", name=name, exact=True)
        expect(link).to_be_in_viewport(ratio=1)
        link.click()
        page.wait_for_load_state()
        assert page.locator("h1").count() == 1
        assert not bar.locator(".menu").is_visible()


def test_the_menu_of_a_phone_ends_above_its_bar_and_scrolls(visit, sign_in_browser):
    sign_in_browser(NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    page = visit(reverse("dashboards:start"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".header-tools summary").click()
    assert page.evaluate(BELOW_THE_MENU) >= 0
    last = page.locator(".header-tools .menu form button").last
    last.scroll_into_view_if_needed()
    assert page.evaluate(BELOW_THE_MENU) >= 0
    last.click(trial=True)
