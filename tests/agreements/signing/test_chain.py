import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.agreements.signing.chain import Broken, Link, canonical, find_broken, hash_link, hash_person


def chain_of(*facts):
    links, before = [], ""
    for number, fact in enumerate(facts, start=1):
        links.append(Link(number, fact, before, hash_link(number, fact, before)))
        before = links[-1].sha256
    return links


FACTS = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.none(), max_size=3)


@given(st.lists(FACTS, max_size=6))
def test_a_chain_as_it_was_made_holds(facts):
    assert find_broken(chain_of(*facts)) is None


@given(st.lists(FACTS, min_size=1, max_size=6), st.data())
def test_a_link_that_is_changed_taken_out_or_moved_breaks_it(facts, data):
    links = chain_of(*facts)
    place = data.draw(st.integers(0, len(links) - 1))
    changed = dataclasses.replace(links[place], facts={**links[place].facts, "x-new": 1})
    assert find_broken([*links[:place], changed, *links[place + 1 :]]) == Broken(place + 1, "changed")
    rehashed = dataclasses.replace(changed, sha256=hash_link(changed.number, changed.facts, changed.before_sha256))
    broken = find_broken([*links[:place], rehashed, *links[place + 1 :]])
    # Whoever changes the last link and its fingerprint changes the head, which stands in mails elsewhere.
    assert broken == (Broken(place + 2, "before") if place + 1 < len(links) else None)
    if place + 1 < len(links):
        assert find_broken([*links[:place], *links[place + 1 :]]) == Broken(place + 1, "gap")


def test_the_same_facts_have_one_form():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
    assert canonical({"a": "é", "b": 1}) == canonical({"b": 1, "a": "é"})


@pytest.mark.parametrize("value", [1.5, b"x", {1: 2}, {"a": {"b": 0.1}}, [object()]])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value})


def test_a_name_is_not_found_without_its_salt():
    assert hash_person("A. Bee", "Directeur", "1" * 64) != hash_person("A. Bee", "Directeur", "2" * 64)
    assert hash_person("A. Bee", "Directeur", "1" * 64) != hash_person("A. Bee D", "irecteur", "1" * 64)
