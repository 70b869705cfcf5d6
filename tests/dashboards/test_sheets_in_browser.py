"""How the page of a school is laid out in a browser: what no reading of its source shows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.members.people.enums import Function
from tests import factories as f

# Of each row of «what can I do», the part of the card that it fills.
FILLED = """() => {
    const card = document.querySelector('.sheet .todo');
    return [...card.querySelectorAll('a')].map((row) => row.offsetWidth / card.clientWidth);
}"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_leader_can_do_fills_its_card_below_the_heading(page, visit, sign_in_browser, width):
    site = f.SiteFactory()
    sign_in_browser(f.MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    page.set_viewport_size({"width": width, "height": 800})
    visit(reverse("dashboards:school_figures", args=[site.slug]))
    filled = page.evaluate(FILLED)
    assert filled
    assert min(filled) > 0.7
    heading = page.locator(".sheet .todo h2").bounding_box()
    first = page.locator(".sheet .todo a").first.bounding_box()
    assert heading["y"] + heading["height"] <= first["y"]
