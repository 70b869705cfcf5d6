"""Each published count is what a second, plain reckoning gives: on made-up networks, and at the edges."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.asking.enums import HelpOutcome, HelpState
from expertise.products.models import ProductUse
from knowledge_network.figures import exact, measures, records
from knowledge_network.figures.measures import STATEMENTS
from knowledge_network.figures.periods import Period, list_periods, same_days, whole
from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.organisations.models import Site
from knowledge_network.members.people.enums import Function
from knowledge_network.school_year.calendar import home_region
from knowledge_network.school_year.models import SchoolHoliday
from lesson_study.cycles.enums import Phase, StepKind, Subject, TeamRole
from lesson_study.cycles.models import CycleStep, LessonStudyCycle, TeamMember
from plg.meetings.enums import RsvpAnswer
from plg.records.enums import AttendanceStatus, FollowUp
from plg.records.models import Attendance, ReturnToSchool
from tests import factories as f
from tests.figures import reference_exact
from tests.figures.reference import reference, take_part
from tests.plg.meetings.helpers import attended, invited, moment, planned

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2026, 11, 30)
FIRST = dt.date(2024, 8, 1)


def some_day(source: random.Random) -> dt.date:
    """Somewhere in three years, often at the turn of a school year."""
    if source.random() < 0.3:
        return source.choice([dt.date(2025, 7, 31), dt.date(2025, 8, 1), dt.date(2026, 7, 31), dt.date(2026, 8, 1)])
    return FIRST + dt.timedelta(days=source.randrange((UNTIL - FIRST).days))


def network_of(seed: int) -> None:
    """Two boards with two schools; people who moved, who work at two places, students; and all that they did."""
    source = random.Random(seed)
    sites = [f.SiteFactory(school__board=board) for board in (f.BoardFactory(), f.BoardFactory()) for _ in range(2)]
    people = []
    for number in range(8):
        member = f.MemberFactory(site=None)
        function = Function.STUDENT_TEACHER if number == 0 else Function.TEACHER
        here, there = source.sample(sites, 2)
        moves = source.choice([None, some_day(source)])
        moves = moves if moves and moves > FIRST else None
        f.AppointmentFactory(
            member=member, organisation=here, function=function, start=FIRST, end=moves, is_primary=True
        )
        if moves and source.random() < 0.8:
            f.AppointmentFactory(member=member, organisation=there, start=moves, is_primary=True)
        if source.random() < 0.3:
            other = next(site for site in sites if site not in (here, there))
            f.AppointmentFactory(member=member, organisation=other, start=FIRST, is_primary=False)
        people.append(member)
    lead = people[-1]
    groups = [f.GroupFactory(contact_person=lead, started_on=FIRST) for _ in range(2)]
    for member in people:
        start = some_day(source)
        end = source.choice([None, start + dt.timedelta(days=source.randrange(1, 400))])
        role = source.choice(["member", "observer"])
        f.GroupMembershipFactory(group=source.choice(groups), member=member, start=start, end=end, role=role)
    for _meeting in range(7):
        day = some_day(source)
        at = moment(f"{day}T{source.choice(['00:30', '15:30', '23:30'])}")
        confirmed = at if source.random() < 0.8 else None
        meeting = planned(source.choice(groups), at, hours=source.choice([1, 2, 9]), attendance_confirmed_at=confirmed)
        for member in source.sample(people, 4):
            kind = source.random()
            if kind < 0.7:
                attended(meeting, member, minutes=source.randrange(5, 500), prep=source.randrange(0, 90))
            elif kind < 0.85:
                early = at - dt.timedelta(hours=source.choice([2, 24, 30]))
                invitation = invited(meeting, member, RsvpAnswer.NO, answered_at=early)
                Attendance.objects.create(invitation=invitation, status=AttendanceStatus.EXCUSED, confirmed_at=at)
            else:
                invited(meeting, member)
    f.KnowledgeProductFactory(contact_person=people[0], published_on=some_day(source))
    f.KnowledgeProductFactory(contact_person=people[1], published_on=some_day(source))
    product = f.KnowledgeProductFactory(contact_person=lead)
    for member in source.sample(people, 3):
        ReturnToSchool.objects.create(
            member=member, what="Iets", audience="team", happened_on=some_day(source),
            follow_up=source.choice(["", FollowUp.APPLIED, FollowUp.ADAPTED]),
        )  # fmt: skip
        ProductUse.objects.create(product=product, member=member, used_on=some_day(source))
        asked = moment(f"{some_day(source)}T12:00")
        f.HelpRequestFactory(
            asker=member,
            asked_at=asked,
            answered_at=asked + dt.timedelta(days=source.randrange(1, 60)),
            state=HelpState.CLOSED,
            outcome=source.choice([HelpOutcome.YES, HelpOutcome.NO]),
        )


@pytest.mark.slow
@settings(max_examples=6)
@given(st.integers(0, 10_000))
def test_every_count_is_what_a_second_reckoning_gives(seed):
    network_of(seed)
    for period in list_periods(UNTIL):
        for code in STATEMENTS:
            found = {place: count for place, count in measures.count_by_place(code, period).items() if count}
            assert found == dict(+reference(code, period)), (code, period)
        assert measures.take_part_by_place(period) == dict(take_part(period)), period
        for site in Site.objects.all():
            groups, shared = reference_exact.groups(site.pk, period.until), reference_exact.products(site.pk, period)
            assert {row.group for row in exact.find_groups(period, [site.pk])} == groups
            assert {row.group for row in exact.find_groups_on(exact.group_stays(site.pk), period.until)} == groups
            assert sorted(row.pk for row in exact.find_products(period, [site.pk])) == sorted(shared)


def test_a_school_year_ends_on_the_last_of_july():
    site = f.SiteFactory()
    member, other = f.MemberFactory(site=site), f.MemberFactory(site=site)
    group = f.GroupFactory(contact_person=member)
    for who, day in ((member, "2026-07-31T23:00"), (other, "2026-08-01T00:30")):
        attended(planned(group, moment(day), attendance_confirmed_at=moment("2026-08-02T09:00")), who)
    assert measures.count_by_place("P1.attended", whole(2025)) == {site.pk: 1}
    assert measures.count_by_place("P1.attended", Period(2026, UNTIL)) == {site.pk: 1}


def test_of_two_appointments_the_main_one_counts_and_who_moves_counts_where_they_began():
    first, second, beside = f.SiteFactory(), f.SiteFactory(), f.SiteFactory()
    member = f.MemberFactory(site=None)
    f.AppointmentFactory(member=member, organisation=beside, start=dt.date(2023, 8, 1))
    moves = dt.date(2026, 10, 1)
    f.AppointmentFactory(member=member, organisation=first, end=moves, is_primary=True)
    f.AppointmentFactory(member=member, organisation=second, start=moves, is_primary=True)
    group = f.GroupFactory(contact_person=member)
    for day in ("2026-09-08T15:30", "2026-10-06T15:30"):
        attended(planned(group, moment(day), attendance_confirmed_at=moment("2026-10-07T09:00")), member)
    period = Period(2026, UNTIL)
    assert measures.count_by_place("P1.attended", period) == {first.pk: 1}
    # Two hours each, where they worked that day.
    assert measures.count_by_place("H1.quarters", period) == {first.pk: 8, second.pk: 8}


def test_the_same_days_of_another_year_keep_the_end_of_a_month():
    assert same_days(Period(2027, dt.date(2028, 2, 29)), 2026) == Period(2026, dt.date(2027, 2, 28))
    assert same_days(Period(2026, dt.date(2027, 2, 28)), 2027) == Period(2027, dt.date(2028, 2, 29))
    assert same_days(Period(2026, dt.date(2026, 10, 31)), 2025) == Period(2025, dt.date(2025, 10, 31))


@pytest.mark.parametrize(("people", "told"), [(4, None), (5, 2)])
def test_a_median_is_of_five_people_or_more(people, told):
    assert measures.find_middle([8] * people) == told


def test_groups_of_a_school_are_the_same_for_its_page_and_for_the_middle_half():
    site = f.SiteFactory()
    member = f.MemberFactory(site=site)
    group = f.GroupFactory(contact_person=member)
    f.GroupMembershipFactory(group=group, member=member, start=dt.date(2026, 9, 1))
    observer = f.GroupFactory(contact_person=member)
    f.GroupMembershipFactory(group=observer, member=member, role="observer", start=dt.date(2026, 9, 1))
    period = Period(2026, UNTIL)
    counted = {row.group for row in exact.find_groups(period, [site.pk])}
    stays = exact.find_groups_on(exact.group_stays(site.pk), period.until)
    assert counted == {row.group for row in stays} == {group.pk}


# One and the same appointment ------------------------------------------------------------------------


def finished_study(*team) -> LessonStudyCycle:
    """A study in its last phase, with these people in the team since September."""
    at = moment("2026-09-15T12:00")
    study = LessonStudyCycle.objects.create(
        title="Welke breuk is groter?", group=f.GroupFactory(contact_person=team[0]), subject=Subject.MATHS,
        year_groups=[7], question="Hoe vergelijken leerlingen breuken?", created_at=at, phase=Phase.REFLECTION,
    )  # fmt: skip
    for member in team:
        TeamMember.objects.create(cycle=study, member=member, team_roles=[TeamRole.TEACHER], accepted_at=at)
    CycleStep.objects.create(
        cycle=study, kind=StepKind.FORWARD, from_phase=Phase.RETEACH, to_phase=Phase.REFLECTION, at=at
    )
    return study


def test_who_was_a_student_teacher_before_counts_as_the_teacher_of_today():
    site, day = f.SiteFactory(), dt.date(2026, 8, 1)
    member = f.MemberFactory(site=None)
    f.AppointmentFactory(
        member=member, organisation=site, is_primary=True, function=Function.STUDENT_TEACHER, start=FIRST, end=day
    )
    f.AppointmentFactory(member=member, organisation=site, is_primary=True, start=day)
    group = f.GroupFactory(contact_person=member)
    f.GroupMembershipFactory(group=group, member=member, start=dt.date(2026, 6, 1))
    study = finished_study(member)
    period = Period(2026, UNTIL)
    assert [row.group for row in exact.find_groups(period, [site.pk])] == [group.pk]
    assert [row.group for row in exact.find_groups_on(exact.group_stays(site.pk), UNTIL)] == [group.pk]
    assert [row.pk for row in exact.find_studies(period)] == [study.pk]
    assert [stay.pk for stay in exact.study_stays(site.pk)] == [study.pk]


def test_a_student_teacher_in_the_team_hides_no_study_of_the_others():
    site = f.SiteFactory()
    student = f.MemberFactory(site=f.SiteFactory(), function=Function.STUDENT_TEACHER)
    finished_study(f.MemberFactory(site=site), student)
    assert {(row.unit, row.is_completed) for row in exact.find_studies(Period(2026, UNTIL))} == {(site.pk, True)}


def test_a_product_of_somebody_with_several_appointments_is_one_where_they_worked_that_day():
    site = f.SiteFactory()
    member = f.MemberFactory(site=None)
    moves = dt.date(2026, 9, 1)
    f.AppointmentFactory(member=member, organisation=f.SiteFactory(), start=FIRST, end=moves, is_primary=True)
    f.AppointmentFactory(member=member, organisation=site, start=moves, is_primary=True)
    f.AppointmentFactory(member=member, organisation=f.SiteFactory(), start=FIRST, is_primary=False)
    for day in (dt.date(2026, 8, 20), dt.date(2026, 9, 20)):
        f.KnowledgeProductFactory(contact_person=member, published_on=day)
    assert exact.find_products(Period(2026, UNTIL), [site.pk]).count() == 1


def test_boards_of_a_group_are_those_of_today_also_when_nobody_joined_since():
    boards = [f.BoardFactory() for _board in range(3)]
    people = [f.MemberFactory(site=f.SiteFactory(school__board=board)) for board in boards]
    group = f.GroupFactory(contact_person=people[0])
    for member in people[1:]:
        f.GroupMembershipFactory(group=group, member=member)
    f.GroupMembershipFactory(group=group, member=people[0])
    assert [row.boards for row in records.spread_by_group()] == [3]
    merge_board(board=boards[2], into=boards[0], by=None)
    assert [row.boards for row in records.spread_by_group()] == [2]


# Questions answered in time -------------------------------------------------------------------------


def asked(day: dt.date, answered_after: int | None = None, outcome: str = HelpOutcome.YES) -> None:
    at = moment(f"{day}T12:00")
    f.HelpRequestFactory(
        asked_at=at,
        answered_at=None if answered_after is None else at + dt.timedelta(days=answered_after),
        outcome="" if answered_after is None else outcome,
        state=HelpState.CLOSED,
    )


def in_time(until: dt.date) -> tuple[int, int]:
    period = Period(2026, until)
    return tuple(sum(measures.count_by_place(code, period).values()) for code in ("E4.in_time", "E4.asked"))


def test_a_question_is_answered_in_time_within_twenty_school_days():
    monday = dt.date(2026, 9, 28)
    asked(monday, 28)
    asked(monday, 29)  # one school day too late
    asked(monday, 3, HelpOutcome.PARTLY)
    asked(monday, 3, HelpOutcome.NO)
    asked(monday)
    asked(dt.date(2025, 9, 29), 3)  # of another school year
    f.HelpRequestFactory(asked_at=moment(f"{monday}T12:00"), state=HelpState.WITHDRAWN)
    assert in_time(UNTIL) == (2, 5)


def test_school_holidays_are_no_days_to_answer_in():
    first = dt.date(2026, 10, 5)
    SchoolHoliday.objects.create(region=home_region(), name="Vrij", start=first, end=first + dt.timedelta(days=11))
    asked(dt.date(2026, 10, 4), 40)
    assert in_time(UNTIL) == (1, 1)
