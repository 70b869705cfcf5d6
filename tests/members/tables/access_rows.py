"""Views of tables that somebody keeps and long lists that are made for somebody: everybody their own."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.tables.enums import SheetState
from knowledge_network.members.tables.models import PreparedSheet
from tests.access.table import HIDDEN, LOGIN, OK, STRANGERS, Row

EVERY_MEMBER = {**dict.fromkeys(STRANGERS, LOGIN), "*": OK}
ITS_OWNER = {**dict.fromkeys(STRANGERS, LOGIN), "*": HIDDEN, "coordinator": OK}


def objects_of(world: Any) -> dict[str, Any]:
    """A long list of members that was made for the coordinator."""
    sheet = PreparedSheet(
        member=world.people["coordinator"],
        path=reverse("members:manage_members_bulk"),
        query="action=csv&everything=on",
        state=SheetState.READY,
        made_at=timezone.now(),
        name="leden.csv",
    )
    sheet.file.save("lang.csv", ContentFile(b"naam"))
    return {"prepared_sheet": sheet}


ROWS = [
    Row(
        "members:view_save",
        EVERY_MEMBER,
        "post",
        data=lambda world: {"table": "plg.groups", "name": "PLG's", "query": "soort=plg"},
    ),
    Row("members:view_remove", ITS_OWNER, "post", kwargs=lambda world: {"public_id": world.saved_view.public_id}),
    Row("members:sheet_detail", ITS_OWNER, kwargs=lambda world: {"public_id": world.prepared_sheet.public_id}),
    Row("members:sheet_fetch", ITS_OWNER, kwargs=lambda world: {"public_id": world.prepared_sheet.public_id}),
]
