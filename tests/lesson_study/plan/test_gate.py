"""The gate of the design: what is missing is said in plain words, and each part opens it by itself."""

from __future__ import annotations

import pytest
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from lesson_study.cycles.actions.experts import ask_feedback
from lesson_study.cycles.enums import ExpertAnswer, Phase
from lesson_study.cycles.models import KnowledgeableOther
from lesson_study.cycles.phases import find_missing
from lesson_study.plan.actions.comments import say_why_no_feedback
from lesson_study.plan.actions.plans import fix_plan
from lesson_study.plan.models import PlanCell
from tests.lesson_study.building import make_cycle, make_plan

pytestmark = pytest.mark.django_db


def missing(cycle):
    return [str(found.text) for found in find_missing(cycle, Phase.DESIGN)]


@pytest.fixture
def ready(team):
    """Everything is there."""
    say_why_no_feedback(plan=team.plan, by=team.first, reason="Er is niemand.")
    fix_plan(plan=team.plan, by=team.first)
    assert missing(team.cycle) == []
    return team


def test_without_a_plan_it_is_shut():
    assert missing(make_cycle()) == [
        "Er is nog geen lesplan.",
        "Kies twee of drie casusleerlingen, elk voor een ander soort leerling.",
    ]


def test_every_row_needs_something_that_is_expected(ready):
    PlanCell.objects.filter(row=ready.row, column="expected").update(text=" ")
    assert missing(ready.cycle) == ["Schrijf bij rij 1 wat je van een casusleerling verwacht."]
    PlanCell.objects.filter(row__plan=ready.plan, column="expected").delete()
    assert missing(ready.cycle) == ["Schrijf bij de rijen 1, 2, 3 wat je van een casusleerling verwacht."]


def test_two_case_pupils_are_needed_each_with_a_criterion(ready):
    ready.cycle.case_pupils.filter(code="B").update(success_criterion="")
    assert missing(ready.cycle) == ["Schrijf wanneer het lukt bij: B."]
    ready.cycle.case_pupils.filter(code="B").delete()
    assert missing(ready.cycle) == ["Kies twee of drie casusleerlingen, elk voor een ander soort leerling."]


def test_somebody_from_outside_is_asked_or_it_is_said_why_not(ready):
    say_why_no_feedback(plan=ready.plan, by=ready.first, reason="")
    assert missing(ready.cycle) == ["Vraag een kennisexpert om naar het lesplan te kijken, of schrijf waarom niet."]
    expert = KnowledgeableOther.objects.create(
        cycle=ready.cycle, guest_name="Vera", guest_email="vera@example.org", answer=ExpertAnswer.YES
    )
    ask_feedback(expert=expert, by=ready.first)
    assert missing(ready.cycle) == []


def test_the_plan_has_to_be_fixed(team):
    say_why_no_feedback(plan=team.plan, by=team.first, reason="Er is niemand.")
    assert missing(team.cycle) == ["Maak het lesplan vast, zodat iedereen met dezelfde versie kijkt."]


def test_a_next_version_in_work_does_not_shut_it(ready):
    ready.plan.successor = None
    type(ready.plan).objects.create(cycle=ready.cycle, version=2, no_feedback_reason="Er is niemand.")
    assert missing(ready.cycle) == ["Het lesplan heeft nog geen rijen."]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_gate_costs_the_same_whatever_the_size(rows, django_assert_num_queries):
    cycle = make_cycle()
    make_plan(cycle, rows=rows, pupils="AB" * 1, fixed=True)
    KnowledgeableOther.objects.create(
        cycle=cycle, guest_name="Vera", guest_email="vera@example.org", feedback_asked_at=timezone.now()
    )
    with django_assert_num_queries(6):
        assert missing(cycle) == []


def test_a_plan_in_which_nothing_is_expected_cannot_be_fixed(team):
    PlanCell.objects.filter(row=team.row, column="expected").update(text=" ")
    with pytest.raises(RefusedError, match="in rij: 1"):
        fix_plan(plan=team.plan, by=team.first)
    team.plan.refresh_from_db()
    assert not team.plan.is_fixed
