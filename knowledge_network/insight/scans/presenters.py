"""A scan as its pages show it. The templates know no rule about how many: what is not told is not in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from knowledge_network.insight.scans.models import ChosenAction
from knowledge_network.insight.scans.queries import list_at_work, list_told
from knowledge_network.insight.scans.statements import SCANS
from knowledge_network.insight.surveys.bands import FEWEST_FOR_A_PART, FEWEST_FOR_BANDS
from knowledge_network.insight.surveys.display import say_parts, say_spread
from knowledge_network.insight.surveys.enums import Band, Instrument, Spread, WaveState
from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.kit.pagination import KeysetPage, paginate
from knowledge_network.members.people.models import Member

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

SHOWN = 3
NEWEST_TOLD = ("-published_on", "-pk")
ON_DESK = 40


@dataclass(frozen=True)
class WaveLine:
    """A line of the list."""

    title: str
    unit: str
    url: str
    icon: str
    state: str
    waits: bool
    wave: Wave


@dataclass(frozen=True)
class ToldPart:
    """A part of the scale: how many said so, in words, and whether that is five or more."""

    name: str
    label: str
    words: str
    is_five: bool


@dataclass(frozen=True)
class ToldItem:
    """What is told of one statement; `before` in words, when the round before may lie beside it."""

    number: int
    text: str
    cluster: str
    rank: int | None
    spread: str
    spread_label: str
    parts: tuple[ToldPart, ...] = ()
    before: str = ""
    code: str = ""

    @property
    def is_divided(self) -> bool:
        return self.spread == Spread.DIVIDED


@dataclass(frozen=True)
class Outcome:
    """The page of an outcome; `wished` are the statements asked twice, the largest difference first."""

    highest: list[ToldItem]
    lowest: list[ToldItem]
    divided: list[ToldItem]
    wished: list[ToldItem]
    every: list[ToldItem]
    has_parts: bool
    says_parts: str
    chosen: list[ChosenAction] = field(default_factory=list)

    @property
    def first_to_discuss(self) -> ToldItem | None:
        """What the group disagrees about most; without such a thing what fits least."""
        return next(iter([*[one for one in self.divided if one.is_divided], *self.lowest]), None)

    @property
    def is_empty(self) -> bool:
        return not self.highest


def wave_line(wave: Wave) -> WaveLine:
    """`wave` comes with `waits`."""
    return WaveLine(
        title=wave.title,
        unit=wave.unit_name,
        url=wave.get_absolute_url(),
        icon=SCANS[wave.instrument].icon,
        state=str(wave.get_state_display()),
        waits=wave.is_open and bool(getattr(wave, "waits", False)),
        wave=wave,
    )


@dataclass(frozen=True)
class DeskPart:
    """Rounds for which the same is to be done, a page at a time; `hint` says what, and by whom."""

    name: str
    title: str
    hint: str
    page: KeysetPage

    @property
    def count(self) -> str:
        """How many there are; of several pages that it is more than stands on one."""
        return str(len(self.page)) if self.page.is_whole else f"{ON_DESK}+"

    @property
    def place(self) -> str:
        """Where on the page it stands."""
        return f"#part-{self.name}"


def build_desk(data: QueryDict, reader: Member) -> list[DeskPart]:
    """How many took part stands nowhere while a round is open. Each part has its own pages, in `data`. Five queries."""
    parts = [
        _build_part(
            data,
            "release",
            _("To release"),
            _("By the privacy contact, never by who opened it."),
            list_at_work(WaveState.CLOSED, is_enough=True),
        ),
        _build_part(
            data,
            "open-it",
            _("To open"),
            _("By a coordinator, when the group is ready."),
            list_at_work(WaveState.CONCEPT),
        ),
        _build_part(
            data, "running", _("Open"), _("Closes by itself after its last day."), list_at_work(WaveState.OPEN)
        ),
        _build_part(
            data,
            "few",
            _("Closed without an outcome"),
            _("Too few took part: nothing is told."),
            list_at_work(WaveState.CLOSED),
        ),
        _build_part(data, "told", _("Told lately"), _("The group talks about it."), list_told(), by=NEWEST_TOLD),
    ]
    # What waits for the reader stands first.
    if reader.is_coordinator and not reader.is_privacy_contact:
        parts[0], parts[1] = parts[1], parts[0]
    return parts


def _build_part(
    data: QueryDict,
    name: str,
    title: str,
    hint: str,
    waves: QuerySet[Wave],
    by: tuple[str, ...] = ("closes_on", "pk"),
) -> DeskPart:
    """One query."""
    return DeskPart(name, title, hint, paginate(waves, data, by=by, size=ON_DESK, parameter=f"vanaf-{name}"))


def build_outcome(wave: Wave) -> Outcome:
    """From what is kept of the statements. Three queries at most."""
    rows = list(wave.questions.order_by("position"))
    before = _read_before(wave)
    items = [_item(number, row, before, wave.answered or 0) for number, row in enumerate(rows, 1)]
    told = sorted((one for one in items if one.rank is not None), key=lambda one: one.rank or 0)
    some = min(SHOWN, len(told) // 2)
    divided = [one for one in told if one.spread == Spread.DIVIDED] + [
        one for one in told if one.spread == Spread.MIXED
    ]
    gaps = {row.code: row.gap_rank for row in rows if row.gap_rank is not None}
    wished = sorted((one for one in told if one.code in gaps), key=lambda one: gaps[one.code])
    chosen = wave.chosen.select_related("question", "action_item__owner", "agenda_item__meeting").order_by("place")
    return Outcome(
        highest=told[:some],
        lowest=told[::-1][:some],
        divided=divided[:SHOWN],
        wished=wished,
        every=[*told, *(one for one in items if one.rank is None)],
        has_parts=any(one.parts for one in items),
        says_parts=_say_parts(wave.answered or 0),
        chosen=list(chosen),
    )


def _say_parts(answered: int) -> str:
    """What there is to see of the parts of the scale, by how many took part."""
    if answered >= FEWEST_FOR_BANDS:
        return _("You see where five people or more are; how many exactly, nobody sees.")
    if answered >= FEWEST_FOR_A_PART:
        return _(
            "You see where most people are, when that gives nobody away; how many exactly, nobody sees. "
            "Where nothing stands, it is not told."
        )
    return _("With fewer than ten people you see the order and how far you are apart, never who said what or how many.")


def _read_before(wave: Wave) -> dict[str, Question]:
    if not wave.lies_beside or wave.previous is None:
        return {}
    return {row.code: row for row in wave.previous.questions.all() if row.rank is not None}


def _item(number: int, row: Question, before: dict[str, Question], answered: int) -> ToldItem:
    former = before.get(row.code)
    return ToldItem(
        number=number,
        text=row.text,
        cluster=row.cluster,
        rank=row.rank,
        spread=row.spread,
        spread_label=say_spread(row),
        parts=_parts(row, answered),
        before=_say_before(former) if former is not None and row.rank is not None else "",
        code=row.code,
    )


def _say_before(former: Question) -> str:
    return _("place %(rank)s, %(spread)s") % {"rank": former.rank, "spread": say_spread(former)}


def _parts(row: Question, answered: int) -> tuple[ToldPart, ...]:
    labels = {"low": _("does not fit"), "middle": _("in between"), "high": _("fits")}
    return tuple(
        ToldPart(name, labels[name], words, getattr(row, name) == Band.FIVE)
        for name, words in say_parts(row, answered).items()
    )


def describe_self(wave: Wave) -> str:
    """What sort of thing this is, for who might take it for a measurement."""
    if wave.instrument == Instrument.GROUP:
        return _("Does your set-up fit your goal? This is a start of a conversation, no mark.")
    return _("This is a self-evaluation, not validated, and no mark.")


def sort_lines(lines: Sequence[WaveLine]) -> dict[str, list[WaveLine]]:
    """What waits for the reader, what runs, what is there to read or was."""
    return {
        "waiting": [line for line in lines if line.waits],
        "running": [line for line in lines if not line.waits and not line.wave.is_published],
        "published": [line for line in lines if line.wave.is_published],
    }
