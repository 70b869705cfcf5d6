"""Addresses, Message-IDs and marks of ours that come back: signed, so that nobody else can make them.

A mailbox of ours looks like `bounces+<reference>-<signature>@domain`. Both halves are lower-case letters and digits,
for mail servers may change the case of what stands before the @.

A Message-ID goes on to others: who answers or forwards a mail sends it along. The mark stands in a header that no mail
program repeats, so only who has the mail itself, and a server that sends it back, knows it.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "notifications.references"
# The mailbox to which mail of ours comes back.
BOUNCES = "bounces"
# The header with the mark of a mail.
MARK = "X-Returned-Mark"
# 64 bits: enough against guessing by mail, and the whole stays under the 64 signs before the @ (RFC 5321).
SIGNATURE = 16
_OWN_ADDRESS = re.compile(rf"([a-z]+)\+([a-z0-9]+)-([0-9a-f]{{{SIGNATURE}}})")
_OWN_MESSAGE_ID = re.compile(rf"([0-9a-f]{{32}})\.([0-9a-f]{{{SIGNATURE}}})@", re.IGNORECASE)
_OWN_MARK = re.compile(rf"\b([0-9a-f]{{32}})-([0-9a-f]{{{SIGNATURE}}})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mailbox:
    """Where a mail was sent to: the part before the + and what it is about."""

    name: str
    reference: str


def _signature(name: str, reference: str, secret: str) -> str:
    return salted_hmac(SALT, f"{name}:{reference}", secret=secret, algorithm="sha256").hexdigest()[:SIGNATURE]


def _is_ours(name: str, reference: str, signature: str) -> bool:
    return any(
        constant_time_compare(signature, _signature(name, reference, secret))
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def sign_address(name: str, reference: str) -> str:
    """The signed address of a mailbox; empty when no mail comes in here (`MAIL_IN_DOMAIN`)."""
    if not settings.MAIL_IN_DOMAIN:
        return ""
    signature = _signature(name, reference, settings.SECRET_KEY)
    return f"{name}+{reference}-{signature}@{settings.MAIL_IN_DOMAIN}"


def read_mailbox(address: str) -> Mailbox | None:
    """The mailbox that an address of ours names; None when it is not signed by us, or for another domain."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    found = _OWN_ADDRESS.fullmatch(local)
    if found is None or domain != settings.MAIL_IN_DOMAIN.lower():
        return None
    name, reference, signature = found.groups()
    return Mailbox(name, reference) if _is_ours(name, reference, signature) else None


def make_message_id(public_id: uuid.UUID) -> str:
    """The same for every attempt at the same mail, and impossible to make for somebody else."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{public_id.hex}.{_signature('mail', public_id.hex, settings.SECRET_KEY)}@{domain}>"


def make_mark(public_id: uuid.UUID) -> str:
    """What only the mail itself holds. Signed apart from its Message-ID, so that neither can be made of the other."""
    return f"{public_id.hex}-{_signature('mark', public_id.hex, settings.SECRET_KEY)}"


def find_named_mails(text: str) -> list[uuid.UUID]:
    """The mails of ours whose Message-ID stands in `text`, each once, in order."""
    return _find(_OWN_MESSAGE_ID, "mail", text)


def find_marked_mails(text: str) -> list[uuid.UUID]:
    """The mails of ours whose mark stands in `text`, each once, in order."""
    return _find(_OWN_MARK, "mark", text)


def _find(pattern: re.Pattern[str], name: str, text: str) -> list[uuid.UUID]:
    found = dict.fromkeys(
        public_id.lower()
        for public_id, signature in pattern.findall(text)
        if _is_ours(name, public_id.lower(), signature.lower())
    )
    return [uuid.UUID(public_id) for public_id in found]
