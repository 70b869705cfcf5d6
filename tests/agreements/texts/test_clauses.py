from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.agreements.texts.clauses import (
    GONE,
    Clause,
    find_broken,
    find_references,
    renumber_references,
    split_clauses,
)
from knowledge_network.agreements.texts.templates import KNOWLEDGE_NETWORK


def test_paragraphs_are_split_at_their_numbers():
    text = "Vooraf geldt dit.\n1. Eerst.\nNog een regel.\n2) Dan."
    assert split_clauses(text) == [
        Clause(0, "Vooraf geldt dit."),
        Clause(1, "Eerst.\nNog een regel."),
        Clause(2, "Dan."),
    ]


def test_an_article_without_numbers_is_one_clause():
    assert split_clauses("Partijen delen kennis.") == [Clause(0, "Partijen delen kennis.")]
    assert split_clauses("  \n") == []


def test_a_year_at_the_beginning_of_a_line_is_no_paragraph():
    assert [clause.number for clause in split_clauses("1. Vanaf\n2026 geldt dit.")] == [1]


def test_a_line_that_happens_to_begin_with_a_number_is_no_paragraph():
    text = "1. Besluiten gaan in\n30 dagen na het overleg.\n2 Het concept is klaar op\n1 mei.\n4. Dan."
    assert [clause.number for clause in split_clauses(text)] == [1, 2, 4]
    assert split_clauses(text)[1] == Clause(2, "Het concept is klaar op\n1 mei.")


def test_references_are_found_as_people_write_them():
    text = "Zie artikel 2 lid 1, Art. 3, artikel 12, lid 4 en artikelen 5."
    assert [(r.article, r.paragraph) for r in find_references(text)] == [(2, 1), (3, 0), (12, 4), (5, 0)]


def test_references_follow_an_article_that_moves():
    text = "Artikel 1 lid 2 en artikel 12."
    assert renumber_references(text, {1: 2, 12: 11}) == "Artikel 2 lid 2 en artikel 11."


def test_every_article_of_a_row_follows():
    text = "De artikelen 2, 3 lid 1 en 4; artikel 2 en 3 leraren; artikelen 5 t/m 7."
    moved = {number: number + 10 for number in range(1, 8)}
    assert renumber_references(text, moved) == (
        "De artikelen 12, 13 lid 1 en 14; artikel 12 en 3 leraren; artikelen 15 t/m 17."
    )
    assert [(r.article, r.paragraph) for r in find_references(text)][:3] == [(2, 0), (3, 1), (4, 0)]


def test_what_was_taken_out_is_a_question_mark_and_stays_broken():
    text = renumber_references("1. Zie artikel 2 lid 1 en artikelen 1 en 2.", {2: GONE, 3: 2})
    assert text == "1. Zie artikel ? lid 1 en artikelen 1 en ?."
    assert renumber_references(text, {1: 2, 2: 1}) == "1. Zie artikel ? lid 1 en artikelen 2 en ?."
    assert [reference.article for _place, reference in find_broken([(1, text)])] == [GONE, GONE]


def test_swapping_two_numbers_swaps_all_references_at_once():
    assert renumber_references("artikel 1, artikel 2", {1: 2, 2: 1}) == "artikel 2, artikel 1"


def test_what_points_nowhere_is_said():
    broken = find_broken([(1, "1. Zie artikel 2 lid 9.\n2. Zie artikel 7."), (2, "1. Eerste.")])
    assert [(place, r.article, r.paragraph) for place, r in broken] == [(1, 2, 9), (1, 7, 0)]


def test_the_template_points_nowhere_wrong():
    texts = [(number, article.text) for number, article in enumerate(KNOWLEDGE_NETWORK.articles, start=1)]
    assert find_broken(texts) == []
    assert any(find_references(text) for _number, text in texts)


@given(st.text(), st.dictionaries(st.integers(1, 99), st.integers(1, 99)))
def test_renumbering_changes_numbers_only(text, moved):
    there_and = renumber_references(text, moved)
    assert len(find_references(there_and)) == len(find_references(text))
    assert renumber_references(text, {}) == text
