"""Addresses that mail servers refuse: counted, and after too many refusals left alone until somebody looks.

One «there is no such user» (550 5.1.1 and the like) counts double: two of those are enough. A later delivery that
works sets nothing back; a member who changes the address, or a coordinator who lets it go, does.
"""

from __future__ import annotations

import re

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import AddressTrouble
from knowledge_network.notifications.outbox.reports import without_addresses

REFUSALS_ALLOWED = 3
NO_SUCH_USER = re.compile(
    r"\b5\.1\.(?:[1236]|10)\b|no such user|user unknown|unknown user|does not exist", re.IGNORECASE
)
STOPPED = "the address refuses mail"


def reason_not_to_mail(address: str) -> str:
    stopped = AddressTrouble.objects.filter(address=address.lower(), stopped_at__isnull=False).exists()
    return STOPPED if stopped else ""


def find_trouble(member: Member) -> AddressTrouble | None:
    """Why this member gets no mail any more; None while mail goes out to them."""
    return AddressTrouble.objects.filter(address=member.email.lower(), stopped_at__isnull=False).first()


@transaction.atomic
def count_refusal(address: str, code: int, reason: str) -> AddressTrouble:
    """The server says that it will never take mail for `address`; the address is left alone after too many of these."""
    weight = 2 if code == 550 and NO_SUCH_USER.search(reason) else 1
    trouble = _trouble(address, reason)
    trouble.refused += weight
    if trouble.refused >= REFUSALS_ALLOWED and trouble.stopped_at is None:
        trouble.stopped_at = timezone.now()
    trouble.save(update_fields=["refused", "stopped_at"])
    return trouble


@transaction.atomic
def count_delay(address: str, reason: str) -> None:
    """The server says «not now»."""
    trouble = _trouble(address, reason)
    AddressTrouble.objects.filter(pk=trouble.pk).update(delayed=F("delayed") + 1)


def _trouble(address: str, reason: str) -> AddressTrouble:
    AddressTrouble.objects.bulk_create([AddressTrouble(address=address.lower())], ignore_conflicts=True)
    trouble = AddressTrouble.objects.select_for_update().get(address=address.lower())
    trouble.reason, trouble.last_at = without_addresses(reason)[:300], timezone.now()
    trouble.save(update_fields=["reason", "last_at"])
    return trouble


@transaction.atomic
def forgive_address(*, address: str, by: Member | None) -> bool:
    """Mail to this address again; False when there was nothing against it."""
    gone, _rows = AddressTrouble.objects.filter(address=address.lower()).delete()
    if gone:
        member = Member.objects.filter(email__iexact=address).first()
        AuditEvent.objects.record("notifications.address_forgiven", member, by=by, subject=member)
    return bool(gone)
