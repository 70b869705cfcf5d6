"""The bundling board with three hundred cards: five people move at once, by keys alone, and on a phone."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from expertise.questions.actions import board, cycles, originals
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import CardMove, QuestionCard
from expertise.questions.presenters import board as presenter
from tests import factories as f
from tests.browser import assert_no_axe_violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="board")]

CARDS, BUNDLES, PEOPLE, ROUNDS, AT_ONCE = 300, 26, 5, 6, 4
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WHERE = """() => Object.fromEntries([...document.querySelectorAll(".board-card")].map(
    (card) => [card.dataset.card, card.closest("[data-place]").dataset.place]))"""
COUNTS = """() => Object.fromEntries([...document.querySelectorAll("[data-place]")].map(
    (place) => [place.dataset.place, Number(place.querySelector("[data-count]").textContent)]))"""
# Without waiting: five pages have theirs under way at the same time.
SEND = """([keys, to]) => { const b = document.querySelector("bundling-board");
    b.answered = Promise.all(keys.map((key) => b.send([b.card(key)], to))); }"""
SETTLED = "() => document.querySelector('bundling-board').answered"
LOOK = "() => document.querySelector('bundling-board').look()"


@pytest.fixture
def cycle():
    runs = f.NetworkRoleFactory().member
    made = cycles.start_cycle(school_year=2026, by=runs)
    made = cycles.go_to_state(cycle=made, by=runs, state=CycleState.COLLECTING)
    for number in range(BUNDLES):
        board.make_bundle(cycle=made, by=runs, name=f"Bundel {number + 1:02d}", words=f"Hoe leer je {number}?")
    lines = [f"Hoe leren kinderen onderwerp {number} van elkaar?" for number in range(CARDS)]
    originals.bring_in_lines(by=runs, lines=lines, role_group=RoleGroup.TEACHER)
    return made


@pytest.fixture
def screen(browser, live_server, browser_context_args, cycle):
    """The board on a screen of one's own, of somebody of the team: `screen()`."""
    contexts = []

    def open_screen(**options):
        member = f.MemberFactory()
        cycle.team.add(member)
        client = Client()
        client.force_login(member)
        cookie = client.cookies["sessionid"]
        context = browser.new_context(**{**browser_context_args, **options})
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + reverse("expertise:question_board"))
        return page

    yield open_screen
    for context in contexts:
        context.close()


def place_in_database():
    rows = QuestionCard.objects.values_list("public_id", "bundle__public_id")
    return {card: bundle or "los" for card, bundle in rows}


def test_five_people_who_move_at_once_see_the_same_board_in_the_end_and_no_move_is_lost(screen, cycle, monkeypatch):
    monkeypatch.setattr(presenter, "LOOSE_SIZE", CARDS)
    pages = [screen() for _number in range(PEOPLE)]
    bundles = list(cycle.bundles.order_by("pk").values_list("public_id", flat=True))
    cards = list(cycle.cards.order_by("pk").values_list("public_id", flat=True))
    everybody_wants = cards.pop()
    for number in range(ROUNDS):
        for person, page in enumerate(pages):
            first = (number * PEOPLE + person) * AT_ONCE
            mine = [*cards[first : first + AT_ONCE], everybody_wants]
            page.evaluate(SEND, [mine, bundles[(number + 5 * person) % BUNDLES]])
        for page in pages:
            page.evaluate(SETTLED)
        for page in pages:
            page.evaluate(LOOK)
    there = place_in_database()
    moved = set(cards[: ROUNDS * PEOPLE * AT_ONCE])
    assert {card for card, place in there.items() if place != "los"} == moved | {everybody_wants}
    for page in pages:
        page.evaluate(LOOK)
        assert page.evaluate(WHERE) == there
        counted = Counter(there.values())
        assert {place: n for place, n in page.evaluate(COUNTS).items() if n} == counted
    versions = dict(QuestionCard.objects.values_list("public_id", "version"))
    assert CardMove.objects.count() == sum(version - 1 for version in versions.values())
    # Of the one that all five wanted somebody got it each time, and the others were told.
    assert 1 <= versions[everybody_wants] - 1 <= ROUNDS * PEOPLE


@pytest.mark.in_suite
def test_three_hundred_cards_move_by_keys_alone(screen):
    page = screen()
    expect(page.locator(".board-card")).to_have_count(presenter.LOOSE_SIZE)
    loose = page.locator(".board-pile [data-count]")
    expect(loose).to_have_text(str(CARDS))
    page.locator(".board-card").first.focus()
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    text = page.evaluate("document.activeElement.querySelector('[data-text]').textContent")
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    twelfth = page.locator(".board-bundle", has_text="Bundel 12")
    expect(twelfth.locator(".board-card")).to_have_count(1)
    expect(twelfth).to_contain_text(text)
    expect(loose).to_have_text(str(CARDS - 1))
    # Where the card was the next one has the focus: three hundred go without a mouse.
    assert page.evaluate("document.activeElement.matches('.board-pile .board-card')")
    page.keyboard.press("z")
    expect(twelfth.locator(".board-card")).to_have_count(0)
    assert_no_axe_violations(page)


def test_on_a_phone_a_card_is_ticked_and_put_away_wherever_it_lies(screen):
    page = screen(**PHONE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    far = page.locator(".board-pile .board-card").nth(50)
    key = far.get_attribute("data-card")
    far.scroll_into_view_if_needed()
    far.locator("label").tap()
    # What moves it is in view there, without going back to the top of a page of many screens.
    button = page.get_by_role("button", name="Verplaats", exact=True)
    expect(button).to_be_in_viewport()
    page.get_by_label("Leg wat je aanvinkt").select_option(label="3. Bundel 03")
    button.tap()
    third = page.locator(".board-bundle", has_text="Bundel 03")
    expect(third.locator(f'[data-card="{key}"]')).to_have_count(1)
    assert_no_axe_violations(page)
