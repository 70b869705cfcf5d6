"""The page of choices in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def test_on_a_phone_a_choice_stands_below_its_label_and_no_word_is_broken(page, visit, sign_in_browser):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in_browser(f.MemberFactory())
    seen = visit(reverse("notifications:preferences"))
    row = seen.locator(".choice-rows > li").first
    label, choice = row.locator("> .grow").bounding_box(), row.locator("> select").bounding_box()
    assert choice["y"] >= label["y"] + label["height"]
    assert label["width"] > 150
    assert choice["height"] >= 40


def test_five_rows_fit_a_phone_in_a_few_screens_and_a_link_opens_the_kind_it_leads_to(page, visit, sign_in_browser):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in_browser(f.MemberFactory())
    visit(reverse("notifications:preferences"))
    assert page.locator(".choice-section").count() == 5
    assert page.evaluate("document.documentElement.scrollHeight") < 3400
    visit(reverse("notifications:preferences") + "#soort-plg-posted")
    expect(page.locator("#soort-plg-posted select")).to_be_in_viewport()
