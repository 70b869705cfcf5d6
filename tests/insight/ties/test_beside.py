"""When E-I of a board stands beside that of the round before: never so that one newcomer follows from it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.insight.ties import bands
from knowledge_network.insight.ties.figures import read_told
from knowledge_network.insight.ties.models import RoundParticipation
from tests import factories as f
from tests.insight.ties.helpers import across, boards, name, opened, published, ring, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("knowledge_network.insight.ties.measures.SHUFFLES", 5)


def play_round(made, people):
    """A round in which these people take part, inward and outward enough that E-I of both boards is told."""
    found = opened()
    send(found, people)
    parts = [[one for one in people if one in made.of[board]] for board in ("Alfa", "Beta")]
    for part in parts:
        name(found, ring(part))
        name(found, ring(part, 2))
    name(found, [*across(*parts), *across(*reversed(parts))])
    return published(found)


def read_before(found):
    return {unit.name: unit.before for unit in read_told(found.figures).units if unit.name in {"Alfa", "Beta"}}


def test_with_the_same_people_both_rounds_stand_beside_each_other(client):
    made = boards({"Alfa": 14, "Beta": 14})
    first = play_round(made, made.people)
    second = play_round(made, made.people)
    assert read_before(first) == {"Alfa": None, "Beta": None}
    told = {unit.name: unit.index for unit in read_told(first.figures).units if unit.name in {"Alfa", "Beta"}}
    assert None not in told.values()
    assert read_before(second) == told
    client.force_login(made.people[0])
    assert client.get(reverse("insight:network_picture")).text.count('class="ties-before"') == 3


def test_one_newcomer_keeps_the_round_before_away_from_every_board(client):
    made = boards({"Alfa": 14, "Beta": 14})
    play_round(made, made.people[1:])
    second = play_round(made, made.people)
    assert read_before(second) == {"Alfa": None, "Beta": None}
    client.force_login(made.people[0])
    assert "ties-before" not in client.get(reverse("insight:network_picture")).text


def test_five_who_came_at_one_board_let_that_board_be_compared_and_none_with_one_newcomer():
    made = boards({"Alfa": 20, "Beta": 20})
    play_round(made, [*made.of["Alfa"][5:], *made.of["Beta"][1:]])
    second = play_round(made, made.people)
    before = read_before(second)
    assert before["Alfa"] is not None
    assert before["Beta"] is None


def test_who_was_erased_since_counts_as_somebody_who_may_have_left():
    made = boards({"Alfa": 14, "Beta": 14})
    first = play_round(made, made.people)
    RoundParticipation.objects.filter(network_round=first, member=made.people[0]).delete()
    second = play_round(made, made.people[1:])
    assert read_before(second) == {"Alfa": None, "Beta": None}


def test_somebody_who_works_for_another_board_now_left_one_and_joined_the_other():
    made = boards({"Alfa": 14, "Beta": 14})
    first = play_round(made, made.people)
    RoundParticipation.objects.filter(network_round=first, member=made.people[0]).update(unit=f.BoardFactory())
    assert read_before(play_round(made, made.people)) == {"Alfa": None, "Beta": None}


@pytest.mark.parametrize(
    ("changed", "unknown", "may"),
    [(0, 0, True), (1, 0, False), (4, 0, False), (5, 0, True), (0, 1, False), (5, 1, False), (6, 1, True)],
)
def test_nobody_or_five_people(changed, unknown, may):
    assert bands.may_lie_beside(changed, unknown) is may
