"""What checks itself: each check counts what is there, is met when it should be, and says when it knows nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from knowledge_network.agreements.obligations.actions import work
from knowledge_network.agreements.obligations.actions.checking import check_all, check_obligation
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.facts import look
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.sentences import say_found
from knowledge_network.agreements.plan.enums import EvaluationLevel, Funding, MoneyPart
from knowledge_network.agreements.plan.models import BudgetLine, Evaluation, PlanActivity, WorkPlan
from knowledge_network.members.network.actions.settings import change_network
from knowledge_network.members.network.enums import Section
from knowledge_network.members.people.enums import NetworkRoleKind
from tests import factories as f
from tests.agreements.obligations.helpers import TODAY

pytestmark = pytest.mark.django_db


def counts(obligation, today=TODAY):
    found = look(obligation, today)
    return found.facts["have"], found.facts["need"], found.is_met


def leader(variant: str, fte: str, **fields):
    return f.NetworkRoleFactory(role=NetworkRoleKind.PROGRAMME_LEADER, variant=variant, fte=fte, **fields)


# Programme leaders --------------------------------------------------------------------------------


def test_two_leaders_with_enough_hours(owed):
    obligation = owed.of("Twee programmaleiders")
    assert counts(obligation) == (0, 2, False)
    leader("field", "0.20")
    leader("institute", "0.15")
    assert counts(obligation) == (1, 2, False)
    check_obligation(obligation=obligation)
    obligation.refresh_from_db()
    assert obligation.is_late
    assert "0,15" in say_found(obligation.rule.self_check, obligation.facts)


def test_with_enough_hours_it_is_met_and_when_they_go_it_is_open_again(owed, time_machine):
    obligation = owed.of("Twee programmaleiders")
    leader("field", "0.20")
    other = leader("institute", "0.40")
    check_obligation(obligation=obligation)
    obligation.refresh_from_db()
    assert (obligation.state, obligation.met_on) == (ObligationState.MET, TODAY)
    other.end = dt.date(2026, 12, 1)
    other.save()
    check_obligation(obligation=obligation, today=dt.date(2026, 12, 30))
    obligation.refresh_from_db()
    assert obligation.state == ObligationState.BUSY, "vacant for less than thirty days"
    check_obligation(obligation=obligation, today=dt.date(2027, 1, 1))
    obligation.refresh_from_db()
    assert obligation.is_late, "vacant for more than thirty days"


def test_how_many_hours_are_enough_is_a_setting(owed):
    leader("field", "0.30")
    leader("institute", "0.20")
    change_network(section=Section.LIMITS, by=None, programme_leader_fte=Decimal("0.3"))
    assert counts(owed.of("Twee programmaleiders"))[0] == 1


# Meetings -----------------------------------------------------------------------------------------


def meeting(owed, kind: str, day: dt.date, status: str = "planned"):
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(15)))
    return f.MeetingFactory(
        group=None,
        partnership=owed.agreement.partnership,
        audience="everybody",
        kind=kind,
        status=status,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
    )


def test_meetings_of_all_layers(owed):
    obligation = owed.of("Bijeenkomsten tussen alle lagen")
    assert counts(obligation) == (0, 7, False)
    meeting(owed, "boards", dt.date(2026, 8, 1))
    meeting(owed, "boards", dt.date(2026, 7, 31))  # of the school year before
    meeting(owed, "plenary", dt.date(2026, 10, 1), "cancelled")
    meeting(owed, "plenary", dt.date(2027, 3, 1))  # still to come
    meeting(owed, "school_leaders", dt.date(2026, 9, 9), "held")
    assert counts(obligation) == (2, 7, False)
    for number in range(4):  # one of a kind that has enough does not count for another
        meeting(owed, "boards", dt.date(2026, 10, 6 + number))
    assert counts(obligation) == (3, 7, False)
    assert (
        say_found(obligation.rule.self_check, look(obligation, TODAY).facts) == "3 van de 7 bijeenkomsten zijn geweest."
    )


def test_enough_meetings_of_each_layer_meet_it(owed):
    obligation = owed.of("Bijeenkomsten tussen alle lagen")
    for kind, least in (("boards", 2), ("school_leaders", 2), ("plenary", 3)):
        for number in range(least):
            meeting(owed, kind, dt.date(2026, 9, 1 + number))
    check_all()
    obligation.refresh_from_db()
    assert (obligation.state, obligation.met_by_check) == (ObligationState.MET, True)


# Evaluations --------------------------------------------------------------------------------------


def test_five_levels_each_held_and_written_down(owed):
    obligation = owed.of("Evaluaties op vijf niveaus")
    assert counts(obligation) == (0, 5, False)
    for number, level in enumerate(EvaluationLevel):
        Evaluation.objects.create(
            partnership=owed.agreement.partnership,
            level=level,
            about=f"Niveau {number}",
            school_year=2026,
            held_on=dt.date(2026, 10, 1 + number),
            findings="Het werkt" if number else "",
        )
    assert counts(obligation) == (4, 5, False), "one has no findings"
    Evaluation.objects.update(findings="Het werkt")
    assert counts(obligation) == (5, 5, True)
    Evaluation.objects.filter(level=EvaluationLevel.SCHOOL).update(held_on=dt.date(2027, 5, 1))
    assert counts(obligation) == (4, 5, False), "one is still to come"


# Products -----------------------------------------------------------------------------------------


def product(owed, days: int | None, *, handed_in: dt.date = dt.date(2026, 9, 1), kind: str = "project"):
    published = handed_in + dt.timedelta(days=days) if days is not None else None
    return f.KnowledgeProductFactory(
        group=f.GroupFactory(kind=kind),
        submitted_at=timezone.make_aware(dt.datetime.combine(handed_in, dt.time(23, 30))),
        published_on=published,
        status="published" if published else "review",
    )


def test_products_within_thirty_days(owed):
    obligation = owed.of("Producten binnen 30 dagen")
    assert not look(obligation, TODAY).facts["known"]
    assert say_found(obligation.rule.self_check, look(obligation, TODAY).facts) == "Nog niets te tellen."
    product(owed, 30)
    assert counts(obligation) == (1, 1, True)
    product(owed, 31)
    product(owed, None)
    product(owed, None, handed_in=dt.date(2026, 11, 20))  # its thirty days run
    product(owed, 60, kind="plg")  # of no project group
    product(owed, 90, handed_in=dt.date(2026, 7, 31))  # of the school year before
    assert counts(obligation) == (1, 3, False)


def test_products_can_be_met_only_when_the_year_is_over(owed):
    obligation = owed.of("Producten binnen 30 dagen")
    product(owed, 3)
    check_obligation(obligation=obligation, today=TODAY)
    obligation.refresh_from_db()
    assert obligation.state == ObligationState.BUSY
    check_obligation(obligation=obligation, today=obligation.due_on)
    obligation.refresh_from_db()
    assert obligation.is_met


# Plan and budget ----------------------------------------------------------------------------------


def test_plan_and_budget(owed):
    plan_due, budget_due = owed.of("Werkplan"), owed.of("Begroting")
    assert counts(plan_due)[2] is counts(budget_due)[2] is False
    plan = WorkPlan.objects.create(
        partnership=owed.agreement.partnership, school_year=2026, drafted_on=dt.date(2026, 4, 28)
    )
    PlanActivity.objects.create(plan=plan, title="Netwerkdag")
    assert counts(plan_due) == (1, 2, False)
    for funding in Funding:
        BudgetLine.objects.create(
            plan=plan, funding=funding, part=MoneyPart.TEACHERS, source="x", title="y", planned=Decimal("1.00")
        )
    WorkPlan.objects.update(status="adopted", adopted_on=dt.date(2026, 6, 26))
    assert counts(plan_due)[2] is counts(budget_due)[2] is True
    check_all()
    plan_due.refresh_from_db()
    assert plan_due.met_on == dt.date(2026, 6, 26), "the day that the plan names, not that on which we looked"


def test_a_budget_of_one_kind_of_money_is_not_enough(owed):
    plan = WorkPlan.objects.create(
        partnership=owed.agreement.partnership, school_year=2026, status="adopted", adopted_on=dt.date(2026, 6, 26)
    )
    BudgetLine.objects.create(
        plan=plan, funding=Funding.STRUCTURAL, part=MoneyPart.TEACHERS, source="x", title="y", planned=Decimal("1.00")
    )
    assert counts(owed.of("Begroting")) == (1, 2, False)


# Sharing ------------------------------------------------------------------------------------------


def test_every_school_with_members_shares_something(owed):
    obligation = owed.of("Elke school deelt")
    assert not look(obligation, TODAY).facts["known"]
    board = owed.agreement.parties.filter(role="board").first().organisation.board
    first, second = (f.SiteFactory(governing_board=board) for _ in range(2))
    sharer = f.AppointmentFactory(organisation=first).member
    f.AppointmentFactory(organisation=second)
    f.SiteFactory(governing_board=board)  # nobody works there
    assert counts(obligation) == (0, 2, False)
    f.KnowledgeProductFactory(contact_person=sharer, status="published", published_on=dt.date(2026, 7, 31))
    assert counts(obligation) == (0, 2, False)
    f.KnowledgeProductFactory(contact_person=sharer, status="published", published_on=dt.date(2026, 8, 1))
    assert counts(obligation) == (1, 2, False)


# Around the checks --------------------------------------------------------------------------------


def test_what_somebody_noted_stays_whatever_the_data_say(owed):
    obligation = owed.of("Bijeenkomsten tussen alle lagen")
    work.add_evidence(obligation=obligation, by=owed.coordinator, text="De agenda van het jaar")
    work.meet_obligation(obligation=obligation, by=owed.coordinator)
    check_all()
    obligation.refresh_from_db()
    assert obligation.is_met
    work.reopen_obligation(obligation=obligation, by=owed.coordinator)
    work.lapse_obligation(obligation=obligation, by=owed.coordinator, reason="dit jaar niet")
    check_all()
    obligation.refresh_from_db()
    assert obligation.is_lapsed


def test_looking_twice_changes_nothing_more(owed):
    check_all()
    before = list(Obligation.objects.order_by("pk").values_list("state", "met_on", "facts"))
    check_all()
    assert list(Obligation.objects.order_by("pk").values_list("state", "met_on", "facts")) == before


def test_every_check_says_something_in_words(owed):
    check_all()
    for one in Obligation.objects.exclude(rule__self_check="").select_related("rule"):
        assert say_found(one.rule.self_check, one.facts)
