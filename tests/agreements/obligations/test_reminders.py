"""Who is reminded when, and once: 30 and 7 days before, the day after, then weekly; after a kill too."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.obligations import reminders
from knowledge_network.agreements.obligations.actions import work
from knowledge_network.agreements.obligations.calendar import choose_reminder
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.notices import OBLIGATION_DUE, OBLIGATION_UNOWNED
from knowledge_network.agreements.obligations.reminders import plan_reminders
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due, planner
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
REPORT = "Verslag over projectgelden: eerste"
DUE = dt.date(2027, 2, 1)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture
def alone(owed):
    """Only the report of 1 February is open; its owner is not who leads the programme."""
    report = owed.of(REPORT)
    Obligation.objects.exclude(pk=report.pk).update(state=ObligationState.LAPSED, lapse_reason="niet nu")
    owner = f.MemberFactory(given_name="Eva", family_name="Eigenaar")
    Obligation.objects.filter(pk=report.pk).update(owner=owner)
    owed.report, owed.owner = report, owner
    return owed


def told(member) -> int:
    return Notice.objects.filter(kind=OBLIGATION_DUE.name, member=member).count()


@pytest.mark.parametrize(
    ("days", "name"),
    [(-31, ""), (-30, "T-30"), (-8, "T-30"), (-7, "T-7"), (0, "T-7"), (1, "T+1"), (7, "T+1"), (8, "T+8"), (15, "T+15")],
)
def test_which_reminder_is_due(days, name):
    assert choose_reminder(DUE, DUE + dt.timedelta(days=days)) == name


def test_owner_and_programme_leader_hear_each_reminder_once(alone):
    """Every day of three months, three runs a day."""
    f.NetworkRoleFactory(
        member=(leader := f.MemberFactory()), role=NetworkRoleKind.PROGRAMME_LEADER, variant="field", fte="0.20"
    )
    day = DUE - dt.timedelta(days=40)
    while day < DUE + dt.timedelta(days=23):
        for _run in range(3):
            plan_reminders(at(day))
        day += dt.timedelta(days=1)
    # T-30, T-7, T+1, T+8, T+15, T+22
    assert told(alone.owner) == 6
    assert told(leader) == 6
    assert told(alone.coordinator) == 0, "somebody leads the programme"
    alone.report.refresh_from_db()
    assert alone.report.is_late


def test_after_a_stand_still_only_the_newest_goes_out(alone):
    plan_reminders(at(DUE + dt.timedelta(days=20)))
    assert told(alone.owner) == 1
    assert told(alone.coordinator) == 1, "nobody leads the programme"


def test_a_run_that_dies_half_way_tells_nobody_twice(alone, monkeypatch):
    """Marker and notices are stored together or not at all."""
    moment = at(DUE - dt.timedelta(days=30))
    real = reminders.notify

    def dies(*args, **kwargs):
        real(*args, **kwargs)
        raise RuntimeError("killed")

    monkeypatch.setattr(reminders, "notify", dies)
    with pytest.raises(RuntimeError), transaction.atomic():
        plan_reminders(moment)
    assert told(alone.owner) == 0
    monkeypatch.setattr(reminders, "notify", real)
    plan_reminders(moment)
    plan_reminders(moment)
    assert told(alone.owner) == 1


def test_a_lost_marker_tells_nobody_twice(alone):
    """The key of the notice says what it is, never which run made it."""
    moment = at(DUE - dt.timedelta(days=30))
    plan_reminders(moment)
    Obligation.objects.update(reminded="")
    plan_reminders(moment)
    assert told(alone.owner) == 1


def test_what_is_done_is_not_reminded_of(alone):
    work.lapse_obligation(obligation=alone.report, by=alone.coordinator, reason="niet nodig")
    assert plan_reminders(at(DUE)) == 0
    assert told(alone.owner) == 0


def test_the_mail_says_what_is_due_and_waits_no_longer_when_it_is_met(alone, time_machine, mailoutbox):
    time_machine.move_to(at(dt.date(2027, 1, 26)), tick=False)
    planner.plan_due()
    time_machine.move_to(at(dt.date(2027, 1, 26), 11), tick=False)
    planner.plan_due()
    deliver_due()
    sent = [message for message in mailoutbox if message.to == [alone.owner.email]]
    assert len(sent) == 1
    assert "1 februari 2027" in sent[0].subject
    assert "artikel 2" in sent[0].body.lower()


def test_the_mail_of_what_was_met_meanwhile_stays_away(alone, time_machine, mailoutbox):
    time_machine.move_to(at(dt.date(2027, 1, 26), 21), tick=False)  # a quiet evening
    planner.plan_due()
    work.add_evidence(obligation=alone.report, by=alone.coordinator, text="Het verslag")
    work.meet_obligation(obligation=alone.report, by=alone.coordinator)
    time_machine.move_to(at(dt.date(2027, 1, 27)), tick=False)
    planner.plan_due()
    deliver_due()
    assert not [message for message in mailoutbox if message.to == [alone.owner.email]]


def test_who_runs_the_network_hears_of_what_a_leaving_party_owes(alone):
    party = alone.agreement.parties.order_by("pk").first()
    party.ended_on, party.end_kind = dt.date(2026, 12, 31), "left"
    party.save()
    Obligation.objects.filter(pk=alone.report.pk).update(party=party)
    for day in range(40):
        plan_reminders(at(DUE - dt.timedelta(days=30 - day)))
    told_of = Notice.objects.filter(kind=OBLIGATION_UNOWNED.name, member=alone.coordinator)
    assert told_of.count() == 1


def test_nothing_due_costs_two_queries(owed, django_assert_num_queries):
    Obligation.objects.update(due_on=dt.date(2027, 7, 31))
    with django_assert_num_queries(2):
        plan_reminders(at(dt.date(2026, 11, 24)))
