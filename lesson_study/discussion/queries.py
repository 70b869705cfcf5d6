"""What was expected and what was seen, per row of the plan and case pupil; and what came of it."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from expertise.asking.models import HelpRequest
from expertise.questions.models import PracticeQuestion
from knowledge_network.members.people.models import Member
from lesson_study.classroom.models import MatchCount, Observation, ResearchLesson
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.discussion.models import Discussion, OpenQuestion
from lesson_study.plan.models import CasePupil
from lesson_study.plan.queries import PlanRow, list_rows
from plg.meetings.models import Meeting
from plg.meetings.models.meeting import OF_A_TEAM
from plg.records.hours import as_hours, count_lines
from plg.records.models import Attendance

# Row of the plan by its key, None for a note beside the rows; letter of the case pupil, «» for the whole class.
Place = tuple[uuid.UUID | None, str]


@dataclass(frozen=True)
class SeenLesson:
    """One lesson: its plan, and how often each match was noted at each place. Holds no words of any note."""

    lesson: ResearchLesson
    rows: list[PlanRow]
    counts: dict[Place, Counter[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(sum(counter.values()) for counter in self.counts.values())

    def of_row(self, key: uuid.UUID | None) -> Counter[str]:
        """All pupils together."""
        together: Counter[str] = Counter()
        for (row, _code), counter in self.counts.items():
            if row == key:
                together.update(counter)
        return together


def read_seen(lesson: ResearchLesson) -> SeenLesson:
    """Three queries, however many notes. After notes were removed it reads what was counted then."""
    rows = list_rows(lesson.plan)
    if lesson.cycle.observations_removed_at is None:
        notes = Observation.objects.filter(lesson=lesson).order_by()
        found: QuerySet[Any, Any] = notes.values_list("row__key", "case_pupil__code", "match").annotate(
            number=Count("pk")
        )
    else:
        stored = MatchCount.objects.filter(lesson=lesson).order_by()
        found = stored.values_list("row__key", "case_pupil__code", "match").annotate(number=Sum("count"))
    counts: dict[Place, Counter[str]] = defaultdict(Counter)
    for key, code, match, number in found:
        counts[key, code or ""][match] += number
    return SeenLesson(lesson, rows, dict(counts))


def list_pupils(cycle: LessonStudyCycle) -> list[CasePupil]:
    return list(CasePupil.objects.filter(cycle=cycle).order_by("code"))


def find_lesson(cycle: LessonStudyCycle, number: int) -> ResearchLesson | None:
    """With what its discussion page needs; the lesson shares the object of `cycle`."""
    lesson: ResearchLesson | None = (
        ResearchLesson.objects.select_related("plan", "teacher", "discussion__chair")
        .filter(cycle=cycle, number=number)
        .first()
    )
    if lesson is not None:
        lesson.cycle = cycle
        if (discussion := find_discussion(lesson)) is not None:
            discussion.lesson = lesson
    return lesson


def list_discussed(cycle: LessonStudyCycle) -> list[int]:
    """Numbers of the lessons of which the discussion has begun, in their order."""
    begun = Discussion.objects.filter(lesson__cycle=cycle, started_at__isnull=False)
    return list(begun.order_by("lesson__number").values_list("lesson__number", flat=True))


def find_discussion(lesson: ResearchLesson) -> Discussion | None:
    found: Discussion | None = getattr(lesson, "discussion", None)
    return found


def state_of_screen(discussion: Discussion) -> str:
    """What differs as soon as a screen has something new to show. One query."""
    notes = Observation.objects.filter(lesson=discussion.lesson_id)
    return f"{discussion.revision}-{notes.count()}"


def count_hours(cycle: LessonStudyCycle, member: Member) -> tuple[Decimal, int]:
    """Hours of `member` at meetings of this study, as they count in the record of hours, and at how many."""
    there = Attendance.objects.filter(
        confirmed_at__isnull=False, invitation__member=member, invitation__meeting__lesson_study_day__cycle=cycle
    )
    lines = count_lines(there.select_related("invitation__meeting"))
    return as_hours(sum(line.quarters for line in lines)), len(lines)


def find_meetings_to_share_at(cycle: LessonStudyCycle, member: Member) -> QuerySet[Meeting]:
    """Meetings to come of the group of a study and of the whole network, as far as `member` sees them."""
    rows = Meeting.objects.visible_to(member).taking_place().not_over()
    if not member.is_coordinator:
        rows = rows.concerning(member)
    rows = rows.filter((Q(group=cycle.group_id) & ~OF_A_TEAM) | Q(partnership__isnull=False))
    used = cycle.share_events.filter(meeting__isnull=False)
    return rows.exclude(pk__in=used.values("meeting")).order_by("starts_at", "pk")


# The network that was asked --------------------------------------------------------------------


def has_asked_in_team(member: Member, help_request: HelpRequest) -> bool:
    """Whether `member` is in a team with an open question that became this help request. One query."""
    teams = TeamMember.objects.present().filter(member=member, cycle__open_questions__help_request=help_request)
    return bool(teams.exists())


def study_of_question(help_request: HelpRequest) -> LessonStudyCycle | None:
    found: LessonStudyCycle | None = LessonStudyCycle.objects.filter(open_questions__help_request=help_request).first()
    return found


# Questions from practice -----------------------------------------------------------------------


def find_brought_in(questions: Collection[OpenQuestion]) -> dict[int, PracticeQuestion]:
    """The question from practice that each open question became, itself or because nobody answered what was asked.

    By the key of the open question; what was withdrawn is none. One query, none where nothing was asked.
    """
    keys = {one.practice_question_id for one in questions} - {None}
    asked = {one.help_request_id for one in questions} - {None}
    if not keys and not asked:
        return {}
    rows = list(PracticeQuestion.objects.standing().filter(Q(pk__in=keys) | Q(help_request__in=asked)))
    by_key = {row.pk: row for row in rows}
    by_request = {row.help_request_id: row for row in rows if row.help_request_id is not None}
    found = {}
    for one in questions:
        row = by_key.get(one.practice_question_id or 0) or by_request.get(one.help_request_id or 0)
        if row is not None:
            found[one.pk] = row
    return found


def find_study_of(question: PracticeQuestion, reader: Any) -> LessonStudyCycle | None:
    """The study that a question from practice was left from, for who may know of that study. One query."""
    became = Q(open_questions__practice_question=question)
    if question.help_request_id is not None:
        became |= Q(open_questions__help_request=question.help_request_id)
    found: LessonStudyCycle | None = LessonStudyCycle.objects.visible_to(reader).filter(became).order_by("pk").first()
    return found
