"""What goes over the line: a mail made from its row, or from what its composer says."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import MIMEPart
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING

from django.conf import settings

from knowledge_network.kit.emails import one_line
from knowledge_network.kit.network import read_network
from knowledge_network.notifications.outbox.references import BOUNCES, MARK, make_mark, make_message_id, sign_address
from knowledge_network.notifications.outbox.wire import WireMail

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


def read_composed(delivery: Delivery) -> Composed:
    """For a mail whose text was made when it was planned."""
    return Composed(delivery.subject, delivery.text, delivery.html, delivery.reply_to)


def name_sender() -> str:
    """The address that the server may send from, with the name that people know."""
    _own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    network = read_network()
    return formataddr((one_line(network.sender_name or network.title), address))


def as_message(delivery: Delivery, composed: Composed | None = None) -> WireMail:
    made = composed or read_composed(delivery)
    headers = {
        "Message-ID": make_message_id(delivery.public_id),
        MARK: make_mark(delivery.public_id),
        "Content-Language": delivery.language,
        "Auto-Submitted": "auto-generated",
        # No answers of machines, but do say when a mail did not arrive: so not «All», which holds NDR.
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
    }
    if made.unsubscribe:
        headers["List-Unsubscribe"] = f"<{one_line(made.unsubscribe, longest=900)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # What does not arrive comes back to an address of this one mail, where mail comes in here; people see the network.
    comes_back_to = sign_address(BOUNCES, delivery.public_id.hex)
    sender = name_sender()
    if comes_back_to:
        headers["From"] = sender
    answers_to = made.reply_to or read_network().reply_to
    message = WireMail(
        subject=one_line(made.subject),
        body=made.text,
        from_email=comes_back_to or sender,
        to=[delivery.address],
        reply_to=[answers_to] if answers_to else None,
        headers=headers,
        calendars=tuple((file.content, file.method) for file in made.attachments if file.method),
    )
    if made.html:
        message.attach_alternative(made.html, "text/html")
    for attachment in made.attachments:
        _attach(message, attachment)
    return message


def _attach(message: WireMail, attachment: Attachment) -> None:
    """A file. An invitation stands beside the text already; the file is for who opens it by hand.

    As such it is `application/ics`: a second `text/calendar` would be read as a second invitation.
    """
    mime_type = "application/ics" if attachment.method else attachment.mime_type
    maintype, _slash, subtype = mime_type.partition("/")
    part = MIMEPart()
    part.set_content(attachment.content, maintype=maintype, subtype=subtype, cte="base64")
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    message.attach(part)
