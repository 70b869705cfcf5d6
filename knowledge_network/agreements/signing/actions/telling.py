"""Who hears of a signing round, once for each thing that happened."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from knowledge_network.agreements.signing import notices
from knowledge_network.agreements.signing.enums import SignatureState
from knowledge_network.agreements.signing.links import round_address, signature_address
from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.notices import everybody_concerned, tell
from knowledge_network.agreements.texts.people import coordinators, find_directors
from knowledge_network.members.people.models import Member


def tell_proposed(agreement: CollaborationAgreement, mandate: Mandate, *, by: Member, at: dt.datetime) -> None:
    """The directors of the party who may confirm it: not who is to sign, not who proposed."""
    people = find_directors(mandate.party).exclude(pk=mandate.member_id)
    tell(
        notices.MANDATE_TO_CONFIRM,
        agreement,
        people,
        key=mandate.public_id,
        by=by,
        url=round_address(agreement),
        at=at,
        mandate=mandate.public_id,
        party=mandate.party.name_as_signed,
        function=mandate.function,
        name=mandate.member.get_full_name(),
    )


def tell_lapsed(agreement: CollaborationAgreement, mandate: Mandate, *, at: dt.datetime) -> None:
    """Who runs the network has to propose somebody else."""
    tell(
        notices.MANDATE_LAPSED,
        agreement,
        coordinators(),
        key=mandate.public_id,
        url=round_address(agreement),
        at=at,
        party=mandate.party.name_as_signed,
        name=mandate.member.get_full_name(),
    )


def tell_asked(agreement: CollaborationAgreement, signature: Signature, *, at: dt.datetime) -> None:
    _tell_signatory(notices.SIGN_ASKED, agreement, signature, key=signature.public_id, at=at)


def tell_reminder(agreement: CollaborationAgreement, signature: Signature, *, at: dt.datetime) -> None:
    key = f"{signature.public_id}:{timezone.localdate(at).isoformat()}"
    _tell_signatory(notices.SIGN_REMINDER, agreement, signature, key=key, at=at)


def _tell_signatory(
    kind: notices.NoticeKind, agreement: CollaborationAgreement, signature: Signature, *, key: str, at: dt.datetime
) -> None:
    mandate = signature.mandate
    if mandate is None:
        return
    tell(
        kind,
        agreement,
        [mandate.member],
        key=key,
        url=signature_address(signature),
        at=at,
        signature=signature.public_id,
        party=signature.party.name_as_signed,
        function=mandate.function,
        sha256=agreement.document_sha256,
    )


def tell_signed(agreement: CollaborationAgreement, signature: Signature, *, by: Member, at: dt.datetime) -> None:
    rows = Signature.objects.filter(party__agreement=agreement, state=SignatureState.SIGNED)
    tell(
        notices.PARTY_SIGNED,
        agreement,
        coordinators(),
        key=signature.public_id,
        by=by,
        url=round_address(agreement),
        at=at,
        party=signature.party.name_as_signed,
        done=rows.count(),
        total=agreement.parties.count(),
    )


def tell_refused(agreement: CollaborationAgreement, signature: Signature, *, by: Member, at: dt.datetime) -> None:
    tell(
        notices.SIGN_REFUSED,
        agreement,
        everybody_concerned(agreement),
        key=signature.public_id,
        by=by,
        url=round_address(agreement),
        at=at,
        party=signature.party.name_as_signed,
        reason=signature.refusal_reason,
    )


def tell_withdrawn(agreement: CollaborationAgreement, *, by: Member | None, at: dt.datetime) -> None:
    """Who signed or was asked to hears it too: what they did counts for nothing now."""
    people = {member.pk: member for member in (*everybody_concerned(agreement), *_asked(agreement))}
    tell(
        notices.ROUND_WITHDRAWN,
        agreement,
        people.values(),
        key="withdrawn",
        follows=[f"{notices.SIGN_ASKED.name}:{agreement.public_id}"],
        by=by,
        at=at,
        reason=agreement.status_reason,
    )


def _asked(agreement: CollaborationAgreement) -> QuerySet[Member]:
    return Member.objects.filter(
        pk__in=Signature.objects.filter(party__agreement=agreement, mandate__isnull=False)
        .exclude(state=SignatureState.REPLACED)
        .values("mandate__member")
    )


def tell_in_force(agreement: CollaborationAgreement, *, at: dt.datetime) -> None:
    """The one mail to each party at signing: its directors, who signed for it, and who runs the network."""
    signed = Member.objects.filter(
        signing_mandates__signatures__party__agreement=agreement,
        signing_mandates__signatures__state=SignatureState.SIGNED,
    )
    people = {member.pk: member for member in (*everybody_concerned(agreement), *signed)}
    tell(notices.IN_FORCE, agreement, people.values(), key="sealed", at=at, sha256=agreement.sealed_sha256)


def tell_head(agreement: CollaborationAgreement, *, quarter: str, at: dt.datetime) -> None:
    tell(notices.CHAIN_HEAD, agreement, everybody_concerned(agreement), key=quarter, at=at)
