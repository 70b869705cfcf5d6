"""The page of choices in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def test_on_a_phone_a_choice_stands_below_its_label_and_no_word_is_broken(page, visit, sign_in_browser):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in_browser(f.MemberFactory())
    seen = visit(reverse("notifications:preferences"))
    row = seen.locator(".choice-rows > li").first
    label, choice = row.locator("label").bounding_box(), row.locator("select").bounding_box()
    assert choice["y"] >= label["y"] + label["height"]
    assert label["width"] > 150
    assert choice["height"] >= 40
