"""School weeks, public holidays and the day from which a group sleeps."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.organisations.enums import HolidayRegion
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year.actions import SHIPPED_HOLIDAYS, add_closed_day, load_holidays
from knowledge_network.school_year.calendar import (
    SchoolCalendar,
    dormancy_threshold,
    easter,
    find_monday,
    public_holidays,
)
from knowledge_network.school_year.models import SchoolHoliday
from plg.meetings.closed_days import build_calendar, find_closed
from tests import factories as f

pytestmark = pytest.mark.clock

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(0, 45)).map(lambda p: (p[0], p[0] + dt.timedelta(days=p[1]), "vakantie"))
CALENDARS = st.lists(PERIODS, max_size=12).map(lambda rows: SchoolCalendar(tuple(rows)))


@pytest.fixture
def all_regions(db):
    load_holidays()


@pytest.fixture
def loaded(all_regions):
    SchoolHoliday.objects.exclude(region=HolidayRegion.NORTH).delete()


@given(CALENDARS, DAYS)
def test_exactly_ten_school_weeks_lie_between_the_threshold_and_this_week(calendar, today):
    threshold = calendar.school_weeks_back(today, 10)
    weeks = [threshold + dt.timedelta(weeks=n) for n in range((find_monday(today) - threshold).days // 7)]
    assert threshold.weekday() == 0
    assert sum(calendar.is_school_week(monday) for monday in weeks) == 10
    assert calendar.is_school_week(threshold)


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_the_threshold_never_moves_back_in_time(calendar, today, later):
    assert calendar.school_weeks_back(today, 10) <= calendar.school_weeks_back(today + dt.timedelta(days=later), 10)


@given(CALENDARS, PERIODS, DAYS)
def test_one_more_holiday_never_makes_a_group_sleep_sooner(calendar, holiday, today):
    longer = SchoolCalendar((*calendar.holidays, holiday))
    assert longer.school_weeks_back(today, 10) <= calendar.school_weeks_back(today, 10)


@given(DAYS)
def test_without_school_holidays_ten_weeks_are_ten_weeks(today):
    threshold = SchoolCalendar().school_weeks_back(today, 10)
    assert find_monday(today) - threshold == dt.timedelta(weeks=10)


@given(CALENDARS, DAYS)
def test_no_school_day_falls_in_a_weekend_or_a_holiday(calendar, day):
    if calendar.is_school_day(day):
        assert day.weekday() < 5
        assert not any(start <= day <= end for start, end, _name in calendar.holidays)
        assert day not in public_holidays(day.year)


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    assert easter(year).weekday() == 6
    assert dt.date(year, 3, 22) <= easter(year) <= dt.date(year, 4, 25)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (dt.date(2026, 4, 5), True),  # Easter
        (dt.date(2026, 5, 14), True),  # Ascension Day
        (dt.date(2026, 5, 25), True),  # Whit Monday
        (dt.date(2025, 4, 26), True),  # King's Day: the 27th was a Sunday
        (dt.date(2025, 4, 27), False),
        (dt.date(2026, 4, 28), False),
    ],
)
def test_public_holidays_fall_where_the_calendar_has_them(day, closed):
    assert (day in public_holidays(day.year)) is closed


def test_a_holiday_without_end_is_not_counted_for_ever():
    endless = SchoolCalendar(((dt.date(1990, 1, 1), dt.date(2040, 1, 1), "vakantie"),))
    assert endless.school_weeks_back(dt.date(2026, 9, 2), 10) == dt.date(2026, 8, 31)


def test_the_summer_holiday_is_not_counted(loaded):
    # 1 September 2026: two school weeks since summer (16 August), eight before it (4 July).
    assert dormancy_threshold(dt.date(2026, 9, 1), "north") == dt.date(2026, 5, 11)


def test_other_regions_have_their_own_holidays(all_regions):
    # 17 August 2026: in the north school begins again, in the south it is summer for another week.
    assert dormancy_threshold(dt.date(2026, 8, 17), "north") == dt.date(2026, 4, 20)
    assert dormancy_threshold(dt.date(2026, 8, 17), "south") == dt.date(2026, 5, 4)


def test_the_region_is_that_of_the_network_unless_said(all_regions):
    f.PartnershipFactory(holiday_region="south")
    assert dormancy_threshold(dt.date(2026, 8, 17)) == dt.date(2026, 5, 4)


def test_loading_twice_changes_nothing_and_corrects_what_differs(all_regions):
    autumns = SchoolHoliday.objects.filter(name="Herfstvakantie", school_year="2026-2027", region=HolidayRegion.NORTH)
    autumns.update(end=dt.date(2026, 10, 30))
    call_command("load_holidays", verbosity=0)
    assert SchoolHoliday.objects.count() == len(json.loads(SHIPPED_HOLIDAYS.read_text()))
    assert autumns.get().end == dt.date(2026, 10, 18)
    assert AuditEvent.objects.filter(verb="school_year.holidays_loaded").count() == 2


# What boards and schools do otherwise -------------------------------------------------------------

AUTUMN = dt.date(2026, 10, 14)
WEEK_LATER = (dt.date(2026, 10, 17), dt.date(2026, 10, 25))


def reason(group, day, host=None):
    found = build_calendar(group, first=day, last=day, host=host).closed_because(day)
    return found and str(found)


def school_of(member):
    return member.current_appointments[0].organisation


def instead(organisation, name="Herfstvakantie"):
    holiday = SchoolHoliday.objects.get(name=name, school_year="2026-2027")
    first, last = WEEK_LATER
    return add_closed_day(
        organisation=organisation, by=None, name="Eigen herfstweek", start=first, end=last, instead_of=holiday
    )


@pytest.fixture
def group(loaded):
    group = f.GroupFactory()
    f.GroupMembershipFactory(group=group)
    return group


def board_of(group):
    return school_of(group.memberships.get().member).governing_board


def test_a_group_has_the_holidays_of_the_region_and_public_holidays(group):
    assert reason(group, AUTUMN) == "Herfstvakantie"
    assert reason(group, dt.date(2027, 3, 29)) == "Tweede paasdag"
    assert reason(group, dt.date(2026, 11, 24)) is None


def test_a_board_that_keeps_an_advisory_holiday_in_another_week_has_its_own_week_instead(group):
    instead(board_of(group))
    assert reason(group, AUTUMN) is None
    assert reason(group, WEEK_LATER[1]).startswith("Eigen herfstweek (")


def test_where_other_boards_come_too_both_weeks_count(group):
    other = f.GroupMembershipFactory(group=group).member
    instead(school_of(other).governing_board)
    assert reason(group, AUTUMN) == "Herfstvakantie"
    assert reason(group, WEEK_LATER[1]).startswith("Eigen herfstweek (")


def test_the_week_of_a_board_is_nothing_to_a_group_without_its_people(group):
    instead(f.BoardFactory())
    assert reason(group, AUTUMN) == "Herfstvakantie"
    assert reason(group, WEEK_LATER[1]) is None


def test_the_school_where_one_meets_counts_too(group):
    host = f.SiteFactory()
    day = dt.date(2026, 11, 24)
    add_closed_day(organisation=host, by=None, name="Studiedag", start=day, end=day)
    assert reason(group, day) is None
    assert reason(group, day, host).startswith("Studiedag (")
    instead(board_of(group))
    assert reason(group, AUTUMN, host) == "Herfstvakantie"


def test_a_study_day_takes_no_holiday_away(group):
    day = dt.date(2026, 11, 24)
    add_closed_day(
        organisation=school_of(group.memberships.get().member), by=None, name="Studiedag", start=day, end=day
    )
    assert reason(group, day).startswith("Studiedag (")
    assert reason(group, AUTUMN) == "Herfstvakantie"


@pytest.mark.parametrize("count", [1, 3])
def test_asking_about_many_meetings_costs_three_queries(group, django_assert_num_queries, count):
    for _ in range(count):
        instead(f.GroupMembershipFactory(group=group).member.current_appointments[0].organisation)
    starts = [dt.datetime(2026, 10, 12 + n, 12, tzinfo=dt.UTC) for n in range(count)]
    meetings = [f.MeetingFactory(group=group, starts_at=start) for start in starts]
    with django_assert_num_queries(3):
        closed = find_closed(group, meetings)
    assert set(closed.values()) == {"Herfstvakantie"}
    assert len(closed) == count


def test_without_meetings_nothing_is_asked(group, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_closed(group, []) == {}


@pytest.mark.django_db
def test_a_new_installation_knows_the_holidays_and_a_later_start_changes_none_of_them():
    call_command("load_holidays", "--if-none", verbosity=0)
    holiday = SchoolHoliday.objects.order_by("pk").first()
    assert holiday is not None
    SchoolHoliday.objects.filter(pk=holiday.pk).update(end=holiday.end + dt.timedelta(days=2))
    call_command("load_holidays", "--if-none", verbosity=0)
    assert SchoolHoliday.objects.get(pk=holiday.pk).end == holiday.end + dt.timedelta(days=2)
