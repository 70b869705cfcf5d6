"""The coordinator's table of groups: which columns it has, and what a group shows in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.tables import Column, Part, Table, say, say_state, short_date
from plg.groups.enums import GroupState
from plg.groups.kinds import INFO
from plg.pages.forms import TableForm

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
class GroupLine:
    """A group of `overview`, with all that it annotates, and the addresses to which its line leads."""

    group: Any
    url: str
    state_url: str
    members_url: str
    meetings_url: str


def present_lines(groups: Iterable[Any]) -> Iterator[GroupLine]:
    names = ("group_detail", "group_state", "group_members", "meeting_list")
    page, state, members, meetings = (address_by_key(f"plg:{name}") for name in names)
    for group in groups:
        slug = group.slug
        yield GroupLine(group, page(slug), state(slug), members(slug), meetings(slug))


def list_lines(groups: Iterable[Any]) -> list[GroupLine]:
    return list(present_lines(groups))


def _draw_members(line: GroupLine) -> tuple[Part, ...]:
    """How many, and before that how many ask to be."""
    count = Part(str(line.group.member_count), line.members_url)
    if not line.group.waiting:
        return (count,)
    asked = ngettext("%(n)d asks to join", "%(n)d ask to join", line.group.waiting) % {"n": line.group.waiting}
    return (Part(asked, line.members_url, "chip wait small"), count)


def _draw_kind(line: GroupLine) -> tuple[Part, ...]:
    return (Part(INFO[line.group.kind].name, look="chip kind", kind=line.group.kind),)


def _draw_state(line: GroupLine) -> tuple[Part, ...]:
    tone = "wait" if _sleeps(line) else TONES.get(line.group.state, "")
    note = _("sleeps") if line.group.is_dormant else ""
    return say_state(line.group.get_state_display(), tone, url=line.state_url, note=note)


def _draw_boards(line: GroupLine) -> tuple[Part, ...]:
    few = line.group.state in GroupState.AT_WORK and line.group.board_count < line.group.wanted_boards
    return (Part(str(line.group.board_count), icon="triangle-alert" if few else ""),)


def _draw_contact(line: GroupLine) -> tuple[Part, ...]:
    name = _name_contact(line)
    shown = Part(name) if name else Part(_("none"), look="state bad")
    return (shown,) if line.group.leaders else (shown, Part(_("no leader"), look="state bad", on_own_line=True))


def _draw_agreed(line: GroupLine) -> tuple[Part, ...]:
    return say_state(_("yes"), "ok") if line.group.has_agreement else say_state(_("none"), "wait")


def _sleeps(line: GroupLine) -> bool:
    return bool(line.group.is_dormant or line.group.state == GroupState.DORMANT)


def _name_contact(line: GroupLine) -> str:
    contact = line.group.contact_person
    return contact.get_full_name() if contact and contact.is_present else ""


def _yes_or_no(value: bool) -> str:
    return gettext("yes") if value else gettext("no")


GROUPS: Table[GroupLine] = Table(
    name="plg.groups",
    title=_("Groups"),
    key=lambda line: line.group.slug,
    naming=lambda line: line.group.name,
    first_sort="naam",
    tie="slug",
    parameters=tuple(TableForm.address_names.get(name, name) for name in TableForm.base_fields),
    columns=(
        Column(
            code="naam",
            label=_("Name"),
            order="name",
            draw=lambda line: say(line.group.name, url=line.url),
            value=lambda line: line.group.name,
            is_brief=True,
            width=36,
        ),
        Column(
            code="soort", label=_("Kind"), order="kind", draw=_draw_kind, value=lambda line: INFO[line.group.kind].name
        ),
        Column(
            code="status",
            label=_("State"),
            order="state",
            draw=_draw_state,
            value=lambda line: line.group.get_state_display(),
            is_whole=True,
        ),
        Column(code="slaapt", label=_("Sleeping"), value=lambda line: _yes_or_no(_sleeps(line)), width=10),
        Column(code="vraag", label=_("Question"), value=lambda line: line.group.question, width=60),
        Column(
            code="leden",
            label=_("Members"),
            order="member_count",
            draw=_draw_members,
            value=lambda line: line.group.member_count,
            is_number=True,
            is_whole=True,
            width=10,
        ),
        Column(
            code="besturen",
            label=_("Boards"),
            order="board_count",
            draw=_draw_boards,
            value=lambda line: line.group.board_count,
            is_number=True,
            width=10,
        ),
        Column(
            code="contact",
            label=_("Contact person"),
            draw=_draw_contact,
            value=_name_contact,
            is_brief=True,
            width=26,
        ),
        Column(
            code="afspraken",
            label=_("Group agreements"),
            draw=_draw_agreed,
            value=lambda line: _yes_or_no(line.group.has_agreement),
        ),
        Column(code="vragen", label=_("Requests to join"), value=lambda line: line.group.waiting),
        Column(
            code="laatst",
            label=_("Last met"),
            order="sort_last",
            draw=lambda line: say(short_date(line.group.last_held_at), url=line.meetings_url),
            value=lambda line: line.group.last_held_at,
            is_whole=True,
        ),
        Column(
            code="volgende",
            label=_("Meets next"),
            order="sort_next",
            draw=lambda line: say(short_date(line.group.next_meeting_at), url=line.meetings_url),
            value=lambda line: line.group.next_meeting_at,
            is_whole=True,
        ),
        Column(code="begonnen", label=_("Started on"), value=lambda line: line.group.started_on),
        Column(
            code="einde",
            label=_("Ends"),
            is_extra=True,
            order="sort_ends",
            draw=lambda line: say(short_date(line.group.ends_on or line.group.review_on)),
            value=lambda line: line.group.ends_on,
            is_whole=True,
        ),
        Column(code="budget", label=_("Budget"), value=lambda line: line.group.budget),
        Column(code="adres", label=_("Address"), value=lambda line: absolute_url(line.url), width=60),
    ),
)


def draw_totals(totals: dict[str, int]) -> list[str]:
    """The line below the table: of all that the filter lets through."""
    dormant = ngettext("%(n)d sleeps", "%(n)d sleep", totals["dormant"]) % {"n": totals["dormant"]}
    without = totals["without_agreement"]
    waiting = totals["waiting"]
    asked = ngettext("%(n)d request to join", "%(n)d requests to join", waiting) % {"n": waiting}
    said = [gettext("Together"), "", dormant, str(totals["members"]), "", ""]
    return [*said, ngettext("%(n)d without", "%(n)d without", without) % {"n": without}, "", "", asked]
