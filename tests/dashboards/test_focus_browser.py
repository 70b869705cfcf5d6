"""What has the focus is never hidden behind a bar: on a phone, and on a page at 400 % (WCAG 2.4.11)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import GroupMembershipFactory, MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "dashboards:start", "plg:group_list", "expertise:finder", "plg:agenda", "expertise:help_request_ask",
    "members:member_list", "expertise:product_list", "notifications:preferences",
)  # fmt: skip
STOPS = 45
STUCK = """() => [...document.querySelectorAll('.site-header, .bottom-bar')]
    .filter((bar) => ['fixed', 'sticky'].includes(getComputedStyle(bar).position)).map((bar) => bar.className)"""
# What hides the element that has the focus wholly: the name of the bar, or nothing.
HIDDEN_BY = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    if (focused === document.body || focused.closest('.site-header, .bottom-bar, .skip-link')) return '';
    const name = focused.outerHTML.slice(0, 150);
    for (const bar of document.querySelectorAll('.site-header, .bottom-bar, .toasts')) {
        const over = bar.getBoundingClientRect();
        if (getComputedStyle(bar).position === 'static' || !over.height) continue;
        if (box.top >= over.top && box.bottom <= over.bottom) return `${bar.className}: ${name}`;
    }
    return box.bottom > 0 && box.top < innerHeight ? '' : `out of view: ${name}`;
}"""


@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 225)])
def test_no_focus_is_hidden_behind_a_bar(page, visit, sign_in_browser, width, height):
    member = MemberFactory()
    GroupMembershipFactory.create_batch(3, member=member)
    sign_in_browser(member)
    page.emulate_media(reduced_motion="reduce")  # a scroll that goes on is not where it ends
    hidden = []
    for name in PAGES:
        visit(reverse(name))
        page.set_viewport_size({"width": width, "height": height})
        if height < 300:  # a page at 400 %: bars that stay would leave three lines to read
            assert page.evaluate(STUCK) == [], name
        for _stop in range(STOPS):
            page.keyboard.press("Tab")
            hidden.append(page.evaluate(HIDDEN_BY))
        for _stop in range(STOPS // 2):
            page.keyboard.press("Shift+Tab")
            hidden.append(page.evaluate(HIDDEN_BY))
    assert not [one for one in hidden if one]
