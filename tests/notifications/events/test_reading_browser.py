"""What is read on its own page is read under the bell too, in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bell_counts_down_when_the_page_itself_is_opened(page, visit, sign_in_browser):
    member = f.MemberFactory()
    f.NoticeFactory(member=member, url=reverse("plg:group_list"), read_at=None)
    f.NoticeFactory(member=member, url=reverse("plg:agenda"), read_at=None)
    sign_in_browser(member)
    visit(reverse("notifications:notice_list"))
    bell = page.locator("[data-bell]")
    expect(bell.locator(".bell-count")).to_have_text("2")
    visit(reverse("plg:group_list"))
    expect(bell.locator(".bell-count")).to_have_text("1")
    expect(bell).to_have_attribute("aria-label", "Meldingen: 1 nieuwe")
    visit(reverse("plg:agenda"))
    expect(bell.locator(".bell-count")).to_have_count(0)
    expect(bell).to_have_attribute("aria-label", "Meldingen")
    assert not member.notices.unread().exists()
