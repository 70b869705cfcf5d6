"""Agreements for tests. Organisations and people are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge_network.agreements.texts.actions.drafts import draft_agreement
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.templates import KNOWLEDGE_NETWORK
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Member
from tests import factories as f
from tests.quality.crawl import PageReader, main_form

DOCUMENT = "ab" * 32


def make_coordinator() -> Member:
    member = f.MemberFactory()
    f.NetworkRoleFactory(member=member, role=NetworkRoleKind.NETWORK_COORDINATOR)
    return fresh(member)


def make_director(board: Any) -> Member:
    member = f.MemberFactory()
    f.AppointmentFactory(member=member, organisation=board, function=Function.BOARD_MEMBER)
    return fresh(member)


def fresh(member: Member) -> Member:
    """As fetched at the next request, without what was asked before."""
    return Member.objects.get(pk=member.pk)


def make_draft(*, boards: int = 2, **fields: Any) -> CollaborationAgreement:
    """A draft from the template, of as many boards and one institute."""
    partnership = f.PartnershipFactory()
    for number in range(boards):
        board = f.BoardFactory(name=f"Bestuur {number + 1}")
        f.ParticipationFactory(partnership=partnership, organisation=board, start=dt.date(2019, 8, 1))
    f.ParticipationFactory(
        partnership=partnership, organisation=f.TeacherEducationFactory(name="Hogeschool"), start=dt.date(2019, 8, 1)
    )
    return draft_agreement(
        partnership=partnership,
        by=fields.pop("by", None) or make_coordinator(),
        **{"title": "Overeenkomst van proef", "template": KNOWLEDGE_NETWORK} | fields,
    )


def put_in_force(agreement: CollaborationAgreement) -> CollaborationAgreement:
    """As if all had signed; how they do is tested with the signing round."""
    agreement.status, agreement.document_sha256 = AgreementStatus.IN_FORCE, DOCUMENT
    agreement.effective_from = agreement.effective_from or dt.date(2025, 8, 1)
    agreement.save()
    return agreement


def what_it_sends(response: Any) -> dict[str, list[str]]:
    """What a browser sends of the form on this page, as it stands there."""
    data: dict[str, list[str]] = {}
    for field in main_form(PageReader("", response.text).forms).fields:
        if field.type not in {"file", "button", "submit"} and (field.value or field.type not in {"checkbox", "radio"}):
            data.setdefault(field.name, []).append(field.value)
    return data
