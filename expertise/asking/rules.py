"""Who may do what with a question. Imports no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rules

from expertise.asking.enums import HelpPart, MatchState
from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import takes_part_in_group

if TYPE_CHECKING:
    from expertise.asking.models import HelpRequest
    from knowledge_network.members.people.requests import Reader


def find_part(member: Reader, help_request: HelpRequest | None) -> str:
    """What `member` has to do with a question: «asker», the state of being asked, «group», or nothing. Asked once."""
    if help_request is None or not member.is_authenticated:
        return ""
    if help_request.asker_id == member.pk:
        return HelpPart.ASKER
    known: dict[int, str] = help_request.known_parts
    if member.pk not in known:
        known[member.pk] = help_request.part_of(member)
    return known[member.pk]


@dataclass(frozen=True)
class ReadingAlong:
    """People for whom a question was asked too: they read what is said about it.

    `reads`: whether this member does, with a few queries. `tell`: for all who read the conversation, who reads along;
    nothing when nobody does.
    """

    reads: Callable[[Any, Any], bool]
    tell: Callable[[Any], str]


_reading_along: list[ReadingAlong] = []


def register_reading_along(one: ReadingAlong) -> None:
    """A part above says who else reads the conversation of a question."""
    if one not in _reading_along:
        _reading_along.append(one)


def who_reads_along(help_request: HelpRequest) -> list[str]:
    return [text for one in _reading_along if (text := one.tell(help_request))]


@rules.predicate
def reads_along(member: Reader, help_request: HelpRequest | None) -> bool:
    if help_request is None or not member.is_authenticated:
        return False
    return any(one.reads(member, help_request) for one in _reading_along)


@rules.predicate
def asked_it(member: Reader, help_request: HelpRequest | None) -> bool:
    return find_part(member, help_request) == HelpPart.ASKER


@rules.predicate
def helps_with_it(member: Reader, help_request: HelpRequest | None) -> bool:
    return find_part(member, help_request) == MatchState.ACCEPTED


@rules.predicate
def was_asked(member: Reader, help_request: HelpRequest | None) -> bool:
    return find_part(member, help_request) in {*MatchState.MAY_DECLINE, HelpPart.GROUP}


@rules.predicate
def may_still_decline(member: Reader, help_request: HelpRequest | None) -> bool:
    return find_part(member, help_request) in MatchState.MAY_DECLINE


@rules.predicate
def is_for_everybody(member: Reader, help_request: HelpRequest | None) -> bool:
    return help_request is not None and help_request.is_for_network


@rules.predicate
def looks_after(member: Reader, help_request: HelpRequest | None) -> bool:
    """The coordinator, and the liaison officer of that scope."""
    if help_request is None or not member.is_authenticated:
        return False
    return member.is_coordinator or (member.is_liaison_officer and help_request.is_in_scope_of(member))


@rules.predicate
def looks_after_some(member: Reader) -> bool:
    return member.is_authenticated and (member.is_coordinator or member.is_liaison_officer)


@rules.predicate
def is_in_asked_group(member: Reader, help_request: HelpRequest | None) -> bool:
    """Takes part in the expert group to which the question was put: those check the answer."""
    if help_request is None or help_request.addressed_group_id is None or asked_it(member, help_request):
        return False
    return bool(takes_part_in_group(member, help_request.addressed_group))


rules.add_perm("expertise.ask_help", rules.is_authenticated)
rules.add_perm("expertise.view_help_request", rules.always_allow)
rules.add_perm("expertise.help", ~asked_it & (is_for_everybody | was_asked))
rules.add_perm("expertise.ask_it_too", ~asked_it & is_for_everybody)
rules.add_perm("expertise.decline_help", may_still_decline)
# What is said stays between who asks, for whom it was asked, who was asked and who looks after it.
rules.add_perm("expertise.read_conversation", asked_it | was_asked | looks_after | reads_along)
rules.add_perm("expertise.talk", asked_it | helps_with_it)
rules.add_perm("expertise.end_help_request", asked_it)
rules.add_perm("expertise.look_after_help_request", looks_after)
rules.add_perm("expertise.look_after_help_requests", looks_after_some)
rules.add_perm("expertise.check_answer", is_coordinator | is_in_asked_group)
