"""The four Lesson Studies of the demo, each where it should stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from knowledge_network.demo.seed.lesson_study_fractions import FRACTIONS
from knowledge_network.demo.seed.lesson_study_reading import READING
from knowledge_network.demo.seed.lesson_study_texts import PLAY, ROBOTS
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import home_region, school_calendar
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation, ResearchLesson
from lesson_study.cycles.enums import CoverState, CycleState, DayKind, Phase, TeamRole
from lesson_study.cycles.models import CoverRequest, CycleDay, LessonStudyCycle
from lesson_study.cycles.phases import find_missing
from lesson_study.discussion.models import Discussion, Revision
from plg.meetings.models import Meeting
from tests.demo.seeded.conftest import REFERENCE

pytestmark = pytest.mark.usefixtures("demo_network")


def _study(title: str) -> LessonStudyCycle:
    return LessonStudyCycle.objects.get(title=title)


def _of_row_3(lesson: ResearchLesson) -> Counter[str]:
    notes = Observation.objects.filter(lesson=lesson, row__position=2)
    return Counter(notes.values_list("match", flat=True))


def test_the_four_lesson_studies_stand_where_they_should():
    assert {
        (cycle.title, cycle.group.name, cycle.phase, cycle.state)
        for cycle in LessonStudyCycle.objects.select_related("group")
    } == {
        (FRACTIONS.title, "Rekenen met inzicht", Phase.REFLECTION, CycleState.FINISHED),
        (READING.title, "Lezen om te weten", Phase.DISCUSSION, CycleState.RUNNING),
        (PLAY.title, "Het jonge kind: spel als motor", Phase.DESIGN, CycleState.RUNNING),
        (ROBOTS.title, "Digitale geletterdheid in de praktijk", Phase.STUDY, CycleState.STOPPED),
    }
    stopped = _study(ROBOTS.title)
    assert (stopped.state_reason, stopped.learned_from_stopping) == (
        ROBOTS.stopped_because,
        ROBOTS.learned_from_stopping,
    )


def test_who_is_in_the_teams_hangs_on_no_key():
    """The same people as in a database whose keys begin at 1."""
    expected = {
        FRACTIONS.title: {"beheer", "berend.teeikenbekke", "expert", "leraar", "xandra.teboekemeule"},
        READING.title: {"aspirant", "expert", "leraar", "silvan.haarbekke", "schoolopleider"},
        PLAY.title: {"tijn.reggemate", "truus.ussemeule", "wessel.terkampesch", "youri.teussebekke"},
        ROBOTS.title: {"bas.tereggekolk", "emre.usseesch", "instituut", "petra.vanbrookmate"},
    }
    found = {
        title: {
            address.removesuffix("@demo.example")
            for address in _study(title).team.values_list("member__email", flat=True)
        }
        for title in expected
    }
    assert found == expected


def test_their_days_are_school_days_and_meetings_of_the_team():
    days = list(CycleDay.objects.select_related("meeting"))
    calendar = school_calendar(home_region(), first=min(day.day for day in days), last=max(day.day for day in days))
    assert Counter(day.cycle.title for day in days) == {FRACTIONS.title: 8, READING.title: 8, PLAY.title: 8}
    assert [day.day for day in days if not calendar.is_school_day(day.day) or day.meeting is None] == []
    over = [day.meeting for day in days if day.meeting is not None and day.day < REFERENCE]
    assert {meeting.status for meeting in over} == {"held"}
    team = {cycle.pk: cycle.team.present().count() for cycle in LessonStudyCycle.objects.all()}
    assert all(day.meeting is not None and day.meeting.invitations.count() == team[day.cycle_id] for day in days)


def test_the_finished_study_has_four_teachers_of_three_boards_and_an_expert_from_outside():
    cycle = _study(FRACTIONS.title)
    team = list(cycle.team.present().select_related("member"))
    teachers = [row.member for row in team if TeamRole.FACILITATOR not in row.team_roles]
    boards = {person.primary_appointment.organisation.governing_board_id for person in teachers}
    assert (len(team), len(teachers), len(boards)) == (5, 4, 3)
    expert = cycle.knowledgeable_others.standing().get()
    assert (expert.member.email, expert.answer, bool(expert.feedback)) == ("instituut@demo.example", "yes", True)
    year = REFERENCE.year - 1
    assert all(dt.date(year, 8, 1) <= day.day <= dt.date(year + 1, 7, 31) for day in cycle.days.all())
    assert cycle.finished_at.date() < dt.date(year + 1, 8, 1)


def test_in_row_3_three_of_nine_were_as_expected_and_after_the_changes_seven():
    first, second = ResearchLesson.objects.filter(cycle__title=FRACTIONS.title).order_by("number")
    assert [sum(_of_row_3(lesson).values()) for lesson in (first, second)] == [9, 9]
    assert [_of_row_3(lesson)[Match.EXPECTED] for lesson in (first, second)] == [3, 7]
    assert (first.plan.version, second.plan.version) == (1, 2)
    assert first.plan.fixed_at < first.started_at < second.plan.fixed_at < second.started_at
    assert first.teacher != second.teacher
    assert first.interviews.count() == 3


def test_changes_and_insights_rest_on_what_was_seen():
    cycle = _study(FRACTIONS.title)
    changes = list(Revision.objects.filter(discussion__lesson__cycle=cycle))
    assert [(change.applied_at is not None, change.evidence.exists()) for change in changes] == [(True, True)] * 3
    linked = {insight.level: insight.evidence.count() for insight in cycle.insights.all()}
    assert linked == {"pupil": 1, "teacher": 2, "school": 0}
    assert find_missing(cycle, Phase.REFLECTION) == []


def test_its_report_is_published_and_it_was_told_at_a_plenary_meeting():
    cycle = _study(FRACTIONS.title)
    assert (cycle.product.status, cycle.product.kind) == ("published", "lesson_study_report")
    assert cycle.product.versions.count() == 1
    assert cycle.share_events.filter(form="plenary").get().day in {
        meeting.starts_at.date() for meeting in Meeting.objects.filter(kind="plenary")
    }
    assert cycle.shared_at is not None


def test_the_running_study_has_talked_and_has_still_to_choose_what_changes():
    cycle = _study(READING.title)
    discussion = Discussion.objects.get(lesson__cycle=cycle)
    assert discussion.is_finished
    assert not discussion.revisions.exists()
    assert len(find_missing(cycle, Phase.DISCUSSION)) == 1
    roles = dict(cycle.team.values_list("member__email", "team_roles"))
    assert roles["schoolopleider@demo.example"] == ["facilitator"]
    assert {"leraar@demo.example", "aspirant@demo.example"} < set(roles)
    lesson = cycle.days.get(kind=DayKind.LESSON)
    assert dt.timedelta() < REFERENCE - lesson.day <= dt.timedelta(days=5)
    assert cycle.days.get(kind=DayKind.RETEACH).day > REFERENCE


def test_the_school_leader_of_the_tour_has_a_request_for_cover():
    leader = Member.objects.get(email="schoolleider@demo.example")
    request = CoverRequest.objects.get(organisation=leader.primary_appointment.organisation)
    assert (request.state, request.day.cycle.title) == (CoverState.ASKED, PLAY.title)
    assert request.day.day > REFERENCE
