"""Views of tables that somebody keeps: everybody their own."""

from __future__ import annotations

from tests.access.table import HIDDEN, LOGIN, OK, STRANGERS, Row

EVERY_MEMBER = {**dict.fromkeys(STRANGERS, LOGIN), "*": OK}
ITS_OWNER = {**dict.fromkeys(STRANGERS, LOGIN), "*": HIDDEN, "coordinator": OK}

ROWS = [
    Row(
        "members:view_save",
        EVERY_MEMBER,
        "post",
        data=lambda world: {"table": "plg.groups", "name": "PLG's", "query": "soort=plg"},
    ),
    Row("members:view_remove", ITS_OWNER, "post", kwargs=lambda world: {"public_id": world.saved_view.public_id}),
]
