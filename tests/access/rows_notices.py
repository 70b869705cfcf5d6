"""Who gets the pages on which members choose what they hear, and the page that ends a kind of mail."""

from __future__ import annotations

from knowledge_network.notifications.events import unsubscribe
from tests.access.table import HIDDEN, MEMBERS, Row, everybody, members_only


def ending(world):
    return {"token": unsubscribe.address(world.member, "topics.approved").rstrip("/").rpartition("/")[2]}


ROWS = [
    Row("notifications:digest_preview", members_only()),
    Row("notifications:preferences", members_only()),
    Row(
        "notifications:preferences",
        members_only(),
        method="post",
        data=lambda world: {"digest": "on", "weekday": "2", "at_time": "16:00"},
    ),
    Row("notifications:preferences_reset", members_only(), method="post"),
    Row("notifications:preferences_restore", members_only(), method="post"),
    # The link is its own key: it works for whoever holds it, and ends one kind of mail of one member.
    Row("notifications:unsubscribe", everybody(), kwargs=ending),
    Row("notifications:unsubscribe", everybody(), method="post", kwargs=ending),
    Row("notifications:unsubscribe", {"*": HIDDEN}, kwargs=lambda world: {"token": "made-up"}, note="made up"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "notifications:preferences_reset", ""): MEMBERS,
    ("post", "notifications:preferences_restore", ""): MEMBERS,
}
