"""Letters are dropped their accents in one way, in Python and in the database."""

from __future__ import annotations

import pytest
from django.db import connection

from knowledge_network.kit.text import fold_name, folded, list_name_words

# Of Western, Central and Northern Europe and Turkey, and the signs that stand for one another.
LETTERS = [chr(code) for code in range(0xC0, 0x180) if chr(code) not in "×÷"] + list("‘’‛ʼ“”–—")


@pytest.mark.django_db
def test_python_and_the_database_fold_every_letter_alike():
    with connection.cursor() as cursor:
        cursor.execute("SELECT letter, lower(immutable_unaccent(letter)) FROM unnest(%s::text[]) AS letter", [LETTERS])
        in_database = dict(cursor.fetchall())
    assert {letter: folded(letter) for letter in LETTERS} == in_database


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yılmaz", "yilmaz"),
        ("İnci", "inci"),
        ("Łukasz", "lukasz"),
        ("Đurić", "duric"),
        ("Søren", "soren"),
        ("Strauß", "strauss"),
        ("Þór", "thor"),
        ("IJsbrand", "ijsbrand"),
        ("Ĳsbrand", "ijsbrand"),
        ("van ’t Hof", "van 't hof"),
        ("Özgür", "ozgur"),
    ],
)
def test_names_lose_their_accents(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "key"), [("O'Brien", "obrien"), ("O’Brien", "obrien"), ("d'Hondt", "dhondt"), ("van ’t Hof", "van t hof")]
)
def test_an_apostrophe_does_not_part_a_name(text, key):
    assert fold_name(text) == key


def test_words_of_a_name_are_six_at_most_and_hold_no_signs():
    assert list_name_words("Berg, J. v.d. (Jan)\0 a b c d") == ["berg", "j", "v", "d", "jan", "a"]
