"""Talking inside a group: starting, answering, editing, taking away and bringing back.

The audit trail names the group and the conversation's id, never a word of what was said.
"""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.search import actions as search
from plg.groups.models import Group, GroupMembership
from plg.space import notices
from plg.space.actions.files import add_file
from plg.space.mentions import mentioned_ids, store_mentions
from plg.space.models import Conversation, ConversationReading, Post, PostRevision
from plg.space.queries import list_people

CLOSED = _("This conversation is closed. Start a new one, or ask the group leader to open it again.")


def start_conversation(
    *,
    group: Group,
    by: Member,
    title: str,
    text: str,
    content: SafeFile | None = None,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
) -> Conversation:
    """A conversation with its opening post; the whole group is told. The same key gives the same conversation."""
    key = _full_key(by, idempotency_key)
    try:
        return _start(group=group, by=by, title=title, text=text, content=content, key=key, at=at or timezone.now())
    except IntegrityError:
        earlier = _post_with(key)
        if earlier is None:
            raise
        return earlier.conversation


@transaction.atomic
def _start(
    *, group: Group, by: Member, title: str, text: str, content: SafeFile | None, key: str | None, at: dt.datetime
) -> Conversation:
    conversation = Conversation.objects.create(
        group=group, title=title, started_by=by, started_at=at, last_post_at=at, last_post_by=by
    )
    post = _write_post(conversation, by=by, text=text, reply_to=None, key=key, at=at)
    _put_with(post, content, by=by, at=at)
    AuditEvent.objects.record("plg.conversation_started", group, by=by, conversation=conversation.public_id)
    search.refresh("conversation", [conversation.pk])
    mentioned = _tell_mentioned(post, by=by, at=at)
    notify(
        notices.CONVERSATION_STARTED,
        to=[member for member in list_people(group) if member.public_id not in mentioned],
        key=f"plg.conversation_started:{conversation.pk}",
        url=build_address(conversation),
        by=by,
        group_key=group.slug,
        at=at,
        **_words(conversation, by),
    )
    return conversation


def add_post(
    *,
    conversation: Conversation,
    by: Member,
    text: str,
    reply_to: Post | None = None,
    content: SafeFile | None = None,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
) -> Post:
    """Answer in a conversation; who takes part is told. The same key gives the same post. Refused when it is closed."""
    key = _full_key(by, idempotency_key)
    try:
        return _add(
            conversation, by=by, text=text, reply_to=reply_to, content=content, key=key, at=at or timezone.now()
        )
    except IntegrityError:
        earlier = _post_with(key)
        if earlier is None:
            raise
        return earlier


@transaction.atomic
def _add(
    conversation: Conversation,
    *,
    by: Member,
    text: str,
    reply_to: Post | None,
    content: SafeFile | None,
    key: str | None,
    at: dt.datetime,
) -> Post:
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.closed_at is not None or locked.removed_at is not None:
        raise RefusedError(CLOSED)
    if reply_to is not None and reply_to.conversation_id != conversation.pk:
        reply_to = None
    post = _write_post(conversation, by=by, text=text, reply_to=reply_to, key=key, at=at)
    _put_with(post, content, by=by, at=at)
    AuditEvent.objects.record("plg.post_added", conversation.group, by=by, post=post.public_id)
    mentioned = _tell_mentioned(post, by=by, at=at)
    _tell_participants(post, but=mentioned, by=by, at=at)
    return post


def _write_post(
    conversation: Conversation, *, by: Member, text: str, reply_to: Post | None, key: str | None, at: dt.datetime
) -> Post:
    """The row, its mentions, and the counters that the list shows."""
    people = list_people(conversation.group)
    stored, mentioned = store_mentions(text, people)
    post = Post.objects.create(
        conversation=conversation, author=by, text=stored, reply_to=reply_to, idempotency_key=key, posted_at=at
    )
    post.mentions.set([member for member in people if member.public_id in mentioned])
    Conversation.objects.filter(pk=conversation.pk).update(
        post_count=F("post_count") + 1, last_post_at=Greatest("last_post_at", at), last_post_by=by
    )
    Group.objects.filter(pk=conversation.group_id).update(active_at=Greatest("active_at", at))
    _read_until(conversation, by, at)
    return post


