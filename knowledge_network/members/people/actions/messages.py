"""A message from member to member, through the outbox, without showing the receiver's address."""

from __future__ import annotations

import secrets

from django.core.cache import cache
from django.db import transaction

from knowledge_network.kit.emails import absolute_url, plan_mail, render_mail
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

MOST_PER_DAY = 20
DAY = 86_400


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
    context = {
        "member": member,
        "sender": by,
        "subject": subject,
        "message": text,
        "action_url": absolute_url(by.get_absolute_url()),
    }
    mail_subject, mail_text, html = render_mail("mail/member_message", context, member.language)
    plan_mail(
        key=f"member-message:{by.public_id}:{key or secrets.token_hex(8)}",
        kind="members.message",
        member=member,
        address=member.email,
        subject=mail_subject,
        text=mail_text,
        html=html,
        language=member.language,
        reply_to=by.email,
    )
    AuditEvent.objects.record("members.message_sent", member, by=by, subject=member)
