"""What becomes of an agreement: warned, ended, followed; parties that leave or merge."""

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.agreements.signing.reminders import find_quarter, plan_signing
from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.agreements.texts.actions.life import (
    give_notice,
    succeed_due,
    take_back_notice,
    terminate_agreement,
)
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.agreements.texts.notices import NOTICE_GIVEN, NOTICE_TAKEN_BACK
from knowledge_network.agreements.texts.reminders import plan_lives
from knowledge_network.agreements.texts.signals import party_ended, took_effect
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests.agreements.building import make_coordinator, make_director, make_draft, put_in_force
from tests.agreements.rounds import opened_round
from tests.factories import MemberFactory
from tests.pages import Page

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


def leaving_party():
    """A party that gave notice in November, and its director."""
    party = in_force().parties.first()
    director = make_director(party.organisation)
    give_notice(party=party, by=director, on=dt.date(2026, 11, 20))
    return party, director


def test_a_party_takes_back_its_notice_up_to_its_last_day_and_all_hear_it():
    party, director = leaving_party()
    other = make_director(party.agreement.parties.last().organisation)
    take_back_notice(party=party, by=director, today=dt.date(2027, 7, 31))
    party.refresh_from_db()
    assert (party.end_kind, party.ended_on, party.notice_given_on) == ("", None, None)
    assert party in party.agreement.parties.present_on(dt.date(2030, 1, 1))
    assert told("notice_taken_back").filter(member=other).count() == 1
    assert AuditEvent.objects.filter(verb="agreements.notice_taken_back", actor=director).count() == 1
    with pytest.raises(RefusedError):
        take_back_notice(party=party, by=director)


def test_once_it_left_a_notice_is_not_taken_back():
    party, director = leaving_party()
    with pytest.raises(RefusedError):
        take_back_notice(party=party, by=director, today=dt.date(2027, 8, 1))
    party.refresh_from_db()
    assert party.has_given_notice


def test_a_notice_that_is_given_once_more_is_told_once_more_and_what_holds_no_longer_is_not():
    party, director = leaving_party()
    other = make_director(party.agreement.parties.last().organisation)
    take_back_notice(party=party, by=director)
    give_notice(party=party, by=director, on=dt.date(2026, 11, 20))
    given, taken_back = told("notice_given").filter(member=other), told("notice_taken_back").filter(member=other)
    assert (given.count(), taken_back.count()) == (1, 1)
    assert NOTICE_TAKEN_BACK.stale(taken_back.get())
    assert not NOTICE_GIVEN.stale(given.get())
    take_back_notice(party=party, by=director)
    assert NOTICE_GIVEN.stale(given.get())


def test_two_who_give_notice_of_one_party_give_it_once():
    party, director = leaving_party()
    read_before = Party(pk=party.pk, agreement=party.agreement, organisation=party.organisation)
    with pytest.raises(RefusedError):
        give_notice(party=read_before, by=director)


def test_a_party_that_merged_after_its_notice_is_noted_as_merged_when_it_takes_that_back():
    party, director = leaving_party()
    board = Board.objects.get(pk=party.organisation_id)
    merge_board(board=board, into=Board.objects.exclude(pk=board.pk).first(), by=None, on=dt.date(2026, 8, 1))
    fetched = Party.objects.get(pk=party.pk)
    assert fetched.has_given_notice
    take_back_notice(party=fetched, by=director)
    fetched.refresh_from_db()
    assert (fetched.end_kind, fetched.ended_on) == (PartyEnd.MERGED, dt.date(2026, 8, 1))


def test_who_may_give_notice_finds_beside_it_how_to_take_it_back(client):
    party, director = leaving_party()
    page = party.agreement.get_absolute_url()
    address = reverse("agreements:party_stay", args=[party.agreement.public_id, party.organisation.slug])
    for reader, sees in ((director, True), (make_coordinator(), True), (MemberFactory(), False)):
        client.force_login(reader)
        assert (address in client.get(page).text) is sees
    assert client.post(address).status_code == 403
    client.force_login(director)
    assert "20 november 2026" in client.get(address).text
    assert client.post(address).status_code == 302
    assert address not in client.get(page).text
    assert not Page(client.get(address)).one("main").all("form")
    assert client.post(address).status_code == 409


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
