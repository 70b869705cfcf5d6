"""A round by school: small schools choose beforehand with whom, and nothing is told by boards beside it."""

from __future__ import annotations

import datetime as dt
import random
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from knowledge_network.insight.ties.actions import rounds
from knowledge_network.insight.ties.enums import Amount, RoundUnits, UnitState
from knowledge_network.insight.ties.figures import Gathered, Told, ToldPair, ToldUnit, read_told, tell
from knowledge_network.insight.ties.measures import Arc
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation
from knowledge_network.insight.ties.presenters.picture import _lines_of, build_picture
from knowledge_network.insight.ties.units import read_units
from knowledge_network.kit.errors import RefusedError
from tests import factories as f
from tests.figures.oracle import Knowledge
from tests.insight.ties.helpers import across, concept, counted, name, opened, published, ring, send
from tests.insight.ties.test_attacks import list_leaks, show
from tests.pages import Page

pytestmark = pytest.mark.django_db
FEW = 4


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("knowledge_network.insight.ties.measures.SHUFFLES", 5)


@pytest.fixture
def schools():
    """Two boards: one with a large and two small schools, one with a large school and a small one."""
    made = SimpleNamespace(of={}, site={}, board={}, people=[])
    for board_name, sizes in {"Alfa": {"Eik": 12, "Iep": 5, "Wilg": 4}, "Beta": {"Berk": 11, "Els": 4}}.items():
        board = made.board[board_name] = f.BoardFactory(name=board_name)
        for school, size in sizes.items():
            site = made.site[school] = f.SiteFactory(school__board=board, name=school)
            made.of[school] = [f.MemberFactory(site=site) for _number in range(size)]
            made.people += made.of[school]
    return made


def by_school(**fields):
    return concept(units=RoundUnits.SCHOOLS, **fields)


def join(found, made, **chosen):
    keys = {made.site[school].pk: made.site[other].pk for school, other in chosen.items()}
    rounds.join_schools(network_round=found, by=found.made_by, chosen=keys)


def units_of(found, made):
    marks = dict(RoundParticipation.objects.filter(network_round=found).values_list("member", "unit"))
    return {school: {marks[one.pk] for one in people} for school, people in made.of.items()}


def test_a_school_with_people_enough_counts_by_itself_and_small_ones_of_a_board_together(schools):
    found = rounds.open_round(network_round=by_school(), by=f.NetworkRoleFactory().member, tells=False)
    units = units_of(found, schools)
    assert units["Eik"] == {schools.site["Eik"].pk}
    assert units["Berk"] == {schools.site["Berk"].pk}
    assert units["Iep"] == units["Wilg"] == {schools.board["Alfa"].pk}
    assert units["Els"] == {schools.board["Beta"].pk}


def test_small_schools_choose_beforehand_with_which_school_they_count(client, schools):
    made = by_school()
    client.force_login(made.made_by)
    address = reverse("insight:round_schools", args=[made.public_id])
    shown = client.get(address)
    assert "Eik" in Page(shown).one("main").words
    small = {schools.site[school].slug for school in ("Iep", "Wilg", "Els")}
    assert set(shown.context["form"].fields) >= {f"with-{slug}" for slug in small}
    assert f"with-{schools.site['Eik'].slug}" not in shown.context["form"].fields
    chosen = {f"with-{schools.site['Wilg'].slug}": schools.site["Iep"].slug}
    assert client.post(address, chosen).status_code == 302
    names = dict(read_units(made).count_people())
    assert names["Iep, met Wilg"] == 9
    found = rounds.open_round(network_round=made, by=made.made_by, tells=False)
    units = units_of(found, schools)
    assert units["Iep"] == units["Wilg"] == {schools.site["Iep"].pk}


