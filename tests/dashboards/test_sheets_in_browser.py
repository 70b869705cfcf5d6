"""How the page of a school is laid out in a browser: what no reading of its source shows."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.figures.actions import enter_facts
from knowledge_network.members.people.enums import Function
from knowledge_network.school_year.calendar import find_school_year
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("function", [Function.SCHOOL_LEADER, Function.BOARD_MEMBER])
def test_the_five_questions_are_answered_on_the_first_screen(page, visit, sign_in_browser, function):
    """Each with its number, last year and what counts, without a scroll: for a leader and for a director."""
    site = f.SiteFactory()
    directs = function == Function.BOARD_MEMBER
    reader = f.MemberFactory(site=site.governing_board if directs else site, function=function)
    year = find_school_year(timezone.localdate())
    enter_facts(organisation=site, by=None, school_year=year, headcount=24, agreed_hours=90)
    sign_in_browser(reader)
    page.set_viewport_size({"width": 1280, "height": 800})
    visit(reverse("dashboards:figures_home"))
    figures = page.locator(".five > li")
    assert figures.count() == 5
    for figure in figures.all():
        for part in (".n", "dl", ".what-counts summary"):
            box = figure.locator(part).first.bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 800, part
