"""The closed space: for who is in the group; a coordinator who is not sees figures and meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.access.table import HIDDEN, LOGIN, MEMBERS, STRANGERS, Row, only

INSIDE = only("group_member", "group_lead")
INSIDE_OR_COORDINATOR = only("group_member", "group_lead", "coordinator")
LEAD = only("group_lead")
LEAD_OR_COORDINATOR = only("group_lead", "coordinator")
WRITER = only("group_member")


def in_group(world: Any) -> dict[str, Any]:
    return {"slug": world.group.slug}


def about(name: str) -> Callable[[Any], dict[str, Any]]:
    """The address of the world's `name` (conversation, post, group_file, meeting)."""
    return lambda world: {"slug": world.group.slug, "public_id": getattr(world, name).public_id}


def version(world: Any) -> dict[str, Any]:
    return {**about("group_file")(world), "number": 1}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def uploads(field: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {field: SimpleUploadedFile("les.txt", b"een nieuwe tekst")}


def meeting_data(world: Any) -> dict[str, Any]:
    day = timezone.localdate() + dt.timedelta(days=20)
    return {"title": "Breuken", "day": day.isoformat(), "start_time": "15:00", "end_time": "16:00"}


def agreement_data(world: Any) -> dict[str, Any]:
    names = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")
    return {"based_on": 1, **dict.fromkeys(names, "anders")}


def page(name: str, outcomes: dict[str, str], where: Any = in_group) -> Row:
    return Row(f"plg:{name}", outcomes, kwargs=where)


def deed(name: str, outcomes: dict[str, str], where: Any = in_group, data: Any = None) -> Row:
    return Row(f"plg:{name}", outcomes, method="post", kwargs=where, data=data or sends())


ROWS = [
    page("space_home", INSIDE_OR_COORDINATOR),
    Row(
        "plg:space_home",
        only("group_lead", "coordinator", otherwise=HIDDEN) | dict.fromkeys(STRANGERS, LOGIN),
        kwargs=lambda world: {"slug": world.draft.slug},
        note="of a draft",
    ),
    page("space_members", INSIDE),
    page("space_search", INSIDE),
    page("mention_suggestions", INSIDE),
    deed("space_mark_read", INSIDE),
    # Conversations
    page("conversation_list", INSIDE),
    page("conversation_start", INSIDE),
    deed("conversation_start", INSIDE, data=sends(title="Breuken", text="Hoi")),
    page("conversation_detail", INSIDE, about("conversation")),
    page("conversation_rename", INSIDE, about("conversation")),
    deed("conversation_rename", INSIDE, about("conversation"), sends(title="Anders")),
    deed("conversation_mark_read", INSIDE, about("conversation")),
    deed("conversation_moderate", LEAD, about("conversation"), sends(deed="pin")),
    deed("conversation_restore", LEAD, about("conversation")),
    deed("post_add", INSIDE, about("conversation"), sends(text="Hoi")),
    deed("post_preview", INSIDE, data=sends(text="Hoi")),
    page("post_permalink", INSIDE, about("post")),
    page("post_edit", WRITER, about("post")),
    deed("post_edit", WRITER, about("post"), sends(text="Anders")),
    page("post_history", INSIDE, about("post")),
    deed("post_react", INSIDE, about("post"), sends(kind="thanks")),
    deed("post_ask_read", LEAD, about("post")),
    deed("post_remove", INSIDE, about("post")),
    deed("post_restore", INSIDE, about("post")),
    # Files
    page("file_list", INSIDE),
    page("file_add", INSIDE),
    deed("file_add", INSIDE, data=uploads("uploads")),
    page("file_detail", INSIDE, about("group_file")),
    page("file_edit", INSIDE, about("group_file")),
    deed("file_edit", INSIDE, about("group_file"), sends(title="Anders")),
    deed("file_remove", INSIDE, about("group_file")),
    deed("file_restore", INSIDE, about("group_file")),
    page("file_version_add", INSIDE, about("group_file")),
    deed("file_version_add", INSIDE, about("group_file"), uploads("content")),
    page("file_download", INSIDE, version),
    deed("file_version_restore", INSIDE, version),
    # Agreements
    page("agreement_detail", INSIDE),
    page("agreement_write", LEAD),
    deed("agreement_write", LEAD, data=agreement_data),
    deed("agreement_accept", INSIDE, data=sends(version=1)),
    deed("agreement_withdraw", INSIDE),
    # Meetings
    page("meeting_list", INSIDE_OR_COORDINATOR),
    page("meeting_plan", LEAD_OR_COORDINATOR),
    deed("meeting_plan", LEAD_OR_COORDINATOR, data=meeting_data),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "plg:agreement_accept", ""): ("group_member",),
    ("post", "plg:file_version_restore", ""): MEMBERS,
    ("get", "plg:post_permalink", ""): MEMBERS,
}
