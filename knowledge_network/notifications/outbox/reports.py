"""What a mail server says about a mail that did not arrive, read from the message it sent back.

Reads delivery status notifications (RFC 3464) and the older free texts (Exim's `X-Failed-Recipients`, qmail, a bare
«550 no such user»). Says nothing about whose mail it was: that is in the address and the Message-ID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from knowledge_network.notifications.outbox.enums import ReturnKind

# Classes of RFC 3463 that say something of the mail or the moment and nothing of the address: full (2.2), too big
# (2.3, 3.4), protocol (5), content (6), policy and authentication (7).
_NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.[23]|3\.\d+|5\.\d+|6\.\d+|7\.\d+)")
_POLICY_WORDS = re.compile(
    r"dmarc|spf\b|dkim|spam|blocked|blacklist|blocklist|reputation|policy|rate limit|quota|mailbox (?:is )?full"
    r"|over ?quota|too large|try again|temporar",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"\b([45]\d\d)[ \-](?=\S)")
_MACHINE = re.compile(r"mailer-daemon|postmaster|mail delivery|mail.?daemon", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+")
# Of a text without structure no more is read than this.
READ_AT_MOST = 20_000


@dataclass(frozen=True)
class Failure:
    """What is said of one recipient: lower-case addresses (as given, and before a server forwarded it), and why."""

    addresses: frozenset[str]
    kind: ReturnKind
    reason: str


def read_failures(message: Message) -> list[Failure]:
    """What the message says did not arrive; empty for answers, of machines or people, and mail that is only late."""
    if _is_answer(message):
        return []
    if reports := list(_status_parts(message)):
        return [failure for part in reports for failure in _of_report(part)]
    return _of_text(message)


def pick_failure(address: str, failures: list[Failure]) -> Failure | None:
    """The one that is about `address`: named by itself, or the only one (a server that forwards names another)."""
    named = [failure for failure in failures if address.lower() in failure.addresses]
    if named:
        return named[0]
    return failures[0] if len(failures) == 1 else None


def without_addresses(text: str) -> str:
    """The text with every address left out: what a server says may name a stranger to whom a mail was forwarded."""
    return _ADDRESS.sub("…", text)


def _is_answer(message: Message) -> bool:
    """Out of office, «confirm that you are no robot», a receipt: a machine that has the mail."""
    automatic = str(message.get("Auto-Submitted", "")).strip().lower()
    if automatic.startswith("auto-replied"):
        return message.get_content_type() != "multipart/report" or _report_type(message) != "delivery-status"
    return _report_type(message) not in ("", "delivery-status") or "X-Autoreply" in message


def _report_type(message: Message) -> str:
    return str(message.get_param("report-type", "") or "").lower() if message.is_multipart() else ""


def _status_parts(message: Message) -> Iterator[Message]:
    """The reports themselves; not one inside the mail that came back, which could be anybody's."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
        yield message
    elif message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _status_parts(part)


def _of_report(part: Message) -> Iterator[Failure]:
    payload = part.get_payload()
    for fields in payload if isinstance(payload, list) else []:
        if not isinstance(fields, Message) or _word(fields, "Action") != "failed":
            continue
        reason = " ".join(f"{_word(fields, 'Status')} {fields.get('Diagnostic-Code', '')}".split())
        named = (fields.get("Final-Recipient", ""), fields.get("Original-Recipient", ""))
        addresses = frozenset(address for value in named if (address := _recipient(str(value))))
        yield Failure(addresses, _kind_of(reason), without_addresses(reason)[:300])


def _word(fields: Message, name: str) -> str:
    """The first word of a field, without the comments that RFC 3464 allows."""
    words = re.sub(r"\([^()]*\)", " ", str(fields.get(name, ""))).split()
    return words[0].lower() if words else ""


def _recipient(value: str) -> str:
    """The address in «rfc822; <a@b> (comment)»."""
    _type, semicolon, address = value.partition(";")
    return parseaddr(address if semicolon else value)[1].strip().lower()


def _of_text(message: Message) -> list[Failure]:
    """A bounce without a report: only from a machine that carries mail, and only where it says a code."""
    failed = [parseaddr(item)[1].lower() for item in str(message.get("X-Failed-Recipients", "")).split(",")]
    addresses = frozenset(address for address in failed if address)
    if not addresses and not _MACHINE.search(str(message.get("From", ""))):
        return []
    text = _readable(message)
    said = _STATUS.search(text) or _CODE.search(text)
    if not addresses and (said is None or said.group(1).startswith(("2", "4"))):
        return []
    line = next((line for line in text.splitlines() if said and said.group(1) in line), "")
    reason = " ".join(line.split()) or "the mail server sent it back"
    return [Failure(addresses, _kind_of(reason), without_addresses(reason)[:300])]


def _readable(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content[:READ_AT_MOST].decode("utf-8", "replace")
    return ""


def _kind_of(reason: str) -> ReturnKind:
    """HARD when it is about the address; SOFT when another mail, or this one tomorrow, may well arrive."""
    status = _STATUS.search(reason)
    code = _CODE.search(reason)
    first = (status or code).group(1)[0] if (status or code) else "5"  # type: ignore[union-attr]
    if first != "5":
        return ReturnKind.SOFT
    if status and status.group(1).startswith("5.1."):
        return ReturnKind.HARD
    if (status and _NOT_THE_ADDRESS.fullmatch(status.group(1))) or _POLICY_WORDS.search(reason):
        return ReturnKind.SOFT
    return ReturnKind.HARD
