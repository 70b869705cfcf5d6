"""A page comes in parts: its foot stands where it will stand before all of it is there."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)
TOP = "() => document.querySelector('.site-footer').getBoundingClientRect().top"
EMPTIED = "() => document.querySelector('.site-footer').replaceChildren()"
# Of the height of the window: so far no reader is moved.
LEAST = 0.03


@pytest.mark.parametrize(("width", "height"), [(360, 740), (700, 900), (1280, 900)])
def test_the_foot_of_a_short_page_does_not_move_when_the_rest_of_it_comes(page, visit, width, height):
    page.set_viewport_size({"width": width, "height": height})
    visit(reverse("members:signup_sent"))
    whole = page.evaluate(TOP)
    page.evaluate(EMPTIED)
    assert abs(page.evaluate(TOP) - whole) < LEAST * height