def test_the_page_counts_people_once_in_five_minutes_and_what_is_kept_for_itself(client, schools):
    made = by_school()
    client.force_login(made.made_by)
    address = reverse("insight:round_schools", args=[made.public_id])
    with time_machine.travel("2026-11-10T10:00+01:00", tick=False) as clock:
        client.get(address)
        f.MemberFactory.create_batch(3, site=schools.site["Iep"])
        small = f"with-{schools.site['Iep'].slug}"
        page = client.get(address)
        assert small in page.context["form"].fields
        assert "10 november 2026" in Page(page).one("main").words
        # The deed counts for itself: five and three make a school that is not small.
        joined = {small: schools.site["Eik"].slug}
        assert not client.post(address, joined, follow=True).context["round"].together.exists()
        clock.shift(dt.timedelta(minutes=6))
        assert small not in client.get(address).context["form"].fields


def test_together_still_too_small_they_count_with_the_other_small_schools_of_their_board(schools):
    made = by_school()
    schools.of["Iep"].pop().appointments.all().delete()
    schools.of["Iep"].pop().appointments.all().delete()
    join(made, schools, Wilg="Iep")
    units = read_units(made)
    assert {units.find_unit(schools.site[school].pk) for school in ("Iep", "Wilg")} == {schools.board["Alfa"].pk}


def test_a_school_joins_a_school_of_its_own_board_that_joins_no_other(client, schools):
    made = by_school()
    for chosen in ({"Wilg": "Berk"}, {"Eik": "Iep"}, {"Wilg": "Iep", "Iep": "Eik"}):
        with pytest.raises(RefusedError):
            join(made, schools, **chosen)
    client.force_login(made.made_by)
    site = schools.site
    data = {f"with-{site['Wilg'].slug}": site["Iep"].slug, f"with-{site['Iep'].slug}": site["Eik"].slug}
    refused = client.post(reverse("insight:round_schools", args=[made.public_id]), data)
    assert refused.status_code == 422
    assert "geen scholen meenemen" in Page(refused).one("main").words


def test_what_schools_chose_stays_when_the_round_is_open(client, schools):
    made = by_school()
    found = rounds.open_round(network_round=made, by=made.made_by, tells=False)
    with pytest.raises(RefusedError):
        join(found, schools, Wilg="Iep")
    client.force_login(made.made_by)
    assert client.get(reverse("insight:round_schools", args=[found.public_id])).status_code == 302


def test_the_picture_names_schools_and_those_that_count_together(client, schools):
    made = by_school()
    join(made, schools, Wilg="Iep")
    found = rounds.open_round(network_round=made, by=made.made_by, tells=False)
    send(found, schools.people)
    for school in ("Eik", "Berk"):
        name(found, ring(schools.of[school]))
    name(found, across(schools.of["Eik"], schools.of["Berk"]))
    found = published(found)
    told = {unit.name: unit for unit in read_told(found.figures).units}
    assert told["Iep, met Wilg"].state == UnitState.TOLD
    assert told["Beta: kleinere scholen samen"].state == UnitState.FEW
    client.force_login(schools.people[0])
    page = Page(client.get(reverse("insight:network_picture")))
    assert "Eik en Berk" in page or "Berk en Eik" in page
    assert not any(one.get_full_name() in page.one("main").words for one in schools.people[1:])


@pytest.mark.parametrize(("count", "numbers"), [(8, [""] * 8), (9, [str(place) for place in range(1, 10)])])
def test_more_than_eight_columns_have_numbers_for_heads_and_pairs_stand_by_school(count, numbers):
    units = [ToldUnit(key, UnitState.TOLD, inside=Amount.FEW, name=f"School {key}") for key in range(count)]
    pairs = [ToldPair(one, other, Amount.FEW, seen=False) for one in range(count) for other in range(one + 1, count)]
    told = Told(answered=80, asked=90, tells_ties=False, tells_brokers=False, units=units, pairs=pairs)
    shown = build_picture(NetworkRound(figures=told.as_dict()))
    assert [row.number for row in shown.rows] == numbers
    assert shown.is_wide is (count == 9)
    none = shown.corners[-1]
    assert none.count == len(pairs)
    assert none.pairs[0] == ("School 0", [f"School {key}" for key in range(1, count)])


