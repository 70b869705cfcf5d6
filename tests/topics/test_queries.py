"""A topic is found by its name, its other names, the topic above it, and in spite of a typing error."""

import pytest

from knowledge_network.topics import queries
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    language = TopicFactory(name="Taal", slug="taal")
    return {
        "language": language,
        "reading": TopicFactory(
            name="Begrijpend lezen", slug="begrijpend-lezen", parent=language, synonyms=["tekstbegrip", "close reading"]
        ),
        "sums": TopicFactory(name="Rekenen met breuken", slug="breuken"),
        "proposed": TopicFactory(name="Lezen in bad", slug="bad", state=TopicState.PROPOSED),
    }


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("begr", "Begrijpend lezen"),
        ("LEZEN", "Begrijpend lezen"),
        ("tekstbegrip", "Begrijpend lezen"),
        ("taal", "Taal"),
        ("begrijpent lezen", "Begrijpend lezen"),
        ("breuken", "Rekenen met breuken"),
        ("rekennen", "Rekenen met breuken"),
        ("Rékenen", "Rekenen met breuken"),
    ],
)
def test_a_topic_is_suggested_first(topics, typed, first):
    assert queries.suggest(typed)[0].name == first


def test_a_suggestion_says_by_which_other_name_it_was_found(topics):
    assert queries.suggest("tekstbegrip")[0].synonym == "tekstbegrip"
    assert queries.suggest("begrijpend")[0].synonym == ""


def test_topics_below_a_topic_are_suggested_with_it(topics):
    assert [s.name for s in queries.suggest("taal")] == ["Taal", "Begrijpend lezen"]


def test_a_proposed_topic_is_not_suggested(topics):
    assert "Lezen in bad" not in [s.name for s in queries.suggest("lezen")]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "\\", "xqzw"])
def test_a_text_without_meaning_suggests_nothing(topics, typed):
    assert queries.suggest(typed) == []


def test_suggesting_costs_one_query(topics, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.suggest("lezen")


def test_topics_are_found_by_name_synonym_and_former_name(topics):
    old = TopicFactory(name="Tekst lezen", slug="tekst-lezen", state=TopicState.MERGED, merged_into=topics["reading"])
    found = queries.find_by_names(["begrijpend  LEZEN", "Close reading", old.name, "Lezen in bad", "niets"])
    assert found == {
        "begrijpend  LEZEN": topics["reading"],
        "Close reading": topics["reading"],
        old.name: topics["reading"],
    }


def test_the_tree_puts_children_under_their_parent_by_name(topics):
    TopicFactory(name="Aanvankelijk lezen", slug="aanvankelijk", parent=topics["language"])
    ordered = [(depth, topic.name) for depth, topic in queries.tree(Topic.objects.approved())]
    assert ordered == [(0, "Rekenen met breuken"), (0, "Taal"), (1, "Aanvankelijk lezen"), (1, "Begrijpend lezen")]


def test_the_parts_of_a_topic_are_all_that_stand_below_it_and_are_in_use(topics):
    part = TopicFactory(parent=topics["reading"])
    TopicFactory(parent=topics["reading"], state=TopicState.PROPOSED)
    assert queries.find_parts(topics["language"].pk) == [topics["language"].pk, topics["reading"].pk, part.pk]
    assert queries.find_parts(part.pk) == [part.pk]
