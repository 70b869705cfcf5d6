"""Mail that left and comes back, for tests of what comes in."""

from __future__ import annotations

from knowledge_network.notifications.outbox import deliver_due, plan_mail
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.references import sign_address

DOMAIN = "terug.example.org"
PLAIN = "netwerk@example.org"


def sent(number=1, address="anouk@school.example"):
    """A mail that left, and the address to which it comes back."""
    plan_mail(key=f"test:{number}", kind="test", address=address, subject="Hallo", text="Dag", html="<p>Dag</p>")
    deliver_due()
    delivery = Delivery.objects.get(key=f"test:{number}")
    return delivery, sign_address("bounces", delivery.public_id.hex)


def report(
    *blocks,
    recipient="rfc822; anouk@school.example",
    status="5.1.1",
    action="failed",
    diagnostic="smtp; 550 5.1.1 User unknown",
    original="",
    message_id="",
    mark="",
    headers="",
    kind="delivery-status",
):
    """A delivery status notification as RFC 3464 has it, about one recipient or the `blocks`."""
    one = f"{original}Final-Recipient: {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n"
    per_recipient = "\n".join(blocks or [one])
    return f"""From: MAILER-DAEMON@mx.school.example
To: {PLAIN}
Subject: Undelivered Mail Returned to Sender
{headers}MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary=b

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.school.example

{per_recipient}
--b
Content-Type: text/rfc822-headers

From: {PLAIN}
Message-ID: {message_id or "<x@y>"}
{f"X-Returned-Mark: {mark}" if mark else "X-Other: none"}
Subject: Hallo

--b--
""".encode()


def block(recipient, status="5.1.1", action="failed"):
    return (
        f"Final-Recipient: {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 no such user\n"
    )


def counted():
    return dict(AddressTrouble.objects.values_list("address", "refused"))
