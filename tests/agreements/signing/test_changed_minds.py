"""A round in which somebody says no: they may still sign, or the text is taken back and a better one is written."""

import datetime as dt
import io

import pypdf
import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from knowledge_network.agreements.signing.actions.mandates import propose_mandate
from knowledge_network.agreements.signing.actions.names import erase_due_names
from knowledge_network.agreements.signing.actions.rounds import mark_read, record_paper, refuse, sign
from knowledge_network.agreements.signing.actions.withdrawing import withdraw_round
from knowledge_network.agreements.signing.chain import find_broken
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.enums import EventKind, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent, SigningPerson
from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.sending import deliver_due
from tests.agreements.building import make_coordinator, make_director
from tests.agreements.rounds import opened_round, paper, sign_all, sign_as, signatures_of

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
NO = "De raad wil eerst praten."


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def opened(coordinator):
    return opened_round(coordinator)


def url(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.public_id, *args])


# Signing after all ----------------------------------------------------------------------------


@pytest.mark.parametrize("read_before", [True, False])
def test_who_refused_reads_and_signs_after_all(opened, read_before):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    if read_before:
        mark_read(signature=signature, by=member)
    refuse(signature=signature, by=member, reason=NO)
    if not read_before:
        with pytest.raises(RefusedError):
            sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
        mark_read(signature=signature, by=member)
        signature.refresh_from_db()
        assert signature.state == SignatureState.REFUSED, "reading it is not yet another answer"
    sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
    signature.refresh_from_db()
    assert signature.state == SignatureState.SIGNED
    assert CollaborationAgreement.objects.get().status == AgreementStatus.PARTLY_SIGNED


def test_the_page_to_sign_says_that_one_may_still_do_so(client, opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    refuse(signature=signature, by=people[signature.party_id], reason=NO)
    client.force_login(people[signature.party_id], backend=BACKEND)
    page = client.get(url("signature_sign", agreement, signature.public_id)).text
    assert NO in page
    assert "kun je alsnog tekenen" in page
    assert url("signature_refuse", agreement, signature.public_id) not in page, "no is said once"
    assert 'target="_blank"' in page, "the next step stays where it is while one reads"


def test_a_party_that_refused_signs_on_paper(opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    refuse(signature=signature, by=people[signature.party_id], reason=NO)
    record_paper(signature=signature, by=coordinator, scan=paper(), signed_on=timezone.localdate())
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.SIGNED


# Paper ----------------------------------------------------------------------------------------


def test_a_paper_of_before_the_round_is_of_another_document(opened, coordinator):
    agreement, _people = opened
    day_before = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(RefusedError, match="ander document"):
        record_paper(signature=signatures_of(agreement)[0], by=coordinator, scan=paper(), signed_on=day_before)


def test_the_evidence_gives_the_day_on_the_paper_and_speaks_the_language_of_the_network(opened, coordinator):
    agreement, people = opened
    first, *others = signatures_of(agreement)
    signed_on = timezone.localdate()
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)), translation.override("en"):
        record_paper(signature=first, by=coordinator, scan=paper(), signed_on=signed_on)
        for signature in others:
            sign_as(signature, people[signature.party_id])
        today = timezone.localdate()
    sealed = CollaborationAgreement.objects.get().sealed_document.read()
    text = " ".join(pypdf.PdfReader(io.BytesIO(sealed)).pages[-1].extract_text().split())
    assert f"op papier {signed_on:%d-%m-%Y}" in text
    assert f"{today:%d-%m-%Y} " in text
    assert "on this site" not in text
    facts = SigningEvent.objects.filter(kind=EventKind.SIGNED).order_by("number").values_list("facts", flat=True)
    assert [row.get("signed_on") for row in facts] == [signed_on.isoformat()] + [None] * len(others)


# Somebody else --------------------------------------------------------------------------------


def test_who_is_proposed_in_an_open_round_stands_beside_who_was_asked(client, opened, coordinator):
    agreement, _people = opened
    party = signatures_of(agreement)[0].party
    proposed = make_director(party.organisation)
    propose_mandate(party=party, by=coordinator, member=proposed, function="Directeur")
    client.force_login(coordinator, backend=BACKEND)
    page = client.get(url("signing_round", agreement)).text
    assert f"In hun plaats: {proposed.get_full_name()}, voorgesteld" in page
    mandate = Mandate.objects.get(member=proposed)
    client.post(url("mandate_withdraw", agreement, mandate.public_id))
    assert "In hun plaats" not in client.get(url("signing_round", agreement)).text


# Taken back -----------------------------------------------------------------------------------


