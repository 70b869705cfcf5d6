"""The last two parties sign in the same moment, and a request to sign is sent once more by whoever has it."""

import threading

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.agreements.signing import entrance
from knowledge_network.agreements.signing.actions.rounds import mark_read
from knowledge_network.agreements.signing.actions.withdrawing import withdraw_round
from knowledge_network.agreements.signing.chain import find_broken
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.enums import EventKind, SignatureState
from knowledge_network.agreements.signing.models import Signature, SigningEvent
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement, Signatory
from tests.agreements.building import make_coordinator
from tests.agreements.rounds import opened_round, sign_as, signatures_of

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture(autouse=True)
def _has_a_password(monkeypatch):
    monkeypatch.setattr(entrance, "get_reauthentication_flows", lambda user: [{"id": "reauthenticate"}])


def logged_in(member, *, fresh=True):
    client = Client()
    client.force_login(member, backend=BACKEND)
    if fresh:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": timezone.now().timestamp()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(member)
        session.save()
    return client


def address_of(signature, agreement):
    return reverse("agreements:signature_sign", args=[agreement.public_id, signature.public_id])


def at_once(*acts):
    """Each in a thread with a connection of its own, begun together; what they gave, and what went wrong."""
    ready, given, problems = threading.Barrier(len(acts)), [], []

    def act(deed):
        try:
            ready.wait(timeout=60)
            given.append(deed())
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(deed,)) for deed in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert problems == []
    return given


def kinds():
    return list(SigningEvent.objects.order_by("number").values_list("kind", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_last_two_press_the_button_in_the_same_moment():
    agreement, people = opened_round(make_coordinator())
    first, *last = signatures_of(agreement)
    sign_as(first, people[first.party_id])
    sent = {"document_sha256": agreement.document_sha256, "agrees": "on"}
    deeds = []
    for row in last:
        mark_read(signature=row, by=people[row.party_id])
        client, address = logged_in(people[row.party_id]), address_of(row, agreement)
        # Each of them presses three times: the page is slow, the last one seals.
        deeds += [lambda client=client, address=address: client.post(address, sent).status_code] * 3
    answers = at_once(*deeds)
    assert set(answers) <= {302, 409}
    assert answers.count(302) >= 2
    done = CollaborationAgreement.objects.get()
    assert done.status == AgreementStatus.IN_FORCE
    assert kinds().count(EventKind.SIGNED) == 3
    assert kinds().count(EventKind.SEALED) == 1
    assert Signatory.objects.count() == 3
    assert find_broken(read_chain(done)) is None


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_the_last_signature_in_the_same_moment_end_in_one_of_the_two():
    coordinator = make_coordinator()
    agreement, people = opened_round(coordinator)
    *first, last = signatures_of(agreement)
    for row in first:
        sign_as(row, people[row.party_id])
    mark_read(signature=last, by=people[last.party_id])
    sent = {"document_sha256": agreement.document_sha256, "agrees": "on"}
    signer, runner = logged_in(people[last.party_id]), logged_in(coordinator)
    withdraw = reverse("agreements:round_withdraw", args=[agreement.public_id])
    answers = at_once(
        lambda: signer.post(address_of(last, agreement), sent).status_code,
        lambda: runner.post(withdraw, {"reason": "Toch niet."}).status_code,
    )
    assert sorted(answers) == [302, 409]
    done = CollaborationAgreement.objects.get()
    assert done.status in {AgreementStatus.IN_FORCE, AgreementStatus.WITHDRAWN}
    assert (EventKind.SEALED in kinds()) is (done.status == AgreementStatus.IN_FORCE)
    assert find_broken(read_chain(done)) is None


@pytest.mark.django_db
def test_a_request_to_sign_that_is_sent_again_signs_nothing_more():
    agreement, people = opened_round(make_coordinator())
    signature, other = signatures_of(agreement)[:2]
    member = people[signature.party_id]
    mark_read(signature=signature, by=member)
    mark_read(signature=other, by=people[other.party_id])
    sent = {"document_sha256": agreement.document_sha256, "agrees": "on"}
    client, address = logged_in(member), address_of(signature, agreement)
    assert client.post(address, sent).status_code == 302
    was = Signature.objects.get(pk=signature.pk).signed_at
    assert client.post(address, sent).status_code == 302
    assert Signature.objects.get(pk=signature.pk).signed_at == was
    assert kinds().count(EventKind.SIGNED) == 1
    # By somebody else who caught it: of another party, the one who runs the round, and nobody.
    assert logged_in(people[other.party_id]).post(address, sent).status_code == 403
    assert logged_in(make_coordinator()).post(address, sent).status_code == 403
    assert Client().post(address, sent).status_code == 302
    # At the address of another's signature, and by one who logged in long ago.
    assert client.post(address_of(other, agreement), sent).status_code == 403
    stale = logged_in(people[other.party_id], fresh=False).post(address_of(other, agreement), sent)
    assert stale["Location"].startswith(reverse("account_reauthenticate"))
    assert Signature.objects.get(pk=other.pk).state == SignatureState.READ
    assert kinds().count(EventKind.SIGNED) == 1


@pytest.mark.django_db
def test_a_request_of_one_round_signs_nothing_in_the_next():
    coordinator = make_coordinator()
    agreement, people = opened_round(coordinator)
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    mark_read(signature=signature, by=member)
    client, address = logged_in(member), address_of(signature, agreement)
    withdraw_round(agreement=agreement, by=coordinator, reason="Opnieuw.")
    assert client.post(address, {"document_sha256": agreement.document_sha256, "agrees": "on"}).status_code == 409
    assert client.post(address, {"document_sha256": "ab" * 32, "agrees": "on"}).status_code == 409
    assert EventKind.SIGNED not in kinds()
