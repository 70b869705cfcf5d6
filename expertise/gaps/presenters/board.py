"""«Expertise in beeld» as the page shows it: which columns a reader gets, and every row with its words ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from expertise.gaps.enums import GapSort, GapStatus
from expertise.gaps.presenters.words import ICONS, TONES, describe_people, explain_status
from expertise.gaps.queries.gaps import TopicFacts
from expertise.gaps.queries.topic import boards_now, find_boards

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MOST_DOTS = 3
SOFT_HYPHEN = "\u00ad"
URGENCY = {status: number for number, status in enumerate(GapStatus)}


@dataclass(frozen=True)
class Column:
    """One column of the board: a board, or all that a reader does not get one by one (`boards` None)."""

    key: str
    name: str
    short: str
    boards: tuple[int, ...] | None

    def people(self, by_board: dict[int, tuple[int, int]], named: set[int]) -> tuple[int, int]:
        """How many people are in it, and how many of them are recognised."""
        if self.boards is None:
            counted = [cell for board, cell in by_board.items() if board not in named]
        else:
            counted = [by_board[board] for board in self.boards if board in by_board]
        return sum(n for n, _recognised in counted), sum(recognised for _n, recognised in counted)


def choose_columns(reader: Member) -> list[Column]:
    """A column for each board for who connects people; for a leader the own board, and the others together.

    A leader does not get the boards beside each other: that would be a league table (DOMAIN §9).
    """
    boards = boards_now()
    if reader.has_perm("expertise.view_gap_people"):
        shown, rest = boards, (_("elsewhere, or not shown"), _("elsewhere"))
    else:
        mine = find_boards(reader)
        shown, rest = [row for row in boards if row[0] in mine], (_("all other boards"), _("other boards"))
    columns = [Column(f"b{pk}", name, _short(name), (pk,)) for pk, name in shown]
    return [*columns, Column("rest", rest[0], rest[1], None)]


def _short(name: str) -> str:
    """«Consent» for «Stichting Consent»: the head of a column has little room."""
    for front in ("Stichting Scholengroep ", "Stichting ", "Scholengroep "):
        if name.startswith(front) and len(name) > len(front) + 2:
            name = name.removeprefix(front)
    # Where a long word may break: browsers do not know these.
    for end in ("stichting", "opleiding", "onderwijs"):
        name = name.replace(end, f"{SOFT_HYPHEN}{end}")
    return name


@dataclass(frozen=True)
class Cell:
    html: SafeString
    people: int
    recognised: int


@dataclass(frozen=True)
class Row:
    """One topic on the board."""

    topic: TopicFacts
    depth: int
    url: str
    parent_name: str
    tone: str
    icon: str
    why: str
    cells: list[tuple[Column, Cell]]
    last_step: dt.datetime | None
    is_gap: bool


def build_rows(
    topics: Iterable[TopicFacts],
    columns: list[Column],
    steps: dict[int, dt.datetime],
    values: dict[str, Any],
    sort: str,
) -> list[Row]:
    """The rows that the filter lets through, sorted, with their cells."""
    every = list(topics)
    by_key = {topic.pk: topic for topic in every}
    shown = [topic for topic in every if _passes(topic, by_key, steps, values)]
    named = {board for column in columns for board in column.boards or ()}
    return [_row(topic, by_key, columns, named, steps) for topic in _sorted(shown, by_key, sort)]


def _passes(
    topic: TopicFacts, by_key: dict[int, TopicFacts], steps: dict[int, dt.datetime], values: dict[str, Any]
) -> bool:
    return (
        (not values["status"] or topic.status == values["status"])
        and (not values["is_strategic"] or topic.is_strategic)
        and (not values["is_gap"] or topic.status in GapStatus.GAPS)
        and (not values["is_covered"] or topic.is_covered)
        and (not values["without_step"] or topic.pk not in steps)
        and (not values["theme"] or values["theme"] in {above.slug for above in _line(topic, by_key)})
    )


def _line(topic: TopicFacts, by_key: dict[int, TopicFacts]) -> list[TopicFacts]:
    """The topic and what it is part of, itself first; a circle ends it."""
    line, above = [topic], topic.parent
    while above in by_key and by_key[above] not in line:
        line.append(by_key[above])
        above = line[-1].parent
    return line


def _sorted(topics: list[TopicFacts], by_key: dict[int, TopicFacts], sort: str) -> list[TopicFacts]:
    keys: dict[GapSort, Callable[[TopicFacts], tuple[Any, ...] | list[str]]] = {
        GapSort.STATUS: lambda t: (URGENCY[t.status], -t.demand, not t.is_strategic),
        GapSort.TOPIC: lambda t: [above.name.casefold() for above in reversed(_line(t, by_key))],
        GapSort.SUPPLY: lambda t: (t.experts, t.boards),
        GapSort.DEMAND: lambda t: (-t.demand,),
    }
    return sorted(topics, key=keys[GapSort.read_address(sort.removeprefix("-"))], reverse=sort.startswith("-"))


def _row(
    topic: TopicFacts,
    by_key: dict[int, TopicFacts],
    columns: list[Column],
    named: set[int],
    steps: dict[int, dt.datetime],
) -> Row:
    url = reverse("expertise:gaps_topic", args=[topic.slug])
    parent = by_key.get(topic.parent) if topic.parent else None
    return Row(
        topic=topic,
        depth=min(len(_line(topic, by_key)) - 1, 3),
        url=url,
        parent_name=parent.name if parent else "",
        tone=TONES[topic.status],
        icon=ICONS[topic.status],
        why=explain_status(topic),
        cells=[(column, _cell(*column.people(topic.by_board, named), f"{url}#{column.key}")) for column in columns],
        last_step=steps.get(topic.pk),
        is_gap=topic.status in GapStatus.GAPS,
    )


def _cell(people: int, recognised: int, url: str) -> Cell:
    if not people:
        return Cell(_nobody(), 0, 0)
    words = describe_people(people, recognised)
    html = format_html(
        '<a href="{}">{}<span class="visually-hidden">{}</span></a>', url, _dots(people, recognised), words
    )
    return Cell(html, people, recognised)


def _nobody() -> SafeString:
    return format_html(
        '<span class="nobody" aria-hidden="true">–</span><span class="visually-hidden">{}</span>', _("nobody")
    )


@cache
def _dots(people: int, recognised: int) -> SafeString:
    """A dot for each person, three at most: full for who is recognised, open for who is substantiated."""
    dots = "".join(
        '<i class="dot full"></i>' if number < recognised else '<i class="dot"></i>'
        for number in range(min(people, MOST_DOTS))
    )
    more = "<b>+</b>" if people > MOST_DOTS else ""
    return mark_safe(f'<span class="dots" aria-hidden="true">{dots}{more}</span>')  # noqa: S308  # nosec B703 B308


def list_themes(topics: Iterable[TopicFacts]) -> list[tuple[str, str]]:
    """Topics with parts, to filter by: slug and name."""
    every = list(topics)
    above = {topic.parent for topic in every}
    return [(topic.slug, topic.name) for topic in every if topic.pk in above]


def export_header(columns: list[Column]) -> list[str]:
    return [
        _("Topic"),
        _("Part of"),
        _("Status"),
        _("Why"),
        _("On the strategic agenda"),
        _("Available people"),
        _("Boards"),
        _("Help requests"),
        _("Questions of groups"),
        _("Searches without a result"),
        _("Last step"),
        *(column.name for column in columns),
    ]


def export_row(row: Row) -> list[object]:
    topic = row.topic
    return [
        topic.name,
        row.parent_name,
        str(topic.status.label),
        row.why,
        _("yes") if topic.is_strategic else _("no"),
        topic.experts,
        topic.boards,
        topic.requests,
        topic.questions,
        topic.misses,
        row.last_step,
        *(cell.people for _column, cell in row.cells),
    ]
