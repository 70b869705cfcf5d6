"""What looks like a child's name is pointed at; aliases, ordinary words and letters of case pupils are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_study.cycles.pupil_names import ALIASES, find_possible_names, first_names
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sanne legt het uit aan Mohammed.", ["Sanne", "Mohammed"]),
        ("Zegt Esmée dat? Zegt Esmée dat!", ["Esmée"]),
        ("Vraag het aan Anne-Fleur of aan Jan-Peter's groep", []),
        ("J.B. telt op zijn vingers", ["J.B."]),
        ("Dat zei Lotte V. gisteren", ["Lotte V."]),
        ("geboren 12-3-2016, of op 4 mei 2017", ["12-3-2016", "4 mei 2017"]),
        ("A laat het maatje lezen. B. leest door. «Noor» tekent, Bo niet.", []),
        ("Loopt rond en luistert. Geeft drie zinsbeginnen. 3/4 en 4/5", []),
        ("sanne met een kleine letter", []),
        ("", []),
    ],
)
def test_names_initials_and_dates_of_birth_are_found(text, names):
    assert find_possible_names(text) == names


def test_the_name_of_a_member_counts_too():
    MemberFactory(given_name="Ottoline")
    MemberFactory(given_name="Bo")
    assert find_possible_names("Dat zei Ottoline. En Bo.") == ["Ottoline"]


def test_it_costs_one_query_at_most(django_assert_num_queries):
    with django_assert_num_queries(0):
        find_possible_names("Sanne en A lezen samen")
    with django_assert_num_queries(1):
        find_possible_names("Leest. " + "Loopt rond. " * 300)


def test_no_alias_is_in_the_list_of_names():
    assert len(first_names()) > 500
    assert not first_names() & {name.casefold() for name in ALIASES}


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    assert all(name for name in find_possible_names(text))
