"""A signing round as its page shows it: whose turn it is, how far each party is, and what happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.agreements.signing.enums import ConfirmedBy, MandateState, SignatureState
from knowledge_network.agreements.signing.links import round_address, signature_address
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent
from knowledge_network.agreements.texts.enums import AgreementStatus, SigningMethod
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.dates import nice_date, nice_datetime
from knowledge_network.members.people.models import Member

DOTS = {
    SignatureState.ASKED: "",
    SignatureState.READ: "info",
    SignatureState.SIGNED: "ok",
    SignatureState.REFUSED: "bad",
}


@dataclass(frozen=True)
class Fingerprint:
    """In eights, as people compare it."""

    sha256: str

    @property
    def parts(self) -> list[str]:
        return [self.sha256[at : at + 8] for at in range(0, len(self.sha256), 8)]


@dataclass(frozen=True)
class PartyRow:
    """How far one party is. Functions only: names are no business of the others."""

    key: str
    name: str
    number: str
    function: str
    how: str
    state: str
    dot: str
    is_mine: bool = False
    mandate: str = ""
    mandate_state: str = ""
    signature: str = ""
    reason: str = ""
    # In what it went on, when it merged while it was still to sign.
    heir: str = ""
    has_scan: bool = False
    can_confirm: bool = False
    can_see_mandate_paper: bool = False
    can_see_signature_paper: bool = False
    can_replace: bool = False
    can_remind: bool = False
    can_propose: bool = False
    can_withdraw: bool = False


@dataclass(frozen=True)
class MyTurn:
    """One signature that waits for the reader."""

    party: str
    function: str
    url: str
    has_read: bool
    refused: bool


@dataclass(frozen=True)
class Round:
    """What the page of a round shows."""

    rows: list[PartyRow]
    turns: list[MyTurn]
    done: int
    total: int
    headline: str
    fingerprint: Fingerprint | None
    runs: bool


@dataclass(frozen=True)
class Step:
    """One link of the chain, as its log tells it."""

    number: int
    at: str
    what: str
    party: str
    people: str
    sha256: str


@dataclass(frozen=True)
class SigningCorner:
    """The card beside the text of an agreement."""

    url: str
    headline: str
    done: int
    total: int
    turns: list[MyTurn]
    fingerprint: Fingerprint | None
    document_url: str
    sealed_url: str
    check_url: str
    is_open: bool
    is_draft: bool
    is_withdrawn: bool
    partial: str


def read_rows(agreement: CollaborationAgreement) -> tuple[list[Party], dict[int, Mandate], dict[int, Signature]]:
    """Parties by name, and for each its newest standing mandate and its present signature. Three queries."""
    parties = list(agreement.parties.select_related("organisation__successor", "signatory").order_by("name_as_signed"))
    mandates = Mandate.objects.filter(party__in=parties, state__in=sorted(MandateState.STANDING))
    newest = {row.party_id: row for row in mandates.select_related("member").order_by("proposed_at", "pk")}
    signatures = Signature.objects.filter(party__in=parties).exclude(state=SignatureState.REPLACED)
    given = {row.party_id: row for row in signatures.select_related("mandate__member")}
    for party in parties:
        party.agreement = agreement
        for row in (newest.get(party.pk), given.get(party.pk)):
            if row is not None:
                row.party = party
    return parties, newest, given


def shown_round(agreement: CollaborationAgreement, reader: Member) -> Round:
    parties, mandates, signatures = read_rows(agreement)
    runs = reader.has_perm("agreements.run_round", agreement)
    rows = [_row(agreement, row, mandates.get(row.pk), signatures.get(row.pk), reader, runs=runs) for row in parties]
    done = sum(row.state == SignatureState.SIGNED for row in signatures.values())
    return Round(
        # Your own party first, the others by name: never by who was quickest.
        rows=sorted(rows, key=lambda row: not row.is_mine),
        turns=find_turns(signatures, reader) if agreement.is_being_signed else [],
        done=done,
        total=len(parties),
        headline=say_headline(agreement, done, len(parties)),
        fingerprint=Fingerprint(agreement.document_sha256) if agreement.document_sha256 else None,
        runs=runs,
    )


def say_headline(agreement: CollaborationAgreement, done: int, total: int) -> str:
    if agreement.is_draft:
        return _("Nobody signs yet: this is a draft.")
    if agreement.is_withdrawn:
        return _("It was taken back: nobody signs it any more.")
    if agreement.is_signed and done == total:
        return ngettext("The party signed.", "All %(total)s parties signed.", total) % {"total": total}
    return ngettext("%(done)s of the %(total)s party signed.", "%(done)s of the %(total)s parties signed.", total) % {
        "done": done,
        "total": total,
    }


def find_turns(signatures: dict[int, Signature], reader: Member) -> list[MyTurn]:
    found = []
    for row in signatures.values():
        mandate = row.mandate
        may_sign = mandate is not None and mandate.member_id == reader.pk and mandate.state == MandateState.CONFIRMED
        if mandate is None or not may_sign or row.signed_at is not None:
            continue
        found.append(
            MyTurn(
                party=row.party.name_as_signed,
                function=mandate.function,
                url=signature_address(row),
                has_read=row.read_at is not None,
                refused=row.state == SignatureState.REFUSED,
            )
        )
    return found


def _row(
    agreement: CollaborationAgreement,
    party: Party,
    mandate: Mandate | None,
    signature: Signature | None,
    reader: Member,
    *,
    runs: bool,
) -> PartyRow:
    is_proposed = mandate is not None and mandate.state == MandateState.PROPOSED
    waits = agreement.is_being_signed and (signature is None or signature.signed_at is None)
    open_here = signature is not None and signature.state in SignatureState.OPEN and not _has_lapsed(signature)
    may_sign = signature is not None and signature.state in SignatureState.MAY_SIGN and agreement.is_being_signed
    shown = signature.mandate if signature is not None else mandate
    in_place = waits and mandate is not None and shown != mandate
    is_new = in_place and mandate is not None and mandate.state == MandateState.CONFIRMED
    state, dot, how = _state(agreement, signature, mandate)
    return PartyRow(
        key=party.organisation.slug,
        name=party.name_as_signed,
        number=party.number_as_signed,
        function=shown.function if shown is not None else "",
        how=how,
        state=state,
        dot=dot,
        is_mine=_directs(reader, party) or (shown is not None and shown.member_id == reader.pk),
        mandate=mandate.public_id if mandate is not None and not agreement.is_signed else "",
        mandate_state=_mandate_state(mandate, reader, runs=runs) if agreement.is_draft or in_place else "",
        signature=signature.public_id if signature is not None else "",
        reason=signature.refusal_reason if signature is not None and signature.state == SignatureState.REFUSED else "",
        heir=party.organisation.successor.name if waits and party.organisation.successor else "",
        has_scan=bool(signature is not None and signature.scan),
        can_confirm=is_proposed and reader.has_perm("agreements.confirm_mandate", mandate),
        can_see_mandate_paper=is_proposed and reader.has_perm("agreements.see_mandate_paper", mandate),
        can_see_signature_paper=may_sign and reader.has_perm("agreements.see_signature_paper", signature),
        can_replace=runs and waits and is_new,
        can_remind=runs and open_here and agreement.is_being_signed,
        can_propose=runs and (agreement.is_draft or waits),
        can_withdraw=runs and mandate is not None and (agreement.is_draft or in_place),
    )


def _directs(reader: Member, party: Party) -> bool:
    """Whether the reader directs it, or the organisation in which it went on."""
    return bool({party.organisation_id, party.organisation.successor_id} & reader.directed_organisations)


def _mandate_state(mandate: Mandate | None, reader: Member, *, runs: bool) -> str:
    """Who is to sign, by name for who runs the round or directs the party only."""
    if mandate is None:
        return _("nobody is proposed yet")
    may_know = runs or _directs(reader, mandate.party)
    who = mandate.member.get_full_name() if may_know else mandate.function
    if mandate.state == MandateState.PROPOSED:
        return _("%(who)s, proposed; not confirmed yet") % {"who": who}
    how = ConfirmedBy(mandate.confirmed_how).label
    return _("%(who)s, confirmed by %(how)s") % {"who": who, "how": how}


def _state(
    agreement: CollaborationAgreement, signature: Signature | None, mandate: Mandate | None
) -> tuple[str, str, str]:
    """State in words, its dot, and how and when."""
    if signature is None:
        ready = mandate is not None and mandate.state == MandateState.CONFIRMED
        return (_("ready"), "ok", "") if ready else (_("nobody to sign yet"), "", "")
    if (agreement.is_signed or agreement.is_withdrawn) and signature.state != SignatureState.SIGNED:
        return _("did not sign"), "", ""
    if _has_lapsed(signature):
        return _("mandate lapsed"), "bad", _("does not work for this party any more")
    if (on_paper := _find_day_on_paper(signature)) is not None:
        how = f"{SigningMethod.PAPER.label}, {nice_date(on_paper)}"
        return str(signature.get_state_display()), DOTS[SignatureState.SIGNED], how
    moment = {
        SignatureState.ASKED: (_("asked on %(at)s"), signature.asked_at),
        SignatureState.READ: (_("read on %(at)s"), signature.read_at),
        SignatureState.SIGNED: (f"{SigningMethod(signature.method).label}, %(at)s", signature.signed_at),
        SignatureState.REFUSED: (_("refused on %(at)s"), signature.refused_at),
    }
    text, at = moment[SignatureState(signature.state)]
    return str(signature.get_state_display()), DOTS[SignatureState(signature.state)], text % {"at": nice_datetime(at)}


def _find_day_on_paper(signature: Signature) -> dt.date | None:
    """The day that stands beside a signature on paper, not the one on which it was brought in."""
    signatory = getattr(signature.party, "signatory", None)
    is_on_paper = signature.state == SignatureState.SIGNED and signature.method == SigningMethod.PAPER
    return signatory.signed_on if signatory is not None and is_on_paper else None


def _has_lapsed(signature: Signature) -> bool:
    """Whether who was asked cannot sign any more."""
    mandate = signature.mandate
    return signature.signed_at is None and mandate is not None and mandate.state == MandateState.LAPSED


def shown_steps(agreement: CollaborationAgreement) -> list[Step]:
    """The whole chain; people by name as long as their names are kept."""
    names = {
        party.number_as_signed: party.name_as_signed for party in agreement.parties.all() if party.number_as_signed
    }
    rows = SigningEvent.objects.filter(agreement=agreement).prefetch_related("people").order_by("number")
    return [
        Step(
            number=row.number,
            at=nice_datetime(row.at),
            what=str(row.get_kind_display()),
            party=names.get(row.facts.get("party", ""), row.facts.get("party", "")),
            people=", ".join(f"{one.name} ({one.function})" if one.function else one.name for one in row.people.all()),
            sha256=row.sha256,
        )
        for row in rows
    ]


def signing_corner(agreement: CollaborationAgreement, reader: Member) -> SigningCorner | None:
    """The card beside the text: nothing of a draft for who only reads."""
    _parties, _mandates, signatures = read_rows(agreement)
    done = sum(row.state == SignatureState.SIGNED for row in signatures.values())
    total = len(_parties)
    address = {name: reverse(f"agreements:{name}", args=[agreement.public_id]) for name in ("document", "sealed")}
    return SigningCorner(
        url=round_address(agreement),
        headline=say_headline(agreement, done, total),
        done=done,
        total=total,
        turns=find_turns(signatures, reader) if agreement.is_being_signed else [],
        fingerprint=Fingerprint(agreement.sealed_sha256 or agreement.document_sha256)
        if agreement.document_sha256
        else None,
        document_url=address["document"],
        sealed_url=address["sealed"] if agreement.sealed_sha256 else "",
        check_url=reverse("agreements:agreement_verify"),
        is_open=agreement.is_being_signed,
        is_draft=agreement.status == AgreementStatus.DRAFT,
        is_withdrawn=agreement.is_withdrawn,
        partial=agreement.partial_start_reason,
    )
