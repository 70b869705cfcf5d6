"""Sending what is due: claimed by one, checked, composed, handed to the mail server, marked."""

from __future__ import annotations

import datetime as dt
import smtplib
import time
from typing import TYPE_CHECKING, Any

import structlog
from django.core.mail import mailers
from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knowledge_network.kit.emails import one_line
from knowledge_network.notifications.outbox import kinds, living, troubles
from knowledge_network.notifications.outbox.composing import Composed, as_message, read_composed
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.quiet import QuietHours

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

logger = structlog.get_logger(__name__)

# Longer than a queue lets a run live (five minutes) plus the clock steps that time servers make.
LEASE = dt.timedelta(minutes=15)
# After so long a mail is taken from a sender that lives but is stuck.
STUCK = dt.timedelta(days=1)
# How long to wait after the first, second, … failure; after the last one the mail has failed.
LADDER = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
MOST_ATTEMPTS = len(LADDER) + 1
# A mail whose sender died this often kills senders.
MOST_LOST_SENDERS = 3
SERVER_CLOSES = 421
MAYBE_SENT = "may have been sent already"


# One statement: the most urgent mail that nobody holds becomes ours. While all mail is stopped, only log-in mail goes.
# What is free is looked for once (MATERIALIZED): as a subquery it is looked for again for each row of a table that the
# database believes to be small, and finds another mail each time, which is then ours without anybody knowing.
CLAIM = f"""
WITH free AS MATERIALIZED (
    SELECT id, state FROM notifications_delivery AS delivery
    WHERE ((state = %(planned)s AND due_at <= %(now)s)
           OR (state = %(sending)s AND leased_until <= %(now)s
               AND (leased_until <= %(stuck)s OR NOT {living.ITS_SENDER_LIVES})))
        AND (kind LIKE ANY(%(always)s)
             OR NOT EXISTS (SELECT 1 FROM notifications_mailstop WHERE lifted_at IS NULL))
    ORDER BY bulk, due_at, id
    LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE notifications_delivery AS mine
SET state = %(sending)s, leased_until = %(until)s, lease_token = %(token)s, attempts = attempts + 1,
    lost_senders = lost_senders + CASE WHEN free.state = %(sending)s THEN 1 ELSE 0 END
FROM free
WHERE mine.id = free.id
RETURNING mine.id
"""  # noqa: S608 # nosec B608


def deliver_due(*, seconds: float = 120.0) -> int:
    """Send what is due, one mail at a time, until there is none left or the time is up; how many were sent.

    Any number of these may run side by side. A mail server that does not answer ends the run, so that it costs one mail
    an attempt and not all of them.
    """
    stop_at = time.monotonic() + seconds
    sent = 0
    quiet = QuietHours()
    with living.alive() as sender, Postman() as postman:
        while time.monotonic() < stop_at and (delivery := claim_next(sender)) is not None:
            if (opens := quiet.until(delivery)) is not None:
                _put_back(delivery, opens)
                continue
            composed = prepared(delivery)
            if isinstance(composed, str):
                _finish(delivery, DeliveryState.SKIPPED, composed)
                continue
            try:
                sent += _hand_over(postman, delivery, composed)
            except RefusedAddress as error:
                if error.of_address:
                    troubles.count_refusal(delivery.address, error.code, str(error))
                _finish(delivery, DeliveryState.FAILED, str(error))
            except (smtplib.SMTPException, OSError) as error:
                _try_later(delivery, error, opened=postman.is_open(delivery))
                if _is_server_matter(error):
                    break
    if sent:
        logger.info("mail_sent", count=sent)
    return sent


def claim_next(sender: int = 0) -> Delivery | None:
    """The most urgent mail that nobody holds, leased to us under a token; None when nothing is due. Two queries."""
    now = timezone.now()
    values: dict[str, Any] = {
        "now": now,
        "until": now + LEASE,
        "stuck": now - STUCK,
        "planned": DeliveryState.PLANNED,
        "sending": DeliveryState.SENDING,
        "token": living.new_token(sender),
        "always": [f"{beginning}%" for beginning in kinds.ALWAYS],
    }
    with database.cursor() as cursor:
        cursor.execute(CLAIM, values)
        row = cursor.fetchone()
    return None if row is None else Delivery.objects.select_related("member").get(pk=row[0])


def _hand_over(postman: Postman, delivery: Delivery, composed: Composed) -> int:
    """How many mails were sent: 0 when it is no longer ours.

    The connection stands before a hand-over is noted: a mail that may go out only once is not given up because a
    sender died while the server was away.
    """
    postman.open(delivery)
    if not _note_hand_over(delivery):
        return 0
    postman.send(delivery, composed)
    return _mark_sent(delivery)


def prepared(delivery: Delivery) -> Composed | str:
    """What the mail says, made now if it was not before; or why it should no longer go out."""
    if reason := reason_to_skip(delivery):
        return reason
    if delivery.member is not None and not delivery.kind.startswith(kinds.ALWAYS):
        # People change their address between planning and sending; what is about an address itself stays with it.
        delivery.address = delivery.member.email
    if not delivery.kind.startswith(kinds.ALWAYS) and (reason := troubles.reason_not_to_mail(delivery.address)):
        return reason
    if delivery.text:
        return read_composed(delivery)
    compose = kinds.get_composer(delivery.kind)
    if compose is None:
        return "there is nothing to send"
    composed = compose(delivery)
    if isinstance(composed, Composed):
        delivery.subject = one_line(composed.subject)
    return composed


