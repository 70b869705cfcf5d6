"""The open page of a group: who is in it, what it gave, what the reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge_network.kit.addresses import address_by_key
from plg.groups import outputs, queries
from plg.groups.actions.joining import why_not_join
from plg.groups.enums import GroupRole, GroupState, Openness
from plg.groups.models import Group
from plg.groups.presenters import FUNCTION_LABELS
from plg.space.posts import profile_url
from plg.space.queries import ShownResult, shown_results

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

ROLE_LABELS = dict(GroupRole.choices)


@dataclass(frozen=True)
class MemberLine:
    """Who takes part, with what this person lets this reader see."""

    person: Member
    name: str
    role: str
    work: str
    url: str


@dataclass(frozen=True)
class ContactLine:
    person: Member
    name: str
    url: str


@dataclass(frozen=True)
class Relation:
    """What the reader has to do with the group, and which buttons belong to that."""

    is_in: bool
    can_ask: bool
    refusal: str
    asked: bool
    invitation: str | None
    may_change: bool
    may_manage: bool
    may_move: bool


@dataclass(frozen=True)
class Gave:
    """What apps above keep of the group, and its own results that did not grow into one of those."""

    outputs: list[outputs.Output]
    output_urls: list[str]
    results: list[ShownResult]


def draw_members(group: Group, viewer: Reader, *, most: int) -> list[MemberLine]:
    address = address_by_key("members:member_detail")
    lines = []
    for shown in queries.shown_members(group)[:most]:
        person = shown.person
        parts: tuple[object, ...] = ()
        if shown.function and person.shows("work", viewer):
            parts = (FUNCTION_LABELS.get(shown.function, ""), shown.workplace)
        lines.append(
            MemberLine(
                person=person,
                name=person.get_full_name(),
                role=str(ROLE_LABELS[shown.role]) if shown.role != GroupRole.MEMBER else "",
                work=" · ".join(str(part) for part in parts if part),
                url=address(person.public_id) if person.shows("name", viewer) else "",
            )
        )
    return lines


def draw_contact(person: Member | None, viewer: Reader) -> ContactLine | None:
    if person is None or not person.is_present:
        return None
    url = profile_url(person.public_id) if person.shows("name", viewer) else ""
    return ContactLine(person, person.get_full_name(), url)


def what_it_gave(group: Group, viewer: Reader) -> Gave:
    found = outputs.list_outputs(group, viewer)
    grown = {output.result for output in found}
    results = [result for result in shown_results(group) if result.public_id not in grown]
    return Gave(found, outputs.start_urls(group), results)


def relate(group: Any, viewer: Reader) -> Relation:
    """`group` comes from `queries.group_for_page`."""
    if not viewer.is_authenticated:
        can_ask = group.state in GroupState.JOINABLE and group.openness == Openness.OPEN
        return Relation(False, can_ask, "", False, None, may_change=False, may_manage=False, may_move=False)
    is_in = bool(group.my_role)
    can_ask = not is_in and group.state in GroupState.JOINABLE and group.openness == Openness.OPEN
    refusal = ""
    if can_ask and not group.open_to_students:
        refusal = why_not_join(group, viewer) or ""
    return Relation(
        is_in=is_in,
        can_ask=can_ask and not (refusal or group.my_request or group.my_invitation),
        refusal=refusal,
        asked=bool(group.my_request),
        invitation=group.my_invitation,
        may_change=viewer.has_perm("plg.change_group", group),
        may_manage=viewer.has_perm("plg.manage_members", group),
        may_move=viewer.has_perm("plg.change_state", group),
    )
