import datetime as dt
import io
import json

import pikepdf
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from knowledge_network.agreements.signing.actions.mandates import (
    confirm_mandate,
    confirm_mandate_by_scan,
    propose_mandate,
)
from knowledge_network.agreements.signing.actions.names import erase_due_names
from knowledge_network.agreements.signing.actions.rounds import (
    find_obstacles,
    mark_read,
    open_round,
    record_paper,
    refuse,
    remind_signatory,
    replace_signatory,
    sign,
    start_partly,
)
from knowledge_network.agreements.signing.chain import Broken, Link, find_broken, hash_person
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.document import fingerprint
from knowledge_network.agreements.signing.enums import EventKind, MandateState, SignatureState
from knowledge_network.agreements.signing.keys import all_certificates, rotate_pair
from knowledge_network.agreements.signing.models import Mandate, SealKey, SigningEvent, SigningPerson
from knowledge_network.agreements.signing.sealing import Verdict, check_seal
from knowledge_network.agreements.texts.actions.drafts import discard_draft
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from tests import factories as f
from tests.agreements.building import fresh, make_coordinator, make_director, make_draft
from tests.agreements.rounds import mandated, opened_round, paper, sign_all, sign_as, signatures_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def draft(coordinator):
    return make_draft(by=coordinator, effective_from=dt.date(2026, 8, 1), effective_to=dt.date(2030, 7, 31))


@pytest.fixture
def opened(coordinator):
    """A round that is open, and who signs, by party."""
    return opened_round(coordinator)


def kinds(agreement):
    return list(SigningEvent.objects.filter(agreement=agreement).order_by("number").values_list("kind", flat=True))


# Mandates -------------------------------------------------------------------------------------


def test_a_mandate_counts_once_somebody_else_of_the_party_confirmed_it(draft, coordinator):
    party = draft.parties.first()
    signatory, other = make_director(party.organisation), make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=signatory, function="Voorzitter CvB")
    for wrong in (signatory, coordinator, make_director(f.BoardFactory()), f.MemberFactory()):
        with pytest.raises(RefusedError):
            confirm_mandate(mandate=mandate, by=fresh(wrong))
    confirm_mandate(mandate=mandate, by=other)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.confirmed_by) == (MandateState.CONFIRMED, other)
    with pytest.raises(RefusedError):
        confirm_mandate(mandate=mandate, by=other)


def test_a_paper_is_seen_by_a_second_person(draft, coordinator):
    party = draft.parties.first()
    signatory = make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=signatory, function="Directeur")
    for wrong in (coordinator, signatory):
        with pytest.raises(RefusedError):
            confirm_mandate_by_scan(mandate=mandate, by=wrong, scan=paper())
    confirm_mandate_by_scan(mandate=mandate, by=make_coordinator(), scan=paper())
    mandate.refresh_from_db()
    assert mandate.scan_sha256 == fingerprint(mandate.scan.read())


