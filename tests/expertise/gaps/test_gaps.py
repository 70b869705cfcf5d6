"""What is missing and what is an island: the rule, the statement that counts for it, and what counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequestMatch
from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.finding.models import SearchMiss
from expertise.gaps.enums import GapStatus
from expertise.gaps.queries import gaps as gap_queries
from expertise.gaps.queries.gaps import TopicFacts, count_coverage, find_parts, find_ties, topic_facts
from expertise.gaps.rule import GapFacts, derive_status, is_covered
from knowledge_network.members.people.enums import Visibility
from plg.meetings.models import MeetingInvitation
from plg.records.models import Attendance
from tests import factories as f
from tests.clock import moment

NOW = moment("2026-11-24T10:00")
LONG_AGO = NOW - dt.timedelta(days=400)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)


def facts(experts: int = 0, boards: int = 0, demand: int = 0, *, strategic: bool = False, tied: bool = False):
    return GapFacts(experts=experts, boards=boards, demand=demand, is_strategic=strategic, is_tied=tied)


# The rule ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_facts", "status"),
    [
        (facts(), GapStatus.BALANCED),
        (facts(demand=2), GapStatus.BALANCED),
        (facts(demand=3), GapStatus.WHITE_SPOT),
        (facts(strategic=True), GapStatus.WHITE_SPOT),
        (facts(1, 1), GapStatus.VULNERABLE),
        (facts(1, 1, tied=True), GapStatus.VULNERABLE),
        (facts(2, 1, tied=True), GapStatus.VULNERABLE),
        (facts(2, 2), GapStatus.BALANCED),
        (facts(3, 1), GapStatus.ISLAND),
        (facts(3, 1, tied=True), GapStatus.ISLAND),
        (facts(3, 2), GapStatus.ISLAND),
        (facts(3, 2, tied=True), GapStatus.BALANCED),
        (facts(9, 4, demand=50, strategic=True, tied=True), GapStatus.BALANCED),
    ],
)
def test_the_status_follows_from_supply_demand_and_ties(given_facts, status):
    assert derive_status(given_facts) == status


@given(st.builds(facts, st.integers(0, 6), st.integers(1, 6), st.integers(0, 6), strategic=..., tied=...))
def test_an_island_is_asked_for_before_vulnerable_and_a_white_spot_needs_that_nobody_is_there(found):
    status = derive_status(found)
    assert (status == GapStatus.WHITE_SPOT) == (found.experts == 0 and (found.is_strategic or found.demand >= 3))
    if found.experts >= 3:
        assert status in {GapStatus.ISLAND, GapStatus.BALANCED}
    if found.boards > 1 and found.is_tied and found.experts > 1:
        assert status == GapStatus.BALANCED


@given(st.builds(facts, st.integers(0, 6), st.integers(0, 6)))
def test_a_topic_is_covered_by_two_people_of_two_boards(found):
    assert is_covered(found) == (found.experts >= 2 and found.boards >= 2)


# The statement says the same ---------------------------------------------------------------------

people = st.tuples(
    st.integers(0, 2),  # at which board
    st.sampled_from([ClaimState.SUBSTANTIATED, ClaimState.RECOGNISED, ClaimState.DECLARED, ClaimState.TO_CONFIRM]),
    st.sampled_from([ClaimVisibility.NETWORK, ClaimVisibility.EVERYBODY, ClaimVisibility.HIDDEN]),
    st.sampled_from(["present", "suspended", "left", "paused", "pause_over"]),
    st.booleans(),  # about the topic itself or about a part of it
)
worlds = st.fixed_dictionaries(
    {
        "people": st.lists(people, max_size=5),
        "strategic": st.booleans(),
        "asked": st.lists(st.sampled_from([HelpState.OPEN, HelpState.DRAFT, HelpState.WITHDRAWN, "old"]), max_size=4),
        "misses": st.integers(0, 3),
        "group_has_question": st.booleans(),
        "tie": st.sampled_from(["", "group", "meeting", "request", "plenary", "old group", "anonymous"]),
    }
)


def build(world: dict[str, Any]) -> tuple[Any, GapFacts]:
    """The world in the database, and what it comes to by hand."""
    sites = [f.SiteFactory() for _ in range(3)]
    topic = f.TopicFactory(strategic=world["strategic"])
    part = f.TopicFactory(parent=topic)
    available = []
    for board, state, visibility, presence, is_part in world["people"]:
        moments = {"suspended": "suspended_at", "left": "left_at"}
        member = f.MemberFactory(site=sites[board], **{moments[presence]: NOW} if presence in moments else {})
        days = {"paused": 3, "pause_over": -1}.get(presence)
        if days:
            until = timezone.localdate() + dt.timedelta(days=days)
            f.AvailabilityFactory(member=member, paused_until=until)
        f.ExpertiseClaimFactory(member=member, topic=part if is_part else topic, state=state, visibility=visibility)
        proven = state in ClaimState.PROVEN and visibility != ClaimVisibility.HIDDEN
        if proven and presence in {"present", "pause_over"}:
            available.append((member, board))
    for kind in world["asked"]:
        help_request = f.HelpRequestFactory(
            state="open" if kind == "old" else kind, asked_at=LONG_AGO if kind == "old" else NOW
        )
        help_request.topics.add(topic)
    for number in range(world["misses"]):
        SearchMiss.objects.create(words=f"woord {number}", topic=part, times=7)
    if world["group_has_question"]:
        f.GroupFactory().topics.add(part)
    demand = world["asked"].count("open") + world["misses"] + world["group_has_question"]
    tied = bool(available) and tie(world["tie"], *available[0], sites)
    return topic, GapFacts(len(available), len({b for _m, b in available}), demand, world["strategic"], tied)


def tie(kind: str, member: Any, board: int, sites: list[Any]) -> bool:
    """Bring `member` together with somebody of another board; whether that counts."""
    other = f.MemberFactory(site=sites[(board + 1) % 3])
    if kind in {"group", "old group"}:
        group = f.GroupFactory(question="")
        ended = timezone.localdate() - dt.timedelta(days=370) if kind == "old group" else None
        f.GroupMembershipFactory(group=group, member=member, start=dt.date(2024, 9, 1))
        f.GroupMembershipFactory(group=group, member=other, start=dt.date(2024, 9, 1), end=ended)
    if kind in {"meeting", "plenary"}:
        met_in("plenary" if kind == "plenary" else "group", member, other)
    if kind in {"request", "anonymous"}:
        help_request = f.HelpRequestFactory(
            asker=other, state=HelpState.CLOSED, answered_at=NOW, is_anonymous=kind == "anonymous"
        )
        HelpRequestMatch.objects.create(help_request=help_request, expert=member, state="accepted")
    return kind in {"group", "meeting", "request"}


def met_in(kind: str, *members: Any) -> None:
    begin = NOW - dt.timedelta(days=30)
    meeting = f.MeetingFactory(kind=kind, starts_at=begin, attendance_confirmed_at=begin, group__question="")
    for member in members:
        invitation = MeetingInvitation.objects.create(meeting=meeting, member=member)
        Attendance.objects.create(invitation=invitation, status="present", minutes=60)


@pytest.mark.django_db
@settings(max_examples=60)
@given(worlds)
def test_the_statement_and_the_rule_agree(world):
    with transaction.atomic():
        topic, by_hand = build(world)
        [row] = topic_facts(topics=[topic.pk])
        transaction.set_rollback(True)
    assert row.facts == by_hand
    assert row.status == derive_status(by_hand)
    assert sum(people for people, _recognised in row.by_board.values()) == row.experts


@given(st.builds(facts, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), strategic=..., tied=...))
def test_what_was_counted_has_the_status_that_the_rule_gives(found):
    """A row by itself, on facts that no world would give."""
    row = TopicFacts(
        pk=1,
        slug="rekenen",
        name="Rekenen",
        parent=None,
        is_strategic=found.is_strategic,
        experts=found.experts,
        boards=found.boards,
        is_tied=found.is_tied,
        requests=found.demand,
        questions=0,
        misses=0,
        by_board={},
    )
    assert row.facts == found
    assert row.status == derive_status(found)


@pytest.mark.django_db
@pytest.mark.parametrize("ruled", GapStatus)
def test_the_board_asks_the_one_rule(monkeypatch, ruled):
    """Another rule gives other figures at once: nothing beside it decides."""
    f.TopicFactory(strategic=True)
    monkeypatch.setattr(gap_queries, "derive_status", lambda _facts: ruled)
    rows = topic_facts()
    assert {row.status for row in rows} == {ruled}
    assert count_coverage(rows).by_status[ruled.value] == len(rows)


# What counts ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_topic_counts_its_parts_and_what_was_merged_into_it_each_person_once():
    theme = f.TopicFactory(name="rekenen")
    part = f.TopicFactory(parent=theme)
    deeper = f.TopicFactory(parent=part)
    merged = f.TopicFactory(state="merged", merged_into=part)
    rejected = f.TopicFactory(parent=theme, state="rejected")
    member = f.MemberFactory()
    for topic in (theme, part, deeper, merged, rejected):
        f.ExpertiseClaimFactory(member=member, topic=topic, state=ClaimState.RECOGNISED)
    f.ExpertiseClaimFactory(topic=rejected, state=ClaimState.RECOGNISED)
    by_name = {row.pk: row for row in topic_facts()}
    assert {by_name[key.pk].experts for key in (theme, part, deeper)} == {1}
    assert sorted(find_parts(theme.pk)) == sorted([theme.pk, part.pk, deeper.pk, merged.pk])
    assert merged.pk not in by_name


@pytest.mark.django_db
def test_who_shows_nobody_where_they_work_counts_without_a_board():
    topic = f.TopicFactory()
    shy = f.MemberFactory(work_visibility=Visibility.NOBODY)
    f.ExpertiseClaimFactory(member=shy, topic=topic, state=ClaimState.SUBSTANTIATED)
    open_one = f.ExpertiseClaimFactory(topic=topic, state=ClaimState.RECOGNISED).member
    board = open_one.primary_appointment.organisation.governing_board_id
    [row] = topic_facts()
    assert row.by_board == {0: (1, 0), board: (1, 1)}
    assert (row.experts, row.boards) == (2, 2)


@pytest.mark.django_db
def test_a_sector_narrows_supply_and_demand_and_what_names_no_sector_counts_for_all():
    topic = f.TopicFactory()
    for sectors in ([], ["po"], ["vo"]):
        f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED, sectors=sectors)
    for sector in ("", "po", "mbo"):
        f.HelpRequestFactory(sector=sector).topics.add(topic)
    [row] = topic_facts(sector="po")
    assert (row.experts, row.requests) == (2, 2)


@pytest.mark.django_db
def test_ties_are_told_from_board_to_board():
    topic = f.TopicFactory()
    here, there = f.SiteFactory(), f.SiteFactory()
    expert = f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED, member__site=here).member
    others = [f.MemberFactory(site=there) for _ in range(2)]
    group = f.GroupFactory()
    for member in (expert, *others):
        f.GroupMembershipFactory(group=group, member=member)
    met_in("peer_coaching", expert, *others)
    help_request = f.HelpRequestFactory(asker=others[0], state=HelpState.ANSWERED, answered_at=NOW)
    HelpRequestMatch.objects.create(help_request=help_request, expert=expert, state="accepted")
    [found] = find_ties(topic.pk)
    assert (found.board, found.other) == (here.governing_board_id, there.governing_board_id)
    assert (found.groups, found.requests, found.met) == ((group.pk,), 1, True)


@pytest.mark.django_db
def test_the_figures_count_strategic_topics_that_are_covered_and_topics_by_status():
    covered, bare = f.TopicFactory(strategic=True), f.TopicFactory(strategic=True)
    f.TopicFactory()
    for _ in range(2):
        f.ExpertiseClaimFactory(topic=covered, state=ClaimState.SUBSTANTIATED)
    coverage = count_coverage(topic_facts())
    assert (coverage.covered, coverage.strategic, coverage.percent) == (1, 2, 50)
    assert coverage.by_status == {
        GapStatus.WHITE_SPOT: 1,
        GapStatus.ISLAND: 0,
        GapStatus.VULNERABLE: 0,
        GapStatus.BALANCED: 2,
    }
    assert coverage.gaps == (bare.pk,)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_facts_take_one_statement_whatever_the_number_of_topics(django_assert_num_queries, count):
    for _ in range(count):
        f.ExpertiseClaimFactory(state=ClaimState.SUBSTANTIATED)
    with django_assert_num_queries(1):
        assert len(topic_facts()) == count
