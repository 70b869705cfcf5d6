"""Whom a question goes to: the pure rule, tried with whatever people there could be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequestMatch
from expertise.asking.queries.routing import Need, find_topics, suggest_group, suggest_people
from expertise.asking.routing import Candidate, Wanted, choose, fits, is_elsewhere
from expertise.claims.enums import ClaimState, ClaimVisibility, HelpForm
from tests import factories as f

SECTORS = st.frozensets(st.sampled_from(["po", "vo", "so"]), max_size=2)
FORMS = st.frozensets(st.sampled_from([HelpForm.ASK, HelpForm.COACHING, HelpForm.ONLINE]), max_size=2)
candidates = st.builds(
    Candidate,
    member=st.integers(1, 12),
    closeness=st.integers(1, 4),
    topic=st.sampled_from(["breuken", "lezen"]),
    state=st.sampled_from(["", ClaimState.DECLARED, ClaimState.SUBSTANTIATED, ClaimState.RECOGNISED]),
    sectors=SECTORS,
    forms=FORMS,
    boards=st.frozensets(st.integers(1, 3), max_size=2),
    load=st.integers(0, 3),
    most_open=st.integers(1, 3),
    last_asked=st.none() | st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(2020, 1, 1)),
    is_pausing=st.booleans(),
)
questions = st.builds(
    Wanted,
    asker=st.integers(1, 12),
    boards=st.frozensets(st.integers(1, 3), max_size=2),
    sector=st.sampled_from(["", "po", "vo"]),
    forms=FORMS,
    salt=st.text(max_size=5),
)


@given(st.lists(candidates, max_size=30), questions, st.integers(0, 6))
def test_never_the_asker_never_who_pauses_or_has_enough_and_nobody_twice(people, wanted, most):
    chosen = choose(people, wanted, most=most)
    members = [suggestion.member for suggestion in chosen]
    assert len(members) == len(set(members)) <= most
    assert wanted.asker not in members
    for suggestion in chosen:
        assert any(c.member == suggestion.member and fits(c, wanted) for c in people)


@given(st.lists(candidates, max_size=30), questions)
def test_one_of_another_board_is_always_among_them_when_there_is_one(people, wanted):
    chosen = choose(people, wanted)
    possible = [c for c in people if fits(c, wanted)]
    best = {c.member for c in possible if is_elsewhere(c, wanted)}
    # Somebody with two topics has the same boards with both.
    boards: dict[int, frozenset[int]] = {}
    consistent = all(boards.setdefault(c.member, c.boards) == c.boards for c in possible)
    if best and consistent:
        assert any(suggestion.other_board for suggestion in chosen)


@given(st.lists(candidates, max_size=20), questions)
def test_the_order_in_which_people_are_read_does_not_matter(people, wanted):
    by_member = list({c.member: c for c in people}.values())
    assert choose(by_member, wanted) == choose(reversed(by_member), wanted)


@given(st.lists(candidates, max_size=20), questions, st.sets(st.integers(1, 12)))
def test_who_was_asked_before_is_not_asked_again(people, wanted, already):
    assert not {s.member for s in choose(people, wanted, already=already)} & already


def test_among_equals_who_helps_with_least_now_comes_first():
    people = [Candidate(member=1, closeness=4, load=1), Candidate(member=2, closeness=4, load=0)]
    assert [s.member for s in choose(people, Wanted(asker=9))] == [2, 1]


def test_among_equals_who_was_asked_longest_ago_comes_first():
    early, late = (dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in (1, 9))
    people = [Candidate(member=1, closeness=4, last_asked=late), Candidate(member=2, closeness=4, last_asked=early)]
    assert [s.member for s in choose(people, Wanted(asker=9))] == [2, 1]


def test_equals_take_turns_from_question_to_question():
    people = [Candidate(member=number, closeness=4) for number in range(1, 11)]
    first = {choose(people, Wanted(asker=99, salt=str(n)))[0].member for n in range(60)}
    assert len(first) >= 8


# With a database ----------------------------------------------------------------------------------


def expert(topic, site=None, **values):
    member = f.MemberFactory(site=site)
    f.ExpertiseClaimFactory(member=member, topic=topic, **values)
    return member


@pytest.mark.django_db
def test_routing_finds_parts_and_wholes_and_says_which_topic_was_meant():
    whole = f.TopicFactory(name="rekenen")
    part = f.TopicFactory(name="breuken", parent=whole)
    on_part, on_whole = expert(part), expert(whole)
    chosen = suggest_people(Need(asker=f.MemberFactory(), topics=(part,)))
    assert [(s.member, s.closeness, s.topic) for s in chosen] == [
        (on_part.pk, 4, "breuken"),
        (on_whole.pk, 2, "breuken"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["suspended_at", "left_at", "erasure_requested_at"])
def test_who_is_not_here_is_never_suggested(gone):
    topic = f.TopicFactory()
    member = expert(topic)
    type(member).objects.filter(pk=member.pk).update(**{gone: timezone.now()})
    assert suggest_people(Need(asker=f.MemberFactory(), topics=(topic,))) == []


@pytest.mark.django_db
def test_a_hidden_claim_and_a_pause_keep_somebody_out():
    topic = f.TopicFactory()
    expert(topic, visibility=ClaimVisibility.HIDDEN)
    f.AvailabilityFactory(member=expert(topic), paused_until=timezone.localdate())
    assert suggest_people(Need(asker=f.MemberFactory(), topics=(topic,))) == []


@pytest.mark.django_db
def test_two_open_questions_are_enough_unless_somebody_takes_more():
    topic = f.TopicFactory()
    busy, more = expert(topic), expert(topic)
    f.AvailabilityFactory(member=more, most_open=3)
    for member in (busy, more):
        for _n in range(2):
            HelpRequestMatch.objects.create(help_request=f.HelpRequestFactory(state=HelpState.MATCHED), expert=member)
        HelpRequestMatch.objects.create(help_request=f.HelpRequestFactory(state=HelpState.ANSWERED), expert=member)
    chosen = suggest_people(Need(asker=f.MemberFactory(), topics=(topic,)))
    assert [s.member for s in chosen] == [more.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_looking_whom_to_ask_costs_the_same_whatever_their_number(count, django_assert_num_queries):
    topic = f.TopicFactory()
    for _n in range(count):
        expert(topic)
    asker = f.MemberFactory()
    with django_assert_num_queries(6):
        assert len(suggest_people(Need(asker=asker, topics=(topic,)))) == count


@pytest.mark.django_db
def test_topics_are_read_from_the_words_by_name_and_synonym():
    topic = f.TopicFactory(name="begrijpend lezen", synonyms=["leesbegrip"])
    f.TopicFactory(name="lezer")
    assert find_topics("Hoe werk ik aan leesbegrip in groep 6?") == [topic]
    assert find_topics("Begrijpend  LEZEN: hoe?") == [topic]
    assert find_topics("") == []


@pytest.mark.django_db
def test_the_expert_group_of_the_topic_is_suggested():
    topic = f.TopicFactory()
    group = f.GroupFactory(kind="expert")
    group.topics.add(topic)
    f.GroupFactory().topics.add(topic)
    assert suggest_group(Need(asker=f.MemberFactory(), topics=(topic,))) == group
