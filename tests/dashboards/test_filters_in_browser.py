"""Filters stand beside the search on a desk, and fold away on a phone, where a number says how many are chosen."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import assert_no_axe_violations
from tests.factories import GroupFactory, MemberFactory, NetworkRoleFactory, ParticipationFactory

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = [
    ("members:member_list", "functie", "leraar"),
    ("members:manage_members", "status", "geschorst"),
    ("members:organisation_table", "deelname", "ja"),
    ("plg:plg_list", "status", "alles"),
    ("plg:manage_groups", "let_op", "zonder-trekker"),
    ("plg:manage_meetings", "wanneer", "alles"),
    ("notifications:delivery_list", "staat", "sent"),
    ("expertise:practice_question_list", "sector", "po"),
]


@pytest.fixture
def coordinator():
    ParticipationFactory()
    member = MemberFactory()
    GroupFactory(contact_person=member)
    return NetworkRoleFactory().member


@pytest.mark.parametrize(("name", "field", "value"), LISTS, ids=[row[0] for row in LISTS])
def test_filters_fold_on_a_phone_and_say_how_many_are_chosen(coordinator, visit, sign_in_browser, name, field, value):
    sign_in_browser(coordinator)
    page = visit(reverse(name))
    page.set_viewport_size({"width": 1280, "height": 900})
    choice, summary = page.locator(f"select[name={field}]"), page.locator(".facets > summary")
    expect(choice).to_be_visible()
    expect(summary).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(choice).to_be_hidden()
    expect(summary).to_have_text("Filter")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    summary.click()
    choice.select_option(value)
    expect(summary).to_have_text("Filter1")
    page.wait_for_url(f"**{field}={value}*")
    assert_no_axe_violations(page)
    page.locator("[data-sheet-done]").click()
    expect(choice).to_be_hidden()
    expect(summary).to_be_focused()
    page.reload()
    expect(choice).to_be_hidden()
    expect(summary).to_have_text("Filter1")
    page.locator(".sheet-chips button").click()
    expect(summary).to_have_text("Filter")
    page.wait_for_url(lambda address: f"{field}={value}" not in address)


def test_filters_open_over_the_list_and_say_what_is_found(coordinator, visit, sign_in_browser):
    MemberFactory.create_batch(2)
    sign_in_browser(coordinator)
    page = visit(reverse("members:member_list"))
    page.set_viewport_size({"width": 360, "height": 640})
    results = page.locator("#results")
    before = results.bounding_box()["y"]
    page.locator(".facets > summary").click()
    assert results.bounding_box()["y"] <= before
    sheet = page.locator("details.facets").bounding_box()
    assert sheet["y"] + sheet["height"] == 640
    expect(page.locator("[data-sheet-done]")).to_have_text(re.compile(r"Toon \d leden"))
    page.keyboard.press("Escape")
    expect(page.locator("[data-sheet-done]")).to_be_hidden()
    page.locator(".facets > summary").click()
    page.mouse.click(180, 20)
    expect(page.locator("[data-sheet-done]")).to_be_hidden()


def test_filters_work_on_a_phone_without_javascript(coordinator, browser, live_server, client):
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}, locale="nl-NL")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("members:member_list"))
    page.locator(".facets > summary").click()
    page.locator("select[name=functie]").select_option("leraar")
    page.locator(".facets").get_by_role("button", name="Filter").click()
    assert "functie=leraar" in page.url
    expect(page.locator(".facets > summary")).to_have_text("Filter1")
    context.close()
