"""The picture of the demo network tells the stories that it was made for."""

from __future__ import annotations

import pytest

from knowledge_network.insight.ties.enums import Amount, UnitState
from knowledge_network.insight.ties.figures import read_told
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.presenters.picture import build_picture, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_network")]


@pytest.fixture
def newest():
    return NetworkRound.objects.published().select_related("previous").order_by("-pk").first()


def test_two_rounds_are_there_and_the_second_keeps_the_places_of_the_first(newest):
    first, second = read_told(newest.previous.figures), read_told(newest.figures)
    assert min(newest.response, newest.previous.response) >= 85
    assert {unit.unit: unit.spot for unit in first.units} == {unit.unit: unit.spot for unit in second.units}


def test_one_board_looks_inward_far_more_than_chance(newest):
    told = read_told(newest.figures)
    komt = next(unit for unit in told.units if "KOMT" in unit.name)
    assert -0.8 <= komt.index <= -0.5
    assert komt.index < komt.low
    assert "KOMT" in build_picture(newest).strong
    assert all(unit.index > komt.index + 0.3 for unit in told.units if unit.index is not None and unit is not komt)


def test_of_one_board_too_few_took_part_and_some_people_are_on_an_island(newest):
    told = read_told(newest.figures)
    silent = [shorten(unit.name) for unit in told.units if unit.state == UnitState.LITTLE_RESPONSE]
    assert silent == ["Primato"]
    assert told.in_islands >= 5


def test_of_one_theme_few_know_whom_to_ask_and_of_others_most_do(newest):
    told = read_told(newest.figures)
    assert len(told.access) == 5
    assert any(2 * one.most < told.answered for one in told.access)
    assert any(2 * one.least > told.answered for one in told.access)


def test_boards_that_name_each_other_are_there(newest):
    told = read_told(newest.figures)
    assert {pair.named for pair in told.pairs} > {Amount.FEW}