def reason_to_skip(delivery: Delivery) -> str:
    """Why this mail should no longer go out, or an empty text."""
    if delivery.lost_senders >= MOST_LOST_SENDERS:
        return "its sender died too often"
    if delivery.at_most_once and delivery.handed_over_at is not None:
        return MAYBE_SENT
    if delivery.expires_at is not None and delivery.expires_at <= timezone.now():
        return "too late"
    if delivery.member is not None:
        if delivery.member.left_at is not None:
            return "left the network"
        if delivery.member.suspended_at is not None:
            return "suspended"
        if delivery.member.is_leaving and not delivery.kind.startswith(kinds.TO_WHO_GOES):
            return "asked to be erased"
    check = kinds.get_check(delivery.kind)
    return check(delivery) if check else ""


class RefusedAddress(Exception):  # noqa: N818 - a fact about the address, not a fault of ours
    """The mail server says for good that it will not take this mail; `code` is its answer.

    `of_address` is False when it refuses what the mail says, which is no fault of the address.
    """

    def __init__(self, code: int, words: bytes | str, *, of_address: bool = True) -> None:
        super().__init__(describe(code, words))
        self.code = code
        self.of_address = of_address


class Postman:
    """Keeps one open connection per stream during a run."""

    def __init__(self) -> None:
        self._connections: dict[str, BaseEmailBackend] = {}

    def __enter__(self) -> Postman:
        return self

    def __exit__(self, *error: object) -> None:
        for backend in self._connections.values():
            try:
                backend.close()
            except (smtplib.SMTPException, OSError) as problem:
                logger.info("mail_server_closed_first", error=type(problem).__name__)

    def is_open(self, delivery: Delivery) -> bool:
        """Whether the mail server let us in, so that it may have taken what it did not confirm."""
        return self._stream(delivery) in self._connections

    @staticmethod
    def _stream(delivery: Delivery) -> str:
        return "bulk" if delivery.bulk else "default"

    def open(self, delivery: Delivery) -> None:
        stream = self._stream(delivery)
        if stream not in self._connections:
            backend = mailers[stream]
            backend.open()
            self._connections[stream] = backend

    def send(self, delivery: Delivery, composed: Composed) -> None:
        """Hand the mail to the server. Raises RefusedAddress, or what smtplib raises when it may work later."""
        try:
            self._connections[self._stream(delivery)].send_messages([as_message(delivery, composed)])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            if code >= 500:
                raise RefusedAddress(code, words) from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code >= 500:
                raise RefusedAddress(error.smtp_code, error.smtp_error, of_address=False) from error
            raise


def _is_server_matter(error: Exception) -> bool:
    """Whether the server, and not this one mail, is in trouble: 421 is said when it closes the connection."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == SERVER_CLOSES for code, _words in error.recipients.values())
    return not isinstance(error, smtplib.SMTPDataError) or error.smtp_code == SERVER_CLOSES


def describe(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return one_line(f"SMTP {code} {said}", longest=300)


def _note_hand_over(delivery: Delivery) -> bool:
    """From here on a mail that may go out only once is tried by nobody else; False when it is no longer ours."""
    if not delivery.at_most_once:
        return True
    delivery.handed_over_at = timezone.now()
    return bool(_ours(delivery).update(handed_over_at=delivery.handed_over_at))


def _mark_sent(delivery: Delivery) -> int:
    """1 when the mail was still ours to mark; what follows from it is written in the same transaction."""
    with transaction.atomic():
        marked = _finish(delivery, DeliveryState.SENT)
        hook = kinds.get_sent_hook(delivery.kind)
        if marked and hook is not None:
            hook(delivery)
    return marked


def _finish(delivery: Delivery, state: str, reason: str = "") -> int:
    """1 when the mail was still ours to mark. Who got a mail is kept for half a year; what it said is not needed."""
    values: dict[str, Any] = {"state": state, "reason": reason, "leased_until": None, "lease_token": None}
    if state == DeliveryState.SENT:
        values |= {"sent_at": timezone.now(), "subject": delivery.subject, "address": delivery.address}
    if state != DeliveryState.FAILED:
        values |= {"text": "", "html": ""}
    return _ours(delivery).update(**values)


def _put_back(delivery: Delivery, due_at: dt.datetime) -> None:
    """Not tried at all: it waits until then."""
    _ours(delivery).update(
        state=DeliveryState.PLANNED, due_at=due_at, attempts=delivery.attempts - 1, leased_until=None, lease_token=None
    )


def _try_later(delivery: Delivery, error: Exception, *, opened: bool) -> None:
    """Plan the next attempt; a mail that may go out only once has none when the server may have taken it."""
    refused = True  # the server said no, so it does not have the mail
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        reason = describe(code, words)
        if code != SERVER_CLOSES:
            troubles.count_delay(delivery.address, reason)
    elif isinstance(error, smtplib.SMTPResponseException):
        reason = describe(error.smtp_code, error.smtp_error)
    else:
        reason, refused = one_line(f"mail server: {type(error).__name__}", longest=300), not opened
    if delivery.at_most_once and not refused:
        _finish(delivery, DeliveryState.SKIPPED, MAYBE_SENT)
        return
    if delivery.attempts >= MOST_ATTEMPTS:
        _finish(delivery, DeliveryState.FAILED, reason)
        return
    _ours(delivery).update(
        state=DeliveryState.PLANNED,
        reason=reason,
        due_at=timezone.now() + LADDER[delivery.attempts - 1],
        handed_over_at=None,
        leased_until=None,
        lease_token=None,
    )


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
