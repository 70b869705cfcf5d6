"""A change of what was signed has a signing of its own, and holds once all parties signed it."""

import datetime as dt
import io

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knowledge_network.agreements.signing.actions.rounds import find_obstacles, open_round
from knowledge_network.agreements.signing.chain import find_broken
from knowledge_network.agreements.signing.checking import Kind, check_document, read_chain
from knowledge_network.agreements.signing.sealing import Verdict
from knowledge_network.agreements.texts.actions.amending import amend_agreement, change_amendment, discard_amendment
from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.agreements.texts.actions.life import give_notice, terminate_agreement
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import Amendment, CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.agreements.building import make_coordinator, make_director, make_draft, put_in_force
from tests.agreements.rounds import mandated, sign_all, signatures_of

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
FIRST = dt.date(2026, 1, 1)
NEW = "1. Elke partij deelt twee producten per jaar.\n2. Zie artikel 1 lid 1."


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def agreement(coordinator):
    term = {"effective_from": dt.date(2023, 8, 1), "effective_to": dt.date(2027, 7, 31)}
    return put_in_force(make_draft(by=coordinator, **term))


def amended(agreement, by, **fields):
    article = agreement.articles.filter(number=2).first()
    said = {"article": article, "after": NEW, "reason": "Meer delen", "effective_from": FIRST}
    return amend_agreement(agreement=agreement, by=by, **{**said, **fields})


def opened(amendment, by):
    paper = amendment.paper
    people = {party.pk: mandated(party, by) for party in paper.parties.all()}
    open_round(agreement=paper, by=by)
    return CollaborationAgreement.objects.get(pk=paper.pk), people


def signed(amendment, by):
    return sign_all(*opened(amendment, by))


@pytest.mark.real_clock(reason="the check of a file is a process of its own")
def test_a_change_is_signed_sealed_and_checked_as_an_agreement_is(agreement, coordinator):
    director = make_director(agreement.parties.order_by("pk").first().organisation)
    amendment = amended(agreement, coordinator)
    assert Notice.objects.filter(kind="agreements.amended", member=director).exists()
    paper = signed(amendment, coordinator)
    assert paper.status == AgreementStatus.IN_FORCE
    assert find_broken(read_chain(paper)) is None
    content = paper.sealed_document.read()
    found = check_document(content)
    assert (found.kind, found.verdict, found.agreement) == (Kind.SEALED, Verdict.INTACT, paper)
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    assert "Wijziging 1 van Overeenkomst van proef, versie 1" in text
    assert "Elke partij deelt twee producten per jaar." in text
    amendment.refresh_from_db()
    assert amendment.signed_on is not None
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.IN_FORCE, "what it changes stays as it is"


def test_nothing_holds_before_the_last_party_signed(client, agreement, coordinator):
    paper, _people = opened(amended(agreement, coordinator), coordinator)
    assert paper.status == AgreementStatus.TO_SIGN
    client.force_login(coordinator, backend=BACKEND)
    home = client.get(reverse("agreements:agreements_home")).text
    assert "twee producten" not in home
    sign_all(paper, _people)
    home = client.get(reverse("agreements:agreements_home")).text
    assert "Elke partij deelt twee producten per jaar." in home
    assert "Zoals veranderd door wijziging 1" in home
    page = client.get(agreement.get_absolute_url()).text
    assert "Sindsdien veranderd: zie wijziging 1" in page


def test_a_change_that_begins_later_is_not_read_as_if_it_held(client, agreement, coordinator):
    signed(amended(agreement, coordinator, effective_from=dt.date(2027, 2, 1)), coordinator)
    client.force_login(coordinator, backend=BACKEND)
    assert "twee producten" not in client.get(reverse("agreements:agreements_home")).text


