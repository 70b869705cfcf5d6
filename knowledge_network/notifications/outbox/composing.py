"""What goes over the line: a mail made from its row, or from what its composer says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.message import MIMEPart
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from knowledge_network.kit.emails import one_line

if TYPE_CHECKING:
    from knowledge_network.notifications.outbox.models import Delivery


@dataclass(frozen=True)
class Attachment:
    """A file in a mail; `method` is the one of an invitation in a calendar (REQUEST, CANCEL)."""

    name: str
    content: bytes
    mime_type: str
    method: str = ""


@dataclass(frozen=True)
class Composed:
    """A mail as it was made just before sending. `unsubscribe` is the full address of one-click ending (RFC 8058)."""

    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""


def composed_from(delivery: Delivery) -> Composed:
    """For a mail whose text was made when it was planned."""
    return Composed(delivery.subject, delivery.text, delivery.html, delivery.reply_to)


def as_message(delivery: Delivery, composed: Composed | None = None) -> EmailMultiAlternatives:
    made = composed or composed_from(delivery)
    headers = {
        "Message-ID": message_id(delivery.key),
        "Content-Language": delivery.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if made.unsubscribe:
        headers["List-Unsubscribe"] = f"<{one_line(made.unsubscribe, longest=900)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=one_line(made.subject),
        body=made.text,
        to=[delivery.address],
        reply_to=[made.reply_to] if made.reply_to else None,
        headers=headers,
    )
    if made.html:
        message.attach_alternative(made.html, "text/html")
    for attachment in made.attachments:
        _attach(message, attachment)
    return message


def _attach(message: EmailMultiAlternatives, attachment: Attachment) -> None:
    """A file; an invitation in a calendar stands as an attachment that says what it asks (`method`)."""
    maintype, _slash, subtype = attachment.mime_type.partition("/")
    part = MIMEPart()
    parameters = {"method": attachment.method} if attachment.method else None
    if maintype == "text":
        part.set_content(attachment.content.decode(), subtype=subtype, charset="utf-8", cte="base64", params=parameters)
    else:
        part.set_content(attachment.content, maintype=maintype, subtype=subtype, params=parameters)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    message.attach(part)


def message_id(key: str) -> str:
    """The same for every attempt at the same mail."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