def test_the_database_refuses_a_mandate_for_oneself(draft, coordinator):
    party = draft.parties.first()
    mandate = propose_mandate(party=party, by=coordinator, member=make_director(party.organisation), function="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(confirmed_by=mandate.member)


# The round ------------------------------------------------------------------------------------


def test_a_round_says_what_is_missing(draft, coordinator):
    assert len(find_obstacles(draft)) == draft.parties.count()
    draft.effective_from = draft.effective_to = None
    draft.save()
    draft.articles.filter(number=2).update(text="1. Zie artikel 9.")
    missing = " ".join(find_obstacles(draft))
    assert "artikel 2" in missing.lower() or "article 2" in missing.lower()
    with pytest.raises(RefusedError):
        open_round(agreement=draft, by=coordinator)
    assert CollaborationAgreement.objects.get().status == AgreementStatus.DRAFT


def test_what_is_put_up_has_a_fingerprint_and_every_party_is_asked(opened):
    agreement, people = opened
    assert agreement.status == AgreementStatus.TO_SIGN
    assert agreement.document_sha256 == fingerprint(agreement.document.read())
    assert {row.party_id for row in signatures_of(agreement)} == set(people)


def test_who_is_asked_reads_and_then_signs_the_very_document(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    with pytest.raises(RefusedError):
        sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
    mark_read(signature=signature, by=member)
    with pytest.raises(RefusedError):
        sign(signature=signature, by=member, document_sha256="0" * 64)
    sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
    sign(signature=signature, by=member, document_sha256=agreement.document_sha256)
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.PARTLY_SIGNED
    assert kinds(agreement).count(EventKind.SIGNED) == 1
    assert signature.party.signatory.function_as_signed == "Algemeen directeur a.i."


def test_nobody_signs_for_another_party(opened):
    agreement, people = opened
    first, second = signatures_of(agreement)[:2]
    for act in (lambda s, m: mark_read(signature=s, by=m), lambda s, m: refuse(signature=s, by=m, reason="nee")):
        with pytest.raises(RefusedError):
            act(first, people[second.party_id])


def test_nobody_signs_under_a_mandate_that_they_proposed(draft):
    parties = list(draft.parties.all())
    director = make_director(parties[0].organisation)
    other = make_director(parties[0].organisation)
    mandate = propose_mandate(party=parties[0], by=director, member=director, function="Directeur")
    confirm_mandate(mandate=mandate, by=other)
    for party in parties[1:]:
        mandated(party, make_coordinator())
    open_round(agreement=draft, by=make_coordinator())
    signature = parties[0].signatures.get()
    with pytest.raises(RefusedError):
        mark_read(signature=signature, by=director)


def test_the_last_signature_seals_it_and_it_takes_effect(opened):
    agreement, people = opened
    done = sign_all(agreement, people)
    assert done.status == AgreementStatus.IN_FORCE
    sealed = done.sealed_document.read()
    assert done.sealed_sha256 == fingerprint(sealed)
    assert check_seal(sealed, all_certificates()) == Verdict.INTACT
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        facts = json.loads(pdf.attachments["evidence.json"].get_file().read_bytes())
    links = [Link(row["number"], row["facts"], row["before"], row["sha256"]) for row in facts["events"]]
    assert find_broken(links) is None
    assert [link.facts["kind"] for link in links] == kinds(done)
    assert all(row.document_sha256 == done.document_sha256 for row in signatures_of(done))


def test_no_name_stands_in_the_chain_and_it_holds_after_names_are_erased(opened):
    agreement, people = opened
    done = sign_all(agreement, people)
    told = json.dumps([dict(link.facts) for link in read_chain(done)], ensure_ascii=False)
    for member in people.values():
        assert member.get_full_name() not in told
        assert member.family_name not in told
    row = SigningPerson.objects.filter(event__kind=EventKind.SIGNED).first()
    assert hash_person(row.name, row.function, row.salt) in told
    SigningPerson.objects.all().delete()
    assert find_broken(read_chain(done)) is None


def test_a_party_says_no_and_somebody_else_of_it_signs(opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    party = signature.party
    with pytest.raises(IntegrityError), transaction.atomic():
        refuse(signature=signature, by=people[party.pk], reason="")
    refuse(signature=signature, by=people[party.pk], reason="De raad van toezicht wil eerst praten.")
    people[party.pk] = mandated(party, coordinator)
    replace_signatory(party=party, by=coordinator)
    states = sorted(party.signatures.values_list("state", flat=True))
    assert states == sorted([SignatureState.REPLACED, SignatureState.ASKED])
    for row in signatures_of(agreement):
        if row.state == SignatureState.ASKED:
            sign_as(row, people[row.party_id])
    assert CollaborationAgreement.objects.get().status == AgreementStatus.IN_FORCE


def test_a_paper_counts_when_somebody_else_saw_it(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    with pytest.raises(RefusedError):
        record_paper(signature=signature, by=member, scan=paper(), signed_on=dt.date(2026, 11, 20))
    with pytest.raises(RefusedError):
        record_paper(signature=signature, by=make_coordinator(), scan=paper(), signed_on=dt.date(2027, 1, 1))
    record_paper(signature=signature, by=make_coordinator(), scan=paper(), signed_on=timezone.localdate())
    signature.refresh_from_db()
    assert signature.state == SignatureState.SIGNED
    assert signature.scan_sha256 == fingerprint(signature.scan.read())


# The chain, and the key -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE agreements_signingevent SET facts = '{}'",
        "DELETE FROM agreements_signingevent",
        "UPDATE agreements_collaborationagreement SET document_sha256 = repeat('0', 64)",
        "UPDATE agreements_collaborationagreement SET sealed_sha256 = repeat('0', 64)",
    ],
)
def test_the_database_keeps_what_happened(opened, sql):
    agreement, people = opened
    sign_all(agreement, people)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_who_switches_the_guard_off_breaks_the_chain_all_the_same(opened):
    agreement, _people = opened
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_signingevent DISABLE TRIGGER keep")
        cursor.execute('UPDATE agreements_signingevent SET facts = facts || \'{"how": "paper"}\' WHERE number = 2')
        cursor.execute("ALTER TABLE agreements_signingevent ENABLE TRIGGER keep")
    assert find_broken(read_chain(agreement)) == Broken(2, "changed")


def test_the_key_is_stored_so_that_the_database_alone_cannot_seal(opened):
    agreement, people = opened
    sign_all(agreement, people)
    row = SealKey.objects.get()
    assert "PRIVATE KEY" not in row.private_key
    assert "CERTIFICATE" in row.certificate


def test_a_new_key_seals_what_comes_and_the_old_seal_is_still_ours(opened):
    agreement, people = opened
    done = sign_all(agreement, people)
    rotate_pair()
    assert SealKey.objects.filter(retired_at__isnull=True).count() == 1
    assert check_seal(done.sealed_document.read(), all_certificates()) == Verdict.INTACT


def test_a_lost_secret_is_said_in_plain_words(opened, settings):
    agreement, people = opened
    rotate_pair()
    settings.SECRET_KEY = "another-secret" * 5
    with pytest.raises(RefusedError, match="SECRET_KEY"):
        sign_all(agreement, people)
    assert CollaborationAgreement.objects.get().status == AgreementStatus.PARTLY_SIGNED


# By itself, and without some --------------------------------------------------------------------


def test_who_did_not_answer_is_reminded_once_a_day_at_most(opened, coordinator):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    remind_signatory(signature=signature, by=coordinator)
    with pytest.raises(RefusedError):
        remind_signatory(signature=signature, by=coordinator)
    sign_as(signature, people[signature.party_id])
    with pytest.raises(RefusedError):
        remind_signatory(signature=signature, by=coordinator)


def test_it_starts_without_a_party_only_with_a_reason_and_that_stands_in_the_seal(opened, coordinator):
    agreement, people = opened
    first, second, third = signatures_of(agreement)
    sign_as(first, people[first.party_id])
    with pytest.raises(RefusedError):
        start_partly(agreement=agreement, by=coordinator, reason="Een is te weinig.")
    sign_as(second, people[second.party_id])
    with pytest.raises(RefusedError):
        start_partly(agreement=agreement, by=coordinator, reason="  ")
    start_partly(agreement=agreement, by=coordinator, reason="De derde fuseert eerst.")
    done = CollaborationAgreement.objects.get()
    assert done.status == AgreementStatus.IN_FORCE
    last = read_chain(done)[-1].facts
    assert last["without"] == [third.party.number_as_signed or third.party.name_as_signed]
    assert last["reason"] == "De derde fuseert eerst."
    with pytest.raises(RefusedError):
        sign_as(third, people[third.party_id])
    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationAgreement.objects.update(partial_start_reason="iets anders")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE agreements_signature SET document_sha256 = repeat('0', 64)",
        "UPDATE agreements_signature SET signed_at = '2020-01-01T00:00Z'",
        "DELETE FROM agreements_signature",
        "UPDATE agreements_signatory SET function_as_signed = 'x'",
        "UPDATE agreements_signatory SET name_as_signed = 'x'",
        "DELETE FROM agreements_signatory",
        "UPDATE agreements_collaborationagreement SET status = 'to_sign'",
    ],
)
def test_the_database_keeps_signatures_as_they_were_given(opened, sql):
    sign_all(*opened)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_names_go_after_their_term_and_the_chain_still_holds(opened):
    agreement = sign_all(*opened)
    CollaborationAgreement.objects.update(status=AgreementStatus.EXPIRED)
    assert erase_due_names(today=dt.date(2037, 7, 30)) == 0
    assert erase_due_names(today=dt.date(2037, 8, 2)) == 1
    assert erase_due_names(today=dt.date(2037, 8, 2)) == 0
    assert not SigningPerson.objects.exists()
    assert not Mandate.objects.exists()
    assert set(agreement.parties.values_list("signatory__name_as_signed", flat=True)) == {""}
    assert find_broken(read_chain(agreement)) is None
    assert check_seal(agreement.sealed_document.read(), all_certificates()) == Verdict.INTACT


def test_a_new_key_is_made_by_a_command(opened):
    sign_all(*opened)
    call_command("rotate_seal")
    assert SealKey.objects.filter(retired_at__isnull=True).count() == 1
    assert len(all_certificates()) == 2


def test_a_draft_of_which_mandates_are_confirmed_is_not_thrown_away(draft, coordinator):
    mandated(draft.parties.first(), coordinator)
    with pytest.raises(RefusedError):
        discard_draft(agreement=draft, by=coordinator)
