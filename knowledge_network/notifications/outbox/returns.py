"""Mail of ours that came back: found by the address it came back to, its mark or its Message-ID, and counted once.

Counted is the address that we mailed, never one that the report names: no stranger's address is kept, and nobody can
silence somebody else by writing a report. A Message-ID alone may come from whoever got an answer to the mail, so what
names no more than that never stops mail to an address.
"""

from __future__ import annotations

import uuid
from email.message import Message

from django.db import transaction
from django.utils import timezone

from knowledge_network.notifications.outbox import troubles
from knowledge_network.notifications.outbox.enums import DeliveryState, Receipt, ReturnKind
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.references import MARK, find_marked_mails, find_named_mails
from knowledge_network.notifications.outbox.reports import Failure, pick_failure, read_failures

# A mail that is being sent can come back before the sender noted that it left.
_MAY_COME_BACK = sorted(DeliveryState.HANDED_OVER)
LONGEST_TEXT = 200_000


def receive_bounce(message: Message, reference: str) -> Receipt:
    """A mail to the return address of one delivery."""
    try:
        public_id = uuid.UUID(hex=reference)
    except ValueError:
        return Receipt.UNKNOWN
    return _count(message, {public_id: True})


def receive_stray(message: Message) -> Receipt:
    """A mail to the plain address of the network: ours to count only when it names a mail that we sent."""
    text = _all_text(message)
    marked = find_marked_mails(text)
    return _count(message, {public_id: public_id in marked for public_id in (*marked, *find_named_mails(text))})


def _count(message: Message, mails: dict[uuid.UUID, bool]) -> Receipt:
    """Which mails it is about, and of each whether only who has the mail itself could write this."""
    failures = read_failures(message)
    if not failures:
        return Receipt.IGNORED
    counted = [_count_once(public_id, failures, is_sure=is_sure) for public_id, is_sure in mails.items()]
    return Receipt.COUNTED if any(counted) else Receipt.IGNORED


@transaction.atomic
def _count_once(public_id: uuid.UUID, failures: list[Failure], *, is_sure: bool) -> bool:
    delivery = Delivery.objects.select_for_update().filter(public_id=public_id, state__in=_MAY_COME_BACK).first()
    if delivery is None or delivery.returned_at is not None or not delivery.address:
        return False
    failure = pick_failure(delivery.address, failures)
    if failure is None:
        return False
    delivery.returned_at, delivery.reason = timezone.now(), failure.reason
    delivery.save(update_fields=["returned_at", "reason"])
    if failure.kind is ReturnKind.HARD and is_sure:
        troubles.count_refusal(delivery.address, 550, failure.reason)
    else:
        troubles.count_delay(delivery.address, failure.reason)
    return True


def _all_text(message: Message) -> str:
    """Headers and texts of the mail and of what it carries, where what names the returned mail stands."""
    found: list[str] = []
    for part in message.walk():
        found += [
            str(part.get(name, ""))
            for name in (MARK, "Message-ID", "In-Reply-To", "References", "X-Original-Message-ID")
        ]
        if not part.is_multipart() and part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                found.append(content[:LONGEST_TEXT].decode("utf-8", "replace"))
    return "\n".join(found)
