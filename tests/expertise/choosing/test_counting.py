"""Each role group weighs the same; the order equals one that is made apart, in plain Python and in SQL."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.choosing.counting import (
    find_chains,
    find_too_small,
    order_theme,
    rank_twice,
    suggest_joins,
    sum_ranks,
)

KEYS = ("a", "b", "c", "d", "e")
POINTS = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 9))
VOICES = st.dictionaries(st.sampled_from(("teacher", "educator", "leader", "researcher")), POINTS, min_size=1)


def count_by_hand(voices):
    """Written apart: the rank of a question is how many stand above it, plus the middle of those that are equal."""
    sums = {}
    for key in KEYS:
        total = Fraction(0)
        for points in voices.values():
            mine = points.get(key, 0)
            above = sum(points.get(other, 0) > mine for other in KEYS)
            equal = sum(points.get(other, 0) == mine for other in KEYS)
            total += above + Fraction(equal + 1, 2)
        sums[key] = total
    return sums


@given(VOICES)
def test_the_sum_of_ranks_equals_a_count_that_is_made_apart(voices):
    by_hand = count_by_hand(voices)
    found = {one.key: one for one in order_theme(KEYS, voices, is_whole=True)}
    assert {key: Fraction(one.rank_sum) for key, one in found.items()} == by_hand
    assert {key: one.place for key, one in found.items()} == {
        key: 1 + sum(by_hand[other] < by_hand[key] for other in KEYS) for key in KEYS
    }
    totals = {key: sum(points.get(key, 0) for points in voices.values()) for key in KEYS}
    assert {key: one.unweighted for key, one in found.items()} == {
        key: 1 + sum(totals[other] > totals[key] for other in KEYS) for key in KEYS
    }


@given(VOICES)
def test_who_is_equal_shares_a_place_and_nobody_else_does(voices):
    sums = sum_ranks(KEYS, voices)
    for one in order_theme(KEYS, voices, is_whole=True):
        assert one.is_tied is (list(sums.values()).count(sums[one.key]) > 1)


@given(VOICES, st.sampled_from(("teacher", "educator", "leader")), st.integers(2, 400))
def test_a_role_group_weighs_the_same_whatever_its_size(voices, larger, times):
    many = {voice: dict(points) for voice, points in voices.items()}
    many[larger] = {key: points * times for key, points in many.get(larger, {}).items()}
    one = {**voices, larger: voices.get(larger, {})}
    assert sum_ranks(KEYS, many) == sum_ranks(KEYS, one)


@given(POINTS)
def test_each_voice_gives_away_the_same_number_of_ranks(points):
    ranks = rank_twice({key: points.get(key, 0) for key in KEYS})
    assert sum(ranks.values()) == len(KEYS) * (len(KEYS) + 1)


SQL = """
WITH points(voice, key, points) AS (SELECT * FROM unnest(%s::text[], %s::text[], %s::int[])),
ranked AS (
    SELECT key,
           rank() OVER (PARTITION BY voice ORDER BY points DESC)
           + (count(*) OVER (PARTITION BY voice, points) - 1) / 2.0 AS rank
    FROM points
)
SELECT key, sum(rank) FROM ranked GROUP BY key
"""


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(VOICES)
def test_the_sum_of_ranks_equals_that_of_the_database(voices):
    rows = [(voice, key, points.get(key, 0)) for voice, points in voices.items() for key in KEYS]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [list(column) for column in zip(*rows, strict=True)])
        of_database = {key: float(total) for key, total in cursor.fetchall()}
    assert {key: total / 2 for key, total in sum_ranks(KEYS, voices).items()} == of_database


def test_without_a_whole_count_there_is_an_order_and_nothing_else():
    found = order_theme(("a", "b"), {"teacher": {"a": 4, "b": 6}}, is_whole=False)
    assert [one.key for one in found] == ["b", "a"]
    assert {(one.rank_sum, one.unweighted, one.points) for one in found} == {(None, None, None)}
    assert not any(one.of_voice for one in found)


def test_role_groups_under_five_are_named_until_they_are_joined():
    counts = {"teacher": 40, "mentor": 3, "researcher": 1, "other": 0}
    assert find_too_small(counts, {}) == ["other", "researcher", "mentor"]
    assert find_too_small(counts, {"mentor": "teacher", "researcher": "other", "other": ""}) == ["other"]
    assert find_too_small(counts, dict.fromkeys(("mentor", "researcher", "other"), "teacher")) == []


def test_a_role_group_is_not_joined_to_one_that_is_joined_itself():
    assert find_chains({"mentor": "other", "other": "teacher", "teacher": ""}) == ["mentor"]


def test_a_small_role_group_is_suggested_to_the_nearest_that_is_large_enough():
    counts = {"teacher": 40, "educator": 9, "mentor": 3, "researcher": 1}
    near = {"mentor": ("educator",), "researcher": ("mentor", "educator")}
    assert suggest_joins(counts, near, else_to="teacher") == {"mentor": "educator", "researcher": "educator"}
