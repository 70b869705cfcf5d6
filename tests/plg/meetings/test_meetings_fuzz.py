"""Whatever is sent to the pages of meetings: a clear answer, never a server error, and what was typed stays."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings

from plg.meetings.actions.invitations import invite_people
from plg.meetings.actions.series import plan_series
from plg.meetings.links import make_token
from tests import factories as f
from tests.plg.groups.test_groups_fuzz import FORM, NASTY, encoded, fields
from tests.plg.meetings.helpers import page_of, planned

pytestmark = pytest.mark.django_db
CLEAR = {200, 302, 400, 403, 404, 409, 422, 429}
WHEN = ("day", "start_time", "end_time")
WHERE = ("host_site", "location", "link")
PATTERN = ("title", "repeat", "weekday", "first_day", "last_day")


@pytest.fixture
def desk(client):
    """A coordinator who also leads a group, with a meeting, a series and an invitation of their own."""
    f.PartnershipFactory()
    coordinator = f.NetworkRoleFactory().member
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    group = f.GroupFactory(contact_person=coordinator)
    f.GroupMembershipFactory(group=group, member=coordinator, role="lead")
    meeting = planned(group)
    invite_people(meeting=meeting, by=coordinator, members=[coordinator])
    series = plan_series(
        group=group,
        by=coordinator,
        title="Reeks",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=[timezone.localdate() + dt.timedelta(days=7)],
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    client.raise_request_exception = False
    return client, group, meeting, series


def sends(client, address, data):
    response = client.post(address, encoded(data), content_type=FORM)
    assert response.status_code in CLEAR, (address, response.status_code)


@given(
    data=fields(
        "kind", "title", "description", "capacity", "prep_minutes", "draft", "audience", "people", *WHEN, *WHERE
    )
)
@settings(max_examples=25)
def test_planning_and_changing_a_meeting_take_anything(desk, data):
    client, group, meeting, _series = desk
    for address in (
        reverse("plg:meeting_plan", args=[group.slug]),
        reverse("plg:network_meeting_plan"),
        page_of("meeting_change", meeting),
        page_of("meeting_copy", meeting),
    ):
        sends(client, address, data)


@given(data=fields(*PATTERN, "start_time", "end_time", "kind", "days", "audience", "people", *WHERE))
@settings(max_examples=25)
def test_planning_a_series_takes_anything(desk, data):
    client, group, _meeting, _series = desk
    address = reverse("plg:series_plan", args=[group.slug])
    sends(client, reverse("plg:network_series_plan"), {**data, "plan": "1"})
    good = {"title": "Reeks", "repeat": "w1", "weekday": "2", "start_time": "15:30", "end_time": "17:00"}
    good |= {"first_day": "2026-09-01", "last_day": "2026-10-01", "kind": "group"}
    sends(client, address, {**data, "plan": "1"})
    sends(client, address, {**good, **data, "plan": "1"})
    assert client.get(f"{address}?{encoded(data)}").status_code in CLEAR


@given(data=fields("title", "start_time", "end_time", "shift_days", "seen", "reason", *WHERE))
@settings(max_examples=25)
def test_changing_and_calling_off_a_series_take_anything(desk, data):
    client, group, _meeting, series = desk
    for name in ("series_change", "series_cancel", "series_reinstate"):
        sends(client, reverse(f"plg:{name}", args=[group.slug, series.public_id]), data)


@given(
    data=fields(
        "answer",
        "note",
        "next",
        "action",
        "ids",
        "query",
        "name",
        "email",
        "organisation",
        "lines",
        "antwoord",
        "again",
    )
)
@settings(max_examples=25)
def test_answers_and_guests_take_anything(desk, data):
    client, _group, meeting, _series = desk
    token = make_token(meeting.invitations.get())
    for address in (
        page_of("meeting_answer", meeting),
        page_of("meeting_people_bulk", meeting),
        page_of("meeting_people", meeting),
        reverse("plg:answer_from_mail", args=[token]),
    ):
        sends(client, address, data)
    assert client.get(f"{reverse('plg:answer_from_mail', args=[token])}?{encoded(data)}").status_code in CLEAR


@given(
    data=fields("r0-title", "r0-goal", "r0-minutes", "r0-position", "r0-owner", "r0-files", "r0-id", "r1-title", "copy")
)
@settings(max_examples=25)
def test_the_agenda_of_a_meeting_takes_anything(desk, data):
    client, _group, meeting, _series = desk
    sends(client, page_of("agenda_edit", meeting), data)


@given(data=fields("weergave", "maand", "groep", "soort", "antwoord", "wat", "geweest"))
@settings(max_examples=25)
def test_the_filters_of_the_agenda_take_anything(desk, data):
    client, *_rest = desk
    assert client.get(f"{reverse('plg:agenda')}?{encoded(data)}").status_code in {200, 400}


@given(data=fields("content", "store", "url", "organisation", "name", "start", "end", "instead_of", "groep", "feed"))
@settings(max_examples=25)
def test_holidays_and_feeds_take_anything(desk, data):
    client, *_rest = desk
    names = ("school_year:holiday_import", "school_year:closed_day_add", "plg:feed_list", "plg:feed_revoke")
    for name in names:
        sends(client, reverse(name), data)


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip() and "\0" not in text and text != "\ud800"])
def test_what_was_typed_stays_after_an_error(desk, text):
    client, group, meeting, series = desk
    kept = text[:300]
    for address, name in (
        (reverse("plg:meeting_plan", args=[group.slug]), "description"),
        (page_of("meeting_change", meeting), "location"),
        (reverse("plg:series_plan", args=[group.slug]), "location"),
        (reverse("plg:series_change", args=[group.slug, series.public_id]), "location"),
        (page_of("meeting_people", meeting), "name"),
        (reverse("plg:answer_from_mail", args=[make_token(meeting.invitations.get())]), "note"),
    ):
        response = client.post(address, {name: kept, "title": ""})
        assert response.status_code in {200, 422}
        assert kept in unescape(response.content.decode()), address


@pytest.mark.parametrize("part", ["%00", "%ED%A0%80", "a" * 3000, "..", "-", "\u202e"])
def test_an_address_that_is_no_meeting_does_not_exist(client, part):
    client.force_login(
        f.NetworkRoleFactory().member, backend="knowledge_network.members.accounts.backends.MemberBackend"
    )
    client.raise_request_exception = False
    for address in (f"/bijeenkomsten/{part}/", f"/antwoord/{part}/", f"/agenda/feed/{part}.ics"):
        assert client.get(address).status_code in {400, 404}
