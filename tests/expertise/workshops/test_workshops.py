"""Tables are of several boards, the ranks of whole sheets are summed, and a change by all together says why."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st

from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.workshops import actions
from expertise.workshops.enums import WorkshopState
from expertise.workshops.forms import MOST_OFFERED
from expertise.workshops.models import PlenaryChange, Workshop
from expertise.workshops.queries import find_order
from expertise.workshops.rule import apply_changes, deal_tables, find_table_count, sum_sheets
from knowledge_network.kit.errors import RefusedError
from tests import factories as f
from tests.pages import Page
from tests.quality.crawl import PageReader, main_form

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


# Pure ---------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60), st.integers(1, 12))
def test_each_table_is_of_two_boards_or_more_and_everybody_sits(boards, wanted):
    count = find_table_count(boards, wanted)
    assume(count)
    dealt = deal_tables(list(enumerate(boards)), count)
    tables = defaultdict(list)
    for person, table in dealt.items():
        tables[table].append(boards[person])
    assert set(dealt) == set(range(len(boards)))
    assert set(tables) == set(range(1, count + 1))
    assert all(len(set(at_table)) >= 2 for at_table in tables.values())
    sizes = Counter(dealt.values())
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_one_board_alone_makes_no_table():
    assert find_table_count(["KOE"] * 20, 4) == 0


def test_only_whole_sheets_count_and_equal_sums_share_a_place():
    summed = sum_sheets("abc", [{"a": 1, "b": 2, "c": 3}, {"a": 2, "b": 1, "c": 3}, {"a": 3}])
    assert summed == [("a", 3, 1, True), ("b", 3, 1, True), ("c", 6, 3, False)]


@given(st.permutations("abcde"), st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 5)), max_size=6))
def test_changes_lose_no_question_and_the_last_stands_where_it_was_put(order, changes):
    found = apply_changes(order, changes)
    assert sorted(found) == sorted(order)
    if changes:
        key, place = changes[-1]
        assert found[place - 1] == key


# With a database ----------------------------------------------------------------------------------


@pytest.fixture
def leader(db):
    return f.NetworkRoleFactory().member


@pytest.fixture
def workshop(db, leader):
    cycle = CoPCycle.objects.create(school_year=2071, state=CycleState.CHOOSING)
    questions = [
        IndicativeQuestion.objects.create(cycle=cycle, name=name, words=f"Hoe zit het met {name}?") for name in "ABC"
    ]
    return actions.start_workshop(cycle=cycle, by=leader, name="Middag", questions=questions)


def come_in(workshop, count=6):
    people = f.MemberFactory.create_batch(count)
    for member in people:
        actions.join_workshop(workshop=workshop, by=member)
    return people


def questions_of(workshop):
    return list(workshop.questions.order_by("name"))


def fields_of(answer):
    """What a browser would send of the form on this page."""
    form = main_form(PageReader("/", answer.content.decode()).forms)
    return {field.name: field.value for field in form.fields if field.name}


def test_who_types_the_code_on_the_screen_is_in_whatever_case(client, workshop):
    member = f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    address = reverse("expertise:workshop_join")
    assert "Geen werksessie" in client.post(address, {"code": "AAAAA"}).content.decode()
    assert client.get(workshop.get_absolute_url()).status_code == 404
    client.post(address, {"code": workshop.code.lower()})
    assert client.get(workshop.get_absolute_url()).status_code == 200


def test_who_tries_codes_one_after_another_finds_none(client, workshop):
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:workshop_join")
    assert {client.post(address, {"code": f"AAAA{letter}"}).status_code for letter in "BCDFGHJKLM"} == {422}
    assert client.post(address, {"code": workshop.code}).status_code == 429
    assert client.get(workshop.get_absolute_url()).status_code == 404


def test_from_the_door_to_the_order(workshop, leader):
    people = come_in(workshop)
    assert actions.divide_tables(workshop=workshop, by=leader, count=2) == 2
    late = f.MemberFactory()
    assert actions.join_workshop(workshop=workshop, by=late).table in {1, 2}
    a, b, c = questions_of(workshop)
    with pytest.raises(RefusedError):
        actions.store_sheet(workshop=workshop, by=people[0], table=1, order=[a, b])
    actions.store_sheet(workshop=workshop, by=people[0], table=1, order=[c, a, b])
    actions.store_sheet(workshop=workshop, by=people[0], table=1, order=[b, a, c])
    actions.store_sheet(workshop=workshop, by=people[1], table=2, order=[b, c, a])
    actions.go_to_step(workshop=workshop, by=leader, state=WorkshopState.PLENARY)
    assert [(one.question.name, one.rank_sum, one.is_tied) for one in find_order(workshop)] == [
        ("B", 2, False), ("A", 5, True), ("C", 5, True),
    ]  # fmt: skip


def test_a_change_by_all_together_needs_a_reason_that_stands_beside_the_order(client, workshop, leader):
    come_in(workshop)
    actions.divide_tables(workshop=workshop, by=leader, count=2)
    questions = questions_of(workshop)
    actions.store_sheet(workshop=workshop, by=leader, table=1, order=questions)
    actions.go_to_step(workshop=workshop, by=leader, state=WorkshopState.PLENARY)
    client.force_login(leader, backend=BACKEND)
    address = reverse("expertise:workshop_change", args=[workshop.public_id])
    client.post(address, {"question": questions[2].public_id, "to_place": 1, "reason": ""})
    assert not PlenaryChange.objects.exists()
    client.post(address, {"question": questions[2].public_id, "to_place": 1, "reason": "Dit kan niet wachten."})
    assert [one.question.name for one in find_order(workshop)] == ["C", "A", "B"]
    assert "Dit kan niet wachten." in client.get(workshop.get_absolute_url()).content.decode()


def test_a_sheet_on_which_a_place_stands_twice_comes_back(client, workshop, leader):
    people = come_in(workshop)
    actions.divide_tables(workshop=workshop, by=leader, count=2)
    client.force_login(people[0], backend=BACKEND)
    address = reverse("expertise:workshop_sheet", args=[workshop.public_id])
    answer = client.post(address, dict.fromkeys((one.public_id for one in questions_of(workshop)), "1"))
    assert answer.status_code == 422
    assert "Plek 1 staat hier meer dan één keer." in answer.content.decode()
    assert not workshop.ranks.exists()


def test_of_two_at_one_table_who_fill_in_the_first_sheet_the_second_sees_the_order_of_the_other(
    client, workshop, leader
):
    people = come_in(workshop)
    actions.divide_tables(workshop=workshop, by=leader, count=1)
    client.force_login(people[0], backend=BACKEND)
    address = reverse("expertise:workshop_sheet", args=[workshop.public_id])
    a, b, c = questions_of(workshop)
    seen = fields_of(client.get(address))
    first, second = ({one.public_id: str(place) for place, one in enumerate(row, 1)} for row in ([c, a, b], [a, b, c]))
    client.post(address, seen | first)
    answer = client.post(address, seen | second)
    assert answer.status_code == 422
    assert [one.words for one in Page(answer).all(".theirs")] == ["Nu staat er: 2", "Nu staat er: 3", "Nu staat er: 1"]
    ranks = workshop.ranks.order_by("rank").values_list("question__name", flat=True)
    assert list(ranks) == ["C", "A", "B"]
    client.post(address, fields_of(answer) | second)
    assert list(ranks.all()) == ["A", "B", "C"]


def test_a_screen_that_shows_all_there_is_fetches_nothing(client, workshop, leader):
    client.force_login(leader, backend=BACKEND)
    address = reverse("expertise:workshop_screen", args=[workshop.public_id])
    workshop.refresh_from_db()
    assert client.get(address, {"stand": workshop.version}).status_code == 204
    come_in(workshop, 1)
    assert client.get(address, {"stand": workshop.version}).status_code == 200


def test_back_at_the_door_the_tables_fall_apart(workshop, leader):
    come_in(workshop)
    actions.divide_tables(workshop=workshop, by=leader, count=2)
    actions.store_sheet(workshop=workshop, by=leader, table=1, order=questions_of(workshop))
    actions.go_to_step(workshop=workshop, by=leader, state=WorkshopState.GATHERING)
    assert not workshop.ranks.exists()
    assert not workshop.seats.filter(table__isnull=False).exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_workshops_costs_the_same_whatever_its_length(
    client, django_assert_num_queries, leader, item_count, db
):
    cycle = CoPCycle.objects.create(school_year=2072)
    for number in range(item_count):
        Workshop.objects.create(cycle=cycle, name=f"Middag {number}")
    client.force_login(leader, backend=BACKEND)
    client.get(reverse("expertise:workshop_list", args=[cycle.name]))
    with django_assert_num_queries(4):
        client.get(reverse("expertise:workshop_list", args=[cycle.name]))


def test_questions_with_the_same_sum_share_their_place_on_the_screen_until_one_is_moved(client, workshop, leader):
    people = come_in(workshop)
    actions.divide_tables(workshop=workshop, by=leader, count=2)
    a, b, c = questions_of(workshop)
    actions.store_sheet(workshop=workshop, by=people[0], table=1, order=[b, a, c])
    actions.store_sheet(workshop=workshop, by=people[1], table=2, order=[b, c, a])
    actions.go_to_step(workshop=workshop, by=leader, state=WorkshopState.PLENARY)
    client.force_login(leader, backend=BACKEND)
    screen = reverse("expertise:workshop_screen", args=[workshop.public_id])
    assert [part.words for part in Page(client.get(screen)).all(".workshop-order b")] == ["1", "2", "2"]
    actions.change_together(workshop=workshop, by=leader, question=c, to_place=1, reason="Dit kan niet wachten.")
    assert [part.words for part in Page(client.get(screen)).all(".workshop-order b")] == ["1", "2", "3"]


@pytest.mark.django_db
def test_of_many_questions_the_first_are_offered_and_what_is_ticked_stays_while_one_looks(client):
    runs = f.NetworkRoleFactory().member
    cycle = CoPCycle.objects.create(school_year=2030, state=CycleState.BUNDLING)
    for number in range(MOST_OFFERED + 2):
        IndicativeQuestion.objects.create(cycle=cycle, name=f"Bundel {number:02}", words=f"Hoe lees je {number}?")
    last = IndicativeQuestion.objects.create(cycle=cycle, name="Zwemmen", words="Hoe leer je zwemmen?")
    first = IndicativeQuestion.objects.get(name="Bundel 00")
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:workshop_start", args=[cycle.name])
    page = client.get(address)
    assert len(page.context["form"].fields["questions"].queryset) == MOST_OFFERED
    assert "Er zijn meer vragen dan deze." in page.content.decode()
    looked = client.post(address, {"name": "Zwemdag", "q": "zwem", "questions": [first.public_id], "look": "1"})
    assert looked.status_code == 200
    assert [(c.data["value"].value, c.data["selected"]) for c in looked.context["form"]["questions"]] == [
        (first.public_id, True),
        (last.public_id, False),
    ]
    sent = {"name": "Zwemdag", "minutes": 20, "questions": [first.public_id, last.public_id]}
    assert client.post(address, sent).status_code == 302
    assert set(Workshop.objects.get().questions.all()) == {first, last}
