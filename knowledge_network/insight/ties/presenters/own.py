"""One's own network: only ties that one reported oneself, as a drawing, a list and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge_network.insight.ties.enums import Depth, Frequency, Involvement, TieKind
from knowledge_network.insight.ties.measures import STRONG
from knowledge_network.insight.ties.models import Tie
from knowledge_network.members.people.models import Member

MIDDLE = 260
# Who is closer stands nearer.
NEAR, FAR = 110, 200
FEWEST_BOARDS = 3
CLOSE_SHARE, OPEN_SHARE = 0.75, 0.25


@dataclass(frozen=True)
class OwnTie:
    """Somebody whom the reader named, or who is not in the network any more."""

    name: str
    url: str
    board: str
    is_own_board: bool
    is_strong: bool
    words: str
    x: str
    y: str
    initials: str


@dataclass(frozen=True)
class OwnNetwork:
    """`boards`: how many other boards the reader connects; `advice`: close, open or in between."""

    ties: list[OwnTie]
    others: list[tuple[str, list[str]]]
    boards: int
    strong: int
    outside: int
    advice: str

    @property
    def connects(self) -> bool:
        return self.boards >= FEWEST_BOARDS


def build_own(
    ties: Sequence[Tie],
    people: Mapping[str, Member],
    board_of: Mapping[int, int],
    works_at: Mapping[int, str],
    reader: Member,
) -> OwnNetwork:
    """`board_of`: member → the board for which they count; `works_at`: member → where they work, who shows that."""
    own_board = board_of.get(reader.pk)
    spoken = [tie for tie in ties if tie.kind == TieKind.SPOKEN and tie.target in people]
    spoken.sort(key=lambda tie: (-tie.strength, people[tie.target].sort_name))
    boards_named = [board_of.get(people[tie.target].pk) for tie in spoken]
    shown = [
        _own_tie(
            tie,
            people[tie.target],
            works_at,
            _find_spot(tie, place, len(spoken)),
            is_own_board=boards_named[place] == own_board,
        )
        for place, tie in enumerate(spoken)
    ]
    boards = set(boards_named) - {None, own_board}
    outside = sum(1 for one in shown if not one.is_own_board)
    strong = sum(1 for one in shown if one.is_strong)
    others = []
    for kind in (TieKind.ADVICE, TieKind.WISH, TieKind.THROUGH):
        of_kind = [tie for tie in ties if tie.kind == kind and tie.target in people]
        for topic in sorted({str(tie.topic or "") for tie in of_kind}):
            names = sorted(people[tie.target].get_full_name() for tie in of_kind if str(tie.topic or "") == topic)
            others.append(
                (
                    _("%(kind)s about %(topic)s") % {"kind": kind.label, "topic": topic} if topic else str(kind.label),
                    names,
                )
            )
    return OwnNetwork(shown, others, len(boards), strong, outside, _advise(len(shown), strong, outside))


def _find_spot(tie: Tie, place: int, count: int) -> tuple[str, str]:
    angle = 2 * math.pi * place / max(1, count) - math.pi / 2
    away = NEAR if tie.strength >= STRONG else FAR
    return f"{MIDDLE + away * math.cos(angle):.1f}", f"{MIDDLE + away * math.sin(angle):.1f}"


def _own_tie(
    tie: Tie, person: Member, works_at: Mapping[int, str], spot: tuple[str, str], *, is_own_board: bool
) -> OwnTie:
    return OwnTie(
        name=person.get_full_name(),
        url=person.get_absolute_url(),
        board=works_at.get(person.pk, ""),
        is_own_board=is_own_board,
        is_strong=tie.strength >= STRONG,
        words=_describe(tie),
        x=spot[0],
        y=spot[1],
        initials=person.initials,
    )


def _describe(tie: Tie) -> str:
    if tie.frequency is None or tie.involvement is None or tie.depth is None:
        return ""
    words = (Frequency(tie.frequency).label, Involvement(tie.involvement).label, Depth(tie.depth).label)
    return " · ".join(str(word) for word in words)


def _advise(count: int, strong: int, outside: int) -> str:
    """In words; close is not better than open."""
    if not count:
        return ""
    if outside / count <= OPEN_SHARE and strong / count >= CLOSE_SHARE:
        return _(
            "Your network is close: strong ties, mostly near by. That gives trust. You do hear the same things more "
            "often; somebody of another board brings what is new."
        )
    if strong / count <= OPEN_SHARE:
        return _(
            "Your network is open: many light ties. You hear much. To make something together, invest in one or two."
        )
    return _("Your network has strong and light ties, near and far. That is a good mix.")
