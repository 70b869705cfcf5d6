"""A year of meetings from a pattern: which days, what is skipped, planning and copying it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.organisations.actions import take_part
from knowledge_network.school_year.actions import load_holidays
from plg.meetings import series as patterns
from plg.meetings.actions import series as actions
from plg.meetings.models import Meeting, MeetingSeries
from tests import factories as f
from tests.plg.meetings.helpers import invited, page_of, planned, told

pytestmark = pytest.mark.clock

DAY = dt.timedelta(days=1)


def pattern(**changes):
    """«Every fourth Wednesday, 15:30–17:00, until July» of the school year 2026-2027."""
    base = {"title": "Rekenen", "repeat": "m4", "weekday": "2", "start_time": "15:30", "end_time": "17:00"}
    base |= {"first_day": "2026-09-01", "last_day": "2027-07-09", "kind": "group"}
    return base | {"host_site": "", "location": "", "link": "", "capacity": "", "prep_minutes": ""} | changes


@pytest.fixture
def holidays(db):
    load_holidays()


def looked(inside, **changes):
    return inside.post("lead", "series_plan", **pattern(**changes))


def planned_from(inside, days, **changes):
    return inside.post("lead", "series_plan", **pattern(plan="1", days=days, **changes))


def weekly(inside, count=3, at=None, **fields):
    """A series of `count` weeks from next week on."""
    first = timezone.localdate() + 7 * DAY
    return actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=[first + 7 * n * DAY for n in range(count)],
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
        at=at,
        **fields,
    )


def meetings_of(series):
    return list(series.meetings.order_by("starts_at"))


def post(inside, who, name, series, **data):
    return inside.client(who).post(inside.url(name, series.public_id), data)


# The days of a pattern ----------------------------------------------------------------------------


def test_every_fourth_wednesday_until_july_skips_holidays_and_shows_what_it_skipped(inside, holidays):
    response = looked(inside)
    days = {row.occasion.day: row.occasion.closed_because for row in response.context["days"]}
    left_out = {day: str(why) for day, why in days.items() if why}
    assert left_out == {
        dt.date(2026, 12, 23): "Kerstvakantie",
        dt.date(2027, 2, 24): "Voorjaarsvakantie",
        dt.date(2027, 4, 28): "Meivakantie",
    }
    assert [day for day in days if day not in left_out][:3] == [
        dt.date(2026, 9, 23),
        dt.date(2026, 10, 28),
        dt.date(2026, 11, 25),
    ]
    assert (response.context["open_count"], response.context["skipped_count"]) == (7, 3)
    for why in left_out.values():
        assert why in response.text
    assert not MeetingSeries.objects.exists()


def test_public_holidays_are_left_out_too(inside, holidays):
    response = looked(inside, repeat="w1", weekday="0", first_day="2027-03-22", last_day="2027-05-17")
    left_out = {str(r.occasion.closed_because) for r in response.context["days"] if not r.checked}
    assert left_out == {"Tweede paasdag", "Meivakantie", "Tweede pinksterdag"}


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        ("w1", ["2026-09-02", "2026-09-09", "2026-09-16"]),
        ("w2", ["2026-09-02", "2026-09-16", "2026-09-30"]),
        ("w4", ["2026-09-02", "2026-09-30", "2026-10-28"]),
        ("m1", ["2026-09-02", "2026-10-07", "2026-11-04"]),
        ("m-1", ["2026-09-30", "2026-10-28", "2026-11-25"]),
    ],
)
def test_a_pattern_gives_the_days_that_it_says(repeat, days):
    found = patterns.list_days(patterns.write_rule(repeat, 2), dt.date(2026, 9, 1), dt.date(2027, 7, 1))
    assert [day.isoformat() for day in found[:3]] == days


@given(
    st.sampled_from(patterns.Repeat.values),
    st.integers(0, 5),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 3000),
)
def test_every_day_of_a_pattern_is_its_weekday_within_its_period_and_they_are_sixty_at_most(repeat, weekday, first, n):
    last = first + n * DAY
    found = patterns.list_days(patterns.write_rule(repeat, weekday), first, last)
    assert all(first <= day <= last and day.weekday() == weekday for day in found)
    assert found == sorted(set(found))
    assert len(found) <= patterns.MOST_MEETINGS
    assert patterns.describe(patterns.write_rule(repeat, weekday))


def test_six_times_gives_six_open_days_and_needs_no_last_day(inside, holidays):
    response = looked(inside, last_day="", count="6")
    assert response.context["open_count"] == 6
    assert response.context["days"][-1].checked, "no holiday stands behind the last"
    assert response.context["skipped_count"] > 0
    assert looked(inside, last_day="2026-11-30", count="6").context["open_count"] == 3, "what comes first ends it"


def test_a_series_says_until_when_or_how_often(inside, holidays):
    assert "last_day" in looked(inside, last_day="", count="").context["form"].errors


def test_days_say_how_many_of_the_same_people_are_expected_elsewhere(inside, holidays):
    response = looked(inside)
    day = next(row.occasion.day for row in response.context["days"] if row.checked)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time(16)))
    other = planned(f.GroupFactory(name="Leeskring"), start, title="Lezen")
    invited(other, inside.member)
    invited(other)
    found = {row.occasion.day: row.busy for row in looked(inside).context["days"]}
    assert [(busy.title, busy.people) for busy in found[day]] == [("Lezen · Leeskring", 1)]
    assert sum(bool(busy) for busy in found.values()) == 1


def test_a_series_may_be_at_any_school_that_takes_part(inside):
    site = f.SiteFactory(name="De Verre Hoek")
    take_part(organisation=site.governing_board, by=None)
    page = inside.client("lead").get(inside.url("series_plan"))
    assert "De Verre Hoek" in page.text


def test_changing_and_cancelling_a_series_name_who_hears_of_it_first(inside):
    series = weekly(inside)
    for name in ("series_change", "series_cancel"):
        page = inside.client("lead").get(inside.url(name, series.public_id))
        assert inside.member.get_full_name() in page.context["ahead"].names


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_day": "2026-08-31"}, "last_day"),
        ({"last_day": "2029-09-01"}, "last_day"),
        ({"repeat": "w1", "last_day": "2028-07-01"}, "last_day"),
        ({"repeat": "m1", "first_day": "2026-09-08", "last_day": "2026-09-20"}, "last_day"),
        ({"end_time": "15:30"}, "end_time"),
        ({"repeat": "w9"}, "repeat"),
        ({"weekday": "6"}, "weekday"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"kind": "online"}, "link"),
        ({"kind": "plenary"}, "kind"),
        ({"capacity": "0"}, "capacity"),
        ({"prep_minutes": "91"}, "prep_minutes"),
        ({"title": " "}, "title"),
    ],
)
def test_a_wrong_pattern_is_told_at_its_field_and_plans_nothing(inside, changes, field):
    for response in (looked(inside, **changes), planned_from(inside, ["2026-09-23"], **changes)):
        assert response.status_code == 200
        assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


# Planning ---------------------------------------------------------------------------------------


def test_a_day_can_be_taken_out_and_one_in_a_holiday_put_in_and_both_stand_with_the_series(inside, holidays):
    planned_from(inside, ["2026-09-23", "2026-12-23"], location="Aula", capacity="8", prep_minutes="30")
    series = MeetingSeries.objects.get()
    meetings = meetings_of(series)
    assert [timezone.localdate(row.starts_at).isoformat() for row in meetings] == ["2026-09-23", "2026-12-23"]
    assert {(row.location, row.capacity, row.prep_minutes) for row in meetings} == {("Aula", 8, 30)}
    skipped = {row["day"]: row["because"] for row in series.skipped}
    assert skipped["2027-02-24"] == "Voorjaarsvakantie"
    assert skipped["2026-10-28"] == "overgeslagen"
    page = inside.get("member", "series_detail", series.public_id).text
    assert "Voorjaarsvakantie" in page


def test_days_that_the_pattern_does_not_give_are_not_planned(inside):
    response = planned_from(inside, ["2026-09-24", "0001-01-01", "x", "\u202e"])
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not Meeting.objects.exists()


def test_sending_the_days_twice_plans_them_once_and_everybody_hears_it_once(inside):
    first = dt.date(timezone.localdate().year + 1, 9, 1)
    changes = {"first_day": first.isoformat(), "last_day": (first + 40 * DAY).isoformat(), "repeat": "w1"}
    days = [row.occasion.day.isoformat() for row in looked(inside, **changes).context["days"]]
    for _ in range(2):
        planned_from(inside, days, **changes)
    assert MeetingSeries.objects.count() == 1
    wednesdays = [day for day in (first + n * DAY for n in range(41)) if day.weekday() == 2]
    assert days == [str(day) for day in wednesdays]
    assert Meeting.objects.count() == len(days)
    assert told(inside.member) == ["plg.series_planned"]
    assert told(inside.lead) == []
    assert inside.member.meeting_invitations.count() == len(days)


def test_a_series_keeps_its_time_on_the_clock_across_both_clock_changes(inside):
    days = [dt.date(2026, 10, 21), dt.date(2026, 10, 28), dt.date(2027, 3, 24), dt.date(2027, 3, 31)]
    series = actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=days,
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    meetings = meetings_of(series)
    assert {timezone.localtime(row.starts_at).time() for row in meetings} == {dt.time(15, 30)}
    assert [row.starts_at.astimezone(dt.UTC).hour for row in meetings] == [13, 14, 14, 13]
    assert {row.minutes_long for row in meetings} == {90}


# A year later -------------------------------------------------------------------------------------


def test_a_year_is_copied_with_its_weekday_time_and_place(inside, holidays):
    site = inside.member.current_appointments[0].organisation
    planned_from(inside, ["2026-09-23", "2026-10-28"], host_site=site.slug, location="Aula", prep_minutes="30")
    series = MeetingSeries.objects.get()
    query = dict(parse_qsl(inside.get("lead", "series_detail", series.public_id).context["next_year"]))
    form = inside.get("lead", "series_plan", **query).context["form"]
    filled = {name: str(form[name].value()) for name in ("repeat", "weekday", "start_time", "location", "prep_minutes")}
    assert filled == {"repeat": "m4", "weekday": "2", "start_time": "15:30", "location": "Aula", "prep_minutes": "30"}
    assert form["host_site"].value() == site.slug
    assert form["first_day"].value() == "2027-09-22"


# Who sees it --------------------------------------------------------------------------------------


def test_a_draft_within_a_series_is_seen_by_who_plans_only(inside):
    series = weekly(inside)
    draft = meetings_of(series)[1]
    Meeting.objects.filter(pk=draft.pk).update(status="draft")
    address = page_of("meeting_detail", draft)
    assert address in inside.get("lead", "series_detail", series.public_id).text
    assert address not in inside.get("member", "series_detail", series.public_id).text


def test_a_series_of_another_group_does_not_exist_here(inside):
    other = actions.plan_series(
        group=f.GroupFactory(),
        by=inside.coordinator,
        title="Elders",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=[timezone.localdate() + DAY],
        start_time=dt.time(9),
        end_time=dt.time(10),
    )
    for name in ("series_detail", "series_change", "series_cancel"):
        assert inside.get("lead", name, other.public_id).status_code == 404
    assert inside.post("lead", "series_reinstate", other.public_id).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_series_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    series = weekly(inside, item_count, host_site=f.SiteFactory())
    client = inside.client("lead")
    with django_assert_num_queries(9):
        client.get(inside.url("series_detail", series.public_id))


@pytest.mark.parametrize("item_count", [2, 8])
def test_planning_a_longer_series_reads_the_calendar_no_more_often(inside, django_assert_num_queries, item_count):
    last = dt.date(2026, 9, 1) + 7 * item_count * DAY
    client = inside.client("lead")
    with django_assert_num_queries(10):
        client.post(inside.url("series_plan"), pattern(repeat="w1", last_day=last.isoformat()))


def test_holidays_are_promised_only_where_there_are_any(inside):
    promise = "Schoolvakanties en feestdagen vallen er vanzelf uit."
    page = inside.get("lead", "series_plan").content.decode()
    assert promise not in page
    assert "Schoolvakanties zijn nog niet ingevuld" in page
    load_holidays()
    assert promise in inside.get("lead", "series_plan").content.decode()
