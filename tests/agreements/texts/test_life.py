"""What becomes of an agreement: warned, ended, followed; parties that leave or merge."""

import datetime as dt

import pytest

from knowledge_network.agreements.signing.reminders import find_quarter, plan_signing
from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.agreements.texts.actions.life import (
    give_notice,
    succeed_due,
    terminate_agreement,
)
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.reminders import plan_lives
from knowledge_network.agreements.texts.signals import party_ended, took_effect
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.organisations.models import Board
from knowledge_network.notifications.events.models import Notice
from tests.agreements.building import make_coordinator, make_director, make_draft, put_in_force
from tests.agreements.rounds import opened_round

pytestmark = pytest.mark.django_db


def at(text):
    return dt.datetime.fromisoformat(text + "+00:00")


def in_force(**fields):
    term = {"effective_from": dt.date(2023, 8, 1), "effective_to": dt.date(2027, 7, 31)}
    return put_in_force(make_draft(**{**term, **fields}))


def told(kind):
    return Notice.objects.filter(kind=f"agreements.{kind}")


@pytest.fixture
def heard():
    """What the signals of the room said."""
    calls = []

    def hear(sender, signal, **said):
        calls.append(said)

    for signal in (party_ended, took_effect):
        signal.connect(hear)
    yield calls
    for signal in (party_ended, took_effect):
        signal.disconnect(hear)


@pytest.mark.parametrize(
    ("moment", "months"),
    [("2026-07-31T06:00", 0), ("2026-07-31T08:00", 12), ("2027-01-31T09:00", 6), ("2027-04-30T09:00", 3)],
)
def test_all_parties_are_warned_a_year_half_a_year_and_three_months_before_the_end(moment, months):
    agreement = in_force()
    director = make_director(agreement.parties.first().organisation)
    for _twice in range(2):
        plan_lives(at(moment))
    assert list(told("expires").filter(member=director).values_list("params__months", flat=True)) == (
        [months] if months else []
    )


def test_nobody_is_warned_of_an_end_once_the_next_version_is_signed():
    agreement = in_force()
    make_director(agreement.parties.first().organisation)
    put_in_force(draft_next_version(agreement=agreement, by=make_coordinator()))
    plan_lives(at("2027-04-30T09:00"))
    assert not told("expires").exists()


def test_it_expires_the_day_after_its_last_day():
    agreement = in_force()
    plan_lives(at("2027-07-31T12:00"))
    assert CollaborationAgreement.objects.get().status == AgreementStatus.IN_FORCE
    plan_lives(at("2027-08-01T12:00"))
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.EXPIRED


def test_a_version_that_is_signed_beforehand_follows_on_its_first_day(heard):
    agreement = in_force()
    made = put_in_force(draft_next_version(agreement=agreement, by=make_coordinator()))
    assert succeed_due(today=dt.date(2027, 7, 31)) == 0
    assert list(CollaborationAgreement.objects.holding(dt.date(2027, 7, 31))) == [agreement]
    assert succeed_due(today=dt.date(2027, 8, 1)) == 1
    assert succeed_due(today=dt.date(2027, 8, 1)) == 0
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.SUCCEEDED
    assert [call["agreement"] for call in heard] == [made]


def test_who_gives_notice_leaves_at_the_end_of_a_school_year_and_the_rooms_above_hear_it(heard):
    agreement = in_force()
    party = agreement.parties.first()
    director = make_director(party.organisation)
    last_day = give_notice(party=party, by=director, on=dt.date(2026, 11, 20))
    assert last_day == dt.date(2027, 7, 31)
    assert [(call["party"], call["on"], call["successor"]) for call in heard] == [(party, last_day, None)]
    with pytest.raises(RefusedError):
        give_notice(party=party, by=director)
    assert give_notice(party=agreement.parties.last(), by=director, on=dt.date(2027, 6, 1)) == dt.date(2028, 7, 31)


def test_a_merged_board_is_noted_once_and_signed_names_stay(heard):
    agreement = in_force()
    first, second = Board.objects.order_by("name")[:2]
    party = agreement.parties.get(organisation=first)
    merge_board(board=first, into=second, by=None, on=dt.date(2026, 8, 1))
    party.refresh_from_db()
    assert (party.end_kind, party.ended_on) == (PartyEnd.MERGED, dt.date(2026, 8, 1))
    assert party.name_as_signed == first.name
    assert [call["successor"].pk for call in heard] == [second.pk]


def test_an_agreement_is_terminated_with_its_reason():
    agreement = in_force()
    director = make_director(agreement.parties.first().organisation)
    terminate_agreement(agreement=agreement, by=make_coordinator(), reason="Samen besloten.")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.status_reason) == (AgreementStatus.TERMINATED, "Samen besloten.")
    assert told("terminated").filter(member=director).exists()


# What signing does by itself ------------------------------------------------------------------


def test_who_did_not_sign_is_reminded_after_a_week_on_a_school_day():
    agreement, _people = opened_round(make_coordinator())
    parties = agreement.parties.count()
    asked = agreement.changed_at
    assert plan_signing(asked + dt.timedelta(days=6)) == 0
    saturday = asked + dt.timedelta(days=11)
    assert saturday.weekday() == 5
    assert plan_signing(saturday) == 0
    assert plan_signing(asked + dt.timedelta(days=13)) == parties
    assert plan_signing(asked + dt.timedelta(days=13)) == 0
    assert told("sign_reminder").count() == parties


def test_each_party_gets_the_head_of_the_chain_once_a_quarter():
    _agreement, people = opened_round(make_coordinator())
    assert find_quarter(dt.date(2027, 1, 4)) == ("2027-1", dt.date(2027, 1, 1))
    for _twice in range(2):
        plan_signing(at("2027-01-04T10:00"))
    for member in people.values():
        assert told("chain_head").filter(member=member).count() == 1
    plan_signing(at("2027-02-08T10:00"))
    assert told("chain_head").filter(member=next(iter(people.values()))).count() == 1