def test_what_is_taken_back_is_kept_and_signed_by_nobody(opened, coordinator, mailoutbox):
    agreement, people = opened
    first, second, *_rest = signatures_of(agreement)
    sign_as(first, people[first.party_id])
    Notice.objects.update(mailed_at=timezone.now())
    withdraw_round(agreement=agreement, by=coordinator, reason=NO)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.status_reason) == (AgreementStatus.WITHDRAWN, NO)
    for act in (mark_read, lambda **who: sign(document_sha256=agreement.document_sha256, **who)):
        with pytest.raises(RefusedError):
            act(signature=second, by=people[second.party_id])
    with pytest.raises(RefusedError):
        withdraw_round(agreement=agreement, by=coordinator, reason=NO)
    assert Signature.objects.get(pk=first.pk).state == SignatureState.SIGNED, "what was done was done"
    assert find_broken(read_chain(agreement)) is None
    told = set(Notice.objects.filter(kind="agreements.round_withdrawn").values_list("member", flat=True))
    assert {member.pk for member in people.values()} <= told
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        deliver_due()
    about = [mail.subject for mail in mailoutbox if people[second.party_id].email in mail.to]
    assert about == [f"Niemand tekent «{agreement.title}» nog"], "and nobody is asked to sign"


def test_the_next_draft_starts_with_its_text_and_follows_what_holds(opened, coordinator):
    taken_back, _people = opened
    withdraw_round(agreement=taken_back, by=coordinator, reason=NO)
    taken_back.refresh_from_db()
    made = draft_next_version(agreement=taken_back, by=coordinator)
    assert (made.version, made.predecessor) == (2, None)
    assert [row.text for row in made.articles.all()] == [row.text for row in taken_back.articles.all()]
    assert (made.effective_from, made.effective_to) == (taken_back.effective_from, taken_back.effective_to)


def test_a_follower_that_is_taken_back_leaves_its_place_to_the_next(coordinator):
    agreement, people = opened_round(coordinator)
    agreement = sign_all(agreement, people)
    follower = draft_next_version(agreement=agreement, by=coordinator)
    follower.status, follower.document_sha256 = AgreementStatus.TO_SIGN, "ab" * 32
    follower.save()
    withdraw_round(agreement=follower, by=coordinator, reason=NO)
    again = draft_next_version(agreement=CollaborationAgreement.objects.get(pk=follower.pk), by=coordinator)
    assert again.predecessor == agreement


@pytest.mark.parametrize("status", ["to_sign", "in_force", "draft"])
def test_the_database_lets_nobody_bring_back_what_was_taken_back(opened, coordinator, status):
    agreement, _people = opened
    withdraw_round(agreement=agreement, by=coordinator, reason=NO)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_collaborationagreement SET status = %s", [status])


def test_what_all_signed_is_not_taken_back(opened, coordinator):
    agreement, people = opened
    done = sign_all(agreement, people)
    with pytest.raises(RefusedError):
        withdraw_round(agreement=done, by=coordinator, reason=NO)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_collaborationagreement SET status = 'withdrawn'")


def test_names_behind_what_was_taken_back_go_after_their_term(opened, coordinator):
    agreement, _people = opened
    withdraw_round(agreement=agreement, by=coordinator, reason=NO)
    today = timezone.localdate()
    assert erase_due_names(today=today.replace(year=today.year + 6)) == 0
    assert erase_due_names(today=today.replace(year=today.year + 8)) == 1
    assert not SigningPerson.objects.exists()


def test_a_coordinator_takes_it_back_on_a_page_and_begins_again(client, opened, coordinator):
    agreement, _people = opened
    client.force_login(coordinator, backend=BACKEND)
    address = url("round_withdraw", agreement)
    assert address in client.get(url("signing_round", agreement)).text
    assert "verplicht" in client.post(address, {"reason": " "}).text
    assert client.post(address, {"reason": NO})["Location"] == agreement.get_absolute_url()
    page = client.get(agreement.get_absolute_url()).text
    assert NO in page
    assert "Begin een nieuw concept met deze tekst" in page
    assert client.post(address, {"reason": NO}).status_code == 409
    assert "gevraagd" not in client.get(url("signing_round", agreement)).text, "nobody is asked any more"
    client.post(url("agreement_next", agreement))
    assert CollaborationAgreement.objects.filter(status=AgreementStatus.DRAFT).count() == 1


def test_what_starts_from_a_template_follows_what_was_signed_last(client, opened, coordinator):
    agreement, people = opened
    done = sign_all(agreement, people)
    client.force_login(coordinator, backend=BACKEND)
    assert "volgt versie 1 op" in client.get(reverse("agreements:agreement_start")).text
    client.post(reverse("agreements:agreement_start"), {"template": "kennisnetwerk", "title": "Opnieuw"})
    assert CollaborationAgreement.objects.get(title="Opnieuw").predecessor == done


def test_a_page_without_anything_to_do_offers_nothing(client, opened, coordinator):
    agreement, _people = opened
    client.force_login(coordinator, backend=BACKEND)
    assert "Wat je kunt doen" not in client.get(agreement.get_absolute_url()).text
