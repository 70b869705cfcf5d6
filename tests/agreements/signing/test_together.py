"""Two who sign at once, on connections of their own: none is lost, and the agreement is sealed once."""

import threading

import pytest
from django.db import connection

from knowledge_network.agreements.signing.actions.rounds import mark_read, sign
from knowledge_network.agreements.signing.chain import find_broken
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.enums import EventKind
from knowledge_network.agreements.signing.models import Signature, SigningEvent
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from tests.agreements.building import make_coordinator
from tests.agreements.rounds import opened_round, signatures_of


@pytest.mark.django_db(transaction=True)
def test_all_sign_at_once_and_it_is_sealed_once():
    agreement, people = opened_round(make_coordinator(), boards=3)
    ready, problems = threading.Barrier(4), []

    def act(signature_id, member):
        try:
            signature = Signature.objects.select_related("party__agreement").get(pk=signature_id)
            mark_read(signature=signature, by=member)
            ready.wait(timeout=60)
            sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
        except Exception as problem:
            problems.append(problem)
            ready.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(row.pk, people[row.party_id])) for row in signatures_of(agreement)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert problems == []
    done = CollaborationAgreement.objects.get()
    assert done.status == AgreementStatus.IN_FORCE
    kinds = list(SigningEvent.objects.order_by("number").values_list("kind", flat=True))
    assert kinds.count(EventKind.SIGNED) == 4
    assert kinds.count(EventKind.SEALED) == 1
    assert find_broken(read_chain(done)) is None


@pytest.mark.django_db(transaction=True)
def test_one_who_presses_twice_signs_once():
    agreement, people = opened_round(make_coordinator())
    row = signatures_of(agreement)[0]
    member = people[row.party_id]
    mark_read(signature=row, by=member)
    ready = threading.Barrier(2)

    def act():
        try:
            ready.wait(timeout=60)
            sign(signature=Signature.objects.get(pk=row.pk), by=member, document_sha256=agreement.document_sha256)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert SigningEvent.objects.filter(kind=EventKind.SIGNED).count() == 1
