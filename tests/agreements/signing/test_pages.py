"""Signing as people do it, page by page."""

import datetime as dt

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.internal.userkit import user_id_to_str
from django.urls import reverse
from django.utils import timezone

from knowledge_network.agreements.signing import entrance
from knowledge_network.agreements.signing.actions.mandates import propose_mandate
from knowledge_network.agreements.signing.enums import EventKind, MandateState, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.kit.dates import nice_date
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.sending import deliver_due
from tests import factories as f
from tests.agreements.building import make_coordinator, make_director, make_draft, put_in_force
from tests.agreements.rounds import mandated, opened_round, paper_upload, sign_all, sign_as, signatures_of
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def log_in(client, member, *, fresh=False):
    """As somebody who logged in long ago, or a moment ago."""
    client.force_login(member, backend=BACKEND)
    if fresh:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": timezone.now().timestamp()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(member)
        session.save()


@pytest.fixture(autouse=True)
def _has_a_password(monkeypatch):
    """Who has none logs in anew; that has a test of its own."""
    monkeypatch.setattr(entrance, "get_reauthentication_flows", lambda user: [{"id": "reauthenticate"}])


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def opened(coordinator):
    return opened_round(coordinator)


def url(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.public_id, *args])


def test_who_signs_reads_shows_again_who_they_are_and_signs(client, opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    log_in(client, member)
    sign = url("signature_sign", agreement, signature.public_id)
    read = client.post(url("signature_read", agreement, signature.public_id))
    assert read["Location"] == url("document", agreement)
    assert client.get(read["Location"]).getvalue().startswith(b"%PDF")
    said = {"document_sha256": agreement.document_sha256, "agrees": "on"}
    asked = client.post(sign, said)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.READ, "not signed without a fresh log-in"
    log_in(client, member, fresh=True)
    page = client.get(sign)
    assert agreement.document_sha256[:8] in page.text
    client.post(sign, said)
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.SIGNED


def test_a_log_in_of_long_ago_is_not_fresh(client, opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    log_in(client, people[signature.party_id], fresh=True)
    client.post(url("signature_read", agreement, signature.public_id))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        said = {"document_sha256": agreement.document_sha256, "agrees": "on"}
        answer = client.post(url("signature_sign", agreement, signature.public_id), said)
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not SigningEvent.objects.filter(kind=EventKind.SIGNED).exists()


def test_who_has_no_password_logs_in_anew(client, opened, monkeypatch):
    monkeypatch.setattr(entrance, "get_reauthentication_flows", get_reauthentication_flows)
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    member = people[signature.party_id]
    member.set_unusable_password()
    member.save()
    log_in(client, member)
    answer = client.post(url("signature_sign", agreement, signature.public_id))
    assert answer["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_another_document_is_not_signed(client, opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    log_in(client, people[signature.party_id], fresh=True)
    client.post(url("signature_read", agreement, signature.public_id))
    answer = client.post(
        url("signature_sign", agreement, signature.public_id), {"document_sha256": "0" * 64, "agrees": "on"}
    )
    assert answer.status_code == 409
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.READ


def test_who_refuses_says_why_and_all_parties_read_it(client, opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    log_in(client, people[signature.party_id])
    address = url("signature_refuse", agreement, signature.public_id)
    assert client.post(address, {"reason": " "}).status_code == 200
    client.post(address, {"reason": "Wij willen eerst met de raad praten."})
    other = people[signatures_of(agreement)[1].party_id]
    log_in(client, other)
    assert "eerst met de raad praten" in client.get(url("signing_round", agreement)).text
    assert Notice.objects.filter(member=other, kind="agreements.sign_refused").exists()


def test_a_director_confirms_after_a_fresh_log_in(client, coordinator):
    draft = make_draft(by=coordinator, effective_from=dt.date(2026, 8, 1))
    party = draft.parties.first()
    signatory, director = make_director(party.organisation), make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=signatory, function="Voorzitter CvB")
    address = url("mandate_confirm", draft, mandate.public_id)
    log_in(client, director)
    assert signatory.get_full_name() in client.get(address).text
    assert client.post(address)["Location"].startswith(reverse("account_reauthenticate"))
    log_in(client, director, fresh=True)
    client.post(address)
    assert Mandate.objects.get().state == MandateState.CONFIRMED
    log_in(client, signatory, fresh=True)
    assert client.post(address).status_code == 403


def test_who_is_confirmed_while_the_round_is_open_is_asked_next(client, opened):
    agreement, _people = opened
    party, coordinator = agreement.parties.first(), make_coordinator()
    heir, director = make_director(party.organisation), make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=heir, function="Bestuurder")
    log_in(client, director, fresh=True)
    page = client.post(url("mandate_confirm", agreement, mandate.public_id), follow=True).text
    assert "Wie het netwerk leidt, vraagt nu om te tekenen." in page
    assert "zodra het document is voorgelegd" not in page


def test_a_round_that_is_over_leads_to_the_sealed_document(client, opened):
    agreement, people = opened
    log_in(client, people[agreement.parties.first().pk])
    assert url("sealed", agreement) not in client.get(url("signing_round", agreement)).text
    sign_all(agreement, people)
    assert url("sealed", agreement) in client.get(url("signing_round", agreement)).text


def test_a_coordinator_prepares_and_opens_the_round(client, coordinator):
    draft = make_draft(by=coordinator, effective_from=dt.date(2026, 8, 1))
    log_in(client, coordinator)
    page = client.get(url("signing_round", draft))
    assert len(page.context["obstacles"]) == draft.parties.count()
    for party in draft.parties.all():
        if party == draft.parties.first():
            signatory = make_director(party.organisation)
            told = {"member": signatory.public_id, "function": "Directeur"}
            client.post(url("mandate_propose", draft, party.organisation.slug), told)
            other = make_coordinator()
            log_in(client, other)
            mandate = Mandate.objects.get()
            scan = {"scan": paper_upload(), "seen": "on"}
            client.post(url("mandate_paper", draft, mandate.public_id), scan)
            log_in(client, coordinator)
        else:
            mandated(party, coordinator)
    client.post(url("round_open", draft))
    assert CollaborationAgreement.objects.get().status == AgreementStatus.TO_SIGN
    assert Notice.objects.filter(kind="agreements.sign_asked").count() == draft.parties.count()


def test_a_signature_on_paper_is_brought_in_by_who_saw_it(client, opened, coordinator):
    agreement, _people = opened
    signature = signatures_of(agreement)[0]
    log_in(client, coordinator)
    address = url("signature_paper", agreement, signature.public_id)
    today = timezone.localdate().isoformat()
    without = {"scan": paper_upload(), "signed_on": today}
    assert client.post(address, without).status_code == 200, "only who says that they saw it"
    client.post(address, {"scan": paper_upload(), "signed_on": today, "seen": "on"})
    assert Signature.objects.get(pk=signature.pk).state == SignatureState.SIGNED
    answer = client.get(url("signature_scan", agreement, signature.public_id))
    assert answer["Content-Disposition"].startswith("attachment")
    # The day on the paper, not the moment at which it was brought in.
    rows = Page(client.get(url("signing_round", agreement))).one("main")
    assert f"op papier, {nice_date(timezone.localdate())} " in f"{rows.words} "
    assert f"op papier, {nice_date(timezone.localdate())}," not in rows


@pytest.mark.parametrize("boards", [1, 3])
def test_the_page_of_a_round_costs_the_same_whatever_the_number_of_parties(
    client, coordinator, django_assert_num_queries, boards
):
    agreement, people = opened_round(coordinator, boards=boards)
    log_in(client, people[signatures_of(agreement)[0].party_id])
    with django_assert_num_queries(7):
        client.get(url("signing_round", agreement))


@pytest.mark.parametrize("steps", [1, 3])
def test_the_log_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, steps):
    agreement, people = opened_round(coordinator, boards=3)
    for signature in signatures_of(agreement)[:steps]:
        sign_as(signature, people[signature.party_id])
    log_in(client, coordinator)
    with django_assert_num_queries(7):
        page = client.get(url("signing_log", agreement))
    assert "Algemeen directeur a.i." in page.text


# Mails ----------------------------------------------------------------------------------------


def test_every_mail_of_signing_is_a_witness_of_the_chain(opened, mailoutbox):
    agreement, _people = opened
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        deliver_due()
    asked = [mail for mail in mailoutbox if agreement.document_sha256 in mail.body]
    assert len(asked) == agreement.parties.count()
    head = SigningEvent.objects.filter(agreement=agreement).order_by("-number").first()
    assert all(head.sha256 in mail.body for mail in asked)


def test_who_answered_gets_no_mail_any_more(opened):
    agreement, people = opened
    signature = signatures_of(agreement)[0]
    sign_as(signature, people[signature.party_id])
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        deliver_due()
    row = Delivery.objects.get(member=people[signature.party_id], kind__contains="sign_asked")
    assert row.state == "skipped"


# Checking -------------------------------------------------------------------------------------


@pytest.mark.real_clock(reason="the process that reads a stranger's file has it")
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda content: content, "intact"),
        (lambda content: content[:2000] + bytes([content[2000] ^ 1]) + content[2001:], "changed"),
        (lambda content: content + b"\n% later", "continued"),
        (lambda content: b"%PDF-1.7\niets anders\n%%EOF", None),
    ],
)
def test_everybody_checks_a_document(client, opened, change, verdict):
    agreement = sign_all(*opened)
    upload = paper_upload()
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(change(agreement.sealed_document.read()))
    upload.size = upload.file.tell()
    upload.file.seek(0)
    page = client.post(reverse("agreements:agreement_verify"), {"document": upload})
    checked = page.context["checked"]
    if verdict == "continued":
        assert checked.verdict in {"continued", "changed"}
    elif verdict is None:
        assert checked.kind == "nothing"
    else:
        assert checked.verdict == verdict


