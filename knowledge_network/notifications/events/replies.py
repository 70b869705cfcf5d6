"""Answering a mail of ours: its words go to the conversation it is about, as if they were written on the page.

A room registers a box (`register_reply_box`) and gives out addresses in it (`make_reply_address`), signed for one
member and one thing. Taken is only what that member wrote from their own address, when our mail server found that it
comes from there (`outbox.authentication`). An answer that is not taken is told to the member, never to who sent it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.notices import REPLY_NOT_TAKEN
from knowledge_network.notifications.outbox.authentication import is_authenticated, read_sender
from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.receiving import register_mailbox
from knowledge_network.notifications.outbox.references import sign_address
from knowledge_network.notifications.outbox.reply_text import is_automatic, read_reply

# Public ids are ten signs: the first ten are the member, the rest is what the mail was about.
ID = 10


@dataclass(frozen=True)
class Reply:
    """What a member wrote by mail about the thing `about` (its public id); the same mail has the same `key`."""

    member: Member
    about: str
    text: str
    key: str


# Puts it where it belongs; RefusedError, in words for the member, when it cannot stand there.
type TakeReply = Callable[[Reply], None]


def register_reply_box(name: str, take: TakeReply) -> None:
    """Answers to the addresses of this box go to `take`."""

    def receive(message: Message, reference: str) -> Receipt:
        return _receive(message, reference, take)

    register_mailbox(name, receive)


def make_reply_address(name: str, member: Member, about: str) -> str:
    """Where this member can send an answer; empty where no mail comes in, or nobody looks whether it is theirs."""
    if not settings.MAIL_IN_AUTHSERV_ID:
        return ""
    return sign_address(name, f"{member.public_id}{about}")


def _receive(message: Message, reference: str, take: TakeReply) -> Receipt:
    if is_automatic(message):
        return Receipt.IGNORED
    member = Member.objects.with_access().filter(public_id=reference[:ID]).first()
    if member is None or not member.is_present or not member.has_verified_email:
        return Receipt.IGNORED
    key = _key_of(message)
    with override(member.language):
        if read_sender(message) != member.email.lower() or not is_authenticated(message):
            _tell(member, key, _("We could not see that this mail is from you. Answer on the site."))
            return Receipt.IGNORED
        text = read_reply(message)
        if not text:
            _tell(member, key, _("We found no words of your own in it. Answer on the site."))
            return Receipt.IGNORED
        try:
            with transaction.atomic():
                take(Reply(member=member, about=reference[ID:], text=text, key=key))
        except RefusedError as refusal:
            _tell(member, key, str(refusal))
            return Receipt.IGNORED
    return Receipt.TAKEN


def _key_of(message: Message) -> str:
    """Of its Message-ID, or of all of it: a mail server may bring the same mail twice."""
    named = str(message.get("Message-ID", "")).strip() or message.as_string()
    return f"mail-{hashlib.sha256(named.encode(errors='replace')).hexdigest()[:24]}"


def _tell(member: Member, key: str, reason: str) -> None:
    """Under the bell and by mail, once for each mail; never with its words, which may be somebody else's."""
    url = reverse("notifications:notice_list")
    notify(REPLY_NOT_TAKEN, to=[member], key=f"notifications.reply_not_taken:{key}", url=url, reason=reason)
