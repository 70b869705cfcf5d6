"""A table of a desk shows twelve rows on a small desk screen, its head stays in view, and keys walk and tick."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import assert_no_axe_violations
from tests.factories import MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db(transaction=True)
IN_VIEW = """() => {
  const head = document.querySelector("thead th").getBoundingClientRect();
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
  return [head.top, rows.filter((row) => row.top >= head.bottom - 1 && row.bottom <= innerHeight).length];
}"""


def test_twelve_rows_are_in_view_the_head_stays_and_keys_tick(visit, sign_in_browser):
    MemberFactory.create_batch(40)
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
    expect(page.locator(".bulk-bar")).to_be_visible()
    # A row that is half under the head has half a box to tick.
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("scrollY === 0")
    assert_no_axe_violations(page)
