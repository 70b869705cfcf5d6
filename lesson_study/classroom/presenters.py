"""What the pages of a research lesson show, and what a device takes along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from knowledge_network.members.people.models import Member
from lesson_study.classroom.enums import Match
from lesson_study.classroom.forms import WHOLE_CLASS, NoteFilterForm
from lesson_study.classroom.links import build_address, make_capability
from lesson_study.classroom.models import Observation, ObserverAssignment, PupilInterview, ResearchLesson
from lesson_study.classroom.queries import NumberedRow, numbered_rows
from lesson_study.classroom.records import QUESTIONS
from lesson_study.classroom.sealing import FORMAT
from lesson_study.cycles.pupil_names import find_possible_names
from lesson_study.plan.models import CasePupil

# The lesson -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Watch:
    """Who looks at whom; `pupil` empty is the whole class."""

    observer: str
    pupil: str
    name: str
    typification: str
    is_me: bool


@dataclass(frozen=True)
class LessonCard:
    """One lesson as its page tells it."""

    lesson: ResearchLesson
    watches: list[Watch]
    setup_address: str
    observe_address: str
    note_address: str
    interviews_skip_address: str
    is_mine: bool
    teaches: bool


def present_lesson(lesson: ResearchLesson, member: Member) -> LessonCard:
    """One query. Give a lesson that came with `select_related("cycle", "plan", "day", "teacher")`."""
    given = ObserverAssignment.objects.filter(lesson=lesson).select_related("observer", "case_pupil")
    watches = [
        Watch(
            observer=str(one.observer),
            pupil=one.case_pupil.code if one.case_pupil else "",
            name=one.case_pupil.alias if one.case_pupil else _("whole class"),
            typification=one.case_pupil.typification if one.case_pupil else "",
            is_me=one.observer_id == member.pk,
        )
        for one in given.order_by("case_pupil__code", "pk")
    ]
    return LessonCard(
        lesson,
        watches,
        setup_address=build_address(lesson, "lesson_setup"),
        observe_address=build_address(lesson, "observe"),
        note_address=build_address(lesson, "note_write"),
        interviews_skip_address=build_address(lesson, "interviews_skip"),
        is_mine=any(watch.is_me for watch in watches),
        teaches=lesson.teacher_id == member.pk,
    )


# Notes ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NoteLine:
    """One note on the timeline. `change_address` is empty for a note of somebody else; `names` may be of children."""

    pk: int
    noted_at: dt.datetime
    observer: str
    pupil: str
    row: str
    row_number: int
    match: str
    match_label: str
    text: str
    is_quote: bool
    is_critical: bool
    change_address: str
    names: list[str]


@dataclass(frozen=True)
class NotesView:
    """The notes of all observers in one timeline; `total` counts those of all pupils and rows."""

    lines: list[NoteLine]
    total: int
    filters: NoteFilterForm
    counts: list[tuple[str, str, int]]  # match, its label, how often among those shown
    note_address: str
    removed_at: dt.datetime | None


def present_notes(
    lesson: ResearchLesson, member: Member, *, query: QueryDict | None = None, may_write: bool = False
) -> NotesView:
    """Five queries, however many notes, one more where a text may hold a name. Only for who is in the team.

    `query`: what stands in the address, to filter on. Give a lesson with its `cycle` and `plan`.
    """
    rows = numbered_rows(lesson.plan)
    pupils = list(CasePupil.objects.filter(cycle=lesson.cycle_id).order_by("code"))
    filters = NoteFilterForm(query or QueryDict(), pupils=pupils, rows=rows)
    notes = Observation.objects.filter(lesson=lesson)
    total = notes.count()
    chosen = filters.values
    if chosen["pupil"] == WHOLE_CLASS:
        notes = notes.filter(case_pupil__isnull=True)
    elif chosen["pupil"]:
        notes = notes.filter(case_pupil__code=chosen["pupil"])
    if chosen["row"]:
        notes = notes.filter(row__in=[row.pk for row in rows if str(row.number) == chosen["row"]])
    by_row = {row.pk: row for row in rows}
    shown = list(notes.select_related("observer", "case_pupil").order_by("noted_at", "pk"))
    names = find_possible_names("\n".join(note.text for note in shown if note.text))
    lines = [_line(note, by_row, lesson, names, member if may_write else None) for note in shown]
    numbers = dict.fromkeys(Match.values, 0)
    for line in lines:
        if line.match:
            numbers[line.match] += 1
    counts = [(value, str(Match(value).label), number) for value, number in numbers.items()]
    return NotesView(
        lines, total, filters, counts, build_address(lesson, "note_write"), lesson.cycle.observations_removed_at
    )


def _line(
    note: Observation, rows: dict[int, NumberedRow], lesson: ResearchLesson, names: list[str], writer: Member | None
) -> NoteLine:
    row = rows.get(note.row_id or 0)
    is_own = writer is not None and note.observer_id == writer.pk
    return NoteLine(
        pk=note.pk,
        noted_at=note.noted_at,
        observer=str(note.observer or _("somebody who left")),
        pupil=note.case_pupil.code if note.case_pupil else "",
        row=row.label if row else "",
        row_number=row.number if row else 0,
        match=note.match,
        match_label=str(note.get_match_display()) if note.match else "",
        text=note.text,
        is_quote=note.is_quote,
        is_critical=note.is_critical,
        change_address=build_address(lesson, "note_change", str(note.uuid)) if is_own else "",
        names=[name for name in names if name in note.text],
    )


# Interviews -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InterviewLine:
    """What one case pupil answered: pairs of question and answer. Empty: not asked yet."""

    pupil: str
    name: str
    by: str
    answers: list[tuple[str, str]]
    write_address: str


@dataclass(frozen=True)
class InterviewsView:
    lines: list[InterviewLine]
    missing: int
    reason: str


def present_interviews(lesson: ResearchLesson) -> InterviewsView:
    """Two queries. A pupil who was asked by two people stands there twice."""
    pupils = list(CasePupil.objects.filter(cycle=lesson.cycle_id).order_by("code"))
    given: dict[int, list[PupilInterview]] = {}
    for interview in PupilInterview.objects.filter(lesson=lesson).select_related("by").order_by("at", "pk"):
        given.setdefault(interview.case_pupil_id, []).append(interview)
    lines = []
    for pupil in pupils:
        address = build_address(lesson, "interview_write", pupil.code)
        said = [(str(one.by or ""), _answers(one)) for one in given.get(pupil.pk, [])]
        lines += [InterviewLine(pupil.code, pupil.alias, by, answers, address) for by, answers in said or [("", [])]]
    missing = len([pupil for pupil in pupils if pupil.pk not in given])
    return InterviewsView(lines, missing, lesson.no_interviews_reason or lesson.cycle.no_interviews_reason)


def questions_of_interview() -> dict[str, str]:
    """Field → the question that is asked."""
    return {field.name: str(field.verbose_name) for field in PupilInterview._meta.fields if field.name in QUESTIONS}


def _answers(interview: PupilInterview) -> list[tuple[str, str]]:
    pairs = [(question, getattr(interview, name)) for name, question in questions_of_interview().items()]
    return [(question, answer) for question, answer in pairs if answer]


# What a device takes along ----------------------------------------------------------------------


@dataclass(frozen=True)
class BundleRow:
    """`expected` and `look_for` by letter."""

    key: str
    label: str
    minutes: int
    is_core: bool
    expected: dict[str, str]
    look_for: dict[str, str]


@dataclass(frozen=True)
class BundlePupil:
    code: str
    alias: str
    typification: str
    criterion: str
    is_mine: bool


@dataclass(frozen=True)
class Bundle:
    """All that observing needs without a connection. The device stores it encrypted, but for keys and signature."""

    format: int
    member: str
    member_name: str
    lesson: str
    title: str
    class_label: str
    public_key: str
    capability: str
    team_page: str
    rows: list[BundleRow]
    pupils: list[BundlePupil]
    questions: dict[str, str]


def make_bundle(lesson: ResearchLesson, member: Member, at: dt.datetime) -> Bundle:
    pupils = list(CasePupil.objects.filter(cycle=lesson.cycle_id).order_by("code"))
    mine = set(ObserverAssignment.objects.filter(lesson=lesson, observer=member).values_list("case_pupil", flat=True))
    return Bundle(
        format=FORMAT,
        member=member.public_id,
        member_name=str(member),
        lesson=lesson.public_id,
        title=lesson.cycle.title,
        class_label=lesson.class_label,
        public_key=lesson.public_key,
        capability=make_capability(member=member, lesson=lesson, at=at),
        team_page=build_address(lesson),
        rows=[_bundle_row(row) for row in numbered_rows(lesson.plan)],
        pupils=[
            BundlePupil(one.code, one.alias, one.typification, one.success_criterion, one.pk in mine) for one in pupils
        ],
        questions=questions_of_interview(),
    )


def _bundle_row(numbered: NumberedRow) -> BundleRow:
    row = numbered.row
    return BundleRow(
        key=str(row.key),
        label=numbered.label,
        minutes=row.length,
        is_core=row.is_core,
        expected=row.expected,
        look_for=row.look_for,
    )
