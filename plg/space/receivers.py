"""Answers by mail: they stand in the conversation as if they were written there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.replies import Reply, register_reply_box
from plg.space.actions.conversations import add_post
from plg.space.models import Conversation, Post
from plg.space.notices import REPLY_BOX


def take_reply(reply: Reply) -> None:
    """As the page would: only who may write there today, and no more than fits."""
    rows = Conversation.objects.visible_to(reply.member).select_related("group")
    conversation = rows.filter(public_id=reply.about).first()
    if conversation is None or not reply.member.has_perm("plg.post", conversation.group):
        raise RefusedError(_("You cannot write in this conversation any more."))
    longest = Post._meta.get_field("text").max_length or 0
    if len(reply.text) > longest:
        raise RefusedError(_("It is too long: %(most)d signs at most.") % {"most": longest})
    add_post(conversation=conversation, by=reply.member, text=reply.text, idempotency_key=reply.key)


register_reply_box(REPLY_BOX, take_reply)
