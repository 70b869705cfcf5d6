"""A confirmed round tells each asker once; who meant something else says so, and is answered."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.questions import notices
from expertise.questions.actions import cycles, rounds, states
from expertise.questions.actions.board import Place
from expertise.questions.enums import CycleState, QuestionState
from expertise.questions.models import PracticeQuestion
from expertise.questions.presenters.board import build_board
from knowledge_network.kit.errors import RefusedError
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, forgotten, make_bundle, move, told
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


# A confirmed round --------------------------------------------------------------------------------


def test_a_confirmed_round_tells_each_asker_once_in_which_words_the_question_lives_on(runs, cycle):
    one, many = f.MemberFactory(), f.MemberFactory()
    bundle = make_bundle(cycle, runs)
    cards = [card_of(bring_in(by=asker, text=f"Vraag {n}?")) for n, asker in enumerate((one, many, many))]
    for card in cards:
        move(cycle, runs, card, Place(bundle))
    rounds.confirm_round(cycle=cycle, by=runs)
    assert notices.ROUND_CONFIRMED.text(told(one).get().params) == (
        "Je praktijkvraag gaat verder in: «Hoe lees je voor?»"
    )
    mail = notices.ROUND_CONFIRMED.mail(told(many).get())
    assert "«Vraag 1?» gaat verder in: «Hoe lees je voor?»" in mail.lines
    assert "«Vraag 2?» gaat verder in: «Hoe lees je voor?»" in mail.lines
    with pytest.raises(RefusedError):
        rounds.confirm_round(cycle=cycle, by=runs)
    assert set(PracticeQuestion.objects.values_list("state", flat=True)) == {QuestionState.PLACED}


def test_a_bundle_without_words_cannot_be_confirmed(runs, cycle):
    card, bundle = card_of(bring_in()), make_bundle(cycle, runs, words="")
    move(cycle, runs, card, Place(bundle))
    with pytest.raises(RefusedError, match="Lezen"):
        rounds.confirm_round(cycle=cycle, by=runs)


def test_what_falls_outside_stands_on_a_page_of_its_own_with_reason_and_where_it_went(client, runs, cycle):
    asker = f.MemberFactory()
    card = card_of(bring_in(by=asker, text="Wie betaalt de bus?"))
    move(cycle, runs, card, Place(outside_reason="Dat regelt elk bestuur.", passed_to="Je eigen bestuur"))
    rounds.confirm_round(cycle=cycle, by=runs)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    page = client.get(reverse("expertise:question_outside_list")).content.decode()
    for words in ("Wie betaalt de bus?", "Dat regelt elk bestuur.", "Je eigen bestuur"):
        assert words in page
    assert "Dat regelt elk bestuur." in notices.ROUND_CONFIRMED.mail(told(asker).get()).lines[0]


def test_what_lay_outside_is_on_the_board_when_it_is_put_back(runs, cycle):
    question = bring_in()
    move(cycle, runs, card_of(question), Place(outside_reason="Reiskosten."))
    rounds.confirm_round(cycle=cycle, by=runs)
    move(cycle, runs, card_of(question), Place())
    assert [card.text for card in build_board(cycle).loose.cards] == [question.text]
    assert rounds.confirm_round(cycle=cycle, by=runs).changed == 1
    question.refresh_from_db()
    assert question.state == QuestionState.BROUGHT_IN


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=5), max_size=4))
def test_every_confirmed_change_tells_its_asker_once(per_round):
    with forgotten():
        _try_rounds(per_round)


def _try_rounds(per_round):
    runs = f.NetworkRoleFactory().member
    made = cycles.start_cycle(school_year=2026, by=runs)
    made = cycles.go_to_state(cycle=made, by=runs, state=CycleState.COLLECTING)
    askers = f.MemberFactory.create_batch(2)
    cards = [card_of(bring_in(by=askers[number % 2], text=f"Vraag {number}?")) for number in range(4)]
    places = [Place(), Place(outside_reason="Buiten bereik.")]
    places += [Place(make_bundle(made, runs, name)) for name in ("Een", "Twee")]
    known, expected = {card.pk: places[0] for card in cards}, Counter()
    for moves in per_round:
        lies = dict(known)
        for card, place in moves:
            move(made, runs, cards[card], places[place])
            lies[cards[card].pk] = places[place]
        changed = [card for card in cards if lies[card.pk] != known[card.pk]]
        if not changed:
            with pytest.raises(RefusedError):
                rounds.confirm_round(cycle=made, by=runs)
            continue
        confirmed = rounds.confirm_round(cycle=made, by=runs)
        assert confirmed.changed == len(changed)
        expected.update({card.question.asker_id for card in changed})
        known = lies
        for card in cards:
            card.question.refresh_from_db()
            state, reason = card.question.state, card.question.state_reason
            assert bool(reason) is (state in QuestionState.NEEDS_REASON)
            assert (state == QuestionState.PLACED) is (known[card.pk].bundle is not None)
    assert {asker.pk: told(asker).count() for asker in askers} == {asker.pk: expected[asker.pk] for asker in askers}


# «Dit is niet wat ik bedoelde» --------------------------------------------------------------------


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_until_choosing_opens_one_press_puts_the_card_back(client, runs, cycle, is_anonymous):
    asker = f.MemberFactory()
    question = bring_in(by=asker, is_anonymous=is_anonymous)
    bundle = make_bundle(cycle, runs)
    move(cycle, runs, card_of(question), Place(bundle))
    rounds.confirm_round(cycle=cycle, by=runs)
    client.force_login(asker, backend=BACKEND)
    assert "Dit is niet wat ik bedoelde" in client.get(question.get_absolute_url()).content.decode()
    client.post(reverse("expertise:practice_question_not_meant", args=[question.public_id]))
    card = card_of(question)
    question.refresh_from_db()
    assert (card.bundle, question.state) == (None, QuestionState.BROUGHT_IN)
    assert card.moves.last().by == (None if is_anonymous else asker)
    assert told(runs, "expertise.bundling_not_meant").count() == 1
    assert "niet wat bedoeld was" in _page(client, runs)


def _page(client, reader):
    client.force_login(reader, backend=BACKEND)
    return client.get(reverse("expertise:question_board")).content.decode()


def test_who_confirms_stands_by_what_they_saw(client, runs, cycle):
    """A card that somebody moved between looking and confirming is not told of unseen."""
    first, second, bundle = bring_in(), bring_in(), make_bundle(cycle, runs)
    move(cycle, runs, card_of(first), Place(bundle))
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:question_board_confirm")
    seen = Page(client.get(address)).one('input[name="seen"]')["value"]
    move(cycle, f.NetworkRoleFactory().member, card_of(second), Place(bundle))
    assert "Kijk opnieuw" in client.post(address, {"seen": seen}, follow=True).content.decode()
    assert not cycle.rounds.exists()
    client.post(address, {"seen": Page(client.get(address)).one('input[name="seen"]')["value"]})
    assert cycle.rounds.get().changed == 2


def test_what_lies_outside_is_answered_too_and_stands_on_the_board_for_the_team_alone(client, runs, cycle):
    asker, reader = f.MemberFactory(), f.MemberFactory()
    question = bring_in(by=asker)
    move(cycle, runs, card_of(question), Place(outside_reason="Te groot"))
    rounds.confirm_round(cycle=cycle, by=runs)
    for state in (CycleState.BUNDLING, CycleState.CHOOSING):
        cycles.go_to_state(cycle=cycle, by=runs, state=state)
    rounds.say_not_meant(card=card_of(question), by=asker, words="Het ging om één les.")
    assert card_of(question).waits_for_answer
    assert "Het ging om één les." in _page(client, runs)
    rounds.answer_objection(card=card_of(question), by=runs, answer="Dan past het erbij.")
    page = Page(_page(client, runs))
    assert not page.all(".notice.warning"), "what was answered asks nothing any more"
    client.force_login(reader, backend=BACKEND)
    for address in (question.get_absolute_url(), reverse("expertise:question_outside_list")):
        assert "Het ging om één les." not in client.get(address).content.decode()
    assert client.get(reverse("expertise:question_board")).status_code == 403


def test_later_the_team_has_to_answer(client, runs, cycle):
    asker = f.MemberFactory()
    question = bring_in(by=asker)
    move(cycle, runs, card_of(question), Place(make_bundle(cycle, runs)))
    rounds.confirm_round(cycle=cycle, by=runs)
    for state in (CycleState.BUNDLING, CycleState.CHOOSING):
        cycles.go_to_state(cycle=cycle, by=runs, state=state)
    rounds.say_not_meant(card=card_of(question), by=asker, words="Ik bedoelde thuis.")
    card = card_of(question)
    assert (card.bundle is None, card.waits_for_answer) == (False, True)
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:bundle_objection", args=[card.public_id])
    board = Page(client.get(reverse("expertise:question_board"))).one(f"#k-{card.public_id}")
    assert "Ik bedoelde thuis." in board
    assert board.all(f'a[href="{address}"]')
    assert address in client.get(question.get_absolute_url()).content.decode()
    assert "Ik bedoelde thuis." in client.get(address).content.decode()
    client.post(address, {"answer": "Thuis hoort erbij."})
    assert told(asker, "expertise.bundling_not_meant_answered").count() == 1
    client.force_login(asker, backend=BACKEND)
    assert "Thuis hoort erbij." in client.get(question.get_absolute_url()).content.decode()
    client.force_login(f.MemberFactory(), backend=BACKEND)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Ik bedoelde thuis." not in page
    assert "Thuis hoort erbij." not in page


def test_an_end_that_is_taken_back_leads_to_where_the_card_lies(runs, cycle):
    question = bring_in()
    move(cycle, runs, card_of(question), Place(make_bundle(cycle, runs)))
    rounds.confirm_round(cycle=cycle, by=runs)
    states.decide(question=question, by=runs, state=QuestionState.REFERRED, reason="Zie de kijkwijzer.")
    states.undo_decision(question=question, by=runs)
    question.refresh_from_db()
    assert question.state == QuestionState.PLACED
    move(cycle, runs, card_of(question), Place(outside_reason="Toch niet."))
    rounds.confirm_round(cycle=cycle, by=runs)
    question.refresh_from_db()
    states.undo_decision(question=question, by=runs)
    question.refresh_from_db()
    assert (question.state, card_of(question).is_outside) == (QuestionState.BROUGHT_IN, False)
