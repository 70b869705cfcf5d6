"""The cockpit in a browser: in both themes and at three widths without a fault, by keys alone, wide where it can be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.desk.models import DeskMark
from tests import factories as f
from tests.browser import assert_no_axe_violations
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.timedelta(days=1)


@pytest.fixture
def cockpit(visit, sign_in_browser):
    """Somebody asks to come in, a group waits, two meetings of this week clash."""
    f.SignupRequestFactory(requested_at=timezone.now() - 9 * DAY, family_name="Zeerlangeachternaam-Vandenberg")
    f.GroupFactory(state="submitted", started_on=None, name="Praatplaat")
    first, second = (planned(f.GroupFactory(), timezone.now() + DAY) for _number in range(2))
    person = f.MemberFactory()
    invited(first, person)
    invited(second, person)
    sign_in_browser(f.NetworkRoleFactory().member)
    return lambda: visit(reverse("dashboards:start"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(cockpit, page, theme):
    page.emulate_media(color_scheme=theme)
    for width in (360, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        cockpit()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_no_axe_violations(page)
    page.locator(".todo-deeds .icon-button").first.click()
    assert_no_axe_violations(page)


def test_keys_alone_set_something_aside(cockpit, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    cockpit()
    page.locator(".todo-deeds .icon-button").first.focus()
    page.keyboard.press("Enter")
    later = page.get_by_role("button", name="Later: Morgen").filter(visible=True)
    later.focus()
    page.keyboard.press("Enter")
    page.locator("#done-today").wait_for()
    assert DeskMark.objects.get().later_until == timezone.localdate() + DAY


def test_at_1920_the_list_is_wide_and_the_navigation_keeps_clear_of_the_search(cockpit, page):
    page.set_viewport_size({"width": 1920, "height": 1000})
    cockpit()
    assert page.locator(".todo-list").bounding_box()["width"] > 1000
    words = page.locator(".site-header nav a").filter(visible=True)
    right = max(box["x"] + box["width"] for box in (word.bounding_box() for word in words.all()))
    search = page.locator(".search-button").filter(visible=True)
    assert all(right <= one.bounding_box()["x"] for one in search.all())