def test_a_change_is_no_version_of_the_agreement(client, agreement, coordinator):
    amended(agreement, coordinator)
    assert list(CollaborationAgreement.objects.versions()) == [agreement]
    assert not CollaborationAgreement.objects.underway().exists()
    client.force_login(coordinator, backend=BACKEND)
    assert "Wijziging 1 van" not in client.get(reverse("agreements:agreement_list")).text
    assert draft_next_version(agreement=agreement, by=coordinator).version == 2, "it does not wait for a change"


def test_the_next_version_begins_with_what_was_changed(agreement, coordinator):
    signed(amended(agreement, coordinator), coordinator)
    made = draft_next_version(agreement=agreement, by=coordinator)
    assert made.articles.get(number=2).text == NEW


def test_a_second_change_begins_where_the_first_ended(agreement, coordinator):
    signed(amended(agreement, coordinator), coordinator)
    second = amended(agreement, coordinator, after="1. Nog anders.")
    assert (second.before, second.paper.version) == (NEW, 2)


def test_one_article_is_changed_by_one_at_a_time(agreement, coordinator):
    amended(agreement, coordinator)
    with pytest.raises(RefusedError):
        amended(agreement, coordinator)
    assert amended(agreement, coordinator, article=None).paper.version == 2


@pytest.mark.parametrize("day", [dt.date(2023, 7, 31), dt.date(2027, 7, 31)])
def test_a_change_begins_while_the_agreement_holds(agreement, coordinator, day):
    with pytest.raises(RefusedError):
        amended(agreement, coordinator, effective_from=day)


def test_of_a_change_only_what_differs_is_shown_whatever_ends_of_lines_the_browser_sends(agreement, coordinator):
    article = agreement.articles.get(number=1)
    said = article.text.replace("\n", "\r\n") + "\r\n9. Erbij."
    amendment = amended(agreement, coordinator, article=article, after=said)
    assert amendment.after == article.text + "\n9. Erbij."
    change_amendment(amendment=amendment, by=coordinator, after="1. Een.\r\n2. Twee.", reason="x", effective_from=FIRST)
    amendment.refresh_from_db()
    assert amendment.after == "1. Een.\n2. Twee."


def test_what_a_change_refers_to_stands_in_the_agreement(agreement, coordinator):
    fine = amended(agreement, coordinator)
    assert not any("verwijst" in line for line in find_obstacles(fine.paper))
    change_amendment(amendment=fine, by=coordinator, after="1. Zie artikel 9.", reason="x", effective_from=FIRST)
    assert any("verwijst" in line for line in find_obstacles(Amendment.objects.get(pk=fine.pk).paper))


