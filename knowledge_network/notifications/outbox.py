"""The outbox: planned once under a key, claimed by one sender, checked, sent, marked. The queue only wakes it up.

A mail is sent at least once and, unless a sender dies between sending and marking, exactly once; whoever gets it twice
gets the same Message-ID twice, and mail programs show it once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import smtplib
import threading
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db import connection as database
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from knowledge_network.kit.emails import one_line
from knowledge_network.notifications.models import Delivery

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from knowledge_network.members.models import Member

logger = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=5)
# How long to wait after the first, second, … failure; after the last one the mail has failed.
LADDER = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
MOST_ATTEMPTS = len(LADDER) + 1
# A mail whose sender died this often kills senders.
MOST_LOST_SENDERS = 3
# Who asked to be erased still logs in to come back, and hears about the erasure; nothing else.
TO_WHO_GOES = ("account.", "members.erasure", "members.retention")
TEXTS_KEPT = dt.timedelta(days=30)
ROWS_KEPT = dt.timedelta(days=180)

Check = Callable[[Delivery], str]
_checks: dict[str, Check] = {}


def register_check(kind: str, check: Check) -> None:
    """`check` looks at each mail of this kind just before it is sent and returns why not, or an empty text."""
    _checks[kind] = check


# Planning -------------------------------------------------------------------------------------


def plan_mail(
    *,
    key: str,
    kind: str,
    address: str,
    subject: str,
    text: str,
    html: str = "",
    member: Member | None = None,
    language: str = "nl",
    reply_to: str = "",
    bulk: bool = False,
    at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
) -> None:
    """Plan one mail; the same `key` plans it once, however often and from wherever this is called.

    The key says what the mail is, never which run made it. With `member`, the mail is skipped when that member has left
    or is suspended by the time it is sent; without, it goes to `address` in any case. `bulk` mail waits for mail that
    people wait for. After `expires_at` it is of no use and skipped.
    """
    Delivery.objects.bulk_create(
        [
            Delivery(
                key=key,
                kind=kind,
                address=address,
                subject=one_line(subject),
                text=text,
                html=html,
                member=member,
                language=language,
                reply_to=reply_to,
                bulk=bulk,
                due_at=at or timezone.now(),
                expires_at=expires_at,
            )
        ],
        ignore_conflicts=True,
    )
    wake_sender_after_commit()


def cancel_mail(*, key_prefix: str, reason: str) -> int:
    """Skip what is planned under keys that start so and is not sent yet; how many."""
    planned = Delivery.objects.filter(key__startswith=key_prefix, state=Delivery.State.PLANNED)
    return planned.update(state=Delivery.State.SKIPPED, reason=reason, text="", html="")


def cancel_mail_to(*, member: Member, reason: str) -> int:
    """Skip all that did not reach this member yet, also what a sender holds and may offer again; how many."""
    theirs = Q(member=member) | Q(address__iexact=member.email)
    waiting = Delivery.objects.filter(theirs, state__in=[Delivery.State.PLANNED, Delivery.State.SENDING])
    return waiting.update(
        state=Delivery.State.SKIPPED, reason=reason, text="", html="", leased_until=None, lease_token=None
    )


# Waking the sender ----------------------------------------------------------------------------

PUBLISH_LIMIT = 1.0
BROKER_PAUSE = 10.0
_broker_away_until = 0.0


def wake_sender_after_commit() -> None:
    """Once per transaction. Nothing is lost when nobody wakes up: the schedule looks twice a minute."""
    if any(entry[1] is wake_sender for entry in database.run_on_commit):
        return
    transaction.on_commit(wake_sender, robust=True)


def wake_sender() -> None:
    """Tell the worker that there is mail, in at most one second; a broker that is down or frozen is left alone."""
    global _broker_away_until  # noqa: PLW0603
    from knowledge_network.notifications.tasks import deliver_mail

    if deliver_mail.app.conf.task_always_eager:
        deliver_mail.delay()
        return
    if time.monotonic() < _broker_away_until:
        return
    published = threading.Event()

    def publish() -> None:
        try:
            deliver_mail.apply_async(retry=False, ignore_result=True)
        except Exception as error:  # noqa: BLE001 - whatever the broker does, the page goes on
            logger.warning("sender_not_woken", error=type(error).__name__)
        else:
            published.set()

    thread = threading.Thread(target=publish, name="wake-sender", daemon=True)
    thread.start()
    thread.join(PUBLISH_LIMIT)
    if not published.is_set():
        _broker_away_until = time.monotonic() + BROKER_PAUSE


# Sending --------------------------------------------------------------------------------------


def deliver_due(*, seconds: float = 120.0) -> int:
    """Send what is due, one mail at a time, until there is none left or the time is up; how many were sent.

    Any number of these may run side by side. A mail server that does not answer ends the run, so that it costs one mail
    an attempt and not all of them.
    """
    stop_at = time.monotonic() + seconds
    sent = 0
    with Postman() as postman:
        while time.monotonic() < stop_at and (delivery := claim_next()) is not None:
            if reason := reason_to_skip(delivery):
                _finish(delivery, Delivery.State.SKIPPED, reason)
                continue
            try:
                postman.send(delivery)
            except RefusedAddress as error:
                _finish(delivery, Delivery.State.FAILED, str(error))
            except (smtplib.SMTPException, OSError) as error:
                _try_later(delivery, error)
                if not isinstance(error, smtplib.SMTPDataError | smtplib.SMTPRecipientsRefused):
                    break  # the server is the matter, not this mail
            else:
                sent += _finish(delivery, Delivery.State.SENT)
    return sent


def claim_next() -> Delivery | None:
    """The most urgent mail that nobody holds, leased to us under a token; None when nothing is due."""
    now = timezone.now()
    free = Q(state=Delivery.State.PLANNED, due_at__lte=now) | Q(state=Delivery.State.SENDING, leased_until__lte=now)
    with transaction.atomic():
        delivery = Delivery.objects.filter(free).order_by("bulk", "due_at").select_for_update(skip_locked=True).first()
        if delivery is None:
            return None
        if delivery.state == Delivery.State.SENDING:
            delivery.lost_senders += 1
        delivery.state = Delivery.State.SENDING
        delivery.leased_until = now + LEASE
        delivery.lease_token = uuid.uuid4()
        delivery.attempts += 1
        delivery.save(update_fields=["state", "leased_until", "lease_token", "attempts", "lost_senders"])
    return delivery


def reason_to_skip(delivery: Delivery) -> str:
    """Why this mail should no longer go out, or an empty text."""
    if delivery.lost_senders >= MOST_LOST_SENDERS:
        return "its sender died too often"
    if delivery.expires_at is not None and delivery.expires_at <= timezone.now():
        return "too late"
    if delivery.member is not None:
        if delivery.member.left_at is not None:
            return "left the network"
        if delivery.member.suspended_at is not None:
            return "suspended"
        if delivery.member.is_leaving and not delivery.kind.startswith(TO_WHO_GOES):
            return "asked to be erased"
    check = _checks.get(delivery.kind)
    return check(delivery) if check else ""


class RefusedAddress(Exception):  # noqa: N818 - a fact about the address, not a fault of ours
    """The mail server says for good that it will not take mail for this address."""


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

    def send(self, delivery: Delivery) -> None:
        """Hand the mail to the server. Raises RefusedAddress, or what smtplib raises when it may work later."""
        stream = "bulk" if delivery.bulk else "default"
        if stream not in self._connections:
            backend = mailers[stream]
            backend.open()
            self._connections[stream] = backend
        try:
            self._connections[stream].send_messages([as_message(delivery)])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            if code >= 500:
                raise RefusedAddress(describe(code, words)) from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code >= 500:
                raise RefusedAddress(describe(error.smtp_code, error.smtp_error)) from error
            raise


def as_message(delivery: Delivery) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=delivery.subject,
        body=delivery.text,
        to=[delivery.address],
        reply_to=[delivery.reply_to] if delivery.reply_to else None,
        headers={
            "Message-ID": message_id(delivery.key),
            "Content-Language": delivery.language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    if delivery.html:
        message.attach_alternative(delivery.html, "text/html")
    return message


def message_id(key: str) -> str:
    """The same for every attempt at the same mail."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def describe(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return one_line(f"SMTP {code} {said}", longest=300)


