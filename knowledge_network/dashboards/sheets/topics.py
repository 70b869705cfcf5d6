"""What a board or school knows and misses: the topics of the strategic agenda, with who can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.gaps.enums import GapStatus
from expertise.gaps.queries.gaps import TopicFacts
from knowledge_network.dashboards.sheets.pieces import Said
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class TopicLine:
    """`own_url` and `others_url` lead to who can be asked; to the finder where the reader sees no list of them."""

    name: str
    url: str
    own: int
    others: int
    meaning: str
    own_url: str = ""
    others_url: str = ""

    @property
    def own_dots(self) -> range:
        return range(min(self.own, 5))

    @property
    def other_dots(self) -> range:
        return range(min(self.others, 5))


def topic_lines(topics: list[TopicFacts], board: int | None, reader: Member | None = None) -> list[TopicLine]:
    """The topics of the strategic agenda, by name: people of the own board and of the others; links for a reader."""
    sees_gaps = reader is not None and reader.has_perm("expertise.view_gaps")
    sees_people = reader is not None and reader.has_perm("expertise.view_gap_people")
    meanings = {
        GapStatus.WHITE_SPOT: _("White spot: nobody can be asked."),
        GapStatus.ISLAND: _("Island: people of one board, or without ties outside it."),
        GapStatus.VULNERABLE: _("Fragile: one person, or one board."),
    }
    found = []
    for topic in topics:
        if topic.is_strategic:
            own = topic.by_board.get(board, (0, 0))[0] if board is not None else 0
            meaning = meanings.get(topic.status, _("Covered") if topic.is_covered else _("Not covered yet"))
            url = reverse("expertise:gaps_topic", args=[topic.slug]) if sees_gaps else ""
            finder = reverse("expertise:finder", query={"thema": topic.slug})
            own_url = f"{url}#b{board}" if sees_people else finder
            others_url = f"{url}#aanbod" if sees_people else finder
            found.append(TopicLine(topic.name, url, own, topic.experts - own, meaning, own_url, others_url))
    return found


def tell_topics(topics: list[TopicFacts], reader: Member) -> Said | None:
    """Nothing while the agenda has no topics."""
    strategic = [topic for topic in topics if topic.is_strategic]
    if not strategic:
        return None
    covered = sum(topic.is_covered for topic in strategic)
    text = ngettext(
        "%(covered)d of %(n)d topic of the agenda is covered.",
        "%(covered)d of %(n)d topics of the agenda are covered.",
        len(strategic),
    ) % {"covered": covered, "n": len(strategic)}
    board = reverse("expertise:gaps_board", query={"strategisch": "on", "gedekt": "on"})
    return Said(text, board if reader.has_perm("expertise.view_gaps") else "", covered)
