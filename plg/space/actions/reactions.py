"""Thanks and other reactions to a post, and «Gelezen?» of the chair."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from plg.space import notices
from plg.space.enums import Reaction
from plg.space.models import Post, PostReaction
from plg.space.queries import list_people


@transaction.atomic
def react(*, post: Post, by: Member, kind: str, at: dt.datetime | None = None, tell: bool = True) -> bool:
    """Say it with one press, or take it back with the same press; whether it stands there now."""
    locked = Post.objects.select_for_update(of=("self",)).select_related("conversation__group").get(pk=post.pk)
    if locked.removed_at is not None:
        raise RefusedError(_("This post was removed."))
    if kind == Reaction.READ and locked.asks_read_at is None:
        raise PermissionDenied
    mine = PostReaction.objects.filter(post=locked, member=by, kind=kind)
    if mine.delete()[0]:
        _record("plg.reaction_taken_back", locked, by)
        return False
    now = at or timezone.now()
    PostReaction.objects.create(post=locked, member=by, kind=kind, given_at=now)
    _record("plg.reaction_given", locked, by)
    if tell and kind == Reaction.THANKS and locked.author is not None:
        _tell_writer(locked, by=by, now=now)
    return True


@transaction.atomic
def ask_whether_read(*, post: Post, by: Member, asks: bool = True, at: dt.datetime | None = None) -> None:
    """The chair asks «Gelezen?» of a post: everybody may press, nobody has to. What was pressed stays."""
    now = at or timezone.now()
    if (
        not Post.objects.present()
        .filter(pk=post.pk, asks_read_at__isnull=asks)
        .update(asks_read_at=now if asks else None)
    ):
        return
    _record("plg.read_asked" if asks else "plg.read_asked_no_more", post, by)
    key = f"plg.read_asked:{post.pk}"
    if not asks:
        forget_notices(keys=[key])
        return
    pressed = set(post.reactions.filter(kind=Reaction.READ).values_list("member_id", flat=True))
    notify(
        notices.READ_ASKED,
        to=[member for member in list_people(post.conversation.group) if member.pk not in pressed],
        key=key,
        **_about(post, by, now),
    )


def _tell_writer(post: Post, *, by: Member, now: dt.datetime) -> None:
    """One unread notice a post: a newer one replaces it."""
    key = f"plg.thanked:{post.pk}"
    forget_notices(keys=[key])
    if post.author is not None:
        notify(notices.THANKED, to=[post.author], key=f"{key}:{by.pk}", **_about(post, by, now))


def _about(post: Post, by: Member, now: dt.datetime) -> dict[str, Any]:
    conversation = post.conversation
    return {
        "url": reverse("plg:post_permalink", args=[conversation.group.slug, post.public_id]),
        "by": by,
        "group_key": conversation.group.slug,
        "at": now,
        "name": by.get_full_name(),
        "title": conversation.title,
        "group": conversation.group.name,
    }


def _record(verb: str, post: Post, by: Member) -> None:
    AuditEvent.objects.record(verb, post.conversation.group, by=by, post=post.public_id)
