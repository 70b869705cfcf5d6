"""Rules make obligations: for the right days, once each, however often and by how many they are asked."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from knowledge_network.agreements.obligations.actions import rules, work
from knowledge_network.agreements.obligations.actions.making import make_obligations
from knowledge_network.agreements.obligations.calendar import due_day, years_in_sight
from knowledge_network.agreements.obligations.enums import DueRule, Level, ObligationState, OwnerRole
from knowledge_network.agreements.obligations.models import Obligation, ObligationRule
from knowledge_network.agreements.obligations.tasks import keep_obligations
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.kit.errors import RefusedError
from tests.agreements.building import make_draft, put_in_force
from tests.agreements.obligations.helpers import TODAY, YEAR, make_owed

pytestmark = pytest.mark.django_db


def test_the_founding_agreement_asks_eleven_things(owed):
    rows = Obligation.objects.of_year(YEAR)
    assert rows.count() == 11
    days = dict(rows.values_list("rule__title", "due_on"))
    assert days["Twee programmaleiders, elk minstens 0,2 fte"] == dt.date(2026, 8, 1)
    assert days["Werkplan: concept op 1 mei, vast op 1 juli"] == dt.date(2026, 7, 1), "before its school year"
    assert days["Verslag over projectgelden: eerste halfjaar"] == dt.date(2027, 2, 1)
    assert days["Bijeenkomsten tussen alle lagen"] == dt.date(2027, 7, 31)


def test_asking_again_makes_nothing_more(owed):
    assert make_obligations(today=TODAY) == 0
    keep_obligations()
    assert Obligation.objects.count() == 11


def test_the_next_school_year_is_there_from_february_on(owed):
    assert years_in_sight(dt.date(2027, 1, 31)) == (2026,)
    assert years_in_sight(dt.date(2027, 2, 1)) == (2026, 2027)
    assert years_in_sight(dt.date(2027, 7, 31)) == (2026, 2027)
    assert years_in_sight(dt.date(2027, 8, 1)) == (2027,)
    assert make_obligations(today=dt.date(2027, 2, 1)) == 11
    assert owed.of("Werkplan", 2027).due_on == dt.date(2027, 7, 1)


@pytest.mark.parametrize(
    ("day", "month", "before", "due"),
    [
        (1, 8, False, dt.date(2026, 8, 1)),
        (31, 7, False, dt.date(2027, 7, 31)),
        (31, 6, False, dt.date(2027, 6, 30)),
        (29, 2, False, dt.date(2027, 2, 28)),
        (1, 7, True, dt.date(2026, 7, 1)),
        (1, 9, True, dt.date(2025, 9, 1)),
    ],
)
def test_a_yearly_day_falls_in_its_school_year(day, month, before, due):
    rule = ObligationRule(due_rule=DueRule.YEARLY, due_day=day, due_month=month, before_year=before)
    assert due_day(rule, YEAR) == due


def test_once_is_once(owed):
    article = owed.agreement.articles.get(number=1)
    rules.add_rule(
        article=article,
        by=owed.coordinator,
        title="Startbijeenkomst",
        owner_role=OwnerRole.COORDINATOR,
        level=Level.PROGRAMME,
        due_rule=DueRule.ONCE,
        due_on=dt.date(2027, 3, 1),
    )
    make_obligations(years=(2026, 2027), today=TODAY)
    assert Obligation.objects.filter(rule__title="Startbijeenkomst").count() == 1


def test_what_every_party_owes_is_made_for_each_and_not_for_who_left(owed):
    gone = owed.agreement.parties.order_by("pk").first()
    gone.ended_on, gone.end_kind = dt.date(2026, 7, 31), "left"
    gone.save()
    rules.add_rule(
        article=owed.agreement.articles.get(number=3),
        by=owed.coordinator,
        title="Eigen jaarverslag",
        owner_role=OwnerRole.EVERY_PARTY,
        level=Level.BOARDS,
        due_rule=DueRule.YEARLY,
        due_day=1,
        due_month=6,
        today=TODAY,
    )
    owing = set(Obligation.objects.filter(rule__title="Eigen jaarverslag").values_list("party", flat=True))
    assert owing == set(owed.agreement.parties.exclude(pk=gone.pk).values_list("pk", flat=True))


def test_nothing_is_owed_before_an_agreement_begins_or_after_it_ends(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    owed = make_owed()
    agreement = owed.agreement
    Obligation.objects.all().delete()
    agreement.__class__.objects.filter(pk=agreement.pk)
    later = put_in_force(
        make_draft(by=owed.coordinator, effective_from=dt.date(2026, 10, 1), effective_to=dt.date(2027, 3, 1))
    )
    rules.add_founding_rules(agreement=later, by=owed.coordinator, today=TODAY)
    days = list(Obligation.objects.filter(rule__article__agreement=later).values_list("due_on", flat=True))
    assert sorted(days) == [dt.date(2027, 1, 31), dt.date(2027, 2, 1)]


def test_changing_a_rule_moves_what_is_open_and_leaves_what_was_met(owed):
    report = owed.of("Verslag over projectgelden: eerste")
    work.add_evidence(obligation=report, by=owed.coordinator, text="Het verslag")
    work.meet_obligation(obligation=report, by=owed.coordinator, on=TODAY)
    winter = owed.of("Netwerkbeeld in de winter")
    for one in (report, winter):
        rules.change_rule(rule=one.rule, by=owed.coordinator, today=TODAY, due_day=15, due_month=3)
    assert owed.of("Netwerkbeeld in de winter").due_on == dt.date(2027, 3, 15)
    assert owed.of("Verslag over projectgelden: eerste").due_on == dt.date(2027, 2, 1)


def test_ending_a_rule_lets_what_is_open_lapse_with_its_reason(owed):
    winter = owed.of("Netwerkbeeld in de winter")
    rules.end_rule(rule=winter.rule, by=owed.coordinator, reason="Eén keer per jaar is genoeg")
    winter.refresh_from_db()
    assert (winter.state, winter.lapse_reason) == (ObligationState.LAPSED, "Eén keer per jaar is genoeg")
    assert make_obligations(today=dt.date(2027, 2, 1)) == 10


def test_a_second_beginning_is_refused(owed):
    with pytest.raises(RefusedError):
        rules.add_founding_rules(agreement=owed.agreement, by=owed.coordinator)


def test_the_next_version_asks_what_the_one_before_did(owed):
    """In the night after it took effect; what was asked for later by the old one lapses."""
    owed.agreement.status = AgreementStatus.SUCCEEDED
    owed.agreement.save()
    newer = put_in_force(make_draft(by=owed.coordinator, effective_from=dt.date(2026, 11, 1)))
    newer.__class__.objects.filter(pk=newer.pk).update(predecessor=owed.agreement)
    keep_obligations()
    keep_obligations()
    assert ObligationRule.objects.filter(article__agreement=newer).count() == 11
    old = Obligation.objects.filter(rule__article__agreement=owed.agreement)
    assert set(old.filter(due_on__gte=dt.date(2026, 11, 1)).values_list("state", flat=True)) == {ObligationState.LAPSED}
    assert not old.filter(due_on__lt=dt.date(2026, 11, 1), state=ObligationState.LAPSED).exists()
    open_now = Obligation.objects.still_open().filter(rule__article__agreement=newer)
    assert open_now.filter(due_on__gte=dt.date(2026, 11, 1)).count() == open_now.count() == 8


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_each_once():
    owed = make_owed()
    Obligation.objects.all().delete()
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        try:
            make_obligations(agreement=owed.agreement, years=(YEAR,), today=TODAY)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Obligation.objects.of_year(YEAR).count() == 11
