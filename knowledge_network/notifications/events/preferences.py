"""How a member wants to hear of a kind of notice: the choice for this kind in this group, else for this group, else for
this kind, else for its section, else what the kind itself says. Kinds that nobody can turn off always keep their own
channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import NoticePreference
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox.models import MailRhythm

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

# (kind, group) → channel; an empty text stands for «every».
Choices = dict[tuple[str, str], str]


def read_choices(members: Collection[int]) -> dict[int, Choices]:
    """All choices of these members. One query."""
    found: dict[int, Choices] = {pk: {} for pk in members}
    rows = NoticePreference.objects.filter(member__in=members)
    for member, kind, group, channel in rows.values_list("member_id", "kind", "group_key", "channel"):
        found[member][kind, group] = channel
    return found


def choose_channel(kind: NoticeKind, choices: Choices, group_key: str = "") -> str:
    if not kind.choosable:
        return kind.default
    for chosen in ((kind.name, group_key), ("", group_key), (kind.name, "")):
        if chosen in choices and any(chosen):
            return choices[chosen]
    if kind.follows_section:
        return choices.get((kind.section.choice_key, ""), kind.default)
    return kind.default


def choose_member_channels(kind: NoticeKind, members: Iterable[Member], group_key: str = "") -> dict[int, str]:
    """The channel of each member by primary key. One query, none for a kind that nobody can turn off."""
    keys = [member.pk for member in members]
    if not kind.choosable:
        return dict.fromkeys(keys, kind.default)
    choices = read_choices(keys)
    return {key: choose_channel(kind, choices[key], group_key) for key in keys}


def ended(member: Member, kind: str) -> bool:
    """Whether this member ended a mail that is no kind of notice: the mail of the day, an overview. One query."""
    return NoticePreference.objects.filter(member=member, kind=kind, group_key="", channel=Channel.APP).exists()


def read_rhythms(members: Collection[int]) -> dict[int, MailRhythm]:
    """The rhythm of each member that has one of their own; the others have the default. One query."""
    return {rhythm.member_id: rhythm for rhythm in MailRhythm.objects.filter(member__in=members)}


def channel_now(member: Member, kind_name: str, group_key: str) -> str:
    """What the member wants at this moment, for a mail that was planned earlier. One query."""
    kind = registry.get(kind_name)
    return choose_channel(kind, read_choices([member.pk])[member.pk], group_key) if kind else Channel.APP
