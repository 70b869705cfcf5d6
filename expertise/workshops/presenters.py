"""A workshop as its pages show it: on the screen of the room and on phones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.workshops.enums import WorkshopState
from expertise.workshops.models import Seat, Workshop
from expertise.workshops.queries import find_order, read_sheets
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.rounds import Timer
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Table:
    number: int
    people: list[str]
    board_count: int
    has_sheet: bool
    is_mine: bool


@dataclass(frozen=True)
class OrderLine:
    """`place` is that of the sum of ranks, shared where it is, until all together put one of them elsewhere."""

    place: int
    words: str
    name: str
    url: str
    rank_sum: int
    summed: str
    reason: str


@dataclass(frozen=True)
class Way:
    """A button to another step: `is_main` on, else back."""

    state: str
    label: str
    is_main: bool


@dataclass(frozen=True)
class WorkshopPage:
    explained: str
    steps: list[tuple[str, bool]]
    timer: Timer | None
    came: list[str]
    tables: list[Table]
    sheets: int
    order: list[OrderLine]
    my_table: int | None
    is_in: bool
    join_url: str
    join_path: str
    qr: str
    ways: list[Way]


def find_ways(workshop: Workshop) -> list[Way]:
    """From the door one goes by mixing the tables."""
    if workshop.is_ranking:
        return [
            Way(WorkshopState.PLENARY, _("Add the ranks, and on to all together"), is_main=True),
            Way(WorkshopState.GATHERING, _("Back to the door: mix again"), is_main=False),
        ]
    if workshop.is_plenary:
        return [
            Way(WorkshopState.FINISHED, _("End the workshop"), is_main=True),
            Way(WorkshopState.RANKING, _("Back to the tables"), is_main=False),
        ]
    return [Way(WorkshopState.PLENARY, _("Open it again"), is_main=False)] if workshop.is_finished else []


def explain(workshop: Workshop) -> str:
    if workshop.is_gathering:
        return _("Everybody comes in with the code. Then the tables are mixed.")
    if workshop.is_ranking:
        return _("Each table puts the questions in order. First think for yourself, then talk.")
    if workshop.is_plenary:
        return _("The ranks of all tables are added: the lowest sum stands first. A change needs a reason.")
    return _("This is the order of the workshop.")


def build_timer(workshop: Workshop) -> Timer | None:
    started = workshop.timer_started_at
    return Timer(started, timezone.now(), workshop.minutes) if started else None


def draw_qr(address: str) -> str:
    svg = segno.make(address, error="m").svg_inline(scale=6, border=2, title=_("QR code to come in"), omitsize=True)
    return str(svg)


def build_workshop(workshop: Workshop, reader: Member) -> WorkshopPage:
    """At most six queries."""
    seats = list(workshop.seats.select_related("member").order_by("member__sort_name", "pk"))
    mine = next((seat for seat in seats if seat.member_id == reader.pk), None)
    sheets = read_sheets(workshop)
    tables = _build_tables(seats, set(sheets), mine)
    path = reverse("expertise:workshop_join", query={"code": workshop.code})
    order = list(WorkshopState)
    return WorkshopPage(
        explained=explain(workshop),
        steps=[(str(state.label), state == workshop.state) for state in order],
        timer=build_timer(workshop),
        came=[seat.member.get_full_name() for seat in seats if seat.member.is_present],
        tables=tables,
        sheets=len(sheets),
        order=_build_order(workshop) if workshop.shows_order else [],
        my_table=mine.table if mine is not None else None,
        is_in=mine is not None,
        join_url=absolute_url(path),
        join_path=absolute_url(reverse("expertise:workshop_join")).partition("//")[2],
        qr=draw_qr(absolute_url(path)) if workshop.is_gathering else "",
        ways=find_ways(workshop),
    )


def _build_tables(seats: list[Seat], with_sheet: set[int], mine: Seat | None) -> list[Table]:
    at_table: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.table is not None:
            at_table[seat.table].append(seat)
    return [
        Table(
            number=number,
            people=[seat.member.get_full_name() for seat in at_table[number] if seat.member.is_present],
            board_count=len({seat.board_id for seat in at_table[number]}),
            has_sheet=number in with_sheet,
            is_mine=mine is not None and mine.table == number,
        )
        for number in sorted(at_table)
    ]


def _build_order(workshop: Workshop) -> list[OrderLine]:
    order = find_order(workshop)
    is_changed = any(one.change is not None for one in order)
    return [
        OrderLine(
            place=one.place if is_changed else one.summed,
            words=one.question.words or one.question.name,
            name=one.question.name,
            url=one.question.get_absolute_url(),
            rank_sum=one.rank_sum,
            summed=_("%(place)d (shared)") % {"place": one.summed} if one.is_tied else str(one.summed),
            reason=one.change.reason if one.change is not None else "",
        )
        for one in order
    ]
