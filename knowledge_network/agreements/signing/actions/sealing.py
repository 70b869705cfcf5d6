"""The end of a round: when the last party signed, the document is sealed and takes effect."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext, override

from knowledge_network.agreements.signing.actions.events import identify_party, record_event
from knowledge_network.agreements.signing.actions.telling import tell_in_force
from knowledge_network.agreements.signing.chain import Link
from knowledge_network.agreements.signing.checking import read_chain
from knowledge_network.agreements.signing.document import EvidencePage, SignedLine, draw_agreement, fingerprint
from knowledge_network.agreements.signing.enums import EventKind, SignatureState
from knowledge_network.agreements.signing.keys import present_pair
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.signing.sealing import seal_pdf
from knowledge_network.agreements.texts.actions.amending import settle_amendment
from knowledge_network.agreements.texts.actions.life import note_mergers, succeed_predecessor
from knowledge_network.agreements.texts.enums import AgreementStatus, SigningMethod
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.signals import took_effect
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


def finish_round(agreement: CollaborationAgreement, now: dt.datetime) -> None:
    """When the last party signed, seal it; until then it is partly signed."""
    signed = Signature.objects.filter(party__agreement=agreement, state=SignatureState.SIGNED).count()
    if signed == agreement.parties.count():
        seal_agreement(agreement, now)
    elif agreement.status != AgreementStatus.PARTLY_SIGNED:
        agreement.status = AgreementStatus.PARTLY_SIGNED
        agreement.save(update_fields=["status"])


def seal_agreement(agreement: CollaborationAgreement, now: dt.datetime) -> None:
    """Draw the evidence behind the text, seal it once, and let it take effect."""
    parties = list(agreement.parties.order_by("name_as_signed"))
    rows = Signature.objects.filter(party__in=parties, state=SignatureState.SIGNED)
    signatures = {row.party_id: row for row in rows.select_related("mandate__member", "party__signatory")}
    record_event(
        agreement,
        EventKind.SEALED,
        at=now,
        document_sha256=agreement.document_sha256,
        without=[identify_party(party) for party in parties if party.pk not in signatures],
        reason=agreement.partial_start_reason,
    )
    links = read_chain(agreement)
    # In the language of the network, whichever the last one to sign reads.
    with override(settings.LANGUAGE_CODE):
        lines = tuple(
            _line(signatures[party.pk])
            if party.pk in signatures
            else SignedLine(party.name_as_signed, "", gettext("did not sign"), None)
            for party in parties
        )
        evidence = EvidencePage(lines, agreement.document_sha256, links[-1].sha256, describe_chain(agreement, links))
        content = draw_agreement(agreement, made_at=now, evidence=evidence)
        sealed = seal_pdf(content, present_pair(), network=agreement.partnership.name, reason=_why_sealed(agreement))
    agreement.sealed_document.save(
        f"{agreement.public_id}-{agreement.version}-getekend.pdf", ContentFile(sealed), save=False
    )
    agreement.sealed_sha256, agreement.status = fingerprint(sealed), AgreementStatus.IN_FORCE
    agreement.save()
    AuditEvent.objects.record("agreements.in_force", agreement, by=None)
    if not agreement.is_change:
        # Boards that merged while it was being signed: of a text that is not in force yet nothing was noted.
        note_mergers(parties=agreement.parties.select_related("organisation__successor", "agreement"))
    if agreement.is_change:
        settle_amendment(agreement, timezone.localdate(now))
    elif not succeed_predecessor(agreement, today=timezone.localdate(now)) and agreement.predecessor is None:
        took_effect.send(sender=CollaborationAgreement, agreement=agreement)
    refresh("agreement", [agreement.pk])
    tell_in_force(agreement, at=now)


def _why_sealed(agreement: CollaborationAgreement) -> str:
    return (
        gettext("Signed by some of the parties") if agreement.partial_start_reason else gettext("Signed by all parties")
    )


def describe_chain(agreement: CollaborationAgreement, links: list[Link]) -> dict[str, object]:
    """What is attached to the sealed document: every event as it was hashed, checked by anybody without this site."""
    return {
        "agreement": agreement.public_id,
        "version": agreement.version,
        "amends": agreement.amends.public_id if agreement.amends else None,
        "document_sha256": agreement.document_sha256,
        "hash": "SHA-256 over JSON with sorted keys and no blanks: {before, facts, number}",
        "events": [
            {"number": link.number, "facts": dict(link.facts), "before": link.before_sha256, "sha256": link.sha256}
            for link in links
        ],
    }


def _line(signature: Signature) -> SignedLine:
    signatory = signature.party.signatory
    return SignedLine(
        signature.party.name_as_signed,
        signatory.function_as_signed,
        str(signature.get_method_display()),
        signature.signed_at,
        signatory.signed_on if signature.method == SigningMethod.PAPER else None,
    )
