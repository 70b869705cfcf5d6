"""The bundling board: nobody loses a move, and moves tell nobody."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.questions.actions import board, cycles, originals, rounds
from expertise.questions.actions.board import Place
from expertise.questions.counting import hide_small
from expertise.questions.enums import CycleState, RoleGroup, Verdict
from expertise.questions.models import BundlingRound, CardMove, IndicativeQuestion, PracticeQuestion, QuestionCard
from expertise.questions.presenters.board import build_board
from expertise.questions.presenters.bundles import build_bundle_page
from expertise.questions.suggestions import find_likeness
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, forgotten, make_bundle, move

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


# The pool -----------------------------------------------------------------------------------------


def test_what_comes_in_lies_on_the_board_and_what_waited_is_gathered(runs):
    waited = bring_in()
    made = cycles.start_cycle(school_year=2026, by=runs)
    assert not QuestionCard.objects.exists()
    cycles.go_to_state(cycle=made, by=runs, state=CycleState.COLLECTING)
    later = bring_in()
    batch = originals.bring_in_lines(by=runs, lines=["Een vraag?"], role_group=RoleGroup.TEACHER)
    pasted = PracticeQuestion.objects.get(batch=batch)
    assert set(QuestionCard.objects.values_list("question", flat=True)) == {waited.pk, later.pk, pasted.pk}


def test_what_nobody_placed_goes_along_to_the_next_year(runs, cycle):
    question = bring_in()
    for state in (CycleState.BUNDLING, CycleState.CHOOSING):
        cycles.go_to_state(cycle=cycle, by=runs, state=state)
    after = cycles.start_cycle(school_year=2027, by=runs)
    cycles.go_to_state(cycle=after, by=runs, state=CycleState.COLLECTING)
    assert QuestionCard.objects.filter(question=question).count() == 2


def test_two_cycles_never_take_questions_at_once(runs, cycle):
    other = cycles.start_cycle(school_year=2027, by=runs)
    with pytest.raises(RefusedError):
        cycles.go_to_state(cycle=other, by=runs, state=CycleState.COLLECTING)
    with pytest.raises(RefusedError):
        cycles.start_cycle(school_year=2026, by=runs)


def test_a_cycle_goes_on_or_back_by_one_and_going_back_is_logged(runs, cycle):
    with pytest.raises(RefusedError):
        cycles.go_to_state(cycle=cycle, by=runs, state=CycleState.CLOSED)
    cycles.go_to_state(cycle=cycle, by=runs, state=CycleState.BUNDLING)
    cycles.go_to_state(cycle=cycle, by=runs, state=CycleState.COLLECTING)
    verbs = list(AuditEvent.objects.filter(verb__startswith="expertise.cycle_went").values_list("verb", flat=True))
    assert Counter(verbs) == {"expertise.cycle_went_on": 2, "expertise.cycle_went_back": 1}


# Moves --------------------------------------------------------------------------------------------


def test_every_move_is_logged_and_tells_nobody(runs, cycle):
    asker = f.MemberFactory()
    card = card_of(bring_in(by=asker))
    bundle = make_bundle(cycle, runs)
    assert move(cycle, runs, card, Place(bundle)).cards
    assert move(cycle, runs, card, Place(outside_reason="Reiskosten.", passed_to="Je bestuur")).cards
    assert move(cycle, runs, card, Place()).cards
    places = CardMove.objects.order_by("version").values_list("from_bundle", "to_bundle", "is_outside", "by")
    assert list(places) == [
        (None, bundle.pk, False, runs.pk),
        (bundle.pk, None, True, runs.pk),
        (None, None, False, runs.pk),
    ]
    assert not Notice.objects.filter(member=asker).exists()


def test_who_moves_what_somebody_else_moved_meanwhile_is_told_and_changes_nothing(runs, cycle):
    other = f.MemberFactory(given_name="Karim", family_name="Legt")
    cycle.team.add(other)
    card = card_of(bring_in())
    one, two = make_bundle(cycle, runs), make_bundle(cycle, runs, "Rekenen")
    seen = card.version
    move(cycle, other, card, Place(one))
    moved = move(cycle, runs, card, Place(two), version=seen)
    assert (moved.cards, [clash.by for clash in moved.clashes]) == ([], ["Karim Legt"])
    card.refresh_from_db()
    assert card.bundle == one
    # The same place twice is no clash.
    assert not move(cycle, runs, card, Place(one), version=seen).clashes


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans()), max_size=10))
def test_no_move_is_lost_however_people_move_at_once(moves):
    """Who saw an old version changes nothing; the log leads from the first place to the last without a gap."""
    with forgotten():
        _try_moves(moves)


def _try_moves(moves):
    people = [f.NetworkRoleFactory().member for _ in range(2)]
    made = cycles.start_cycle(school_year=2026, by=people[0])
    made = cycles.go_to_state(cycle=made, by=people[0], state=CycleState.COLLECTING)
    cards = [card_of(bring_in(text=f"Vraag {number}?")) for number in range(3)]
    places = [Place(), Place(outside_reason="Buiten bereik.")]
    places += [Place(make_bundle(made, people[0], name)) for name in ("Een", "Twee")]
    for number, (place, is_late) in enumerate((m[1], m[2]) for m in moves):
        card = cards[moves[number][0]]
        card.refresh_from_db()
        seen = max(1, card.version - 1) if is_late else card.version
        before, was_late = (card.bundle_id, card.outside_reason), seen < card.version
        board.move_cards(cycle=made, by=people[number % 2], seen={card.public_id: seen}, to=places[place])
        card.refresh_from_db()
        after = (card.bundle_id, card.outside_reason)
        wanted = (places[place].bundle.pk if places[place].bundle else None, places[place].outside_reason)
        assert after == (before if was_late and before != wanted else wanted)
    for card in cards:
        card.refresh_from_db()
        log = list(card.moves.order_by("version"))
        assert [one.version for one in log] == list(range(2, card.version + 1))
        for one, two in pairwise(log):
            assert two.from_bundle_id == one.to_bundle_id
        assert (log[-1].to_bundle_id if log else None) == card.bundle_id


def test_a_card_lies_in_one_place(runs, cycle):
    card, bundle = card_of(bring_in()), make_bundle(cycle, runs)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionCard.objects.filter(pk=card.pk).update(bundle=bundle, outside_reason="Ook buiten.")


def test_once_choosing_opens_no_card_is_moved(runs, cycle):
    card = card_of(bring_in())
    for state in (CycleState.BUNDLING, CycleState.CHOOSING):
        cycles.go_to_state(cycle=cycle, by=runs, state=state)
    with pytest.raises(RefusedError):
        move(cycle, runs, card, Place(outside_reason="Te laat."))
    with pytest.raises(RefusedError):
        make_bundle(cycle, runs)


def test_taking_a_bundle_apart_loses_no_card(runs, cycle):
    card, bundle = card_of(bring_in()), make_bundle(cycle, runs)
    move(cycle, runs, card, Place(bundle))
    assert board.remove_bundle(bundle=bundle, by=runs) == 1
    card.refresh_from_db()
    assert (card.bundle, card.moves.count()) == (None, 2)
    assert not IndicativeQuestion.objects.present().exists()


# The pages ----------------------------------------------------------------------------------------


def test_without_a_script_a_form_moves_what_is_ticked(client, runs, cycle):
    card, bundle = card_of(bring_in()), make_bundle(cycle, runs)
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:question_board_move")
    data = {"card": card.public_id, f"seen-{card.public_id}": card.version, "to": bundle.public_id}
    page = client.post(address, data, follow=True).content.decode()
    assert "1 kaart is verplaatst." in page
    page = client.post(address, data | {"to": "buiten"}, follow=True).content.decode()
    assert "Zeg waarom het buiten valt." in page
    page = client.post(address, data | {"to": "los"}, follow=True).content.decode()
    assert "Daar ligt hij nog." in page
    card.refresh_from_db()
    new = {"card": card.public_id, f"seen-{card.public_id}": card.version, "to": "nieuw", "name": "Nieuw"}
    client.post(address, new)
    card.refresh_from_db()
    assert card.bundle.name == "Nieuw"


def test_a_script_hears_what_came_of_a_move_and_what_others_moved(client, runs, cycle):
    card, bundle = card_of(bring_in()), make_bundle(cycle, runs)
    client.force_login(runs, backend=BACKEND)
    data = {"card": card.public_id, f"seen-{card.public_id}": 1, "to": bundle.public_id}
    headers = {"accept": "application/json"}
    address = reverse("expertise:question_board_move")
    told = client.post(address, data, headers=headers).json()
    assert told == {"moved": [{"card": card.public_id, "version": 2}], "clashes": [], "refused": ""}
    late = client.post(address, data | {"to": "los"}, headers=headers)
    assert (late.status_code, len(late.json()["clashes"])) == (409, 1)
    moves = client.get(reverse("expertise:question_board_moves"), {"sinds": "0"}).json()["moves"]
    assert [(one["card"], one["to"], one["version"]) for one in moves] == [(card.public_id, bundle.public_id, 2)]
    last = moves[-1]["number"]
    assert client.get(reverse("expertise:question_board_moves"), {"sinds": last}).json()["moves"] == []


def test_who_is_in_the_team_moves_cards_and_nobody_else(client, cycle):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    assert client.get(reverse("expertise:question_board")).status_code == 403
    cycle.team.add(member)
    assert client.get(reverse("expertise:question_board")).status_code == 200


def fill(cycle, runs, count):
    bundle = make_bundle(cycle, runs)
    topic = f.TopicFactory(parent=f.TopicFactory())
    for number in range(count):
        asker = f.MemberFactory(site=f.SiteFactory())
        question = bring_in(by=asker, text=f"Hoe lees ik prentenboek {number} voor?", topics=[topic])
        move(cycle, runs, card_of(question), Place(bundle))
        bring_in(by=asker, text=f"Welk prentenboek past bij groep {number}?", topics=[topic])
    return bundle


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("question_board", 12), ("question_board_wall", 5), ("question_board_confirm", 5)],
)
def test_the_board_costs_the_same_whatever_lies_on_it(
    client, django_assert_num_queries, cycle, runs, count, name, queries
):
    fill(cycle, runs, count)
    client.force_login(runs, backend=BACKEND)
    client.get(reverse(f"expertise:{name}"))
    with django_assert_num_queries(queries):
        client.get(reverse(f"expertise:{name}"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_bundle_costs_the_same_whatever_lies_in_it(client, django_assert_num_queries, cycle, runs, count):
    bundle = fill(cycle, runs, count)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    client.get(bundle.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(bundle.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_what_falls_outside_costs_the_same_whatever_there_is(client, django_assert_num_queries, cycle, runs, count):
    for number in range(count):
        card = card_of(bring_in(text=f"Vraag {number}?"))
        move(cycle, runs, card, Place(outside_reason="Buiten bereik."))
    rounds.confirm_round(cycle=cycle, by=runs)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:question_outside_list")
    client.get(address)
    with django_assert_num_queries(4):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_cycles_and_one_of_them_cost_the_same(client, django_assert_num_queries, runs, count):
    made = [cycles.start_cycle(school_year=2024 + number, by=runs) for number in range(count)]
    client.force_login(f.MemberFactory(), backend=BACKEND)
    for address, queries in ((reverse("expertise:cop_cycle_list"), 3), (made[0].get_absolute_url(), 8)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_words_of_a_bundle_and_what_was_found_are_stored_beside_the_originals(client, runs, cycle):
    bundle = make_bundle(cycle, runs)
    question = bring_in()
    move(cycle, runs, card_of(question), Place(bundle))
    client.force_login(runs, backend=BACKEND)
    change = reverse("expertise:bundle_change", args=[bundle.public_id])
    client.post(change, {"name": "Voorlezen", "words": "Wat doet voorlezen?", "rationale": "Ze lezen voor."})
    check = reverse("expertise:bundle_check", args=[bundle.public_id])
    client.post(check, {"searched_where": "Kennisbank", "found": "Twee lessen.", "verdict": Verdict.PARTLY})
    page = client.get(bundle.get_absolute_url()).content.decode()
    for words in ("Wat doet voorlezen?", "Ze lezen voor.", "Kennisbank", "Twee lessen.", "deels", question.text):
        assert words in page


# Counts and likeness ------------------------------------------------------------------------------


def test_no_count_tells_the_board_of_who_asked_without_a_name(cycle, runs, client):
    """Counts by board beside cards with their board: what is over would be that of who has none on the card."""
    bundle = make_bundle(cycle, runs)
    mine, other = (f.BoardFactory(name=name) for name in ("Stichting Vijf", "Stichting Alleen"))
    for whose, count, hidden in ((mine, 4, False), (mine, 1, True), (other, 1, True)):
        site = f.SiteFactory(school__board=whose)
        for _number in range(count):
            question = bring_in(by=f.MemberFactory(site=site), is_anonymous=hidden)
            move(cycle, runs, card_of(question), Place(bundle))
    page = build_bundle_page(bundle)
    assert {line.label: line.text for line in page.boards} == {"Stichting Vijf": "1–4", "zonder bestuur": "1–4"}
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert "Stichting Alleen" not in client.get(bundle.get_absolute_url()).text


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)))
def test_no_hidden_number_can_be_worked_out_from_the_total(counts):
    counted = hide_small(counts)
    hidden = [counts[one.key] for one in counted if one.number is None]
    shown = [one for one in counted if one.number is not None]
    assert all(one.number == counts[one.key] and one.number >= 5 for one in shown)
    assert {one.key for one in counted} == {key for key, number in counts.items() if number}
    if shown and hidden:
        small = [number for number in hidden if number < 5]
        assert len(hidden) > 1
        assert len(small) < len(hidden) or sum(hidden) not in (len(hidden), 4 * len(hidden))


def test_a_loose_card_looks_like_the_bundle_with_which_it_shares_telling_words():
    placed = [(1, "Hoe lees ik een prentenboek voor?"), (1, "Welk prentenboek kies ik?"), (2, "Hoe oefen ik tafels?")]
    loose = {7: "Past een prentenboek bij rekenen?", 8: "Wie betaalt de bus?"}
    found = find_likeness(loose, placed)
    assert set(found) == {7}
    assert (found[7].bundle, found[7].words) == (1, ("prentenboek",))


def test_a_suggestion_moves_nothing(runs, cycle):
    fill(cycle, runs, 2)
    shown = build_board(cycle)
    assert any(card.likely for card in shown.loose.cards)
    assert QuestionCard.objects.filter(bundle__isnull=True).count() == len(shown.loose.cards)
    assert BundlingRound.objects.count() == 0


def test_who_is_in_the_team_is_found_by_name_and_taken_out_again(client, runs, cycle):
    other = f.MemberFactory(given_name="Wietske", family_name="Veldboom")
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:cop_cycle_team", args=[cycle.name])
    assert client.get(address).context["found"] == []
    assert client.get(address, {"zoek": "veldb"}).context["found"] == [other]
    client.post(address, {"member": other.public_id})
    assert cycle.is_in_team(other)
    assert client.get(address, {"zoek": "veldb"}).context["found"] == []
    client.post(address, {"member": other.public_id, "weg": "1"})
    assert not cycle.is_in_team(other)
