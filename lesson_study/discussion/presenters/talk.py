"""A discussion as every screen shows it: the steps, the clock, what was said, what is parked, what changes."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.rounds import RoundState, Timer, tell_state
from knowledge_network.members.people.models import Member
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import PupilInterview, ResearchLesson
from lesson_study.discussion.enums import MOST_REVISIONS, Step
from lesson_study.discussion.links import build_address
from lesson_study.discussion.logic.steps import count_minutes
from lesson_study.discussion.models import Discussion, DiscussionNote, EvidenceLink, Revision
from lesson_study.discussion.queries import state_of_screen
from lesson_study.plan.queries import PlanRow

STEP_HELP = {
    Step.OPENING: gettext_lazy("Say what you agreed: we look at pupils, the lesson is of all of us."),
    Step.TEACHER: gettext_lazy("Who taught says first what struck them. The others listen."),
    Step.OBSERVATIONS: gettext_lazy("Pupil by pupil: what did they do and say? Facts, no judgements, no advice."),
    Step.PUPILS: gettext_lazy("Read aloud what the pupils answered right after the lesson."),
    Step.EXPECTED_SEEN: gettext_lazy("Lay what you expected beside what you saw. What do you see in the whole class?"),
    Step.DESIGN: gettext_lazy("What in the design helped, what hindered? Take up what was parked."),
    Step.REVISION: gettext_lazy("Choose three changes at most together, each with what was seen."),
    Step.EXPERT: gettext_lazy("The knowledgeable other has the last word about the lesson."),
    Step.MY_CLASS: gettext_lazy("Each says in one sentence what goes along to their own class."),
}
PERMISSIONS = ("lesson_study.write_in_discussion", "lesson_study.chair_discussion")


@dataclass(frozen=True)
class StepLine:
    step: Step
    place: int
    label: str
    minutes: int
    state: RoundState  # done, now or later

    @property
    def is_now(self) -> bool:
        return self.state == RoundState.NOW

    @property
    def is_later(self) -> bool:
        return self.state == RoundState.LATER


@dataclass(frozen=True)
class SaidLine:
    uuid: uuid.UUID
    text: str
    by: str
    at: dt.datetime
    code: str
    is_own: bool
    waits_for: str
    can_be_taken_up: bool
    remove_address: str
    take_up_address: str


@dataclass(frozen=True)
class SaidInStep:
    place: int
    label: str
    lines: list[SaidLine]


@dataclass(frozen=True)
class EvidenceLine:
    """A note behind a change or insight; `removed_on` once the note is gone. `text` is for who may read it."""

    match: str
    match_label: str
    code: str
    text: str
    removed_on: dt.date | None


@dataclass(frozen=True)
class RevisionCard:
    public_id: str
    position: int
    row: str
    before: str
    after: str
    reason: str
    is_applied: bool
    change_address: str
    evidence: list[EvidenceLine]


@dataclass(frozen=True)
class InterviewLine:
    code: str
    answers: list[str]


@dataclass(frozen=True)
class TalkView:
    lesson: ResearchLesson
    discussion: Discussion
    state: str
    steps: list[StepLine]
    now: StepLine | None
    help: str
    timer: Timer | None
    is_last: bool
    said: list[SaidInStep]
    parked: list[SaidLine]
    revisions: list[RevisionCard]
    interviews: list[InterviewLine]
    teacher: str
    chair: str
    can_chair: bool
    can_write: bool
    can_revise: bool
    can_make_version: bool
    hides_names: bool

    @property
    def has_room(self) -> bool:
        return len(self.revisions) < MOST_REVISIONS


def present_steps(discussion: Discussion, pupils: int) -> list[StepLine]:
    steps, step_now = discussion.steps, discussion.current_step
    current = steps.index(step_now) + 1 if step_now is not None else None
    return [
        StepLine(
            step,
            place,
            str(step.label),
            count_minutes(step, pupils),
            tell_state(place, current, is_over=discussion.is_finished),
        )
        for place, step in enumerate(steps, start=1)
    ]


def present_talk(
    discussion: Discussion,
    reader: Member | None,
    *,
    pupils: int,
    rows: list[PlanRow],
    revisions: list[Revision],
    shows_notes: bool,
) -> TalkView:
    """Four queries and one more for who leads, however much was said. `reader` None is a guest: they only read."""
    lesson = discussion.lesson
    steps = present_steps(discussion, pupils)
    now = next((line for line in steps if line.is_now), None)
    held = {name for name in PERMISSIONS if reader is not None and reader.has_perm(name, discussion)}
    can_write = "lesson_study.write_in_discussion" in held
    hides = discussion.names_are_hidden
    lines = _said(discussion, reader, hides=hides)
    can_revise = can_write and Step.REVISION in discussion.steps and discussion.has_reached(Step.REVISION)
    is_past_revision = discussion.is_finished or discussion.step != Step.REVISION
    waiting = any(revision.applied_at is None for revision in revisions)
    started = discussion.step_started_at
    return TalkView(
        lesson=lesson,
        discussion=discussion,
        state=state_of_screen(discussion),
        steps=steps,
        now=now,
        help=str(STEP_HELP[now.step]) if now else "",
        timer=Timer(started, timezone.now(), now.minutes) if now and started else None,
        is_last=bool(now and now.place == len(steps)),
        said=_by_step(steps, lines),
        parked=[line for step, line in lines if line.waits_for],
        revisions=_revision_cards(lesson, revisions, rows, shows_notes=shows_notes),
        interviews=_interviews(lesson) if shows_notes and discussion.step == Step.PUPILS else [],
        teacher="" if hides or lesson.teacher is None else str(lesson.teacher),
        chair=str(discussion.chair or ""),
        can_chair="lesson_study.chair_discussion" in held,
        can_write=can_write,
        can_revise=can_revise,
        can_make_version=can_revise and waiting and is_past_revision,
        hides_names=hides,
    )


def _said(discussion: Discussion, reader: Member | None, *, hides: bool) -> list[tuple[Step, SaidLine]]:
    notes = DiscussionNote.objects.filter(discussion=discussion).select_related("author", "case_pupil")
    found = []
    for note in notes.order_by("at", "pk"):
        by = str(note.author or note.guest_name or _("somebody who left"))
        if hides and note.author_id is not None and note.author_id == discussion.lesson.teacher_id:
            by = _("somebody of the team")
        waits_for = Step(note.parked_for) if note.parked_for else None
        line = SaidLine(
            uuid=note.uuid,
            text=note.text,
            by=by,
            at=note.at,
            code=note.case_pupil.code if note.case_pupil else "",
            is_own=reader is not None and note.author_id == reader.pk,
            waits_for=str(waits_for.label) if waits_for else "",
            can_be_taken_up=waits_for is not None and discussion.has_reached(waits_for),
            remove_address=build_address(discussion.lesson, "discussion_note_remove", note.uuid),
            take_up_address=build_address(discussion.lesson, "discussion_note_take_up", note.uuid),
        )
        found.append((Step(note.step), line))
    return found


def _by_step(steps: list[StepLine], lines: list[tuple[Step, SaidLine]]) -> list[SaidInStep]:
    """The step that goes on first, then back in time; steps in which nothing was said are left out."""
    groups = [
        SaidInStep(line.place, line.label, [said for step, said in lines if step == line.step and not said.waits_for])
        for line in steps
    ]
    return [group for group in reversed(groups) if group.lines]


def list_revisions(discussion: Discussion | None) -> list[Revision]:
    return list(discussion.revisions.order_by("position")) if discussion else []


def _revision_cards(
    lesson: ResearchLesson, revisions: list[Revision], rows: list[PlanRow], *, shows_notes: bool
) -> list[RevisionCard]:
    labels = {row.key: f"{number}. {row.label}" for number, row in enumerate(rows, start=1)}
    evidence = group_evidence("revision_id", revisions, shows_notes=shows_notes)
    return [
        RevisionCard(
            public_id=one.public_id,
            position=one.position,
            row=labels.get(one.row_key, "") if one.row_key else "",
            before=one.before,
            after=one.after,
            reason=one.reason,
            is_applied=one.applied_at is not None,
            change_address=build_address(lesson, "discussion_revision_change", one.public_id),
            evidence=evidence.get(one.pk, []),
        )
        for one in revisions
    ]


def group_evidence(owner: str, owners: list[Any], *, shows_notes: bool) -> dict[int, list[EvidenceLine]]:
    """Id of the owner → its evidence; `owner` is the column: revision_id or insight_id. One query."""
    links = EvidenceLink.objects.filter(**{f"{owner.removesuffix('_id')}__in": owners})
    found: dict[int, list[EvidenceLine]] = {}
    for link in links.select_related("observation__case_pupil").order_by("pk"):
        note = link.observation
        match = note.match if note else link.match
        line = EvidenceLine(
            match=match,
            match_label=str(Match(match).label) if match else "",
            code=note.case_pupil.code if note and note.case_pupil else "",
            text=note.text if note and shows_notes else "",
            removed_on=link.removed_on,
        )
        found.setdefault(getattr(link, owner), []).append(line)
    return found


def _interviews(lesson: ResearchLesson) -> list[InterviewLine]:
    rows = PupilInterview.objects.filter(lesson=lesson).select_related("case_pupil").order_by("case_pupil__code", "pk")
    return [
        InterviewLine(
            one.case_pupil.code, [text for text in (one.liked, one.learned, one.helped, one.would_change) if text]
        )
        for one in rows
    ]