def test_a_draft_is_written_otherwise_or_thrown_away_and_what_is_put_up_never(agreement, coordinator):
    first = amended(agreement, coordinator)
    discard_amendment(amendment=first, by=coordinator)
    assert not Amendment.objects.exists()
    amendment = amended(agreement, coordinator)
    opened(amendment, coordinator)
    with pytest.raises(RefusedError):
        change_amendment(amendment=amendment, by=coordinator, after="x", reason="x", effective_from=FIRST)
    with pytest.raises(RefusedError):
        discard_amendment(amendment=amendment, by=coordinator)
    for change in ({"after": "x"}, {"before": "x"}, {"reason": "x"}, {"public_id": "andersssss"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.all().delete()


def test_the_day_of_the_last_signature_is_said_once(agreement, coordinator):
    signed(amended(agreement, coordinator), coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(signed_on=dt.date(2026, 1, 1))


def test_the_database_keeps_what_a_paper_changes(agreement, coordinator):
    paper, _people = opened(amended(agreement, coordinator), coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationAgreement.objects.filter(pk=paper.pk).update(amends=None, version=9)


def test_changes_are_over_with_what_they_change(agreement, coordinator):
    done = signed(amended(agreement, coordinator), coordinator)
    waiting, _people = opened(amended(agreement, coordinator, article=None), coordinator)
    draft = amended(agreement, coordinator, article=agreement.articles.get(number=1))
    terminate_agreement(agreement=agreement, by=coordinator, reason="Samen besloten.")
    for row in (done, waiting):
        row.refresh_from_db()
    assert done.status == AgreementStatus.TERMINATED
    assert waiting.status == AgreementStatus.WITHDRAWN
    assert any(
        "niet meer van kracht" in line for line in find_obstacles(CollaborationAgreement.objects.get(amendment=draft))
    )


def test_a_change_itself_is_neither_terminated_nor_left_nor_followed(agreement, coordinator):
    paper = signed(amended(agreement, coordinator), coordinator)
    for act in (
        lambda: terminate_agreement(agreement=paper, by=coordinator, reason="x"),
        lambda: give_notice(party=paper.parties.first(), by=coordinator),
        lambda: draft_next_version(agreement=paper, by=coordinator),
        lambda: amended(paper, coordinator, article=None),
    ):
        with pytest.raises(RefusedError):
            act()


def test_who_left_signs_no_change(agreement, coordinator):
    leaver = agreement.parties.order_by("pk").first()
    leaver.ended_on, leaver.end_kind = dt.date(2025, 7, 31), "left"
    leaver.save()
    paper = amended(agreement, coordinator).paper
    assert leaver.organisation_id not in set(paper.parties.values_list("organisation", flat=True))
    assert paper.parties.count() == agreement.parties.count() - 1


def test_a_change_goes_by_pages_from_writing_to_signing(client, agreement, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    article = agreement.articles.get(number=2)
    address = reverse("agreements:agreement_amend", args=[agreement.public_id])
    sent = {"article": article.public_id, "after": NEW, "reason": "Meer delen", "effective_from": "2026-01-01"}
    answer = client.post(address, sent)
    amendment = Amendment.objects.get()
    assert answer["Location"] == amendment.paper.get_absolute_url()
    page = client.get(answer["Location"]).text
    assert "Meer delen" in page
    assert "Wijziging 1" in page
    change = reverse("agreements:amendment_change", args=[agreement.public_id, amendment.public_id])
    assert change in page
    told = {"reason": "Samen meer delen", "after": NEW, "effective_from": "2026-01-01"}
    assert client.post(change, told).status_code == 302
    amendment.refresh_from_db()
    assert amendment.reason == "Samen meer delen"
    assert client.get(reverse("agreements:agreement_detail", args=[amendment.paper.public_id])).status_code == 302
    paper, _people = opened(amendment, coordinator)
    assert change not in client.get(paper.get_absolute_url()).text
    assert client.get(change).status_code == 403
    assert client.get(reverse("agreements:agreement_write", args=[paper.public_id])).status_code == 403
    first = signatures_of(paper)[0]
    shown = client.get(agreement.get_absolute_url()).text
    assert paper.get_absolute_url() in shown
    assert str(first.party) in client.get(paper.get_absolute_url()).text


def test_only_who_may_read_a_draft_meets_a_change_that_is_written(client, agreement, coordinator):
    amendment = amended(agreement, coordinator)
    director = make_director(agreement.parties.order_by("pk").first().organisation)
    for reader, sees in ((coordinator, True), (director, True), (f.MemberFactory(), False)):
        client.force_login(reader, backend=BACKEND)
        assert ("Meer delen" in client.get(agreement.get_absolute_url()).text) is sees
        assert client.get(amendment.paper.get_absolute_url()).status_code == (200 if sees else 404)


def test_the_document_of_a_round_has_lines_for_who_signs_on_paper(agreement, coordinator):
    paper, people = opened(amended(agreement, coordinator), coordinator)
    text = pypdf.PdfReader(io.BytesIO(paper.document.read())).pages[-1].extract_text()
    assert text.count("Plaats en datum") == paper.parties.count()
    sealed = sign_all(paper, people).sealed_document.read()
    assert "Plaats en datum" not in pypdf.PdfReader(io.BytesIO(sealed)).pages[-1].extract_text()