def _finish(delivery: Delivery, state: str, reason: str = "") -> int:
    """1 when the mail was still ours to mark. Who got a mail is kept for half a year; what it said is not needed."""
    values: dict[str, Any] = {"state": state, "reason": reason, "leased_until": None, "lease_token": None}
    if state == Delivery.State.SENT:
        values["sent_at"] = timezone.now()
    if state != Delivery.State.FAILED:
        values |= {"text": "", "html": ""}
    return _ours(delivery).update(**values)


def _try_later(delivery: Delivery, error: Exception) -> None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        reason = describe(*next(iter(error.recipients.values())))
    elif isinstance(error, smtplib.SMTPResponseException):
        reason = describe(error.smtp_code, error.smtp_error)
    else:
        reason = one_line(f"mail server: {type(error).__name__}", longest=300)
    if delivery.attempts >= MOST_ATTEMPTS:
        _finish(delivery, Delivery.State.FAILED, reason)
        return
    _ours(delivery).update(
        state=Delivery.State.PLANNED,
        reason=reason,
        due_at=timezone.now() + LADDER[delivery.attempts - 1],
        leased_until=None,
        lease_token=None,
    )


def _ours(delivery: Delivery):
    return Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)


# Housekeeping ---------------------------------------------------------------------------------


def retry_failed() -> int:
    """Put mail that failed back on the first step, for instance after the mail server was away too long; how many."""
    return (
        Delivery.objects.filter(state=Delivery.State.FAILED)
        .exclude(text="")
        .update(state=Delivery.State.PLANNED, reason="", attempts=0, lost_senders=0, due_at=timezone.now())
    )


def forget_old() -> int:
    """Empty failed mails after a month and drop the record of any finished mail after half a year; how many dropped."""
    now = timezone.now()
    finished = Delivery.objects.exclude(state__in=[Delivery.State.PLANNED, Delivery.State.SENDING])
    finished.filter(planned_at__lt=now - TEXTS_KEPT).exclude(text="", html="").update(text="", html="")
    return finished.filter(planned_at__lt=now - ROWS_KEPT).delete()[0]
