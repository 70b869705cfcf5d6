"""The sets of choices are made of choices, and the words of addresses lead to and fro."""

import enum
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db.models import Choices

import knowledge_network
import plg
from knowledge_network.kit.address_words import AddressWords
from knowledge_network.members.people.enums import FUNCTION_WORDS, Function
from plg.groups.enums import GroupState
from plg.meetings.enums import ANSWER_WORDS, KIND_WORDS, MeetingKind, RsvpAnswer


def enums() -> Iterator[type[Choices]]:
    for package in (plg, knowledge_network):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".enums"):
                found = vars(importlib.import_module(module.name)).values()
                yield from (thing for thing in found if isinstance(thing, enum.EnumType) and thing is not Choices)


def test_every_named_set_holds_stored_values_of_its_own_choices():
    sets = [
        (cls, name, value)
        for cls in enums()
        for name, value in vars(cls).items()
        if isinstance(value, (frozenset, set, tuple, list)) and not name.startswith("_")
    ]
    assert len(sets) > 15
    assert not [(cls, name) for cls, name, value in sets if not set(value) <= set(cls.values) or not value]


def test_a_named_set_is_no_choice():
    assert "ENDED" not in GroupState.names
    assert all(label for _value, label in GroupState.choices)
    assert GroupState.CLOSED in GroupState.ENDED
    assert "closed" in GroupState.ENDED


@pytest.mark.parametrize(
    ("words", "choices"), [(FUNCTION_WORDS, Function), (KIND_WORDS, MeetingKind), (ANSWER_WORDS, RsvpAnswer)]
)
def test_each_choice_has_one_word_in_addresses_that_leads_back_to_it(words: AddressWords, choices: type[Choices]):
    offered = [word for word, _label in words.choices(choices.choices)]
    assert len(set(offered)) == len(choices.values)
    assert [words.code(word) for word in offered] == choices.values


@pytest.mark.parametrize("word", ["school_leader", "", "onzin"])
def test_what_is_no_word_of_addresses_is_no_choice(word):
    assert FUNCTION_WORDS.code(word) not in Function.values
