"""Filling in a scan in a browser: what is chosen stays in this tab until it is sent, and digits choose."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from knowledge_network.insight.surveys.models import SentAnswers
from tests.insight.helpers import crowd, opened

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def asked(transactional_db, sign_in_browser):
    """Somebody of eight who is asked, in front of the page."""
    group = crowd(8)
    wave = opened(group)
    sign_in_browser(group.people[3])
    return reverse("insight:scan_answer", args=[wave.public_id])


def choose(page, number, value):
    page.locator(f'input[name="q{number}"][value="{value}"]').check(force=True)


def chosen(page):
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('survey-draft input[type=radio]:checked')]
            .filter((one) => one.value).map((one) => [one.name, one.value]))"""
    )


def kept(page):
    return page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('scan:')).length")


def test_what_was_chosen_stands_there_again_after_the_page_went_and_nothing_is_sent(asked, visit):
    page = visit(asked)
    page.set_viewport_size(PHONE)
    choose(page, 1, 4)
    choose(page, 3, 2)
    expect(page.locator(".saved-note")).to_have_text("Bewaard op dit apparaat")
    page.reload()
    expect(page.locator(".saved-note")).to_have_text("Wat je eerder koos, staat er weer.")
    assert chosen(page) == {"q1": "4", "q3": "2"}
    assert not SentAnswers.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_another_tab_of_the_same_device_knows_nothing_of_it(asked, visit, context):
    page = visit(asked)
    choose(page, 1, 5)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("survey-draft form")).to_be_visible()
    assert chosen(other) == {}
    assert other.evaluate("() => localStorage.length") == 0


def test_after_sending_the_tab_forgets_it(asked, visit):
    page = visit(asked)
    choose(page, 1, 3)
    assert kept(page) == 1
    page.get_by_role("button", name="Verstuur mijn antwoorden").click()
    expect(page.locator(".scan-code-words")).to_be_visible()
    assert kept(page) == 0
    assert SentAnswers.objects.get().values == {"1": 3}


def test_digits_choose_and_go_on_and_zero_says_i_do_not_know(asked, visit):
    page = visit(asked)
    page.locator('input[name="q1"]').first.focus()
    for digit in "503":
        page.keyboard.press(digit)
    assert chosen(page) == {"q1": "5", "q3": "3"}
    assert page.evaluate("document.activeElement.name") == "q4"
