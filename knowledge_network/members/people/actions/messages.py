"""Messages from member to member, through the outbox, without showing the receiver's address."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from knowledge_network.kit.emails import absolute_url, cancel_mail, gather_mails, plan_mail, render_mail
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

MOST_PER_DAY = 20
DAY = 86_400
# So long what goes to many waits, and can be taken back.
SECOND_THOUGHTS = dt.timedelta(minutes=15)


class TooManyMessagesError(Exception):
    """This member sent as many messages as the day allows."""


@transaction.atomic
def send_message(*, member: Member, by: Member, subject: str, text: str, key: str = "") -> None:
    """Mail `text` to `member`; answers go to the address of `by`, who chose to write. The text is kept nowhere else.

    The same `key` (of the filled-in form) sends once.
    """
    counter = f"members.messages.{by.public_id}"
    cache.add(counter, 0, DAY)
    if cache.incr(counter) > MOST_PER_DAY:
        raise TooManyMessagesError
    _plan(member, by=by, subject=subject, text=text, key=f"member-message:{by.public_id}:{key or secrets.token_hex(8)}")
    AuditEvent.objects.record("members.message_sent", member, by=by, subject=member)


@transaction.atomic
def write_to_many(*, members: Collection[Member], by: Member, subject: str, text: str, key: str) -> int:
    """Mail the same `text` to each of `members` after `SECOND_THOUGHTS`; how many. The same `key` sends once."""
    due_at = timezone.now() + SECOND_THOUGHTS
    run = _name_run(by, key)
    with gather_mails():
        for member in members:
            words = {"subject": subject, "text": text, "key": f"{run}:{member.public_id}"}
            _plan(member, by=by, **words, at=due_at, batch=run, bulk=True)
    AuditEvent.objects.record("members.many_written", by=by, count=len(members))
    return len(members)


@transaction.atomic
def take_messages_back(*, by: Member, key: str) -> int:
    """What `by` wrote to many under `key` and nobody was mailed yet stays unsent; how many mails."""
    count = cancel_mail(key_prefix=f"{_name_run(by, key)}:", reason="taken back")
    if count:
        AuditEvent.objects.record("members.many_not_written", by=by, count=count)
    return count


def _name_run(by: Member, key: str) -> str:
    return f"member-messages:{by.public_id}:{key}"


def _plan(member: Member, *, by: Member, subject: str, text: str, key: str, **when: object) -> None:
    context = {
        "member": member,
        "sender": by,
        "subject": subject,
        "message": text,
        "action_url": absolute_url(by.get_absolute_url()),
    }
    mail_subject, mail_text, html = render_mail("mail/member_message", context, member.language)
    plan_mail(
        key=key,
        kind="members.message",
        member=member,
        address=member.email,
        subject=mail_subject,
        text=mail_text,
        html=html,
        language=member.language,
        reply_to=by.email,
        **when,
    )
