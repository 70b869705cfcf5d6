"""Taking a text back that is up for signing: not everybody wants it as it is, so a better one can be written."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.signing.actions.events import record_event
from knowledge_network.agreements.signing.actions.mandates import hold_agreement
from knowledge_network.agreements.signing.actions.telling import tell_withdrawn
from knowledge_network.agreements.signing.enums import EventKind
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


@transaction.atomic
def withdraw_round(
    *, agreement: CollaborationAgreement, by: Member | None, reason: str, at: dt.datetime | None = None
) -> None:
    """Close the round without a result. Text, signatures and chain stay as they are; nothing is in force by them.

    It follows no version any more, so that the next draft can.
    """
    now = at or timezone.now()
    held = hold_agreement(agreement)
    if not held.is_being_signed:
        raise RefusedError(_("The round is not open."))
    held.status, held.status_reason = AgreementStatus.WITHDRAWN, reason.strip()
    held.ended_on, held.predecessor = timezone.localdate(now), None
    held.save(update_fields=["status", "status_reason", "ended_on", "predecessor"])
    record_event(held, EventKind.WITHDRAWN, at=now, document_sha256=held.document_sha256)
    AuditEvent.objects.record("agreements.round_withdrawn", held, by=by)
    refresh("agreement", [held.pk])
    tell_withdrawn(held, by=by, at=now)