def test_a_name_stands_in_its_circle_in_two_lines_of_whole_words():
    assert [
        tuple(line.strip(",") for line in _lines_of(name))
        for name in ("De Borgh", "De Twijn, met De Tandem", "Stichting Consent: kleinere scholen samen")
    ] == [("De Borgh",), ("De Twijn", "met De…"), ("Consent:", "kleinere…")]


def test_a_school_of_which_four_answer_is_not_told(schools):
    found = rounds.open_round(network_round=by_school(), by=f.NetworkRoleFactory().member, tells=False)
    send(found, [*schools.of["Eik"], *schools.of["Berk"], *schools.of["Els"], *schools.of["Iep"][:4]])
    told = {unit.unit: unit for unit in read_told(counted(found).figures).units}
    assert told[schools.board["Alfa"].pk].state == UnitState.FEW
    assert told[schools.board["Alfa"].pk].inside == ""


@pytest.mark.clock
def test_boards_and_schools_are_never_told_within_a_year_of_each_other(schools):
    with time_machine.travel("2026-03-03T10:00+01:00", tick=False):
        first = opened(closes_on=dt.date(2026, 3, 20))
        send(first, schools.people)
        counted(first)
    with time_machine.travel("2026-11-10T10:00+01:00", tick=False):
        second = by_school(closes_on=dt.date(2026, 11, 30))
        with pytest.raises(RefusedError, match="jaar"):
            rounds.open_round(network_round=second, by=second.made_by, tells=False)
    with time_machine.travel("2027-03-10T10:00+01:00", tick=False):
        third = by_school(closes_on=timezone.localdate() + dt.timedelta(days=14))
        assert rounds.open_round(network_round=third, by=third.made_by, tells=False).is_open
        assert third.previous is None


# What follows from all that is told together ------------------------------------------------------


def invent(seed):
    """Boards with some schools each, small and large, and who names whom: by school, and the same by board.

    Everybody names one person of another board at most, so that as many people name as there are names.
    """
    source = random.Random(seed)
    school_of, board_of = {}, {}
    for board in range(1, 4):
        for school in range(source.randint(1, 3)):
            for number in range(source.randint(5, 14)):
                person = f"{board}-{school}-{number}"
                school_of[person], board_of[person] = board * 10 + school, board
    people, arcs = list(school_of), []
    for person in people:
        own = [one for one in people if board_of[one] == board_of[person] and one != person]
        others = [one for one in people if board_of[one] != board_of[person]]
        named = source.sample(own, min(len(own), source.randint(0, 4)))
        if source.random() < 0.7:
            named.append(source.choice(others))
        arcs += [Arc(person, other, 9, 2) for other in named]
    return school_of, board_of, arcs


def gather(unit_of, arcs):
    asked = {}
    for unit in unit_of.values():
        asked[unit] = asked.get(unit, 0) + 1
    return Gathered(unit_of, asked, arcs)


@pytest.mark.parametrize("seed", range(20))
def test_of_no_amount_between_schools_more_follows_than_that_it_is_fewer_than_five(seed):
    school_of, _board_of, arcs = invent(seed)
    assert list_leaks(tell(gather(school_of, arcs))) == []


def list_leaks_together(seed):
    """Amounts between schools that follow when boards are told too: two boards are what their schools are together."""
    school_of, board_of, arcs = invent(seed)
    told, beside = tell(gather(school_of, arcs)), tell(gather(board_of, arcs))
    knowledge = Knowledge()
    for pair in told.pairs:
        knowledge.count((pair.one, pair.other))
        show(knowledge, (pair.one, pair.other), pair.named)
    hidden = [key for key, _least, most in knowledge.shown if most == FEW]
    for pair in beside.pairs:
        boards = ("board", pair.one, pair.other)
        knowledge.count(boards)
        show(knowledge, boards, pair.named)
        parts = [
            (one, other)
            for one, other in (key for key in knowledge.bounds if len(key) == 2)
            if (one // 10, other // 10) == boards[1:]
        ]
        knowledge.sums.append((boards, tuple(parts)))
    return [key for key in hidden if knowledge.interval(key) != (0, FEW)]


def test_the_same_told_by_boards_too_would_betray_small_amounts():
    assert any(list_leaks_together(seed) for seed in range(40))
