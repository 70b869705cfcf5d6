"""Erasing who signed, once the term is over: the chain goes on to hold, for it knows people by salted hashes only."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from knowledge_network.agreements.signing.models import Mandate, Signature, SigningPerson
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement, Signatory
from knowledge_network.members.trail.models import AuditEvent

KEPT_YEARS = 7


def erase_due_names(*, today: dt.date | None = None) -> int:
    """Of agreements that ended seven years ago and still have names, also those never signed; how many."""
    day = today or timezone.localdate()
    limit = dt.date(day.year - KEPT_YEARS, day.month, min(day.day, 28))
    people = SigningPerson.objects.filter(event__agreement=OuterRef("pk"))
    rows = CollaborationAgreement.objects.filter(
        Q(ended_on__lt=limit) | Q(ended_on__isnull=True, effective_to__lt=limit),
        Exists(people),
        status__in=sorted(AgreementStatus.OVER | {AgreementStatus.WITHDRAWN}),
    )
    keys = list(rows.values_list("pk", flat=True))
    for key in keys:
        erase_names(agreement=CollaborationAgreement.objects.get(pk=key))
    return len(keys)


@transaction.atomic
def erase_names(*, agreement: CollaborationAgreement) -> None:
    """Names, salts and scans go; parties, functions, days and fingerprints stay, and so does every link."""
    held = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    SigningPerson.objects.filter(event__agreement=held).delete()
    Signatory.objects.filter(party__agreement=held).update(name_as_signed="")
    scans = [row.scan for row in Signature.objects.filter(party__agreement=held).exclude(scan="")]
    scans += [row.scan for row in Mandate.objects.filter(party__agreement=held).exclude(scan="")]
    Signature.objects.filter(party__agreement=held).update(scan="", mandate=None, seen_by=None)
    Mandate.objects.filter(party__agreement=held).delete()
    AuditEvent.objects.record("agreements.names_erased", held, by=None)
    for scan in scans:
        transaction.on_commit(partial(scan.storage.delete, str(scan.name)))
