"""The one way in for mail: whoever gets it from the mail server gives it to `receive_mail`.

The address it was sent to says whose it is: rooms register a mailbox (`register_mailbox`), and make addresses in it
with `references.sign_address`. What is not signed by us reaches no room; only a mail that came back to the plain
address of the network may still be one of ours, by its mark or its Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import Message

import structlog

from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.references import BOUNCES, Mailbox, read_mailbox
from knowledge_network.notifications.outbox.returns import receive_bounce, receive_stray

logger = structlog.get_logger(__name__)

# Larger mail is refused unread. A returned mail of ours is far smaller.
LARGEST = 5 * 1024 * 1024

Receive = Callable[[Message, str], Receipt]
_mailboxes: dict[str, Receive] = {}


def register_mailbox(name: str, receive: Receive) -> None:
    """Mail to `name+<reference>-<signature>@…` goes to `receive(message, reference)`. The name: lower-case letters."""
    _mailboxes[name] = receive


register_mailbox(BOUNCES, receive_bounce)


def receive_mail(raw: bytes, *, recipient: str) -> Receipt:
    """Take in one mail, as the mail server got it, for one recipient. The same mail twice counts once.

    Raises nothing for what a mail says; an error of the database goes up, so that the mail server tries again.
    """
    mailbox = read_mailbox(recipient)
    if mailbox is not None and mailbox.name not in _mailboxes:
        mailbox = None
    if mailbox is None and "+" in recipient:
        receipt = Receipt.UNKNOWN
    elif len(raw) > LARGEST:
        receipt = Receipt.TOO_LARGE
    else:
        message = message_from_bytes(raw, policy=policy.compat32)
        receipt = _receive(message, mailbox)
    # Not the address and not a word of the mail: both may be a person's.
    logger.info("mail_received", mailbox=mailbox.name if mailbox else "", receipt=receipt.value)
    return receipt


def _receive(message: Message, mailbox: Mailbox | None) -> Receipt:
    if mailbox is None:
        return receive_stray(message)
    return _mailboxes[mailbox.name](message, mailbox.reference)
