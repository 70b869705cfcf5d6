"""Dutch as teachers type it: inflections, compounds and typing errors."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.search import actions, language, queries, registry
from knowledge_network.search.language import Vocabulary
from knowledge_network.search.registry import Document, Searchable
from tests.factories import TopicFactory


@pytest.mark.parametrize(
    ("written", "lemma"),
    [("leest", "lezen"), ("gelezen", "lezen"), ("breuken", "breuk"), ("kleuters", "kleuter"), ("ouders", "ouder")],
)
def test_an_inflected_word_is_brought_back_to_its_base(written, lemma):
    assert language.lemma(written) == lemma


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("taalonderwijs", ("taal", "onderwijs")),
        ("rekenlessen", ("rekenen", "les")),
        ("oudergesprekken", ("ouder", "gesprek")),
        ("gedragsproblemen", ("gedrag", "probleem")),
        ("begrijpendleesles", ("begrijpend", "lezen", "les")),
    ],
)
def test_a_compound_falls_apart_into_words_that_we_know(written, parts):
    assert language.parts(written) == parts


@pytest.mark.parametrize("word", ["lezen", "twickelstra", "gerardus", "les", "", "x", "onderwijs"])
def test_a_name_or_a_single_word_does_not_fall_apart(word):
    assert language.parts(word) == ()


def test_the_general_part_of_a_compound_need_not_be_found():
    assert language.telling_parts("taalonderwijs") == ("taal",)
    assert language.telling_parts("groepsles") == ("groep", "les")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dyslectie", "dyslexie"),
        ("begrijpent", "begrijpend"),
        ("reekenen", "rekenen"),
        ("klueters", "kleuters"),
        ("hoogbegaaft", "hoogbegaafd"),
        ("mediawijheid", "mediawijsheid"),
        ("dislecsie", "dyslexie"),
        ("diskalkulie", "dyscalculie"),
        ("auders", "ouders"),
    ],
)
def test_a_typing_error_leads_to_the_word_that_was_meant(typed, meant):
    assert Vocabulary(["dyslexie", "dyscalculie", "begrijpend lezen"]).meant(typed) == meant


@pytest.mark.parametrize("word", ["lezen", "fenna", "karim", "taalonderwijs", "2026", "nt2", "breuken"])
def test_what_is_spelled_well_or_is_a_name_is_left_alone(word):
    assert Vocabulary(["nt2"]).meant(word) == ""


@given(text=st.text(max_size=200))
def test_any_text_can_be_taken_apart(text):
    vocabulary = Vocabulary(["begrijpend lezen"])
    for word in language.words(text):
        assert "".join(vocabulary.meant(word)) == vocabulary.meant(word)
        assert language.key(word) or not word
        assert all(language.parts(word)) or language.parts(word) == ()
    assert isinstance(language.tokens(text), str)


def test_a_long_word_does_not_take_long():
    start = time.process_time()
    language.parts("reken" * 40)
    Vocabulary().meant("qz" * 100)
    assert time.process_time() - start < 2


# In the index -----------------------------------------------------------------------------------


@pytest.fixture
def lessons(monkeypatch):
    monkeypatch.setattr(registry, "_searchables", {})
    monkeypatch.setattr(registry, "_words_providers", {})
    monkeypatch.setattr(registry, "_followers", {})
    titles = ["Rekenonderwijs in groep 5", "Een leesles met een prentenboek", "Technisch lezen en dyslexie"]

    def documents(pks=None):
        rows = [Document(str(pk), title, "", f"/les/{pk}/", "", ["public"]) for pk, title in enumerate(titles, 1)]
        return [row for row in rows if pks is None or int(row.object_key) in pks]

    registry.register(Searchable(kind="lesson", label="Lessons", icon="box", documents=documents))
    return titles


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rekenen", 0),
        ("rekenlessen", 0),
        ("hij leest", 1),
        ("prentenboeken lezen", 1),
        ("dyslectie", 2),
        ("leesonderwijs", 1),
    ],
)
def test_the_search_finds_by_base_form_part_and_what_was_meant(lessons, rf, typed, found):
    TopicFactory(name="technisch lezen", synonyms=["dyslexie"])
    registry.vocabulary.forget()
    actions.rebuild("lesson")
    hits = [hit.title for hit in queries.search(AnonymousUser(), typed.replace("hij ", "")).hits]
    assert lessons[found] in hits


@pytest.mark.django_db
def test_an_app_above_adds_words_and_is_told_what_was_indexed(lessons):
    told: list[int] = []
    registry.register_words("lesson", lambda pks: {"2": "kinderboekenweek"})
    registry.follow("lesson", told.extend)
    actions.refresh("lesson", [1, 2])
    assert told == [1, 2]
    assert [hit.title for hit in queries.search(AnonymousUser(), "kinderboekenweek").hits] == [lessons[1]]
    actions.remove("lesson", [2])
    assert told == [1, 2, 2]
