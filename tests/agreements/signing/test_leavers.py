"""Who stops working for a party signs for it no more: the mandate lapses, and who runs the network hears it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from knowledge_network.agreements.signing.actions.mandates import confirm_mandate, lapse_mandates, propose_mandate
from knowledge_network.agreements.signing.actions.rounds import (
    find_obstacles,
    mark_read,
    open_round,
    record_paper,
    replace_signatory,
    sign,
)
from knowledge_network.agreements.signing.chain import find_broken
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.enums import EventKind, MandateState, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent
from knowledge_network.agreements.signing.reminders import plan_signing
from knowledge_network.agreements.texts.enums import PartyEnd
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment
from knowledge_network.members.signals import member_changed, member_left
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.agreements.building import fresh, make_coordinator, make_director, make_draft
from tests.agreements.rounds import mandated, opened_round, paper, sign_all, sign_as, signatures_of

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def opened(coordinator):
    return opened_round(coordinator)


def end_work(member, day=None):
    Appointment.objects.filter(member=member).update(end=day or timezone.localdate() - dt.timedelta(days=1))


def leave(member):
    """As the actions of people do it: the appointment ends, and the signal says so."""
    end_work(member)
    member_changed.send(sender=type(member), member=member)


def test_the_mandate_of_who_left_lapses_and_the_coordinator_hears_it(opened, coordinator, mailoutbox):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    leave(people[signature.party_id])
    assert Mandate.objects.get(signatures=signature).state == MandateState.LAPSED
    assert Notice.objects.filter(kind="agreements.mandate_lapsed", member=coordinator).count() == 1
    assert SigningEvent.objects.filter(kind=EventKind.LAPSED).count() == 1
    assert find_broken(read_chain(agreement)) is None
    assert lapse_mandates() == 0


def test_one_whose_last_day_simply_passes_is_found_by_the_planner(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    today = timezone.localdate()
    end_work(people[signature.party_id], today + dt.timedelta(days=1))
    assert lapse_mandates() == 0, "the last day still counts"
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert plan_signing(timezone.now()) == 1
        assert plan_signing(timezone.now()) == 0
    assert Mandate.objects.get(signatures=signature).state == MandateState.LAPSED


def test_who_left_cannot_sign_even_before_anybody_noticed(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    mark_read(signature=signature, by=member)
    end_work(member)
    with pytest.raises(RefusedError):
        sign(signature=signature, by=fresh(member), document_sha256=agreement.document_sha256)
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.READ


def test_who_leaves_the_network_signs_no_more(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    type(member).objects.filter(pk=member.pk).update(left_at=timezone.now())
    member_left.send(sender=type(member), member=member, by=None)
    assert Mandate.objects.get(signatures=signature).state == MandateState.LAPSED


def test_what_was_signed_stays_signed(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    sign_as(signature, member)
    leave(member)
    assert Mandate.objects.get(signatures=signature).state == MandateState.CONFIRMED
    assert not Notice.objects.filter(kind="agreements.mandate_lapsed").exists()


def test_somebody_else_is_asked_and_it_is_sealed(opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    leave(people[signature.party_id])
    people[signature.party_id] = mandated(signature.party, coordinator)
    replace_signatory(party=signature.party, by=coordinator)
    left = [row for row in signatures_of(agreement) if row.state != SignatureState.REPLACED]
    for row in left:
        sign_as(row, people[row.party_id])
    agreement.refresh_from_db()
    assert agreement.is_in_force


def test_a_paper_of_before_the_last_day_counts_and_one_of_after_does_not(opened, coordinator):
    agreement, people = opened
    first, second = signatures_of(agreement)[:2]
    today = timezone.localdate()
    with time_machine.travel(timezone.now() + dt.timedelta(days=5)):
        for row in (first, second):
            end_work(people[row.party_id], today + dt.timedelta(days=2))
            member_changed.send(sender=None, member=people[row.party_id])
        record_paper(signature=first, by=coordinator, scan=paper(), signed_on=today + dt.timedelta(days=1))
        with pytest.raises(RefusedError):
            record_paper(signature=second, by=coordinator, scan=paper(), signed_on=today + dt.timedelta(days=3))


def test_a_draft_does_not_go_up_with_a_mandate_that_lapsed(coordinator):
    draft = make_draft(by=coordinator, effective_from=dt.date(2026, 8, 1))
    people = {party.pk: mandated(party, coordinator) for party in draft.parties.all()}
    leave(next(iter(people.values())))
    assert any("nog niet bevestigd" in line for line in find_obstacles(draft))
    with pytest.raises(RefusedError):
        open_round(agreement=draft, by=coordinator)


def test_a_proposal_of_somebody_who_left_is_not_confirmed(coordinator):
    draft = make_draft(by=coordinator)
    party = draft.parties.order_by("pk").first()
    signatory, other = make_director(party.organisation), make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=signatory, function="Directeur")
    end_work(signatory)
    with pytest.raises(RefusedError):
        confirm_mandate(mandate=mandate, by=other)


def test_the_pages_say_that_it_lapsed(client, opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    leave(member)
    client.force_login(coordinator, backend=BACKEND)
    page = client.get(reverse("agreements:signing_round", args=[agreement.public_id])).text
    assert "machtiging vervallen" in page
    assert reverse("agreements:signature_remind", args=[agreement.public_id, signature.public_id]) not in page
    client.force_login(fresh(member), backend=BACKEND)
    address = reverse("agreements:signature_sign", args=[agreement.public_id, signature.public_id])
    assert "valt niets meer te tekenen" in client.get(address).text
    assert address not in client.get(reverse("agreements:agreements_home")).text


def test_nobody_who_left_is_reminded(opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    leave(people[signature.party_id])
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        plan_signing(timezone.now())
    assert not Notice.objects.filter(kind="agreements.sign_reminder", member=people[signature.party_id]).exists()


def test_in_a_board_that_merges_while_it_signs_its_people_go_on(coordinator):
    agreement, people = opened_round(coordinator)
    first, second = (Board.objects.get(pk=party.organisation_id) for party in agreement.parties.order_by("pk")[:2])
    merge_board(board=first, into=second, by=None)
    assert lapse_mandates() == 0
    party = agreement.parties.get(organisation=first)
    heir = f.MemberFactory(site=second, function=Function.BOARD_MEMBER)
    other = make_director(second)
    mandate = propose_mandate(party=party, by=coordinator, member=heir, function="Bestuurder")
    confirm_mandate(mandate=mandate, by=other)
    replace_signatory(party=party, by=coordinator)
    people[party.pk] = heir
    rows = [row for row in signatures_of(agreement) if row.state != SignatureState.REPLACED]
    for row in rows:
        sign_as(row, people[row.party_id])
    agreement.refresh_from_db()
    assert agreement.is_in_force
    # Noted now that it holds: what it signed stays, and what is owed from here on the other one owes.
    party.refresh_from_db()
    assert (party.end_kind, party.ended_on) == (PartyEnd.MERGED, timezone.localdate())
    assert Notice.objects.filter(kind="agreements.party_merged", member=other).count() == 1


def test_a_whole_round_costs_the_planner_the_same_when_nobody_left(opened, django_assert_max_num_queries):
    agreement, people = opened
    sign_all(agreement, people)
    with django_assert_max_num_queries(1):
        lapse_mandates()
