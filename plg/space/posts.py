"""A page of posts as its template shows it: everything worked out before the loop, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.markdown import render_markdown
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.photos import visible_photo
from plg.space.enums import Reaction
from plg.space.mentions import mentioned_ids, plain_text, render_post
from plg.space.models import GroupFile, Post, PostReaction

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from plg.space.entrance import Space

QUOTE_LENGTH = 160
REACTION_ICONS = {
    Reaction.THANKS: "heart-handshake",
    Reaction.AGREE: "check",
    Reaction.NICE: "star",
    Reaction.IDEA: "lightbulb",
    Reaction.READ: "check-check",
}


@dataclass(frozen=True)
class ShownReaction:
    """One of the few things that can be said with a press: who did, and whether the reader is one of them."""

    kind: str
    label: str | Promise
    icon: str
    names: tuple[str, ...]
    is_mine: bool

    @property
    def count(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class ShownFile:
    """A file or picture with a post."""

    title: str
    url: str
    is_picture: bool


@dataclass(frozen=True)
class ShownPost:
    """One post, ready to be shown. `html` is empty when it was removed."""

    public_id: str
    author: Member | None
    name: str
    profile_url: str
    photo: str
    posted_at: dt.datetime
    when: str
    html: SafeString
    is_removed: bool
    removed_by_author: bool
    is_edited: bool
    is_new: bool
    is_mine: bool
    quote_name: str
    quote: str
    quote_id: str
    can_edit: bool
    can_remove: bool
    files: tuple[ShownFile, ...]
    reactions: tuple[ShownReaction, ...]
    # What is said where the chair asks who read it; nothing elsewhere.
    read: ShownReaction | None
    can_react: bool
    can_ask_read: bool

    @property
    def said_or_first(self) -> list[ShownReaction]:
        """What somebody said, and thanks, which stands there always."""
        return [one for number, one in enumerate(self.reactions) if one.count or number == 0]

    @property
    def not_said(self) -> list[ShownReaction]:
        return [one for number, one in enumerate(self.reactions) if not one.count and number > 0]


@dataclass(frozen=True)
class Reading:
    """Who reads, what they may do, and up to when they had read before."""

    reader: Member
    can_post: bool
    can_moderate: bool
    read_until: dt.datetime | None = None


def shown_posts(posts: Iterable[Post], reading: Reading) -> list[ShownPost]:
    """The posts with names, mentions, quotes, files and reactions: three queries, whatever the number of posts.

    Fetch the posts with `select_related("author", "reply_to__author", "conversation__group")`.
    """
    rows = list(posts)
    quoted = [row.reply_to for row in rows if row.reply_to is not None]
    names = find_names(mentioned_ids(row.text for row in [*rows, *quoted]))
    files, reactions = find_files(rows), find_reactions(rows)
    return [_shown(row, names, reading, files.get(row.pk, ()), reactions.get(row.pk, {})) for row in rows]


def find_files(posts: Collection[Post]) -> dict[int, tuple[ShownFile, ...]]:
    """By post what goes with it and was not taken away since. One query."""
    by_pk = {post.pk: post for post in posts}
    rows: QuerySet[Any] = (
        GroupFile.objects.present()
        .filter(posts__in=by_pk)
        .annotate(on_post=F("posts"))
        .with_newest_version()
        .order_by("added_at", "pk")
    )
    found: dict[int, tuple[ShownFile, ...]] = {}
    for row in rows if by_pk else ():
        slug = by_pk[row.on_post].conversation.group.slug
        is_picture = (row.media_type or "").startswith("image/")
        name, number = ("file_download", [row.newest]) if is_picture else ("file_detail", [])
        url = reverse(f"plg:{name}", args=[slug, row.public_id, *number])
        found[row.on_post] = (*found.get(row.on_post, ()), ShownFile(row.title, url, is_picture))
    return found


# Kind → (post → those who said it), in the order in which they did.
type Said = dict[str, list[PostReaction]]


def find_reactions(posts: Collection[Post]) -> dict[int, Said]:
    """One query."""
    found: dict[int, Said] = {}
    rows = PostReaction.objects.filter(post__in=posts, member__erased_at__isnull=True).select_related("member")
    for row in rows.order_by("given_at", "pk") if posts else ():
        found.setdefault(row.post_id, {}).setdefault(row.kind, []).append(row)
    return found


def _draw_reaction(kind: Reaction, said: Said, reader: Member) -> ShownReaction:
    rows = said.get(kind, [])
    return ShownReaction(
        kind=kind.value,
        label=kind.label,
        icon=REACTION_ICONS[kind],
        names=tuple(row.member.get_full_name() for row in rows),
        is_mine=any(row.member_id == reader.pk for row in rows),
    )


def find_names(public_ids: Iterable[str]) -> dict[str, str]:
    """Public id → name of today, without those who were erased."""
    wanted = set(public_ids)
    if not wanted:
        return {}
    people = Member.objects.filter(public_id__in=wanted, erased_at__isnull=True)
    return {person.public_id: person.get_full_name() for person in people}


def _shown(post: Post, names: dict[str, str], reading: Reading, files: tuple[ShownFile, ...], said: Said) -> ShownPost:
    author, quoted = post.author, post.reply_to
    is_mine = author is not None and author.pk == reading.reader.pk
    is_open = post.conversation.closed_at is None
    removed = post.removed_at is not None
    may_change = reading.can_post and is_mine and not removed
    return ShownPost(
        public_id=post.public_id,
        author=author if author is not None and author.erased_at is None else None,
        name=name_author(author),
        profile_url=profile_url(author.public_id) if author is not None and author.is_present else "",
        photo=visible_photo(author, reading.reader) if author is not None and author.is_present else "",
        posted_at=post.posted_at,
        when=nice_datetime(post.posted_at),
        html=SafeString("") if removed else render_post(post.text, names, profile_url),
        is_removed=removed,
        removed_by_author=removed and post.removed_by_id == post.author_id,
        is_edited=post.edited_at is not None and not removed,
        is_new=not is_mine and reading.read_until is not None and post.posted_at > reading.read_until,
        is_mine=is_mine,
        quote_name=name_author(quoted.author) if quoted else "",
        quote=quote_post(quoted, names) if quoted else "",
        quote_id=quoted.public_id if quoted else "",
        can_edit=may_change and is_open,
        can_remove=may_change or (reading.can_moderate and not removed),
        files=() if removed else files,
        reactions=tuple(_draw_reaction(kind, said, reading.reader) for kind in Reaction if kind in Reaction.ALWAYS),
        read=_draw_reaction(Reaction.READ, said, reading.reader) if post.asks_read_at is not None else None,
        can_react=reading.can_post and not removed,
        can_ask_read=reading.can_moderate and not removed,
    )


def quote_post(post: Post, names: dict[str, str]) -> str:
    """The beginning of a post as plain words; nothing when it was removed."""
    if post.removed_at is not None:
        return ""
    words = strip_tags(render_markdown(plain_text(post.text[: QUOTE_LENGTH * 6], names)))
    return Truncator(" ".join(unescape(words).split())).chars(QUOTE_LENGTH)


def profile_url(public_id: str) -> str:
    """The profile page of a member, or nothing when this installation has none."""
    try:
        return reverse("members:member_detail", args=[public_id])
    except NoReverseMatch:
        return ""


def name_author(member: Member | None) -> str:
    """The name of today, «former member» for whom is unknown or erased."""
    return member.get_full_name() if member is not None else _("former member")


@dataclass(frozen=True)
class ConversationLine:
    """A line of the list of conversations."""

    title: str
    url: str
    is_unread: bool
    is_pinned: bool
    is_closed: bool
    posts: str
    last_post_at: dt.datetime
    last_post_by: str


def draw_conversation(space: Space, conversation: Any) -> ConversationLine:
    """`conversation` comes from `Space.conversations_as_read`."""
    count = conversation.post_count
    unread = conversation.is_unread
    return ConversationLine(
        title=conversation.title,
        url=reverse(
            "plg:conversation_detail",
            args=[space.group.slug, conversation.public_id],
            query={"naar": "ongelezen"} if unread else None,
            fragment="nieuw" if unread else None,
        ),
        is_unread=unread,
        is_pinned=conversation.is_pinned,
        is_closed=conversation.closed_at is not None,
        posts=ngettext("%(count)s post", "%(count)s posts", count) % {"count": count},
        last_post_at=conversation.last_post_at,
        last_post_by=name_author(conversation.last_post_by),
    )
