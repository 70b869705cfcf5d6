"""«Agenda»: everything one may see as a list and as a month, and its filters."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.school_year.actions import load_holidays
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.views import agenda as views
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import invited, moment, page_of, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def a_tuesday(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def network(inside):
    return f.PartnershipFactory()


def agenda(inside, who="member", **query):
    return inside.client(who).get(reverse("plg:agenda"), query)


def listed(response):
    return [line.meeting.title for _month, lines in response.context["shown"] for line in lines]


def on_the_month(response):
    return {
        cell.day: [line.meeting.title for line in cell.lines]
        for week in response.context["shown"].weeks
        for cell in week
        if cell.lines
    }


# What is in it ----------------------------------------------------------------------------------


def test_the_list_holds_what_comes_of_my_groups_and_what_i_am_invited_to_soonest_first(inside, network):
    planned(inside.group, timezone.now() + 40 * DAY, title="Later")
    planned(inside.group, timezone.now() + 2 * DAY, title="Straks")
    planned(inside.group, timezone.now() - 2 * DAY, title="Geweest")
    planned(inside.group, timezone.now() + 2 * DAY, title="Concept", status="draft")
    planned(f.GroupFactory(), title="Elders")
    invited(planned(None, partnership=network, audience="everybody", kind="plenary", title="Plenair"), inside.member)
    planned(None, partnership=network, audience="boards", kind="boards", title="Besturen")
    assert listed(agenda(inside)) == ["Straks", "Plenair", "Later"]
    assert listed(agenda(inside, geweest="on")) == ["Geweest"]


def test_a_coordinator_sees_the_network_by_itself_and_all_groups_when_asked(inside, network):
    planned(f.GroupFactory(), timezone.now() + DAY, title="Van een groep")
    planned(None, timezone.now() + 2 * DAY, partnership=network, audience="boards", kind="boards", title="Besturen")
    assert listed(agenda(inside, "coordinator")) == ["Besturen"]
    assert listed(agenda(inside, "coordinator", wat="alles")) == ["Van een groep", "Besturen"]
    assert listed(agenda(inside, "member", wat="alles")) == []


def test_the_agenda_goes_by_pages_and_names_each_meeting_once(inside, network, monkeypatch):
    """Of the network and invited to: found from two sides."""
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for day in range(1, 6):
        plenary = planned(None, timezone.now() + day * DAY, partnership=network, audience="boards", title=f"Dag {day}")
        invited(plenary, inside.coordinator)
    seen, cursor, before = [], "", ""
    while True:
        page = agenda(inside, "coordinator", vanaf=cursor)
        seen += listed(page)
        if not page.context["page"].next_cursor:
            break
        before, cursor = page.context["page"].previous_cursor, page.context["page"].next_cursor
    assert seen == [f"Dag {day}" for day in range(1, 6)]
    assert listed(agenda(inside, "coordinator", vanaf=page.context["page"].previous_cursor)) == ["Dag 3", "Dag 4"]
    assert listed(agenda(inside, "coordinator", vanaf=before)) == ["Dag 1", "Dag 2"]


def test_what_goes_on_now_is_still_there(inside):
    planned(inside.group, timezone.now() - DAY / 24, title="Nu")
    assert listed(agenda(inside)) == ["Nu"]


def test_a_cancelled_meeting_stays_struck_through_and_asks_nothing(inside):
    meeting = planned(inside.group, title="Afgezegd", status="cancelled")
    invited(meeting, inside.member)
    page = agenda(inside)
    assert listed(page) == ["Afgezegd"]
    assert "struck" in page.text
    assert page_of("meeting_answer", meeting) not in page.text


def test_one_answers_in_the_list_and_sees_that_one_waits(inside):
    meeting = planned(inside.group, capacity=1)
    invited(meeting, answer=RsvpAnswer.YES)
    mine = invited(meeting, inside.member)
    client = inside.client("member")
    assert page_of("meeting_answer", meeting) in client.get(reverse("plg:agenda")).text
    client.post(page_of("meeting_answer", meeting), {"answer": "yes", "next": reverse("plg:agenda")})
    mine.refresh_from_db()
    assert mine.waiting_since is not None
    assert "wachtlijst" in client.get(reverse("plg:agenda")).text


# Filters ----------------------------------------------------------------------------------------


@pytest.fixture
def three(inside, network):
    invited(planned(inside.group, timezone.now() + DAY, title="Groep"), inside.member, RsvpAnswer.YES)
    planned(inside.group, timezone.now() + 2 * DAY, title="Intervisie", kind="peer_coaching")
    plenary = planned(None, timezone.now() + 3 * DAY, partnership=network, audience="everybody", kind="plenary")
    Meeting.objects.filter(pk=plenary.pk).update(title="Plenair")
    invited(plenary, inside.member, RsvpAnswer.NO)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Groep", "Intervisie", "Plenair"]),
        ({"soort": "intervisie"}, ["Intervisie"]),
        ({"antwoord": "ja"}, ["Groep"]),
        ({"antwoord": "nee"}, ["Plenair"]),
        ({"wat": "netwerk"}, ["Plenair"]),
        ({"soort": "plenair", "antwoord": "ja"}, []),
        (
            {"soort": "rommel", "maand": "2026-13", "weergave": "week", "antwoord": "\u202e"},
            ["Groep", "Intervisie", "Plenair"],
        ),
    ],
)
def test_filters_leave_what_fits_and_rubbish_filters_nothing(inside, three, query, titles):
    assert listed(agenda(inside, **query)) == titles


def test_the_filter_of_one_group_shows_no_group_that_one_may_not_see(inside, three):
    other = planned(f.GroupFactory(), title="Elders")
    assert listed(agenda(inside, groep=inside.group.slug)) == ["Groep", "Intervisie"]
    assert listed(agenda(inside, groep=other.group.slug)) == []


def test_filters_say_how_many_are_chosen_and_stay_in_every_link(inside, three):
    folded = agenda(inside)
    opened = agenda(inside, soort="plenair")
    assert Page(folded).one(".agenda-filters [data-filter-count]").words == ""
    assert Page(opened).one(".agenda-filters [data-filter-count]").words == "1"
    assert "soort=plenair" in opened.context["links"]["month"]
    month = agenda(inside, soort="plenair", weergave="maand")
    assert all("soort=plenair" in month.context[name] for name in ("previous", "next", "this_month"))


def test_nothing_to_see_is_explained_with_a_way_on(inside):
    assert reverse("plg:group_list") in agenda(inside, "outsider").text
    page = agenda(inside, soort="plenair").text
    assert "Filters wissen" in page


# The month --------------------------------------------------------------------------------------


def test_every_meeting_stands_on_its_day_on_the_clock_of_the_network(inside):
    planned(inside.group, moment("2027-03-31T00:30"), title="Net na middernacht", hours=0.5)
    planned(inside.group, moment("2027-03-28T23:30"), title="Laat", hours=0.25)
    month = agenda(inside, weergave="maand", maand="2027-03")
    assert on_the_month(month) == {dt.date(2027, 3, 31): ["Net na middernacht"], dt.date(2027, 3, 28): ["Laat"]}


def test_the_month_has_whole_weeks_from_monday_and_marks_today(inside):
    weeks = agenda(inside, weergave="maand").context["shown"].weeks
    assert [week[0].day.weekday() for week in weeks] == [0] * len(weeks)
    assert (weeks[0][0].day, weeks[-1][-1].day) == (dt.date(2026, 10, 26), dt.date(2026, 12, 6))
    assert [cell.day for week in weeks for cell in week if cell.is_today] == [dt.date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-12", "2026-11", "2027-01"), ("2027-01", "2026-12", "2027-02"), ("2028-02", "2028-01", "2028-03")],
)
def test_one_walks_from_month_to_month_across_the_year(inside, month, before, after):
    context = agenda(inside, weergave="maand", maand=month).context
    assert (context["shown"].previous, context["shown"].next) == (before, after)


@pytest.mark.parametrize("month", ["2000-01", "2099-12"])
def test_the_first_and_the_last_month_are_pages_too(inside, month):
    assert agenda(inside, weergave="maand", maand=month).status_code == 200


def test_school_holidays_and_public_holidays_stand_in_the_month(inside):
    load_holidays()
    page = agenda(inside, weergave="maand", maand="2027-04")
    closed = {cell.day: cell.closed_because for week in page.context["shown"].weeks for cell in week}
    assert str(closed[dt.date(2027, 4, 28)]) == "Meivakantie"
    assert closed[dt.date(2027, 4, 21)] is None
    assert "Meivakantie" in page.text


def test_the_month_says_of_which_group_each_meeting_is(inside):
    planned(inside.group, timezone.now() + DAY)
    assert inside.group.name in Page(agenda(inside, weergave="maand")).one("table")


def test_a_meeting_in_a_holiday_is_marked_in_the_list(inside):
    load_holidays()
    planned(inside.group, moment("2026-12-23T15:30"))
    planned(inside.group, moment("2027-01-13T15:30"))
    assert agenda(inside).text.count("Kerstvakantie") == 1


# What it costs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("view", ["lijst", "maand"])
def test_the_agenda_costs_the_same_whatever_is_in_it(inside, network, django_assert_num_queries, view, item_count):
    for number in range(item_count):
        group = f.GroupMembershipFactory(member=inside.member).group
        meeting = planned(group, timezone.now() + number * DAY / 2, host_site=f.SiteFactory(), capacity=1)
        invited(meeting, inside.member)
        plenary = planned(None, timezone.now() + DAY, partnership=network, audience="everybody", kind="plenary")
        invited(plenary, inside.member, RsvpAnswer.YES, waiting_since=timezone.now())
    client = inside.client("member")
    with django_assert_num_queries(6):
        assert client.get(reverse("plg:agenda"), {"weergave": view}).status_code == 200
