"""An intervision on two screens: both show the same round, and what is being typed stays."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect

from plg.intervision.models import IntervisionNote
from tests.browser import assert_no_axe_violations
from tests.plg.intervision.playing import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def screen(browser, live_server, browser_context_args):
    """A browser of one's own for each: `screen(member, address)` gives its page."""
    contexts = []

    def open_screen(member, path, **options):
        client = Client()
        client.force_login(member)
        cookie = client.cookies["sessionid"]
        context = browser.new_context(**{**browser_context_args, **options})
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_screen
    for context in contexts:
        context.close()


def said(page):
    return page.get_by_role("textbox", name="Wat er gezegd is")


def test_two_screens_show_the_same_round_and_what_is_typed_stays(screen, circle):
    session = circle.run(2)
    leads, writes = screen(circle.lead, address(session)), screen(circle.third, address(session))
    said(writes).fill("Half af")
    said(leads).fill("Hoe laat was dat?")
    leads.get_by_role("button", name="Schrijf het op").click()
    expect(writes.get_by_text("Hoe laat was dat?")).to_be_visible()
    leads.get_by_role("button", name="Naar de volgende ronde").click()
    expect(writes.get_by_role("heading", name="Ronde 3: De kern")).to_be_visible()
    expect(said(writes)).to_have_value("Half af")
    writes.get_by_role("button", name="Schrijf het op").click()
    expect(leads.get_by_text("Half af")).to_be_visible()
    # Begun in round 2, so it stands there.
    assert IntervisionNote.objects.get(text="Half af").position == 2
    assert_no_axe_violations(leads)


def test_without_javascript_a_session_goes_on_too(screen, circle):
    session = circle.run(2)
    page = screen(circle.lead, address(session), java_script_enabled=False)
    said(page).fill("Op papier")
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.get_by_text("Op papier")).to_be_visible()
    page.get_by_role("button", name="Naar de volgende ronde").click()
    expect(page.get_by_role("heading", name="Ronde 3: De kern")).to_be_visible()
