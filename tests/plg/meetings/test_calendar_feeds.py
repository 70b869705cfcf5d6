"""The secret addresses at which a calendar program reads along."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from plg.groups.actions.membership import end_membership
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.feeds import make_feed, revoke_feed
from plg.meetings.actions.meetings import cancel_meeting, change_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import CalendarFeed, Meeting
from tests import factories as f
from tests.plg.meetings.calendar_program import events, read
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(inside):
    return planned(
        inside.group, title="Breuken", location="Aula", link="https://example.org/zaal", description="Lees dit"
    )


@pytest.fixture
def feed(inside, meeting):
    return make_feed(member=inside.member)


def address(feed):
    return reverse("plg:feed", args=[feed.token])


def titles(client, feed):
    return sorted(event.summary.value.partition(": ")[2] for event in events(client.get(address(feed)).content))


# What is in it ----------------------------------------------------------------------------------


def test_it_is_read_without_logging_in_and_no_cookie_is_set(client, feed):
    response = client.get(address(feed))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    (event,) = events(response.content)
    assert event.summary.value == "Rekenen met inzicht: Breuken"
    assert event.location.value == "Aula"
    assert read(response.content).method.value == "PUBLISH"


def test_it_holds_my_groups_and_what_i_am_invited_to_and_nothing_else(client, inside, feed):
    network = f.PartnershipFactory()
    plenary = planned(None, partnership=network, audience="everybody", kind="plenary", title="Plenair")
    invited(plenary, inside.member)
    planned(None, partnership=network, audience="boards", kind="boards", title="Besturen")
    planned(f.GroupFactory(), title="Elders")
    planned(inside.group, title="Concept", status="draft")
    planned(inside.group, timezone.now() - 400 * DAY, title="Lang geleden")
    planned(inside.group, timezone.now() - 40 * DAY, title="Onlangs")
    assert titles(client, feed) == ["Breuken", "Onlangs", "Plenair"]


def test_the_feed_of_one_group_holds_that_group_only(client, inside, meeting):
    other = f.GroupMembershipFactory(member=inside.member).group
    planned(other, title="Van de andere")
    feed = make_feed(member=inside.member, group=inside.group)
    assert titles(client, feed) == ["Breuken"]
    assert read(client.get(address(feed)).content).contents["x-wr-calname"][0].value == inside.group.name


def test_a_feed_says_how_often_to_look(inside, client):
    feed = make_feed(member=inside.member, group=inside.group)
    lines = client.get(address(feed)).content.split(b"\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert b"X-PUBLISHED-TTL:PT1H" in lines


def test_titles_only_leaves_out_place_link_and_text(client, inside, meeting):
    feed = make_feed(member=inside.member, titles_only=True)
    body = client.get(address(feed)).content.decode()
    for word in ("Aula", "example.org/zaal", "Lees dit", "LOCATION", "DESCRIPTION", "URL"):
        assert word not in body
    assert "Breuken" in body


def test_what_i_declined_is_not_in_it_and_perhaps_is_tentative(client, inside, meeting, feed):
    invitation = invited(meeting, inside.member)
    answer_meeting(invitation=invitation, answer=RsvpAnswer.MAYBE)
    (event,) = events(client.get(address(feed)).content)
    assert event.status.value == "TENTATIVE"
    answer_meeting(invitation=invitation, answer=RsvpAnswer.NO)
    assert titles(client, feed) == []


def test_a_cancelled_meeting_is_marked_for_two_months_and_then_gone(client, inside, meeting, feed):
    cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    (event,) = events(client.get(address(feed)).content)
    assert (event.status.value, event.transp.value) == ("CANCELLED", "TRANSPARENT")
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=timezone.now() - 61 * DAY)
    assert titles(client, feed) == []


def test_move_move_cancel_leaves_one_cancelled_event_with_one_uid(client, inside, meeting, feed):
    uids = set()
    for days in (1, 2):
        starts = meeting.starts_at + days * DAY
        change_meeting(meeting=meeting, by=inside.lead, starts_at=starts, ends_at=starts + DAY / 24)
        (event,) = events(client.get(address(feed)).content)
        assert event.dtstart.value.astimezone(dt.UTC) == starts.replace(microsecond=0)
        uids.add(event.uid.value)
    cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    (event,) = events(client.get(address(feed)).content)
    uids.add(event.uid.value)
    assert (event.status.value, event.sequence.value, len(uids)) == ("CANCELLED", "3", 1)


# Asking again -----------------------------------------------------------------------------------


def again(client, feed, response):
    return client.get(address(feed), headers={"if-none-match": response["ETag"]})


def test_what_did_not_change_is_not_sent_again(client, feed):
    first = client.get(address(feed))
    second = again(client, feed, first)
    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    assert client.get(address(feed)).content == first.content


@pytest.mark.parametrize("change", ["moved", "answered", "another meeting", "titles only", "school renamed", "left"])
def test_any_change_of_what_is_read_is_sent_at_once(client, inside, meeting, feed, change):
    invitation = invited(meeting, inside.member)
    Meeting.objects.filter(pk=meeting.pk).update(host_site=f.SiteFactory(name="Eerst"))
    first = client.get(address(feed))
    if change == "moved":
        change_meeting(meeting=meeting, by=inside.lead, location="Kamer 2")
    elif change == "answered":
        answer_meeting(invitation=invitation, answer=RsvpAnswer.MAYBE)
    elif change == "another meeting":
        planned(inside.group)
    elif change == "titles only":
        make_feed(member=inside.member, titles_only=True)
    elif change == "school renamed":
        meeting.refresh_from_db()
        type(meeting.host_site).objects.filter(pk=meeting.host_site_id).update(name="Daarna")
    else:
        end_membership(membership=inside.group.memberships.get(member=inside.member), by=inside.lead)
    second = again(client, feed, first)
    assert second.status_code == 200
    assert second.content != first.content


def test_the_answer_bears_no_date_by_which_a_program_could_think_that_nothing_changed(client, feed):
    first = client.get(address(feed))
    assert "Last-Modified" not in first
    headers = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(address(feed), headers=headers).status_code == 200


# Stopping ---------------------------------------------------------------------------------------


def test_a_stopped_address_does_not_exist_any_more_and_a_new_one_is_another(client, inside, feed):
    revoke_feed(feed=feed, by=inside.member)
    assert client.get(address(feed)).status_code == 404
    new = make_feed(member=inside.member)
    assert new.token != feed.token
    assert client.get(address(new)).status_code == 200
    assert client.get(address(feed)).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 500, "..", "%00", "é"])
def test_an_address_that_was_never_made_does_not_exist(client, token):
    assert client.get(f"/agenda/feed/{token}.ics").status_code in {400, 404}


def test_who_left_the_network_reads_nothing_any_more(client, inside, feed):
    type(inside.member).objects.filter(pk=inside.member.pk).update(left_at=timezone.now())
    assert client.get(address(feed)).status_code == 404


def test_tokens_are_too_long_to_guess(inside):
    made = {make_feed(member=f.MemberFactory()).token for _ in range(20)}
    assert len(made) == 20
    assert min(map(len, made)) >= 32


# The page of my addresses -------------------------------------------------------------------------


def test_one_makes_sees_and_stops_ones_own_addresses(inside, meeting):
    client, page = inside.client("member"), reverse("plg:feed_list")
    for _ in range(2):
        client.post(page, {"group": "", "titles_only": "on"})
    feed = CalendarFeed.objects.get()
    shown = client.get(page).text
    assert address(feed) in shown
    assert feed.titles_only
    client.post(reverse("plg:feed_revoke"), {"feed": feed.token})
    assert address(feed) not in client.get(page).text


@pytest.mark.parametrize("slug", ["bestaat-niet", "x" * 300, "\u202e"])
def test_there_is_no_feed_of_a_group_that_one_is_not_in(inside, slug):
    assert inside.client("outsider").post(reverse("plg:feed_list"), {"group": inside.group.slug}).status_code == 404
    assert inside.client("member").post(reverse("plg:feed_list"), {"group": slug}).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_reading_costs_the_same_whatever_its_length(client, inside, feed, django_assert_num_queries, item_count):
    for _ in range(item_count):
        planned(inside.group, host_site=f.SiteFactory())
    with django_assert_num_queries(2):
        client.get(address(feed))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_addresses(inside, django_assert_num_queries, item_count):
    for _ in range(item_count):
        make_feed(member=inside.member, group=f.GroupMembershipFactory(member=inside.member).group)
    client = inside.client("member")
    with django_assert_num_queries(4):
        client.get(reverse("plg:feed_list"))
