"""Signing: who signs signs, a director confirms, a coordinator runs it, all members see how far every party is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from knowledge_network.agreements.signing.actions.events import Person, record_event
from knowledge_network.agreements.signing.enums import ConfirmedBy, EventKind, MandateState, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyRole
from knowledge_network.agreements.texts.models import Amendment, ArticleComment, CollaborationAgreement, Party
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.people.enums import Function
from tests import factories as f
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, Row, everybody, members_only, only
from tests.agreements.rounds import paper_upload
from tests.quality.canaries import COORDINATORS, MEMBERS, token

PAPER = paper_upload().read()
DOCUMENT, SEALED = "ab" * 32, "cd" * 32
WRITERS = COORDINATORS | {"board_director"}

# What constraints and guards want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("agreements.mandate", "state"): MandateState.REPLACED.value,
    ("agreements.mandate", "confirmed_by"): None,
    ("agreements.signature", "state"): SignatureState.REPLACED.value,
    ("agreements.collaborationagreement", "status"): AgreementStatus.DRAFT.value,
    ("agreements.collaborationagreement", "effective_from"): None,
    ("agreements.collaborationagreement", "effective_to"): None,
    ("agreements.party", "end_kind"): "",
    ("agreements.party", "ended_on"): None,
    ("agreements.party", "number_as_signed"): "12345",
}


def _agreement(world: Any, number: int, **fields: Any) -> CollaborationAgreement:
    """Written as it is stored, while it is a draft; nobody is told."""
    made = CollaborationAgreement.objects.create(
        partnership=the_partnership(),
        version=number,
        effective_from=dt.date(2020, 8, 1) + dt.timedelta(days=number),
        **{"title": "Overeenkomst van proef", **fields},
    )
    for place, (title, text) in enumerate(
        (("Samen leren wij", "1. Wij leren samen."), ("Wij delen", "1. Zie artikel 1 lid 1."))
    ):
        made.articles.create(number=place + 1, chapter="Inrichting", title=title, text=text)
    for board in (world.board, world.other_board):
        Party.objects.create(
            agreement=made,
            organisation=board,
            role=PartyRole.BOARD,
            name_as_signed=board.name,
            number_as_signed=board.bg_number,
        )
    return made


def _put_up(agreement: CollaborationAgreement, status: str) -> None:
    agreement.document.save("overeenkomst.pdf", ContentFile(PAPER), save=False)
    agreement.document_sha256, agreement.status = DOCUMENT, status
    if status == AgreementStatus.IN_FORCE:
        agreement.sealed_document.save("getekend.pdf", ContentFile(PAPER), save=False)
        agreement.sealed_sha256 = SEALED
    agreement.save()


def _mandate(world: Any, party: Party, member: Any, *, by: Any, confirmed_by: Any = None) -> Mandate:
    confirmed = {}
    if confirmed_by is not None:
        confirmed = {
            "state": MandateState.CONFIRMED,
            "confirmed_how": ConfirmedBy.SCAN,
            "confirmed_by": confirmed_by,
            "confirmed_at": timezone.now(),
        }
    return Mandate.objects.create(party=party, member=member, function="Bestuurder", proposed_by=by, **confirmed)


def objects_of(world: Any) -> dict[str, Any]:
    """One in force, one being signed, one being written; the director of the board signs for it."""
    people = world.people
    other = f.AppointmentFactory(organisation=world.other_board, function=Function.BOARD_MEMBER).member
    colleague = f.AppointmentFactory(organisation=world.board, function=Function.BOARD_MEMBER).member
    contract = _agreement(world, 1)
    _put_up(contract, AgreementStatus.IN_FORCE)
    change = _agreement(world, 1, amends=contract, title="Wijziging 1 van Overeenkomst van proef")
    amendment = Amendment.objects.create(
        agreement=contract, paper=change, after="Elk jaar één keer.", reason="Duidelijker"
    )
    signing = _agreement(world, 2, predecessor=contract)
    own_party, other_party = (signing.parties.get(organisation=board) for board in (world.board, world.other_board))
    mandate = _mandate(
        world, own_party, people["board_director"], by=people["coordinator"], confirmed_by=people["group_lead"]
    )
    others = _mandate(world, other_party, other, by=people["coordinator"], confirmed_by=people["group_lead"])
    _put_up(signing, AgreementStatus.TO_SIGN)
    own = Signature.objects.create(party=own_party, mandate=mandate)
    refused = Signature.objects.create(party=other_party, mandate=others)
    refused.scan.save("scan.pdf", ContentFile(PAPER))
    draft = _agreement(world, 3)
    draft_own, draft_other = (draft.parties.get(organisation=b) for b in (world.board, world.other_board))
    proposed = _mandate(world, draft_own, colleague, by=people["coordinator"])
    proposed.scan.save("machtiging.pdf", ContentFile(PAPER))
    remark = ArticleComment.objects.create(
        article=draft.articles.get(number=1), author=people["board_director"], text="Kan dit korter?"
    )
    return {
        "contract": contract,
        "contract_amendment": amendment,
        "contract_change": change,
        "contract_signing": signing,
        "contract_draft": draft,
        "contract_article": draft.articles.get(number=1),
        "contract_remark": remark,
        "own_signature": own,
        "other_signature": refused,
        "own_mandate": proposed,
        "paper_mandate": _mandate(world, draft_other, other, by=people["group_lead"]),
    }


def plant(world: Any) -> None:
    draft, remark, refused = world.contract_draft, world.contract_remark, world.other_signature
    draft.title = "Overeenkomst " + token("concept-overeenkomst", WRITERS)
    draft.save()
    article = world.contract_article
    article.text = "1. " + token("concept-artikel", WRITERS)
    article.save()
    remark.text = token("opmerking-bij-artikel", WRITERS)
    remark.save()
    refused.state, refused.refused_at = SignatureState.REFUSED, timezone.now()
    refused.refusal_reason = token("reden-geen-handtekening", MEMBERS)
    refused.save()
    person = Person("signatory", world.people["board_director"], token("naam-in-logboek", WRITERS))
    record_event(world.contract_signing, EventKind.ASKED, people=(person,))
    Mandate.objects.filter(pk=world.own_mandate.pk).update(function=token("functie-in-concept", WRITERS))


def of(name: str, **more: Callable[[Any], str]) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {
        "public_id": getattr(world, name).public_id,
        **{key: value(world) for key, value in more.items()},
    }


def public_id(name: str) -> Callable[[Any], str]:
    return lambda world: getattr(world, name).public_id


def slug_of(name: str) -> Callable[[Any], str]:
    return lambda world: getattr(world, name).slug


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def page(name: str, outcomes: dict[str, str], where: Any, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, kwargs=where, data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, method="post", kwargs=where, data=data or sends(), note=note)


COORDINATOR = only("coordinator")
# A draft: who runs the network writes, directors of its parties read along, for the others it does not exist.
READS_DRAFT = only("coordinator", "board_director", otherwise=HIDDEN)
WRITES_DRAFT = READS_DRAFT | {"board_director": FORBIDDEN}
SIGNS = only("board_director")
CONTRACT, SIGNING, DRAFT = of("contract"), of("contract_signing"), of("contract_draft")
OWN = of("contract_signing", signature=public_id("own_signature"))
OTHER = of("contract_signing", signature=public_id("other_signature"))
MANDATE = of("contract_draft", mandate=public_id("own_mandate"))
PAPER_MANDATE = of("contract_draft", mandate=public_id("paper_mandate"))

ROWS = [
    page("document", members_only(), CONTRACT),
    page("document", READS_DRAFT, DRAFT, note="a draft"),
    page("sealed", members_only(), CONTRACT),
    Row("agreements:signature_list", COORDINATOR),
    page("signing_round", members_only(), SIGNING),
    page("signing_round", READS_DRAFT, DRAFT, note="a draft"),
    deed("round_open", WRITES_DRAFT, DRAFT),
    page("round_start_partly", COORDINATOR, SIGNING),
    deed("round_start_partly", COORDINATOR, SIGNING),
    page("round_withdraw", COORDINATOR, SIGNING),
    deed("round_withdraw", COORDINATOR, SIGNING),
    page("signing_log", only("coordinator", "board_director"), SIGNING),
    page("mandate_propose", WRITES_DRAFT, of("contract_draft", party=slug_of("board"))),
    deed("mandate_propose", WRITES_DRAFT, of("contract_draft", party=slug_of("board"))),
    page("mandate_confirm", READS_DRAFT | {"coordinator": FORBIDDEN}, MANDATE),
    # Who signs or confirms logs in anew, when they have neither password, app nor passkey.
    deed("mandate_confirm", READS_DRAFT | {"coordinator": FORBIDDEN, "board_director": LOGIN}, MANDATE),
    page("mandate_paper", WRITES_DRAFT, PAPER_MANDATE),
    deed("mandate_paper", WRITES_DRAFT, PAPER_MANDATE),
    page("mandate_paper", READS_DRAFT | {"coordinator": FORBIDDEN, "board_director": FORBIDDEN}, MANDATE, note="own"),
    page("mandate_scan", WRITES_DRAFT, MANDATE),
    deed("mandate_withdraw", WRITES_DRAFT, MANDATE),
    deed("signatory_replace", COORDINATOR, of("contract_signing", party=slug_of("board"))),
    page("signature_sign", SIGNS, OWN),
    deed("signature_sign", SIGNS | {"board_director": LOGIN}, OWN),
    deed("signature_read", SIGNS, OWN),
    page("signature_refuse", SIGNS, OWN),
    deed("signature_refuse", SIGNS, OWN, sends(reason="Nog niet.")),
    page("signature_paper", COORDINATOR, OWN),
    deed("signature_paper", COORDINATOR, OWN),
    page("signature_scan", COORDINATOR, OTHER),
    deed("signature_remind", COORDINATOR, OWN),
    page("agreement_verify", everybody(), lambda world: {}),
    deed("agreement_verify", everybody(), lambda world: {}, sends(fingerprint=DOCUMENT)),
    page("seal_certificates", everybody(), lambda world: {}),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "agreements:round_open", ""): MEMBERS,
    ("post", "agreements:signatory_replace", ""): MEMBERS,
}
