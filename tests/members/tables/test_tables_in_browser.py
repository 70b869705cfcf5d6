"""A table of a desk shows twelve rows on a small desk screen, its head stays in view, and keys walk and tick."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import SignupRequest
from tests.browser import assert_no_axe_violations
from tests.factories import BoardFactory, MemberFactory, NetworkRoleFactory, SignupRequestFactory, SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)
WITH_SHIFT = "{ bubbles: true, cancelable: true, shiftKey: true }"
IN_VIEW = """() => {
  const head = document.querySelector("thead th").getBoundingClientRect();
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
  return [head.top, rows.filter((row) => row.top >= head.bottom - 1 && row.bottom <= innerHeight).length];
}"""


def test_twelve_rows_are_in_view_the_head_stays_and_keys_tick(visit, sign_in_browser):
    board = BoardFactory(name="Stichting Interconfessioneel Speciaal Onderwijs Twente en Omstreken")
    site = SiteFactory(name="Openbare Daltonbasisschool De Lange Wandeling", school__board=board)
    MemberFactory.create_batch(40, site=site)
    sign_in_browser(NetworkRoleFactory().member)
    page = visit(reverse("members:manage_members"))
    page.set_viewport_size({"width": 1280, "height": 800})
    _top, rows = page.evaluate(IN_VIEW)
    assert rows >= 12
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("scrollY >= 600")
    top, rows = page.evaluate(IN_VIEW)
    header = page.evaluate("document.querySelector('.site-header').getBoundingClientRect().bottom")
    assert abs(top - header) <= 2
    assert rows >= 12
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    expect(page.locator(".bulk-bar")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    bar = page.locator(".bulk-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    # Down to a row that stood below: it comes above the bar, not behind it.
    for _ in range(16):
        page.keyboard.press("j")
    page.wait_for_function(
        """() => {
          const row = document.querySelector("tr.is-current").getBoundingClientRect();
          return row.top > 0 && row.bottom <= document.querySelector(".bulk-bar").getBoundingClientRect().top;
        }"""
    )
    expect(bar).to_be_in_viewport(ratio=1)
    # A row that is half under the head has half a box to tick.
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("scrollY === 0")
    assert_no_axe_violations(page)


def test_arrows_and_shift_tick_rows_and_enter_on_a_box_presses_no_button(visit, sign_in_browser):
    SignupRequestFactory.create_batch(6)
    sign_in_browser(NetworkRoleFactory().member)
    page = visit(reverse("members:signup_list"))
    chosen = page.locator("[data-selected-count]")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(chosen).to_have_text("1")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(chosen).to_have_text("3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(chosen).to_have_text("2")
    boxes = page.locator("tbody .select input")
    boxes.nth(3).click()
    expect(chosen).to_have_text("3")
    # What the browser does of itself with Shift and the button down is to mark the text in between.
    assert boxes.nth(5).evaluate(f"(box) => !box.dispatchEvent(new MouseEvent('mousedown', {WITH_SHIFT}))")
    boxes.nth(5).evaluate(f"(box) => box.dispatchEvent(new MouseEvent('click', {WITH_SHIFT}))")
    expect(chosen).to_have_text("5")
    boxes.nth(5).press("Enter")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert not SignupRequest.objects.exclude(state=SignupState.OPEN).exists(), "Enter on a box approves nobody"
    page.get_by_role("button", name="Keur goed").first.click()
    page.get_by_text("is nu lid").first.wait_for()
    assert SignupRequest.objects.filter(state=SignupState.APPROVED).count() == 1