def test_a_fingerprint_is_recognised_and_says_what_it_belongs_to(client, opened):
    agreement = sign_all(*opened)
    address = reverse("agreements:agreement_verify")
    step = SigningEvent.objects.filter(agreement=agreement).first()
    for sha256, kind in [
        (agreement.document_sha256, "document"),
        (agreement.sealed_sha256.upper(), "sealed"),
        (step.sha256[:32] + " " + step.sha256[32:], "step"),
        ("0" * 64, "nothing"),
    ]:
        checked = client.post(address, {"fingerprint": sha256}).context["checked"]
        assert checked.kind == kind
        assert checked.chain_holds is (None if kind == "nothing" else True)
    assert client.post(address, {"fingerprint": "abc"}).status_code == 422
    assert client.post(address, {}).status_code == 422


def test_everybody_reads_that_what_is_signed_beforehand_is_not_yet_in_force(client, coordinator):
    agreement = sign_all(*opened_round(coordinator, effective_from=dt.date(2099, 8, 1), effective_to=None))
    page = client.post(reverse("agreements:agreement_verify"), {"fingerprint": agreement.document_sha256}).text
    assert "getekend, van kracht op za 1 augustus 2099" in page


def test_the_public_keys_are_for_everybody_and_hold_no_private_one(client, opened):
    sign_all(*opened)
    content = client.get(reverse("agreements:seal_certificates")).content
    assert content.count(b"BEGIN CERTIFICATE") == 1
    assert b"PRIVATE" not in content


def test_a_stranger_to_the_agreement_reads_how_far_it_is_and_no_names(client, opened):
    agreement, people = opened
    log_in(client, f.MemberFactory())
    page = client.get(url("signing_round", agreement)).text
    assert not any(member.get_full_name() in page for member in people.values())
    assert client.get(url("signing_log", agreement)).status_code == 403


def test_what_is_in_force_is_signed_no_more(client, coordinator):
    agreement = put_in_force(make_draft(by=coordinator))
    log_in(client, coordinator)
    client.post(url("round_open", agreement))
    assert CollaborationAgreement.objects.get().status == AgreementStatus.IN_FORCE
