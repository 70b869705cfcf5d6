"""The sets of choices are made of choices, and the words of addresses lead to and fro."""

import enum
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db.models import Choices

import expertise
import knowledge_network
import plg
from knowledge_network.kit.choices import InAddress
from knowledge_network.members.people.enums import Function
from plg.groups.enums import GroupState
from plg.meetings.enums import MeetingKind, RsvpAnswer


def enums() -> Iterator[type[Choices]]:
    for package in (plg, expertise, knowledge_network):
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


IN_ADDRESSES = [cls for cls in enums() if issubclass(cls, InAddress) and cls is not InAddress]


def test_the_choices_of_filters_stand_in_addresses_by_their_words():
    assert {Function, MeetingKind, RsvpAnswer} < set(IN_ADDRESSES)


@pytest.mark.parametrize("choices", IN_ADDRESSES)
def test_each_choice_has_one_word_in_addresses_that_leads_back_to_it(choices: type[InAddress]):
    offered = [word for word, _label in choices.address_choices()]
    assert set(choices.ADDRESS_WORDS) <= set(choices.values)
    assert len(set(offered)) == len(choices.values)
    assert [choices.read_address(word) for word in offered] == choices.values


@pytest.mark.parametrize("word", ["school_leader", "", "onzin"])
def test_what_is_no_word_of_addresses_is_no_choice(word):
    assert word not in Function.by_address()
