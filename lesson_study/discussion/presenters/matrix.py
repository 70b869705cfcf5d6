"""Expected beside seen: a row of the plan by a case pupil, with marks that tell form, colour and word."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation
from lesson_study.discussion.logic.report import counted
from lesson_study.discussion.models import EvidenceLink, Revision
from lesson_study.discussion.queries import SeenLesson
from lesson_study.plan.models import CasePupil
from lesson_study.plan.queries import PlanRow

# Beyond this a number says more than a row of marks.
MOST_MARKS = 6
# The rest of a cell stands in the timeline.
NOTES_IN_CELL = 2
# What asks for attention first.
FIRST = (Match.OTHERWISE, Match.PARTLY, Match.EXPECTED, Match.NOT_SEEN, "")


@dataclass(frozen=True)
class Mark:
    match: str
    label: str
    count: int

    @property
    def each(self) -> range:
        return range(self.count)

    @property
    def is_long(self) -> bool:
        return self.count > MOST_MARKS


@dataclass(frozen=True)
class LinkChoice:
    """A button that makes a note evidence for a change, or takes that back."""

    position: int
    revision: str
    is_linked: bool

    @property
    def turns(self) -> str:
        return "off" if self.is_linked else "on"


@dataclass(frozen=True)
class NoteCard:
    """One observation, for the team alone."""

    uuid: uuid.UUID
    code: str
    row: str
    match: str
    match_label: str
    text: str
    is_quote: bool
    is_critical: bool
    at: dt.datetime
    by: str
    choices: list[LinkChoice]

    @property
    def is_linked(self) -> bool:
        return any(choice.is_linked for choice in self.choices)

    @property
    def linked_to(self) -> list[int]:
        return [choice.position for choice in self.choices if choice.is_linked]


@dataclass(frozen=True)
class MatrixCell:
    code: str
    expected: str
    marks: list[Mark]
    told: str
    notes: list[NoteCard]
    more: int
    address: str


@dataclass(frozen=True)
class MatrixRow:
    number: int
    label: str
    minutes: str
    cells: list[MatrixCell]


@dataclass(frozen=True)
class PupilHead:
    code: str
    alias: str
    typification: str


@dataclass(frozen=True)
class Matrix:
    """`timeline` is empty for who may not read notes: they see what was expected and how often it was so."""

    pupils: list[PupilHead]
    rows: list[MatrixRow]
    total: int
    timeline: list[NoteCard]
    shows_notes: bool
    removed_on: dt.datetime | None
    legend: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.total == 0


@dataclass(frozen=True)
class Chosen:
    """What of the notes is asked for: the letter of a pupil, the number of a row, critical moments alone."""

    pupil: str = ""
    row: int = 0
    critical: bool = False


def legend() -> list[tuple[str, str]]:
    return [(match.value, str(match.label)) for match in Match]


def count_marks(counter: Counter[str]) -> list[Mark]:
    return [Mark(match.value, str(match.label), counter[match]) for match in Match if counter[match]]


def pupil_heads(pupils: list[CasePupil], *, with_class: bool) -> list[PupilHead]:
    heads = [PupilHead(one.code, one.alias, one.typification) for one in pupils]
    return [*heads, PupilHead("", _("whole class"), "")] if with_class else heads


def present_matrix(
    seen: SeenLesson, pupils: list[CasePupil], *, shows_notes: bool, revisions: list[Revision], chosen: Chosen
) -> Matrix:
    """One query for the notes where they are shown, and one for what they are evidence of."""
    heads = pupil_heads(pupils, with_class=any(not code for _key, code in seen.counts))
    notes = _notes_of(seen, revisions) if shows_notes else {}
    rows: list[MatrixRow] = []
    for number, row in enumerate(seen.rows, start=1):
        cells = [_cell(seen, notes, row.key, head, number, row.expected.get(head.code, "")) for head in heads]
        rows.append(MatrixRow(number, row.label, row.minutes, cells))
    if any(key is None for key, _code in seen.counts):
        cells = [_cell(seen, notes, None, head, 0, "") for head in heads]
        rows.append(MatrixRow(0, _("Beside the rows of the plan"), "", cells))
    timeline = [note for place in notes.values() for note in place]
    keys = {number: row.key for number, row in enumerate(seen.rows, start=1)}
    if chosen.row:
        timeline = [note for (key, _code), place in notes.items() if key == keys.get(chosen.row) for note in place]
    if chosen.pupil:
        timeline = [note for note in timeline if note.code == chosen.pupil]
    if chosen.critical:
        timeline = [note for note in timeline if note.is_critical]
    timeline.sort(key=lambda note: (note.at, str(note.uuid)))
    removed = seen.lesson.cycle.observations_removed_at
    return Matrix(heads, rows, seen.total, timeline, shows_notes, removed, legend())


def _cell(
    seen: SeenLesson,
    notes: dict[tuple[uuid.UUID | None, str], list[NoteCard]],
    key: uuid.UUID | None,
    head: PupilHead,
    number: int,
    expected: str,
) -> MatrixCell:
    counter = seen.counts.get((key, head.code), Counter())
    here = notes.get((key, head.code), [])
    with_text = [note for note in here if note.text]
    first = sorted(with_text, key=lambda note: (not note.is_linked, not note.is_critical, FIRST.index(note.match)))
    return MatrixCell(
        code=head.code,
        expected=expected,
        marks=count_marks(counter),
        told=counted(counter),
        notes=first[:NOTES_IN_CELL],
        more=len(here) - len(first[:NOTES_IN_CELL]),
        address=f"?leerling={head.code or 'klas'}" + (f"&rij={number}" if number else "") + "#tijdlijn",
    )


def _notes_of(seen: SeenLesson, revisions: list[Revision]) -> dict[tuple[uuid.UUID | None, str], list[NoteCard]]:
    linked: dict[int, set[int]] = defaultdict(set)
    links = EvidenceLink.objects.filter(revision__in=revisions, observation__isnull=False)
    for revision, observation in links.values_list("revision_id", "observation_id"):
        linked[observation].add(revision)
    labels = {row.key: _row_label(number, row) for number, row in enumerate(seen.rows, start=1)}
    rows = Observation.objects.filter(lesson=seen.lesson).select_related("row", "case_pupil", "observer")
    found: dict[tuple[uuid.UUID | None, str], list[NoteCard]] = defaultdict(list)
    for note in rows.order_by("noted_at", "pk"):
        key = note.row.key if note.row else None
        code = note.case_pupil.code if note.case_pupil else ""
        choices = [LinkChoice(one.position, one.public_id, is_linked=one.pk in linked[note.pk]) for one in revisions]
        found[key, code].append(note_card(note, code, labels.get(key, "") if key else "", choices))
    return found


def note_card(note: Observation, code: str, row: str, choices: list[LinkChoice]) -> NoteCard:
    return NoteCard(
        uuid=note.uuid,
        code=code,
        row=row,
        match=note.match,
        match_label=str(note.get_match_display()) if note.match else "",
        text=note.text,
        is_quote=note.is_quote,
        is_critical=note.is_critical,
        at=note.noted_at,
        by=str(note.observer or _("somebody who left")),
        choices=choices,
    )


def _row_label(number: int, row: PlanRow) -> str:
    return f"{number}. {row.label}" if row.label else f"{number}."
