"""Who may do what in the closed space of a group. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from plg.groups.rules import edits_group, group_is_working, leads_group, takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from plg.groups.models import Group
    from plg.space.models import Conversation, GroupFile, Post


# What stands in a closed space.
type Thing = Conversation | Post | GroupFile


@rules.predicate
def is_author(member: Reader, thing: Thing | None) -> bool:
    """Of a post, or who put a file there."""
    return thing is not None and member.pk in (getattr(thing, "author_id", None), getattr(thing, "added_by_id", None))


@rules.predicate
def takes_part_there(member: Reader, thing: Thing | None) -> bool:
    group = _group_of(thing)
    return bool(takes_part_in_group(member, group) and group_is_working(member, group))


@rules.predicate
def edits_there(member: Reader, thing: Thing | None) -> bool:
    group = _group_of(thing)
    return bool(edits_group(member, group) and group_is_working(member, group))


@rules.predicate
def leads_there(member: Reader, thing: Thing | None) -> bool:
    return bool(leads_group(member, _group_of(thing)))


def _group_of(thing: Thing | None) -> Group | None:
    """The group of a conversation, post or file."""
    if thing is None:
        return None
    return thing.conversation.group if hasattr(thing, "conversation") else thing.group


rules.add_perm("plg.post", takes_part_in_group & group_is_working)
rules.add_perm("plg.add_file", takes_part_in_group & group_is_working)
rules.add_perm("plg.moderate", leads_group)
rules.add_perm("plg.edit_post", is_author & takes_part_there)
rules.add_perm("plg.remove_post", (is_author & takes_part_there) | leads_there)
rules.add_perm("plg.react", takes_part_there)
rules.add_perm("plg.ask_whether_read", leads_there)
rules.add_perm("plg.change_file", takes_part_there)
rules.add_perm("plg.remove_file", (is_author & takes_part_there) | edits_there)
rules.add_perm("plg.accept_agreement", takes_part_in_group & group_is_working)
rules.add_perm("plg.write_agreement", edits_group & group_is_working)
