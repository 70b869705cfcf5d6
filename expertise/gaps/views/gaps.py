"""«Expertise in beeld»: what the network knows and misses."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expertise.gaps.enums import GapSort, GapStatus
from expertise.gaps.forms import GapsForm
from expertise.gaps.presenters import board as gap_board
from expertise.gaps.presenters.words import ICONS, TONES
from expertise.gaps.queries.gaps import Coverage, TopicFacts, count_coverage
from expertise.gaps.queries.kept import read_topics
from expertise.gaps.queries.topic import last_steps
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.kept_counts import Counted
from knowledge_network.kit.tabular_export import csv_response, xlsx_response
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def gaps_board(request: MemberRequest) -> HttpResponse:
    """Every topic with its status and, for who connects people, its people per board."""
    require(request, "expertise.view_gaps")
    form, counted, columns, rows = _board(request)
    sector, topics = form.values["sector"], counted.found
    context = {
        "filters": form,
        "rows": rows,
        "columns": columns,
        "heads": _heads(form),
        "total": len(topics),
        "tiles": build_status_tiles(coverage := count_coverage(topics), sector),
        "coverage": coverage,
        "covered_url": find_board_url(sector, strategisch="on", gedekt="on"),
        "strategic_url": find_board_url(sector, strategisch="on"),
        "sees_people": request.user.has_perm("expertise.view_gap_people"),
        "counted_at": counted.at,
    }
    return render_page(request, "expertise/gaps/gaps_board.html", context, partials=("gaps-table",))


def _board(
    request: MemberRequest,
) -> tuple[GapsForm, Counted[list[TopicFacts]], list[gap_board.Column], list[gap_board.Row]]:
    """The filter, the topics in its sector, the columns and the rows that it lets through."""
    counted = read_topics()
    form = GapsForm(request.GET, themes=gap_board.list_themes(counted.found))
    if sector := form.values["sector"]:
        counted = read_topics(sector=sector)
    columns = gap_board.choose_columns(request.user)
    rows = gap_board.build_rows(counted.found, columns, last_steps(), form.values, form.sorted_by)
    return form, counted, columns, rows


@dataclass(frozen=True)
class StatusTile:
    """How many topics have a status."""

    status: GapStatus
    count: int
    tone: str
    icon: str
    url: str

    @property
    def label(self) -> str | Promise:
        return self.status.label

    @property
    def is_white_spot(self) -> bool:
        return self.status == GapStatus.WHITE_SPOT

    @property
    def is_island(self) -> bool:
        return self.status == GapStatus.ISLAND

    @property
    def is_vulnerable(self) -> bool:
        return self.status == GapStatus.VULNERABLE


def find_board_url(sector: str, **words: str) -> str:
    """The board as these words narrow it, of the sector in which the figures on top are counted."""
    return reverse("expertise:gaps_board", query=words | ({"sector": sector} if sector else {}))


def build_status_tiles(coverage: Coverage, sector: str) -> list[StatusTile]:
    """E2: the most urgent first; each leads to exactly the topics that it counts."""
    return [
        StatusTile(
            status,
            coverage.by_status[status.value],
            TONES[status],
            ICONS[status],
            find_board_url(sector, status=status.address),
        )
        for status in GapStatus
    ]


@dataclass(frozen=True)
class Head:
    """The head of a column that can be sorted: where it leads, and how it is sorted now."""

    by: GapSort
    next: str
    sort: str

    @property
    def label(self) -> str | Promise:
        return self.by.label

    @property
    def is_topic(self) -> bool:
        return self.by == GapSort.TOPIC

    @property
    def is_number(self) -> bool:
        return self.by in (GapSort.SUPPLY, GapSort.DEMAND)


def _heads(form: GapsForm) -> list[Head]:
    now = form.sorted_by
    return [
        Head(
            by=by,
            next=f"-{word}" if now == word else word,
            sort={word: "ascending", f"-{word}": "descending"}.get(now, ""),
        )
        for word, by in GapSort.by_address().items()
    ]


@require_safe
def gaps_export(request: MemberRequest, extension: str) -> HttpResponse:
    """The rows that the filter in the address lets through, with the columns that the reader may see."""
    require(request, "expertise.view_gaps")
    _form, _topics, columns, rows = _board(request)
    name = f"expertise-in-beeld-{timezone.localdate():%Y-%m-%d}.{extension}"
    header = gap_board.export_header(columns)
    lines = (gap_board.export_row(row) for row in rows)
    if extension == "csv":
        return csv_response(name, header, lines)  # type: ignore[return-value]
    return xlsx_response(name, _("Expertise in view"), header, lines)
