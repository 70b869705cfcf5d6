"""The cockpit shows what waits one by one, and lets one act in place and take it back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.enums import Deed, Sort
from knowledge_network.dashboards.today.page import find_today
from knowledge_network.dashboards.today.sorts import INFO, Tab
from knowledge_network.dashboards.today.week import read_monday
from knowledge_network.members.desk.models import DeskMark
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.models import Meeting
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
START = "dashboards:start"


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.fixture
def led():
    """A group with a leader who is in the network."""
    return f.GroupMembershipFactory(role="lead", member__given_name="Vera", member__family_name="Berk").group


def signup(**values):
    return f.SignupRequestFactory(requested_at=timezone.now() - 9 * DAY, **values)


def rows(client, **query):
    today = client.get(reverse(START, query=query or None)).context["today"]
    return {row.item: row for row in (*today.late, *today.soon)}


def act(client, item, deed="", **data):
    return client.post(reverse("dashboards:today_act"), {"item": item, "deed": deed, **data})


# Doing in place ---------------------------------------------------------------------------------


def test_a_request_is_approved_in_place_and_taken_back(client, coordinator):
    asked = signup(given_name="Nienke", infix="van der", family_name="Veld")
    item = f"signup:{asked.public_id}"
    row = rows(client)[item]
    assert (row.title, row.age, row.is_late, row.deed) == ("Nienke van der Veld", "9 dagen", True, Deed.APPROVE)
    response = act(client, item, "approve", week="2026-W49")
    assert response["Location"] == reverse(START, query={"week": "2026-W49"})
    assert Member.objects.filter(email=asked.email).exists()
    page = client.get(reverse(START))
    assert item not in {row.item for row in page.context["today"].late}
    assert [deed["can_undo"] for deed in page.context["done"]] == [True]
    client.post(reverse("dashboards:today_undo"), {"item": item, "deed": "approve"})
    assert item in rows(client)
    assert client.get(reverse(START)).context["done"] == []


def test_reminding_tells_the_leaders_by_name_and_undo_forgets_it(client, coordinator, led):
    meeting = planned(led, timezone.now() - 9 * DAY)
    item = f"attendance:{meeting.public_id}"
    assert "Vera Berk" in rows(client)[item].about
    act(client, item, "remind")
    notice = Notice.objects.get(kind="dashboards.leaders_reminded")
    assert (notice.member.given_name, notice.url) == ("Vera", reverse("plg:meeting_detail", args=[meeting.public_id]))
    page = client.get(reverse(START))
    assert "Vera Berk" in page.context["done"][0]["said"]
    assert item in rows(client, deel="later"), "reminded: a week of rest"
    client.post(reverse("dashboards:today_undo"), {"item": item, "deed": "remind"})
    assert not Notice.objects.filter(kind="dashboards.leaders_reminded").exists()
    assert item in rows(client)


def test_a_group_without_leader_says_that_there_is_nobody_to_remind(client, coordinator):
    meeting = planned(f.GroupFactory(), timezone.now() - 9 * DAY)
    response = client.post(
        reverse("dashboards:today_act"), {"item": f"minutes:{meeting.public_id}", "deed": "remind"}, follow=True
    )
    assert "niemand om te herinneren" in response.content.decode()
    assert not DeskMark.objects.exists()


def test_somebody_of_the_team_gets_it_and_finds_it_under_for_me(client, coordinator, led):
    other = f.NetworkRoleFactory(member__given_name="Ruben").member
    asked = signup()
    item = f"signup:{asked.public_id}"
    act(client, item, "assign", to=other.public_id)
    assert rows(client)[item].assigned_to == other
    assert Notice.objects.get(kind="dashboards.desk_assigned").member == other
    assert item not in rows(client, deel="van-mij")
    act(client, item, "assign", to=coordinator.public_id)
    assert item in rows(client, deel="van-mij")
    stranger = f.MemberFactory()
    act(client, item, "assign", to=stranger.public_id)
    assert rows(client)[item].assigned_to == coordinator, "only who runs the network"


def test_later_is_out_of_sight_until_its_day_and_done_for_good(client, coordinator):
    first, second = signup(), signup()
    one, two = (f"signup:{asked.public_id}" for asked in (first, second))
    act(client, one, until=(timezone.localdate() + 3 * DAY).isoformat())
    act(client, two, "done")
    assert not {one, two} & set(rows(client))
    aside = rows(client, deel="later")
    assert "klaar" not in aside[one].aside
    assert set(aside) == {one, two}
    act(client, two, "take_up")
    assert two in rows(client)


def test_a_mail_that_failed_goes_once_more(client, coordinator):
    delivery = Delivery.objects.create(
        key="k", kind="members.test_mail", address="a@example.org", text="x", state=DeliveryState.FAILED, reason="550"
    )
    act(client, f"mail:{delivery.public_id}", "send_again")
    assert Delivery.objects.filter(resent_from=delivery).count() == 1


def test_a_group_is_approved_in_place_or_says_what_is_missing(client, coordinator):
    group = f.GroupFactory(state="submitted", started_on=None, question="")
    page = client.post(
        reverse("dashboards:today_act"), {"item": f"decide:{group.slug}", "deed": "approve"}, follow=True
    )
    assert "Nog te doen" in page.content.decode()
    group.refresh_from_db()
    assert group.state == "submitted"


@pytest.mark.parametrize("item", ["signup:bestaatniet", "nonsens:x", "mail:geen-nummer", "clash:a:b", "", "x" * 200])
def test_what_does_not_exist_is_not_there(client, coordinator, item):
    assert act(client, item, "done").status_code in {302, 404}
    assert not DeskMark.objects.exists()


def test_nobody_else_acts_at_the_desk(client):
    asked = signup()
    client.force_login(f.MemberFactory(), backend="knowledge_network.members.accounts.backends.MemberBackend")
    assert act(client, f"signup:{asked.public_id}", "done").status_code == 403


# Figures and rows -------------------------------------------------------------------------------


def make_late_group(number):
    group = f.GroupFactory(kind="project", contact_person=f.MemberFactory(), ends_on=timezone.localdate() + 10 * DAY)
    f.JoinRequestFactory(group=group, requested_at=timezone.now() - 9 * DAY)
    planned(group, timezone.now() - 9 * DAY)
    f.GroupFactory(state="submitted", started_on=None)
    f.TopicFactory(state="proposed")
    Delivery.objects.create(
        key=f"k{number}", kind="members.test_mail", address="a@example.org", state=DeliveryState.FAILED, reason="550"
    )
    signup()


def test_rows_shown_set_aside_and_left_out_are_as_many_as_the_figure(client, coordinator):
    for number in range(8):
        make_late_group(number)
    asked = [f"signup:{row.public_id}" for row in (signup(), signup())]
    act(client, asked[0], "done")
    page = client.get(reverse(START)).context["today"]
    figures = {desk.key: desk.count for desk in page.figures}
    shown = [row.sort for row in (*page.late, *page.soon)]
    aside = [row.sort for row in rows(client, deel="later").values()]
    for sort, info in INFO.items():
        url = next((desk.url for desk in page.figures if desk.key == info.desk), None)
        left_out = sum(rest.count for rest in page.rests if rest.url == url)
        assert shown.count(sort) + aside.count(sort) + left_out == figures.get(info.desk, 0), sort


def test_every_sort_that_is_told_has_a_figure_that_counts_it(coordinator):
    desks = {desk.key for desk in cockpit.find_desks(coordinator)}
    assert {info.desk for info in INFO.values()} <= desks
    assert set(INFO) | {Sort.CLASH} == set(Sort)


def test_parts_of_the_list_hold_their_own(client, coordinator):
    for number in range(2):
        make_late_group(number)
    for tab in (Tab.PEOPLE, Tab.GROUPS, Tab.QUESTIONS):
        found = rows(client, deel=tab.value)
        assert found
        assert {row.tab for row in found.values()} == {tab}
    assert set(rows(client, deel="onzin")) == set(rows(client))


def test_who_asks_without_a_name_has_none_on_the_list(client, coordinator):
    f.HelpRequestFactory(
        is_anonymous=True, asker__given_name="Geheim", asker__family_name="Persoon", audience="network", state="open"
    )
    assert "Geheim" not in client.get(reverse(START)).content.decode()


# A week of meetings -----------------------------------------------------------------------------


def test_people_who_are_expected_twice_are_counted_in_the_list_and_the_week(client, coordinator):
    moment = timezone.now().replace(hour=10, minute=0) + 3 * DAY
    first, second = (planned(f.GroupFactory(name=name), moment) for name in ("Lezen", "Rekenen"))
    for _number in range(2):
        person = f.MemberFactory()
        invited(first, person)
        invited(second, person)
    gone = f.MemberFactory()
    invited(first, gone, answer="no")
    invited(second, gone)
    page = client.get(
        reverse(START, query={"week": f"{moment.date().isocalendar().year}-W{moment.date().isocalendar().week:02}"})
    )
    clashes = [row for row in page.context["today"].soon if row.sort == Sort.CLASH]
    assert len(clashes) == 1
    assert "2 mensen" in clashes[0].about
    lines = [line for day in page.context["today"].week.days for line in day.lines]
    assert {line.title: [text for text, _url in line.clashes] for line in lines} == {
        "Lezen": ["2 mensen ook bij Rekenen"],
        "Rekenen": ["2 mensen ook bij Lezen"],
    }


def test_a_clash_that_is_no_more_is_gone_at_once(client, coordinator):
    moment = timezone.now() + 3 * DAY
    first, second = planned(f.GroupFactory(), moment), planned(f.GroupFactory(), moment)
    person = f.MemberFactory()
    invited(first, person)
    invited(second, person)
    assert [row for row in rows(client).values() if row.sort == Sort.CLASH]
    Meeting.objects.filter(pk=second.pk).update(starts_at=moment + DAY, ends_at=moment + DAY + DAY / 24)
    assert not [row for row in rows(client).values() if row.sort == Sort.CLASH]


def test_of_a_full_week_sixty_meetings_stand_there_and_the_rest_is_said(client, coordinator, monkeypatch):
    monkeypatch.setattr("knowledge_network.dashboards.today.week.MOST_MEETINGS", 2)
    for _number in range(3):
        planned(f.GroupFactory(), timezone.now() + DAY / 24)
    week = client.get(reverse(START)).context["today"].week
    assert (week.count, week.hidden, sum(len(day.lines) for day in week.days)) == (3, 1, 2)


def test_meetings_after_each_other_do_not_clash(client, coordinator):
    moment = timezone.now() + 3 * DAY
    first, second = planned(f.GroupFactory(), moment), planned(f.GroupFactory(), moment + 5 * DAY)
    person = f.MemberFactory()
    invited(first, person)
    invited(second, person)
    assert not [row for row in rows(client).values() if row.sort == Sort.CLASH]


@pytest.mark.parametrize("text", ["", "2026-W99", "onzin", "2026-W49 ", "9999-W53"])
def test_nonsense_is_this_week(text):
    today = dt.date(2026, 12, 2)
    assert read_monday(text, today) == dt.date(2026, 11, 30)


def test_a_week_says_how_many_and_leads_to_all_of_them(client, coordinator):
    planned(f.GroupFactory(), timezone.now() + DAY / 24)
    week = client.get(reverse(START)).context["today"].week
    assert client.get(week.more_url).context["total"].number == week.count == 1


def test_a_week_without_meetings_explains_no_figures(client, coordinator):
    """«7 of 9» is said where such a figure stands."""
    assert "«7 " not in Page(client.get(reverse(START))).words
    planned(f.GroupFactory(), timezone.now() + DAY / 24)
    assert "«7 " in Page(client.get(reverse(START))).words


# The page ---------------------------------------------------------------------------------------


def test_who_runs_the_network_is_not_told_to_find_a_group(client, coordinator):
    assert "Je zit nog niet in een groep" not in client.get(reverse(START)).content.decode()


def test_htmx_gets_the_cockpit_alone(client, coordinator):
    signup()
    response = client.get(reverse(START), headers={"HX-Request": "true", "HX-Target": "today"})
    page = Page(response)
    assert page.one("#today")
    assert page.all("h1") == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_cockpit_costs_the_same_whatever_waits(client, coordinator, django_assert_num_queries, item_count):
    for number in range(item_count):
        make_late_group(number)
    client.get(reverse(START))
    with django_assert_num_queries(22):
        client.get(reverse(START))


def test_asked_by_itself_it_costs_so_many_queries(coordinator, django_assert_num_queries):
    desks = cockpit.find_desks(coordinator)
    with django_assert_num_queries(8):
        find_today(coordinator, desks, tab="", monday=timezone.localdate())
