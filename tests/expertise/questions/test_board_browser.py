"""The bundling board in a real browser: by keyboard alone, with the mouse, and with others at the same time."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from expertise.questions.actions import board, cycles, originals
from expertise.questions.enums import CycleState
from expertise.questions.models import QuestionCard
from tests import factories as f
from tests.browser import assert_no_axe_violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def runs():
    return f.NetworkRoleFactory().member


@pytest.fixture
def laid(runs):
    """Two bundles, and three cards that lie loose."""
    cycle = cycles.start_cycle(school_year=2026, by=runs)
    cycle = cycles.go_to_state(cycle=cycle, by=runs, state=CycleState.COLLECTING)
    for name in ("Lezen", "Rekenen"):
        board.make_bundle(cycle=cycle, by=runs, name=name, words=f"Hoe leer je {name.lower()}?")
    for number in range(3):
        originals.add_question(by=f.MemberFactory(), text=f"Vraag {number}?")
    return cycle


@pytest.fixture
def shown(runs, laid, visit, sign_in_browser):
    sign_in_browser(runs)
    return visit(reverse("expertise:question_board"))


def card(page, number):
    return page.locator(".board-card", has_text=f"Vraag {number}?")


def place(page, name):
    return page.locator(".board-bundle", has_text=name)


def place_of(number):
    bundle = QuestionCard.objects.select_related("bundle").get(question__text=f"Vraag {number}?").bundle
    return bundle.name if bundle is not None else ""


def test_cards_are_moved_by_keyboard_alone_and_back(shown):
    card(shown, 0).focus()
    shown.keyboard.press("ArrowDown")
    expect(card(shown, 1)).to_be_focused()
    shown.keyboard.press("Enter")
    shown.keyboard.type("2")
    shown.keyboard.press("Enter")
    expect(place(shown, "Rekenen").locator(".board-card")).to_have_count(1)
    assert place_of(1) == "Rekenen"
    card(shown, 0).focus()
    shown.keyboard.press("z")
    expect(place(shown, "Rekenen").locator(".board-card")).to_have_count(0)
    assert place_of(1) == ""


def test_a_card_is_dragged_with_the_mouse(shown):
    card(shown, 2).drag_to(place(shown, "Lezen"))
    expect(place(shown, "Lezen").locator(".board-card")).to_have_count(1)
    assert place_of(2) == "Lezen"
    expect(shown.locator(".board-pile [data-count]")).to_have_text("2")


def test_five_people_at_once_see_each_others_moves_and_lose_none(shown, laid):
    others = f.MemberFactory.create_batch(4)
    laid.team.add(*others)
    bundles = list(laid.bundles.order_by("pk"))
    cards = list(laid.cards.order_by("pk"))
    for other, one in zip(others, [*cards, cards[0]], strict=True):
        one.refresh_from_db()
        to = board.Place(bundles[one.pk % 2])
        board.move_cards(cycle=laid, by=other, seen={one.public_id: one.version}, to=to)
    # The page still shows them loose: its move is refused in words, and it follows the others.
    card(shown, 0).focus()
    shown.keyboard.press("Enter")
    shown.keyboard.type("in een")
    shown.keyboard.press("Escape")
    shown.evaluate("document.querySelector('bundling-board').look()")
    expect(shown.locator(".board-pile .board-card")).to_have_count(0)
    expect(shown.locator("[data-said]")).to_contain_text("verplaatste deze kaart")
    assert laid.cards.filter(bundle__isnull=False).count() == 3


def test_a_move_that_comes_too_late_is_told_and_changes_nothing(shown, laid):
    other = f.MemberFactory(given_name="Karim", family_name="Legt")
    laid.team.add(other)
    one, first = laid.cards.order_by("pk")[0], laid.bundles.order_by("pk")[0]
    board.move_cards(cycle=laid, by=other, seen={one.public_id: one.version}, to=board.Place(first))
    card(shown, 0).focus()
    shown.keyboard.press("Enter")
    shown.keyboard.type("rek")
    shown.keyboard.press("Enter")
    expect(shown.locator("[data-said]")).to_contain_text("Karim Legt")
    assert place_of(0) == "Lezen"


def test_the_board_and_its_choices_are_for_everybody(shown):
    assert_no_axe_violations(shown)
    card(shown, 0).focus()
    shown.keyboard.press("Enter")
    expect(shown.locator(".board-where")).to_be_visible()
    assert_no_axe_violations(shown)
