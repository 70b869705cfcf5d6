"""The rules of a group's life, without a database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
from django.utils import translation

from plg.groups import lifecycle
from plg.groups.advice import hints
from plg.groups.checking import Facts, missing
from plg.groups.enums import GroupKind, GroupState
from plg.groups.kinds import INFO
from plg.groups.lifecycle import find_step, list_steps

TODAY = dt.date(2026, 3, 3)
READY = Facts(
    kind="plg",
    state="draft",
    today=TODAY,
    question="Hoe leren leerlingen redeneren?",
    assignment="Een waaier",
    has_budget=True,
    funding_type="additional",
    deliverables=1,
    topics=1,
    has_lead=True,
    has_contact=True,
    members=6,
    boards=3,
    schools=4,
    functions=frozenset({"teacher", "school_educator", "researcher", "student_teacher"}),
    has_agreement=True,
    results=1,
    results_this_year=1,
    evaluation="Goed",
    file_decision="keep",
    has_maintainer=True,
    review_on=dt.date(2027, 3, 1),
    started_on=dt.date(2025, 9, 1),
)


def facts(**changes) -> Facts:
    return dataclasses.replace(READY, **changes)


@pytest.mark.parametrize(
    ("kind", "road"),
    [
        ("plg", ["draft", "submitted", "active", "finishing", "closed", "archived"]),
        ("theme", ["draft", "submitted", "active", "finishing", "closed", "archived"]),
        (
            "project",
            ["draft", "application", "granted", "active", "finishing", "maintained", "closed", "archived"],
        ),
        ("expert", ["draft", "submitted", "active", "dormant", "dissolved", "archived"]),
    ],
)
def test_each_kind_walks_its_own_road(kind, road):
    for state, following in itertools.pairwise(road):
        step = find_step(kind, state, following)
        assert step is not None, (state, following)
        assert missing(step, facts(kind=kind, state=state, ends_on=None)) == []
    assert list(lifecycle.ROADS[kind]) == road


@pytest.mark.parametrize("kind", GroupKind)
def test_every_step_leads_to_a_state_of_that_kind_and_every_state_has_a_name(kind):
    names = set(GroupState.values)
    for state in lifecycle.list_states(kind):
        assert state in names
        assert {step.to for step in list_steps(kind, state)} <= lifecycle.list_states(kind)


@pytest.mark.parametrize("kind", GroupKind)
def test_no_state_can_be_skipped_on_the_way_to_active(kind):
    assert find_step(kind, "draft", "active") is None
    waiting = "application" if kind == "project" else "submitted"
    assert {step.to for step in list_steps(kind, "draft")} == {waiting}
    assert all(s.who == "coordinator" for s in list_steps(kind, waiting) if s.to in {"active", "granted", "rejected"})


@pytest.mark.parametrize(
    ("kind", "absent", "gate"),
    [
        ("plg", {"question": " "}, "question"),
        ("plg", {"has_lead": False}, "lead"),
        ("plg", {"has_contact": False}, "contact"),
        ("theme", {"question": ""}, "question"),
        ("theme", {"has_lead": False}, "lead"),
        ("expert", {"topics": 0}, "topics"),
        ("expert", {"has_contact": False}, "contact"),
        ("project", {"assignment": ""}, "assignment"),
        ("project", {"has_budget": False}, "budget"),
        ("project", {"funding_type": ""}, "funding"),
        ("project", {"deliverables": 0}, "deliverables"),
    ],
)
def test_what_a_kind_must_have_stands_in_the_way_of_sending_it_in(kind, absent, gate):
    step = list_steps(kind, "draft")[0]
    assert [line.key for line in missing(step, facts(kind=kind, **absent))] == [gate]


@pytest.mark.parametrize("kind", GroupKind)
def test_a_group_starts_only_with_group_agreements(kind):
    before = "granted" if kind == "project" else "submitted"
    step = find_step(kind, before, "active")
    assert [line.key for line in missing(step, facts(kind=kind, has_agreement=False))] == ["agreement"]


@pytest.mark.parametrize(
    ("kind", "state", "end"),
    [
        ("plg", "finishing", "closed"),
        ("theme", "finishing", "closed"),
        ("project", "maintained", "closed"),
        ("expert", "dormant", "dissolved"),
    ],
)
@pytest.mark.parametrize(
    ("absent", "gate"),
    [
        ({"results": 0}, "result"),
        ({"evaluation": ""}, "evaluation"),
        ({"has_contact": False}, "contact"),
        ({"file_decision": ""}, "files"),
    ],
)
def test_closing_asks_for_result_evaluation_contact_and_a_decision_on_the_files(kind, state, end, absent, gate):
    step = find_step(kind, state, end)
    assert [line.key for line in missing(step, facts(kind=kind, **absent))] == [gate]


def test_a_reasoned_no_product_closes_a_group_without_result():
    step = find_step("plg", "finishing", "closed")
    assert missing(step, facts(results=0, no_result_reason="De school sloot.")) == []


@pytest.mark.parametrize(
    "absent", [{"open_deliverables": 1}, {"results": 0}, {"has_maintainer": False}, {"review_on": None}]
)
def test_a_project_is_handed_over_with_its_products_a_maintainer_and_a_date(absent):
    step = find_step("project", "finishing", "maintained")
    assert missing(step, facts(kind="project", **absent))


def test_the_review_date_of_a_product_lies_in_the_future():
    step = find_step("project", "finishing", "maintained")
    assert [m.key for m in missing(step, facts(kind="project", review_on=TODAY))] == ["review"]
    assert missing(step, facts(kind="project", review_on=TODAY + dt.timedelta(days=1))) == []


def test_a_project_with_a_product_cannot_skip_maintenance():
    step = find_step("project", "finishing", "closed")
    assert [line.key for line in missing(step, facts(kind="project"))] == ["no_product"]
    assert missing(step, facts(kind="project", results=0, no_result_reason="Te weinig tijd.")) == []


def test_rejecting_asks_for_a_reason():
    assert find_step("project", "application", "rejected").needs_reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"members": 3}, "at least 4 people"),
        ({"members": 13}, "more than 12 people"),
        ({"schools": 1}, "more schools"),
        ({"kind": "expert", "boards": 2}, "more boards"),
        ({"functions": frozenset({"teacher"})}, "a teacher educator, a researcher, a student teacher"),
        ({"state": "active", "ends_on": TODAY - dt.timedelta(days=1)}, "end date has passed"),
        ({"started_on": dt.date(2023, 1, 1)}, "longer than usual"),
        ({"ends_on": dt.date(2026, 3, 31)}, "shorter than usual"),
        ({"state": "active", "started_on": dt.date(2025, 8, 1), "new_members": 4}, "Most members are new"),
        ({"state": "active", "started_on": dt.date(2025, 8, 1), "results_this_year": 0}, "no result this school year"),
    ],
)
def test_advice_says_what_does_not_fit_but_stops_nobody(changes, words):
    with translation.override("en"):
        assert any(words in str(hint) for hint in hints(facts(**changes)))


def test_a_group_that_fits_gets_no_advice():
    assert hints(READY) == []


def test_exactly_six_in_ten_new_members_is_not_yet_too_many():
    started = {"state": "active", "started_on": dt.date(2025, 8, 1), "members": 10}
    assert hints(facts(new_members=6, **started)) == []
    assert len(hints(facts(new_members=7, **started))) == 1


def test_an_ended_group_gets_no_advice():
    assert hints(facts(state="closed", members=0)) == []


@pytest.mark.parametrize("kind", GroupKind)
def test_every_kind_says_what_it_is_and_what_it_gives_and_asks(kind):
    info = INFO[kind]
    assert info.promise
    assert info.gives
    assert info.asks
    assert 0 < info.smallest < info.largest