def _put_with(post: Post, content: SafeFile | None, *, by: Member, at: dt.datetime) -> None:
    """A file or picture with a post stands among the files of the group, and is told with the post alone."""
    if content is not None:
        file, _is_new = add_file(group=post.conversation.group, by=by, content=content, at=at, tell=False)
        post.files.add(file)


@transaction.atomic
def edit_post(*, post: Post, by: Member, text: str, at: dt.datetime | None = None) -> Post:
    """Replace the text and keep the former one where everybody in the group can read it. Who is newly named is told."""
    now = at or timezone.now()
    locked = Post.objects.select_for_update(of=("self",)).select_related("conversation__group").get(pk=post.pk)
    if locked.removed_at is not None:
        raise RefusedError(_("This post was removed."))
    if locked.conversation.closed_at is not None:
        raise RefusedError(CLOSED)
    people = list_people(locked.conversation.group)
    before = mentioned_ids([locked.text])
    stored, mentioned = store_mentions(text, people, known=before)
    if stored == locked.text:
        return locked
    PostRevision.objects.create(
        post=locked, text=locked.text, written_at=locked.edited_at or locked.posted_at, replaced_by=by, replaced_at=now
    )
    locked.text, locked.edited_at = stored, now
    locked.save(update_fields=["text", "edited_at"])
    locked.mentions.set([member for member in people if member.public_id in mentioned])
    AuditEvent.objects.record("plg.post_edited", locked.conversation.group, by=by, post=locked.public_id)
    _tell_mentioned(locked, by=by, at=now)
    return locked


@transaction.atomic
def remove_post(*, post: Post, by: Member) -> None:
    """Its words are no longer shown; that something stood here stays visible. `restore_post` takes it back."""
    changed = Post.objects.present().filter(pk=post.pk).update(removed_at=timezone.now(), removed_by=by)
    if changed:
        _recount(post.conversation)
        AuditEvent.objects.record(
            "plg.post_removed", post.conversation.group, by=by, subject=post.author, post=post.public_id
        )


@transaction.atomic
def restore_post(*, post: Post, by: Member) -> None:
    changed = Post.objects.filter(pk=post.pk, removed_at__isnull=False).update(removed_at=None, removed_by=None)
    if changed:
        _recount(post.conversation)
        AuditEvent.objects.record(
            "plg.post_restored", post.conversation.group, by=by, subject=post.author, post=post.public_id
        )


def _recount(conversation: Conversation) -> None:
    present = Post.objects.present().filter(conversation=conversation)
    newest = present.order_by("-posted_at", "-pk").first()
    Conversation.objects.filter(pk=conversation.pk).update(
        post_count=present.count(),
        last_post_at=newest.posted_at if newest else conversation.started_at,
        last_post_by=newest.author_id if newest else conversation.started_by_id,
    )


# Keeping order --------------------------------------------------------------------------------


@transaction.atomic
def pin_conversation(*, conversation: Conversation, by: Member, pinned: bool = True) -> None:
    """Put it on top of the list, or back in its place."""
    Conversation.objects.filter(pk=conversation.pk).update(is_pinned=pinned)
    _note("plg.conversation_pinned" if pinned else "plg.conversation_unpinned", conversation, by)


@transaction.atomic
def rename_conversation(*, conversation: Conversation, by: Member, title: str) -> bool:
    """Give it another title; False when it has this one. Refused when it was closed meanwhile."""
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.closed_at is not None or locked.removed_at is not None:
        raise RefusedError(CLOSED)
    if locked.title == title:
        return False
    locked.title = title
    locked.save(update_fields=["title"])
    search.refresh("conversation", [locked.pk])
    _note("plg.conversation_renamed", locked, by)
    return True


@transaction.atomic
def close_conversation(*, conversation: Conversation, by: Member, closed: bool = True) -> None:
    """Let nobody add to it any more, or open it again. It stays readable."""
    Conversation.objects.filter(pk=conversation.pk).update(closed_at=timezone.now() if closed else None)
    _note("plg.conversation_closed" if closed else "plg.conversation_reopened", conversation, by)


