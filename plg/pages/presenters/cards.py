"""Groups as cards of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.dates import nice_date
from plg.groups import queries
from plg.groups.enums import GroupState, Openness
from plg.groups.kinds import INFO
from plg.meetings.queries import with_next_meeting

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader

CARD_FIELDS = (
    "slug",
    "name",
    "kind",
    "state",
    "question",
    "purpose",
    "openness",
    "open_to_students",
    "member_count",
)


@dataclass(frozen=True, slots=True)
class Card:
    """A group as a list shows it: everything ready, nothing to look up in the template."""

    slug: str
    url: str
    name: str
    kind: str
    kind_label: str | Promise
    state: str
    state_label: str | Promise
    question: str
    topics: list[str]
    boards: str
    members: int
    meeting: str
    relation: str
    can_ask: bool
    join_url: str


def select_for_cards(groups: QuerySet[Any], viewer: Reader) -> QuerySet[Any]:
    """The groups with all that `draw_cards` reads of them."""
    found = with_next_meeting(queries.with_topics(queries.with_my_relation(groups, viewer)))
    return found.only(*CARD_FIELDS)


def draw_cards(groups: list[Any], viewer: Reader, boards: dict[int, list[str]]) -> list[Card]:
    """`groups` come from `select_for_cards`, `boards` from `queries.board_names`."""
    labels = {state.value: state.label for state in GroupState}
    address, join_address = address_by_key("plg:group_detail"), address_by_key("plg:join_ask")
    return [
        Card(
            slug=group.slug,
            url=address(group.slug),
            name=group.name,
            kind=group.kind,
            kind_label=INFO[group.kind].name,
            state=group.state,
            state_label="" if group.state == GroupState.ACTIVE else labels[group.state],
            question=group.question or group.purpose,
            topics=[topic["name"] for topic in group.topic_list[:3]],
            boards=name_boards(boards.get(group.pk, [])),
            members=group.member_count,
            meeting=nice_date(group.next_meeting_at),
            relation=derive_relation(group, viewer),
            can_ask=group.state in GroupState.JOINABLE and group.openness == Openness.OPEN,
            join_url=join_address(group.slug),
        )
        for group in groups
    ]


def name_boards(names: list[str]) -> str:
    """«Stichting KOE, Stichting OPOA en 2 andere»."""
    if len(names) <= 2:
        return ", ".join(names)
    rest = len(names) - 2
    words = ngettext("%(first)s and %(count)d other board", "%(first)s and %(count)d other boards", rest)
    return words % {"first": ", ".join(names[:2]), "count": rest}


def derive_relation(group: Any, viewer: Reader) -> str:
    """What the reader has to do with the group: «in», «asked», «invited» or nothing."""
    if not viewer.is_authenticated:
        return ""
    if group.my_role:
        return "in"
    return "asked" if group.my_request else "invited" if group.my_invitation else ""
