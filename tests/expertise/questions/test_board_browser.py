"""The bundling board in a real browser: by keyboard alone, with the mouse, and with others at the same time."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from expertise.questions.actions import board, cycles, originals
from expertise.questions.enums import CycleState
from expertise.questions.models import QuestionCard
from expertise.questions.presenters import board as presenter
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


def test_what_is_not_on_the_page_is_counted_and_comes_in_when_little_is_left(
    runs, laid, visit, sign_in_browser, monkeypatch
):
    for number in range(3, 6):
        originals.add_question(by=f.MemberFactory(), text=f"Vraag {number}?")
    monkeypatch.setattr(presenter, "LOOSE_SIZE", 3)
    sign_in_browser(runs)
    page = visit(reverse("expertise:question_board"))
    loose, counted = page.locator(".board-pile .board-card"), page.locator(".board-pile [data-count]")
    expect(loose).to_have_count(3)
    expect(counted).to_have_text("6")
    # Somebody else puts one away that is not on this page, and one into a bundle that is not.
    other = f.MemberFactory()
    laid.team.add(other)
    cards, bundle = list(laid.cards.order_by("pk")), laid.bundles.order_by("pk")[0]
    board.move_cards(cycle=laid, by=other, seen={cards[5].public_id: 1}, to=board.Place(bundle))
    board.make_bundle(cycle=laid, by=other, name="Nieuw", seen={cards[2].public_id: 1})
    page.evaluate("document.querySelector('bundling-board').look()")
    expect(counted).to_have_text("4")
    expect(place(page, "Lezen").locator("[data-count]")).to_have_text("1")
    expect(card(page, 2)).to_have_count(0)
    expect(page.locator("[data-said]")).to_contain_text("Laad het opnieuw")
    # One of the two that are left is put away: the next comes in.
    card(page, 0).drag_to(place(page, "Rekenen"))
    expect(card(page, 3)).to_have_count(1)
    expect(counted).to_have_text("3")
    card(page, 3).drag_to(place(page, "Lezen"))
    expect(place(page, "Lezen").locator("[data-count]")).to_have_text("2")
    assert place_of(3) == "Lezen"
