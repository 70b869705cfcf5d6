"""A board of a year is more than a page: what is not on it is counted, and reached."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.questions.actions import rounds
from expertise.questions.actions.board import Place
from expertise.questions.forms.board import LOOSE, OUTSIDE
from expertise.questions.models import QuestionCard
from expertise.questions.presenters import board as presenter
from expertise.questions.presenters.board import build_board
from expertise.questions.presenters.board_parts import BoardPart
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch):
    for name, size in (("LOOSE_SIZE", 2), ("OPENED_SIZE", 2), ("BUNDLE_SIZE", 2), ("FIRST_CARDS", 1)):
        monkeypatch.setattr(presenter, name, size)


@pytest.fixture
def shown(client, runs, cycle):
    """What a page of the board shows at an address."""
    client.force_login(runs, backend=BACKEND)
    return lambda address: client.get(address).context["board"]


def lay(count, **values):
    return [card_of(bring_in(f"Hoe leer ik op manier {number} lezen?", **values)) for number in range(count)]


def keys(pile):
    return [card.public_id for card in pile.cards]


def ids(cards):
    return [card.public_id for card in cards]


def test_what_lies_loose_has_pages_and_is_counted_in_full(shown, cycle):
    cards = lay(5)
    first = shown(reverse("expertise:question_board"))
    assert (keys(first.loose), first.loose.number, first.loose.previous_url) == (ids(cards[:2]), 5, "")
    second = shown(first.loose.next_url)
    third = shown(second.loose.next_url)
    assert (keys(second.loose), keys(third.loose), third.loose.next_url) == (ids(cards[2:4]), ids(cards[4:]), "")
    assert keys(shown(third.loose.previous_url).loose) == ids(cards[2:4])


def test_a_bundle_shows_its_first_cards_and_leads_to_all_of_them_by_pages(shown, runs, cycle):
    bundle, other = make_bundle(cycle, runs), make_bundle(cycle, runs, "Rekenen")
    cards = lay(4)
    for card in cards[:3]:
        move(cycle, runs, card, Place(bundle))
    move(cycle, runs, cards[3], Place(other))
    page = shown(reverse("expertise:question_board"))
    assert [(keys(one.pile), one.pile.number) for one in page.bundles] == [(ids(cards[:1]), 3), (ids(cards[3:]), 1)]
    assert [bool(one.pile.all_url) for one in page.bundles] == [True, False]
    opened = shown(page.bundles[0].pile.all_url)
    assert [keys(one.pile) for one in opened.bundles] == [ids(cards[:2]), ids(cards[3:])]
    assert keys(shown(opened.bundles[0].pile.next_url).bundles[0].pile) == ids(cards[2:3])


def test_what_lies_outside_is_reached_too(shown, runs, cycle):
    cards = lay(3)
    for card in cards:
        move(cycle, runs, card, Place(outside_reason="Reiskosten."))
    page = shown(reverse("expertise:question_board"))
    assert (keys(page.outside), page.outside.number) == (ids(cards[:1]), 3)
    opened = shown(page.outside.all_url)
    assert keys(opened.outside) == ids(cards[:2])
    assert keys(shown(opened.outside.next_url).outside) == ids(cards[2:])


def test_bundles_have_pages_and_keep_their_numbers(shown, runs, cycle):
    bundles = [make_bundle(cycle, runs, name) for name in ("Een", "Twee", "Drie")]
    first = shown(reverse("expertise:question_board"))
    assert [(one.number, one.public_id) for one in first.bundles] == [
        (1, bundles[0].public_id),
        (2, bundles[1].public_id),
    ]
    second = shown(first.next_bundles)
    assert [(one.number, one.name) for one in second.bundles] == [(3, "Drie")]
    assert (second.next_bundles, shown(second.previous_bundles).bundles[0].name) == ("", "Een")


def test_words_and_a_theme_narrow_what_lies_loose_and_go_along_when_a_card_is_moved(client, shown, runs, cycle):
    theme = f.TopicFactory(name="Taal")
    topic = f.TopicFactory(name="Spelling", parent=theme)
    spelling = card_of(bring_in("Hoe oefen ik spelling?", topics=[topic]))
    writing = card_of(bring_in("Hoe leer ik schrijven?", topics=[theme]))
    bus = card_of(bring_in("Wie betaalt de bus?"))
    page = shown(reverse("expertise:question_board"))
    assert [(one.name, one.count) for one in page.themes] == [("Alles", 3), ("Taal", 2)]
    narrowed = shown(page.themes[1].url)
    assert (keys(narrowed.loose), narrowed.loose.number) == ([spelling.public_id, writing.public_id], 2)
    address = reverse("expertise:question_board", query={"zoek": "BUS betaalt"})
    assert (keys(shown(address).loose), shown(address).loose.number) == ([bus.public_id], 1)
    data = {"card": bus.public_id, f"seen-{bus.public_id}": 1, "to": OUTSIDE, "reason": "Geld.", "zoek": "bus"}
    answer = client.post(reverse("expertise:question_board_move"), data)
    assert answer["Location"] == reverse("expertise:question_board", query={"zoek": "bus"})


def test_numbers_are_of_after_each_move_round_and_question(shown, runs, cycle):
    address, bundle = reverse("expertise:question_board"), make_bundle(cycle, runs)
    cards = lay(2)
    assert shown(address).numbers.loose == 2
    move(cycle, runs, cards[0], Place(bundle))
    numbers = shown(address).numbers
    assert (numbers.loose, numbers.placed, numbers.total, numbers.changed) == (1, 1, 2, 1)
    rounds.confirm_round(cycle=cycle, by=runs)
    assert shown(address).numbers.changed == 0
    lay(1)
    assert shown(address).numbers.loose == 2


@pytest.mark.parametrize("where", [LOOSE, OUTSIDE, "bundle", "other page"])
def test_the_first_that_was_meant_otherwise_is_one_press_away_wherever_it_lies(client, shown, runs, cycle, where):
    cards = lay(4)
    bundles = [make_bundle(cycle, runs, name) for name in ("Een", "Twee", "Drie")]
    places = {OUTSIDE: Place(outside_reason="Geld."), "bundle": Place(bundles[0]), "other page": Place(bundles[2])}
    for card in cards if where in places else []:
        move(cycle, runs, card, places[where])
    last = cards[-1]
    QuestionCard.objects.filter(pk=last.pk).update(objected_at="2026-11-03T12:00Z")
    page = shown(reverse("expertise:question_board"))
    assert page.not_meant == 1
    assert last.public_id not in [*keys(page.loose), *keys(page.outside)]
    there = client.get(page.first_not_meant).content.decode()
    assert (f'id="k-{last.public_id}"' in there) == (where != "other page")
    assert last.question.text in there


def test_an_address_that_means_nothing_shows_the_board(shown, cycle):
    cards = lay(1)
    query = {"vanaf": "x", "bundels": "-1", "plek": "niets", "kaarten": "W10", "thema": "", "zoek": " "}
    assert keys(shown(reverse("expertise:question_board", query=query)).loose) == ids(cards)
    assert build_board(cycle, BoardPart(bundle_page=9)).previous_bundles


def test_who_follows_hears_where_a_card_came_from(client, runs, cycle):
    card, bundle = lay(1)[0], make_bundle(cycle, runs)
    for place in (Place(bundle), Place(outside_reason="Geld."), Place()):
        move(cycle, runs, card, place)
    client.force_login(runs, backend=BACKEND)
    moves = client.get(reverse("expertise:question_board_moves")).json()["moves"]
    key = bundle.public_id
    assert [(one["from"], one["to"]) for one in moves] == [(LOOSE, key), (key, OUTSIDE), (OUTSIDE, LOOSE)]
