"""The lists of topics to begin with: enough of them, in three levels, and no OBK id that nobody gave."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from knowledge_network.members.vocabulary.actions import add_starter, add_topic
from knowledge_network.members.vocabulary.starter import StarterSet, StarterTopic, choose_starter, read_starter
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import fold, tree

# The subjects whose ids in the Onderwijsbegrippenkader are known, with the names that they have there.
KNOWN_OBK_IDS = {
    "3401cf6e-82e4-404c-b216-b980ff407159": "Nederlandse taal",
    "534ac9f4-f71d-4b46-89e0-dc3f6813da6d": "Lezen",
    "ddae0006-230f-4f00-b407-9d358a90a27e": "Technisch schrijven",
    "b48fa351-4561-44c7-a071-ebfd6103eec3": "Rekenen",
    "18f53978-1118-4051-a778-b8d7f60ca982": "Engels",
    "81a1f605-db58-448d-a1dc-da682316c505": "Duits",
    "9f4710e3-f173-404e-b12e-577657a5da04": "Frans",
    "93a7126d-7307-4b6a-b55a-f4f78e92f680": "Fries",
    "8b194f4d-d757-440d-b8a2-e7427849a6db": "Wereldoriëntatie",
    "c001f86a-4f8f-4420-bd78-381c615ecedc": "Aardrijkskunde",
    "ef3a0b2e-0843-4e0a-b45b-788be6e1ec8d": "Geschiedenis",
    "f97e788f-5aa6-4ab4-9448-9e27b79daa9e": "Natuur",
    "c6971373-aa44-4de9-91ef-aca886d42a6a": "Techniek",
    "d45cf1d7-3d8e-476a-a4ef-a39440820199": "Verkeer",
    "04058361-4e9e-4c02-a057-41605a7f37b5": "Gezond en redzaam gedrag",
    "aa2f68ba-69e5-415d-8d9b-8d6ab98942b1": "Burgerschapsvorming",
    "e605402f-4cc2-46bb-9026-d1d49bde17bf": "Godsdienst",
    "fbf55a0b-41b6-4dc7-848d-ec41378c9c53": "Geestelijke stromingen",
    "35d0e3ed-d62e-40a5-8bff-46f1de51e47a": "Sociaal-emotionele ontwikkeling",
    "4aa16ae7-48c6-4f96-b48d-a67389a7050d": "Kunstzinnige oriëntatie",
    "f1116b34-14c9-4098-85fb-aed1b9473894": "Handvaardigheid",
    "5cb7f440-c370-4056-b30d-f57130cccede": "Tekenen",
    "7aa6f577-b02d-484a-90d6-72fc80199f9a": "Muziek",
    "904a6dbc-c236-42c8-aaa9-a5d7eaa9639f": "Drama",
    "34f8bed2-b9f1-4de9-8db7-ee3d9bbb10f2": "Bewegingsonderwijs",
    "e8e7fa96-dfc6-4d6d-a41b-a44c1b5b4138": "ICT-basisvaardigheden",
    "d35b903f-1598-4bdd-a2fa-8aba854df762": "Filosofie",
    "952bf604-cc38-44e3-889a-a9e74a18da8e": "Spaans",
}


def invented(lines: tuple[StarterTopic, ...]) -> list[str]:
    """The topics whose OBK id is not known, or is that of another subject."""
    return [
        line.name
        for line in lines
        if line.obk_id is not None and fold(KNOWN_OBK_IDS.get(str(line.obk_id), "")) != fold(line.name)
    ]


def depth_of(line: StarterTopic, by_name: dict[str, StarterTopic]) -> int:
    return 1 + depth_of(by_name[line.parent], by_name) if line.parent else 1


def test_the_lists_hold_enough_topics_in_three_levels():
    lines = read_starter()
    by_name = {line.name: line for line in lines}
    levels = Counter(depth_of(line, by_name) for line in lines)
    assert len(lines) >= 250
    assert set(levels) == {1, 2, 3}
    assert all(count >= 20 for count in levels.values()), levels
    assert all(len(choose_starter([one])) >= 200 for one in StarterSet)
    assert all(line.synonyms for line in lines)


def test_no_word_means_two_things():
    words = Counter(fold(word) for line in read_starter() for word in (line.name, *line.synonyms))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("one", StarterSet.values)
def test_each_list_holds_what_its_topics_are_part_of(one):
    names = {line.name for line in choose_starter([one])}
    assert [line.name for line in choose_starter([one]) if line.parent and line.parent not in names] == []


def test_no_obk_id_is_invented():
    assert invented(read_starter()) == []
    assert sum(line.obk_id is not None for line in read_starter()) >= 20


def test_the_guard_sees_an_id_that_nobody_gave_and_one_of_another_subject():
    made_up = StarterTopic("breuken", "rekenen", (), frozenset(), uuid.UUID(int=7))
    taken = StarterTopic("breuken", "rekenen", (), frozenset(), uuid.UUID("b48fa351-4561-44c7-a071-ebfd6103eec3"))
    assert invented((made_up, taken)) == ["breuken", "breuken"]


@pytest.mark.django_db
def test_a_list_comes_in_once_and_leaves_what_is_there():
    own = add_topic(by=None, name="breuken en kommagetallen", synonyms=["breuken"])
    assert add_starter(sets=["po"], by=None) == len(choose_starter(["po"])) - 1
    assert add_starter(sets=["po"], by=None) == 0
    own.refresh_from_db()
    assert own.parent is None, "what a network had already keeps its place"
    assert not Topic.objects.filter(name="breuken").exists()
    assert {depth for depth, _topic in tree(Topic.objects.approved())} == {0, 1, 2}
    assert Topic.objects.get(name="rekenen").obk_id == uuid.UUID("b48fa351-4561-44c7-a071-ebfd6103eec3")


@pytest.mark.django_db
def test_a_second_list_adds_what_the_first_had_not():
    first = add_starter(sets=["po"], by=None)
    second = add_starter(sets=["vo", "mbo"], by=None)
    assert first + second == len(read_starter()) == Topic.objects.approved().count()


@pytest.mark.django_db
def test_a_list_that_came_in_is_searched_and_understood_at_once():
    assert topic_index.get().entries == {}
    add_starter(sets=["mbo"], by=None)
    assert SearchEntry.objects.filter(kind="topic").count() == Topic.objects.approved().count()
    assert len(topic_index.get().entries) == Topic.objects.approved().count()


@pytest.mark.django_db
def test_a_whole_list_costs_a_few_queries_for_each_topic(django_assert_max_num_queries):
    with django_assert_max_num_queries(6 * len(read_starter())):
        add_starter(sets=StarterSet.values, by=None)
