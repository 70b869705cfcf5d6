"""Signing rounds for tests, through their actions."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge_network.agreements.signing.actions.mandates import confirm_mandate, propose_mandate
from knowledge_network.agreements.signing.actions.rounds import mark_read, open_round, sign
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.uploads import SafeFile, check_upload
from knowledge_network.members.people.models import Member
from tests.agreements.building import make_director, make_draft


def paper_upload(name: str = "machtiging.pdf") -> SimpleUploadedFile:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def paper() -> SafeFile:
    return check_upload(paper_upload())


def mandated(party: Party, coordinator: Member) -> Member:
    """Somebody with a confirmed mandate: proposed by the coordinator, confirmed by another director of the party."""
    signatory, other = make_director(party.organisation), make_director(party.organisation)
    mandate = propose_mandate(party=party, by=coordinator, member=signatory, function="Algemeen directeur a.i.")
    confirm_mandate(mandate=mandate, by=other)
    return signatory


def opened_round(coordinator: Member, **fields: Any) -> tuple[CollaborationAgreement, dict[int, Member]]:
    """An agreement that is put up for signing, and who signs, by party."""
    term = {"effective_from": dt.date(2026, 8, 1), "effective_to": dt.date(2030, 7, 31)}
    draft = make_draft(by=coordinator, **{**term, **fields})
    people = {party.pk: mandated(party, coordinator) for party in draft.parties.all()}
    open_round(agreement=draft, by=coordinator)
    return CollaborationAgreement.objects.get(pk=draft.pk), people


def signatures_of(agreement: CollaborationAgreement) -> list[Signature]:
    return list(Signature.objects.filter(party__agreement=agreement).select_related("party").order_by("pk"))


def sign_as(signature: Signature, member: Member) -> None:
    mark_read(signature=signature, by=member)
    sign(signature=signature, by=member, document_sha256=signature.party.agreement.document_sha256)


def sign_all(agreement: CollaborationAgreement, people: dict[int, Member]) -> CollaborationAgreement:
    for signature in signatures_of(agreement):
        sign_as(signature, people[signature.party_id])
    return CollaborationAgreement.objects.get(pk=agreement.pk)
