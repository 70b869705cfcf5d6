"""How a Lesson Study of the demo goes through its phases: each step by its action, at the day that it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from expertise.products.enums import ProductLicence
from knowledge_network.demo.seed.lesson_study_shapes import DemoInterview, DemoNote, DemoStudy
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.topics.models import Topic
from lesson_study.classroom.actions import end_lesson, set_up_lesson, start_lesson, write_interview, write_note
from lesson_study.classroom.models import Observation, PupilInterview, ResearchLesson
from lesson_study.cycles.actions.cycles import go_forward, start_cycle, write_goal
from lesson_study.cycles.actions.days import move_day, settle_days, store_proposal
from lesson_study.cycles.actions.experts import answer_expert, ask_expert, ask_feedback, give_feedback
from lesson_study.cycles.actions.study import add_study_item, finish_reading, take_reading
from lesson_study.cycles.actions.team import accept_charter, answer_team, ask_for_team
from lesson_study.cycles.enums import DayKind, StudyItemKind, TeamRole
from lesson_study.cycles.models import CycleDay, LessonStudyCycle
from lesson_study.cycles.scheduling import ProposedDay
from lesson_study.discussion.actions.discussions import close_discussion, go_on, start_discussion
from lesson_study.discussion.actions.notes import add_closing_words, add_note
from lesson_study.discussion.actions.reflection import (
    choose_licence,
    leave_question,
    note_progress,
    set_contact_wish,
    write_insight,
)
from lesson_study.discussion.actions.report import propose_report
from lesson_study.discussion.actions.revisions import add_revision, link_evidence, make_next_version
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import Discussion
from lesson_study.plan.actions.cells import Written, save_cells
from lesson_study.plan.actions.plans import fix_plan, start_plan
from lesson_study.plan.actions.pupils import add_case_pupil
from lesson_study.plan.actions.rows import add_row, standing_rows
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan, PlanCell
from plg.groups.models import Group
from plg.meetings.enums import AnswerVia, RsvpAnswer
from plg.records.actions.attendance import confirm_attendance
from plg.records.enums import AttendanceStatus

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
PER_STEP = 8 * MINUTE
# What the first of the team does, the second, and so on; the facilitator comes first.
ROLES = (
    (TeamRole.FACILITATOR,),
    (TeamRole.TEACHER, TeamRole.OBSERVER),
    (TeamRole.OBSERVER, TeamRole.NOTE_TAKER),
    (TeamRole.OBSERVER, TeamRole.TIME_KEEPER),
    (TeamRole.OBSERVER,),
)


@dataclass
class Study:
    """A cycle with its text; `team` has the facilitator first and then who teaches the first lesson."""

    text: DemoStudy
    cycle: LessonStudyCycle
    team: list[Member]
    pupils: dict[str, CasePupil] = field(default_factory=dict)
    expert: Member | None = None

    @property
    def facilitator(self) -> Member:
        return self.team[0]

    def day(self, kind: str, number: int = 0) -> CycleDay:
        return list(self.cycle.days.filter(kind=kind).order_by("day"))[number]

    def begins(self, kind: str, number: int = 0) -> dt.datetime:
        day = self.day(kind, number)
        return rhythm.local(day.day, day.start_time)

    def ends(self, kind: str, number: int = 0) -> dt.datetime:
        day = self.day(kind, number)
        return rhythm.local(day.day, day.end_time)

    def go_on(self, at: dt.datetime) -> None:
        go_forward(cycle=self.cycle, by=self.facilitator, at=at)


def begin(group: Group, text: DemoStudy, team: Sequence[Member], at: dt.datetime) -> Study:
    """Somebody starts it, the others say yes, and all agree with the charter."""
    topics = Topic.objects.approved().filter(name__in=text.topics)
    cycle = start_cycle(
        group=group,
        by=team[0],
        title=text.title,
        subject=text.subject,
        year_groups=text.years,
        topics=topics,
        roles=[role.value for role in ROLES[0]],
        at=at,
    )
    for number, member in enumerate(team[1:], start=1):
        ask_for_team(cycle=cycle, by=team[0], member=member, roles=ROLES[number], at=at)
        answer_team(cycle=cycle, member=member, takes_part=True, at=at + number * DAY / 2)
    for member in team:
        accept_charter(cycle=cycle, member=member, at=at + 3 * DAY)
    return Study(text, cycle, list(team))


def plan_days(study: Study, days: Sequence[ProposedDay], at: dt.datetime) -> None:
    """The lessons are at the schools of who teaches them."""
    by = study.facilitator
    store_proposal(cycle=study.cycle, by=by, days=days, at=at)
    hosts = {DayKind.LESSON: study.team[1], DayKind.RETEACH: study.team[2]}
    for day in study.cycle.days.filter(kind__in=DayKind.LESSONS).order_by("day"):
        work = hosts[DayKind(day.kind)].primary_appointment
        move_day(day=day, by=by, to=day.day, site=work.organisation if work else None, at=at)
    settle_days(cycle=study.cycle, by=by, at=at, tells=False)


def set_goal(study: Study, at: dt.datetime) -> None:
    text = study.text
    write_goal(
        cycle=study.cycle,
        by=study.facilitator,
        long_term_goal=text.goal,
        research_theme=text.theme,
        question=text.question,
        evidence=text.evidence,
        school_link=text.school_link,
        at=at,
    )


def study_beforehand(study: Study, at: dt.datetime) -> None:
    """Each brings something, and somebody else reads it."""
    team = study.team
    for number, text in enumerate(study.text.items):
        by, reader = team[number % len(team)], team[(number + 1) % len(team)]
        item = add_study_item(cycle=study.cycle, by=by, kind=text.kind, title=text.title, text=text.text, at=at)
        if text.kind != StudyItemKind.MISCONCEPTION:
            take_reading(item=item, member=reader)
            finish_reading(item=item, member=reader, at=at + 2 * DAY)


def ask_for_eyes(study: Study, expert: Member, at: dt.datetime) -> None:
    """The knowledgeable other says yes, is asked to look at the plan, and writes."""
    by, text = study.facilitator, study.text
    asked = ask_expert(cycle=study.cycle, by=by, member=expert, message=text.asked_of_expert, at=at)
    answer_expert(expert=asked, takes_part=True, by=expert, at=at + DAY)
    ask_feedback(expert=asked, by=by, at=at + 2 * DAY)
    give_feedback(expert=asked, text=text.feedback, by=expert, at=at + 3 * DAY)
    study.expert = expert


def design(study: Study, at: dt.datetime) -> LessonPlan:
    """Case pupils and version 1, each row by another of the team."""
    text, team = study.text, study.team
    for one in text.pupils:
        study.pupils[one.code] = add_case_pupil(
            cycle=study.cycle,
            by=team[1],
            alias=one.alias,
            typification=one.typification,
            learning_start=one.learning_start,
            success_criterion=one.criterion,
        )
    plan = start_plan(cycle=study.cycle, by=team[1], with_rows=False)
    for number, row in enumerate(text.rows):
        by = team[number % len(team)]
        words = {
            PlanColumn.LABEL: row.label,
            PlanColumn.MINUTES: str(row.minutes),
            PlanColumn.TEACHER: row.teacher,
            PlanColumn.PUPILS: row.pupils,
            PlanColumn.MATERIALS: row.materials,
        }
        written = [Written(column, said, 0) for column, said in words.items() if said]
        for column, of_pupils in ((PlanColumn.EXPECTED, row.expected), (PlanColumn.LOOK_FOR, row.look_for)):
            written += [Written(column, said, 0, study.pupils[code]) for code, said in of_pupils.items() if said]
        save_cells(row=add_row(plan=plan, by=by), by=by, written=written)
    _date_back(plan, at)
    return plan


def _date_back(plan: LessonPlan, at: dt.datetime) -> None:
    """What is written in a plan carries the moment of writing, here that of the demo."""
    LessonPlan.objects.filter(pk=plan.pk).update(created_at=at)
    PlanCell.objects.filter(row__plan=plan).update(changed_at=at)


def teach(
    study: Study,
    number: int,
    plan: LessonPlan,
    notes: Iterable[DemoNote],
    interviews: Iterable[DemoInterview] = (),
) -> tuple[ResearchLesson, list[Observation]]:
    """One lesson: who is left observes a case pupil each, the facilitator the whole class."""
    kind = DayKind.LESSON if number == 1 else DayKind.RETEACH
    teacher, start, end = study.team[number], study.begins(kind), study.ends(kind)
    others = [member for member in study.team[1:] if member != teacher]
    watches = dict(zip(study.pupils, others, strict=False))
    lesson = set_up_lesson(
        cycle=study.cycle,
        number=number,
        plan=plan,
        day=study.day(kind),
        class_label=f"groep {study.text.years[0]}",
        teacher=teacher,
        observers=[*((who, study.pupils[code]) for code, who in watches.items()), (study.facilitator, None)],
        by=study.facilitator,
    )
    start_lesson(lesson=lesson, by=study.facilitator, at=start)
    rows = standing_rows(plan)
    seen = [
        write_note(
            note=_make_note(note, lesson, row=rows[note.row - 1], pupil=study.pupils[note.pupil], start=start),
            by=watches[note.pupil],
        )
        for note in notes
    ]
    end_lesson(lesson=lesson, by=study.facilitator, at=end)
    for said in interviews:
        answers = {name: getattr(said, name) for name in ("liked", "learned", "helped", "would_change")}
        interview = PupilInterview(lesson=lesson, case_pupil=study.pupils[said.pupil], at=end + 10 * MINUTE, **answers)
        write_interview(interview=interview, by=watches[said.pupil])
    lesson.refresh_from_db()
    return lesson, seen


def _make_note(
    note: DemoNote, lesson: ResearchLesson, *, row: LessonPhaseRow, pupil: CasePupil, start: dt.datetime
) -> Observation:
    """One that arrived at once."""
    return Observation(
        lesson=lesson,
        row=row,
        case_pupil=pupil,
        noted_at=start + note.minute * MINUTE,
        received_at=start + note.minute * MINUTE,
        match=note.match,
        text=note.text,
        is_quote=note.is_quote,
        is_critical=note.is_critical,
    )


def talk(
    study: Study, lesson: ResearchLesson, said: Iterable[tuple[str, str]], seen: Sequence[Observation] = ()
) -> Discussion:
    """All steps in their order, with what was said in each; in the step of the changes those of the text, if any."""
    chair, words = study.facilitator, list(said)
    at = study.begins(DayKind.DISCUSSION if lesson.number == 1 else DayKind.REDISCUSSION)
    discussion = start_discussion(lesson=lesson, by=chair, at=at)
    others = [member for member in study.team if member != lesson.teacher]
    for step in discussion.steps:
        for number, text in enumerate(one for its_step, one in words if its_step == step):
            moment = at + (number + 1) * MINUTE
            if step == Step.EXPERT and study.expert is not None:
                add_closing_words(discussion=discussion, by=study.expert, text=text, at=moment)
                continue
            speaks = lesson.teacher if step == Step.TEACHER and lesson.teacher else others[number % len(others)]
            add_note(discussion=discussion, by=speaks, text=text, step=step, at=moment)
        if step == Step.REVISION:
            _change(study, discussion, seen)
        at += PER_STEP
        if step != discussion.steps[-1]:
            discussion = go_on(discussion=discussion, by=chair, seen=step, at=at)
    return close_discussion(discussion=discussion, by=chair, at=at)


def _change(study: Study, discussion: Discussion, seen: Sequence[Observation]) -> None:
    rows = standing_rows(discussion.lesson.plan)
    for change in study.text.changes:
        made = add_revision(
            discussion=discussion,
            by=study.facilitator,
            before=change.before,
            after=change.after,
            reason=change.reason,
            row_key=rows[change.row - 1].key,
        )
        for place in change.notes:
            link_evidence(revision=made, observation=seen[place], by=study.facilitator, is_linked=True)


def work_out_changes(study: Study, discussion: Discussion, at: dt.datetime) -> LessonPlan:
    """Version 2, with the changes in its rows, fixed."""
    plan = make_next_version(discussion=discussion, by=study.facilitator, at=at)
    rows = standing_rows(plan)
    for one in study.text.rewrites:
        row = rows[one.row - 1]
        cell = row.cells.filter(column=one.column, case_pupil=None).first()
        written = Written(one.column, one.text, cell.version if cell else 0)
        save_cells(row=row, by=study.team[2], written=[written])
    _date_back(plan, at)
    return fix_plan(plan=plan, by=study.facilitator, at=at + DAY)


def reflect(study: Study, seen: Sequence[Observation], at: dt.datetime) -> None:
    """How far pupils came, what the team understands now, and what it still wants to know."""
    text, by, cycle = study.text, study.facilitator, study.cycle
    for one in text.pupils:
        note_progress(case_pupil=study.pupils[one.code], by=by, progress=one.progress, text=one.shows)
    for insight in text.insights:
        write_insight(
            cycle=cycle,
            by=by,
            level=insight.level,
            text=insight.text,
            monday=insight.monday,
            evidence=[seen[place] for place in insight.notes],
        )
    for question in filter(None, (text.open_question, text.question_for_practice)):
        leave_question(cycle=cycle, by=by, text=question)
    choose_licence(cycle=cycle, by=by, licence=ProductLicence.CC_BY)
    set_contact_wish(cycle=cycle, by=study.team[1], agrees=True)
    cycle.report_contacts.update(agreed_at=at)
    propose_report(cycle=cycle, by=by)
    cycle.report.refresh_from_db()
    cycle.report.changed_at = at
    cycle.report.save(update_fields=["changed_at"])


def hold_days(study: Study, now: dt.datetime) -> None:
    """Who is in the team comes; of the days that are over it is confirmed who was there."""
    for day in study.cycle.days.filter(meeting__isnull=False).select_related("meeting").order_by("day", "start_time"):
        meeting = day.meeting
        if meeting is None:
            continue
        invited = meeting.invitations.all()
        if meeting.ends_at > now:
            invited = invited.exclude(member=study.team[2])
        invited.update(answer=RsvpAnswer.YES, answered_via=AnswerVia.PAGE, answered_at=meeting.created_at + DAY)
        if meeting.ends_at < now:
            there: dict[str, tuple[str, int | None]] = {
                row.public_id: (AttendanceStatus.PRESENT.value, None) for row in invited
            }
            confirm_attendance(meeting=meeting, by=study.facilitator, statuses=there, at=meeting.ends_at + 30 * MINUTE)
