"""The coordinator's table of groups, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from knowledge_network.kit.addresses import address_by_key
from plg.groups.enums import GroupState
from plg.groups.kinds import INFO
from plg.pages.forms import SORTS, TableForm

if TYPE_CHECKING:
    pass

TONES: dict[str, str] = {
    GroupState.ACTIVE: "ok",
    GroupState.MAINTAINED: "ok",
    GroupState.FINISHING: "info",
    GroupState.SUBMITTED: "wait",
    GroupState.APPLICATION: "wait",
    GroupState.GRANTED: "info",
    GroupState.DORMANT: "wait",
    GroupState.REJECTED: "bad",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table, with all words ready."""

    slug: str
    url: str
    name: str
    kind: str
    kind_label: str | Promise
    state: str
    tone: str
    sleeps: bool
    leaders: int
    contact: str
    members: int
    boards: int
    few_boards: bool
    last: str
    next: str
    agreed: bool
    waiting: int
    ends: str


def draw_rows(groups: Iterable[Any]) -> list[TableRow]:
    """`groups` come from `overview`."""
    address = address_by_key("plg:group_detail")
    return [_draw_row(group, address(group.slug)) for group in groups]


def _draw_row(group: Any, url: str) -> TableRow:
    contact = group.contact_person
    sleeps = group.is_dormant or group.state == GroupState.DORMANT
    return TableRow(
        slug=group.slug,
        url=url,
        name=group.name,
        kind=group.kind,
        kind_label=INFO[group.kind].name,
        state=group.get_state_display(),
        tone="wait" if sleeps else TONES.get(group.state, ""),
        sleeps=group.is_dormant,
        leaders=len(group.leaders),
        contact=contact.get_full_name() if contact and contact.is_present else "",
        members=group.member_count,
        boards=group.board_count,
        few_boards=group.state in GroupState.AT_WORK and group.board_count < group.wanted_boards,
        last=short_date(group.last_held_at),
        next=short_date(group.next_meeting_at),
        agreed=group.has_agreement,
        waiting=group.waiting,
        ends=short_date(group.ends_on or group.review_on),
    )


def short_date(value: dt.date | None) -> str:
    """«3 mrt», and the year where it is another one: a table has no room for more."""
    if value is None:
        return ""
    day = timezone.localdate(value) if isinstance(value, dt.datetime) else value
    return date_format(day, "j b" if day.year == timezone.localdate().year else "j b Y")


@dataclass(frozen=True)
class Head:
    """A head of the table: where sorting by it leads, and how it is sorted now."""

    code: str
    label: str | Promise
    next: str
    sort: str
    is_number: bool


def draw_heads(form: TableForm) -> list[Head]:
    now = form.sorted_by
    heads = []
    for code, (field, label) in SORTS.items():
        up, down = now == code, now == f"-{code}"
        sort = "ascending" if up else "descending" if down else ""
        heads.append(Head(code, label, f"-{code}" if up else code, sort, field in ("member_count", "board_count")))
    return heads