@transaction.atomic
def remove_conversation(*, conversation: Conversation, by: Member) -> None:
    """Take it out of sight with all its posts; `restore_conversation` brings it back."""
    Conversation.objects.filter(pk=conversation.pk).update(removed_at=timezone.now())
    search.remove("conversation", [conversation.pk])
    forget_notices(keys=[f"plg.conversation_started:{conversation.pk}", f"plg.posted:{conversation.pk}"])
    _note("plg.conversation_removed", conversation, by)


@transaction.atomic
def restore_conversation(*, conversation: Conversation, by: Member) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(removed_at=None)
    search.refresh("conversation", [conversation.pk])
    _note("plg.conversation_restored", conversation, by)


def _note(verb: str, conversation: Conversation, by: Member) -> None:
    AuditEvent.objects.record(verb, conversation.group, by=by, conversation=conversation.public_id)


# What was read --------------------------------------------------------------------------------


@transaction.atomic
def mark_conversation_read(*, conversation: Conversation, by: Member, until: dt.datetime | None = None) -> None:
    """Note how far `by` has read; never less far than before."""
    _read_until(conversation, by, min(until or timezone.now(), timezone.now()))


def _read_until(conversation: Conversation, member: Member, until: dt.datetime) -> None:
    reading, created = ConversationReading.objects.get_or_create(
        conversation=conversation, member=member, defaults={"read_until": until}
    )
    if not created and reading.read_until < until:
        ConversationReading.objects.filter(pk=reading.pk).update(read_until=Greatest("read_until", until))


@transaction.atomic
def mark_everything_read(*, membership: GroupMembership) -> None:
    """Nothing in the group is new any more for this member."""
    GroupMembership.objects.filter(pk=membership.pk).update(last_read_at=timezone.now())


# Who is told ----------------------------------------------------------------------------------


def build_address(conversation: Conversation) -> str:
    return reverse("plg:conversation_detail", args=[conversation.group.slug, conversation.public_id])


class ConversationWords(TypedDict):
    """What a notice may hold: names, titles and which conversation it is; nothing of what was said."""

    name: str
    title: str
    group: str
    conversation: str


def _words(conversation: Conversation, by: Member) -> ConversationWords:
    return {
        "name": by.get_full_name(),
        "title": conversation.title,
        "group": conversation.group.name,
        "conversation": conversation.public_id,
    }


def _address_of_post(post: Post) -> str:
    return reverse("plg:post_permalink", args=[post.conversation.group.slug, post.public_id])


def _tell_mentioned(post: Post, *, by: Member, at: dt.datetime) -> set[str]:
    """Tell who is named; the key holds the post, so that an edit tells only who is named for the first time."""
    members = list(post.mentions.all())
    notify(
        notices.MENTIONED,
        to=members,
        key=f"plg.mentioned:{post.pk}",
        url=_address_of_post(post),
        by=by,
        group_key=post.conversation.group.slug,
        at=at,
        **_words(post.conversation, by),
    )
    return {member.public_id for member in members}


def _tell_participants(post: Post, *, but: set[str], by: Member, at: dt.datetime) -> None:
    """Tell who took part before and is still in the group; one unread notice per conversation is enough."""
    conversation = post.conversation
    authors = set(conversation.posts.values_list("author_id", flat=True)) | {conversation.started_by_id}
    to = [m for m in list_people(conversation.group) if m.pk in authors and m.public_id not in but]
    forget_notices(keys=[f"plg.posted:{conversation.pk}"])
    notify(
        notices.POSTED,
        to=to,
        key=f"plg.posted:{conversation.pk}:{post.pk}",
        url=_address_of_post(post),
        by=by,
        group_key=conversation.group.slug,
        at=at,
        **_words(conversation, by),
    )


def _full_key(by: Member, key: str) -> str | None:
    """One person's keys never meet another's."""
    return f"{by.pk}:{key[:40]}" if key else None


def _post_with(key: str | None) -> Post | None:
    return Post.objects.select_related("conversation__group").filter(idempotency_key=key).first() if key else None
