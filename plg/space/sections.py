"""What the closed space adds to a group for the steps that it may take, and what its search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plg.groups.facts import register_agreed, register_results
from plg.space.mentions import mentioned_ids
from plg.space.models import GroupFile, Post
from plg.space.posts import find_names, name_author, quote_post
from plg.space.queries import groups_that_agreed, result_days
from plg.space.registry import FOUND_AT_MOST, Finder, Found, register_finders

if TYPE_CHECKING:
    from plg.space.entrance import Space


def conversations(space: Space, words: str) -> list[Found]:
    rows = space.conversations().matching(words).order_by("-last_post_at")[:FOUND_AT_MOST]
    return [
        Found("messages-square", row.title, space.url("conversation_detail", row.public_id), row.last_post_at)
        for row in rows
    ]


def files(space: Space, words: str) -> list[Found]:
    rows = GroupFile.objects.present().filter(group=space.group).matching(words).order_by("-changed_at")
    return [
        Found("file-text", row.title, space.url("file_detail", row.public_id), row.changed_at, text=row.description)
        for row in rows[:FOUND_AT_MOST]
    ]


def posts(space: Space, words: str) -> list[Found]:
    """Two queries: the posts, and the names of who is mentioned in them."""
    rows = list(
        Post.objects.present()
        .filter(conversation__in=space.conversations())
        .matching(words)
        .select_related("author", "conversation")
        .order_by("-posted_at")[:FOUND_AT_MOST]
    )
    names = find_names(mentioned_ids(post.text for post in rows))
    return [
        Found(
            "message-square",
            post.conversation.title,
            space.url("post_permalink", post.public_id),
            post.posted_at,
            text=quote_post(post, names),
            who=name_author(post.author),
        )
        for post in rows
    ]


register_agreed(groups_that_agreed)
register_results(result_days)
register_finders(
    Finder("conversations", conversations, order=10),
    Finder("files", files, order=20),
    Finder("posts", posts, order=90),
)
