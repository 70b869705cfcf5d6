"""What a teacher comes for, between two lessons, on a phone of 360 pixels: and how many taps it takes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from expertise.asking.models import HelpRequest
from plg.meetings.models import Meeting, MeetingInvitation
from tests.access.kept import kept_world
from tests.quality.test_click_budgets import Hand

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def world(transactional_db):
    return kept_world()


def test_a_question_is_asked_from_any_page(world, visit, sign_in_browser):
    teacher, hand = world.people["other_board"], Hand()
    sign_in_browser(teacher)
    page = visit("/agenda/")
    page.set_viewport_size(PHONE)
    bar = page.get_by_role("navigation", name="Snelmenu")
    hand.click(bar.locator("summary"))
    hand.click(bar.get_by_role("link", name="Stel een vraag", exact=True))
    assert hand.spent <= 2
    hand.type(page.locator("#id_title"), "Hoe begin ik met coöperatieve werkvormen?")
    hand.click(page.get_by_role("button", name="Kijk wie je vraag krijgt"))
    expect(page.locator("input[name=content]")).to_be_visible()
    hand.click(page.get_by_role("button", name="Verstuur mijn vraag"))
    page.get_by_text("Je vraag is onderweg").first.wait_for()
    assert HelpRequest.objects.filter(asker=teacher).exists()
    assert hand.spent <= 5
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_somebody_who_can_help_is_found_with_the_way_to_ask_in_sight(world, visit, sign_in_browser):
    hand = Hand()
    sign_in_browser(world.people["other_board"])
    page = visit("/agenda/")
    page.set_viewport_size(PHONE)
    hand.click(page.get_by_role("navigation", name="Snelmenu").get_by_role("link", name="Expertise"))
    hand.type(page.locator("#id_q"), "begrijpend lezen")
    ask = page.locator("#finder-results").get_by_role("link", name="Stel een vraag").first
    ask.wait_for()
    assert hand.spent <= 2


def test_who_is_at_a_meeting_checks_in_from_the_start_page(world, visit, sign_in_browser):
    member, now = world.people["group_member"], timezone.now()
    meeting = world.meeting
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - dt.timedelta(minutes=10), ends_at=now + dt.timedelta(hours=1)
    )
    MeetingInvitation.objects.get_or_create(meeting=meeting, member=member)
    sign_in_browser(member)
    page = visit("/start/")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Inchecken").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/inchecken" in page.url
