"""When a group meets: planning, moving, calling off, holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.models import AuditEvent
from knowledge_network.notifications.models import Notice
from knowledge_network.notifications.registry import get as notice_kind
from knowledge_network.search.models import SearchEntry
from plg.actions import meetings as actions
from plg.actions.holidays import load_holidays
from plg.errors import RefusedError
from plg.forms.space import MeetingForm
from plg.models import Meeting
from tests import factories as f


def form(**changes):
    day = timezone.localdate() + dt.timedelta(days=30)
    base = {"title": "Breuken", "day": day.isoformat(), "start_time": "15:30", "end_time": "17:00"}
    return base | {"host_site": "", "location": "", "link": ""} | changes


@pytest.fixture
def meeting(inside):
    starts = timezone.now() + dt.timedelta(days=9)
    return actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Breuken", starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
    )


def told(member):
    return list(Notice.objects.filter(member=member).values_list("kind", flat=True))


def test_a_meeting_is_planned_in_local_time_and_the_group_is_told(inside):
    response = inside.post("lead", "meeting_plan", **form(location="Kamer 2", link="example.org/zaal"))
    assert response["Location"] == inside.url("meeting_list")
    meeting = Meeting.objects.get()
    assert timezone.localtime(meeting.starts_at).time() == dt.time(15, 30)
    assert meeting.link == "https://example.org/zaal"
    assert told(inside.member) == told(inside.observer) == ["plg.meeting_planned"]
    assert SearchEntry.objects.get(kind="meeting").audiences == [f"group:{inside.group.slug}"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_time": "15:30"}, "end_time"),
        ({"end_time": "14:00"}, "end_time"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "31-02-2026"}, "day"),
        ({"start_time": "25:00"}, "start_time"),
        ({"title": ""}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org"}, "link"),
        ({"host_site": "999999"}, "host_site"),
        ({"host_site": "9" * 30}, "host_site"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_plans_nothing(inside, changes, field):
    response = inside.post("lead", "meeting_plan", **form(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_text_in_date_and_times_is_a_server_error(inside, day, start, end):
    sent = MeetingForm(form(day=day, start_time=start, end_time=end), group=inside.group)
    sent.is_valid()


def test_sending_the_form_twice_plans_one_meeting(inside):
    for _ in range(2):
        inside.post("lead", "meeting_plan", **form())
    assert Meeting.objects.count() == 1


def test_one_chooses_among_the_schools_of_the_members(inside):
    page = inside.get("lead", "meeting_plan").text
    assert inside.member.current_appointments[0].organisation.name in page
    assert inside.outsider.current_appointments[0].organisation.name not in page


def test_a_school_outside_the_group_cannot_be_chosen(inside):
    elsewhere = inside.outsider.current_appointments[0].organisation
    response = inside.post("lead", "meeting_plan", **form(host_site=elsewhere.pk))
    assert "host_site" in response.context["form"].errors


@pytest.mark.parametrize(("day", "closed"), [("2026-10-14", True), ("2027-04-27", True), ("2026-10-21", False)])
def test_a_holiday_is_a_warning_and_no_refusal(inside, day, closed):
    load_holidays()
    page = inside.client("lead").post(inside.url("meeting_plan"), form(day=day), follow=True).text
    assert Meeting.objects.count() == 1
    assert ("scholen dicht" in page) is closed


def test_the_list_shows_on_which_holiday_a_meeting_falls(inside):
    load_holidays()
    inside.post("lead", "meeting_plan", **form(day="2026-12-23"))
    with_warning = inside.get("member", "meeting_list").text
    assert ("Kerstvakantie" in with_warning) is (timezone.localdate() <= dt.date(2026, 12, 23))


def test_moving_it_is_told_and_a_new_title_is_not(inside, meeting):
    Notice.objects.all().delete()
    actions.change_meeting(meeting=meeting, by=inside.lead, title="Verhoudingen")
    assert told(inside.member) == []
    moved = meeting.starts_at + dt.timedelta(days=1)
    actions.change_meeting(meeting=meeting, by=inside.lead, starts_at=moved, ends_at=moved + dt.timedelta(hours=1))
    assert told(inside.member) == ["plg.meeting_changed"]
    actions.change_meeting(meeting=meeting, by=inside.lead, location="Aula")
    assert told(inside.member) == ["plg.meeting_changed"]
    assert told(inside.lead) == []


def test_the_form_shows_and_keeps_what_was_planned(inside, meeting):
    page = inside.get("lead", "meeting_change", meeting.public_id).text
    starts = timezone.localtime(meeting.starts_at)
    assert f'value="{starts:%Y-%m-%d}"' in page
    assert f'value="{starts:%H:%M}"' in page
    response = inside.post("lead", "meeting_change", meeting.public_id, **form(title="Anders"))
    assert response.status_code == 302
    meeting.refresh_from_db()
    assert meeting.title == "Anders"


def test_a_cancelled_meeting_says_why_and_may_come_back(inside, meeting):
    client = inside.client("lead")
    assert client.post(inside.url("meeting_cancel", meeting.public_id), {"reason": " "}).status_code == 200
    page = client.post(inside.url("meeting_cancel", meeting.public_id), {"reason": "Ziekte"}, follow=True).text
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("geannuleerd", "Ziekte")
    assert "Ziekte" in page
    assert told(inside.member) == ["plg.meeting_cancelled"]
    assert not SearchEntry.objects.filter(kind="meeting").exists()
    with pytest.raises(RefusedError):
        actions.change_meeting(meeting=meeting, by=inside.lead, title="x")
    client.post(inside.url("meeting_reinstate", meeting.public_id))
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("gepland", "")
    assert told(inside.member) == ["plg.meeting_planned"]


def test_changing_a_cancelled_meeting_is_refused_in_words(inside, meeting):
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    assert inside.post("lead", "meeting_change", meeting.public_id, **form()).status_code == 409


def test_the_past_is_written_down_without_telling_anybody(inside):
    starts = timezone.now() - dt.timedelta(days=60)
    meeting = actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Toen", starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
    )
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Toch niet")
    assert told(inside.member) == []


def test_a_coordinator_sees_and_plans_meetings_of_every_group(inside, meeting):
    assert meeting.title in inside.get("coordinator", "meeting_list").text
    assert inside.post("coordinator", "meeting_plan", **form(title="Kennismaking")).status_code == 302
    assert Meeting.objects.visible_to(inside.coordinator).count() == 2
    assert Meeting.objects.visible_to(inside.member).count() == 2
    assert Meeting.objects.visible_to(inside.outsider).count() == 0


@pytest.mark.parametrize("who", ["member", "observer"])
def test_an_ordinary_member_reads_and_does_not_plan(inside, meeting, who):
    assert meeting.title in inside.get(who, "meeting_list").text
    assert inside.post(who, "meeting_plan", **form()).status_code == 403
    assert inside.post(who, "meeting_cancel", meeting.public_id, reason="x").status_code == 403


def test_a_meeting_of_another_group_does_not_exist_here(inside):
    other = f.MeetingFactory()
    for name in ("meeting_change", "meeting_cancel"):
        assert inside.get("lead", name, other.public_id).status_code == 404
    assert inside.post("lead", "meeting_reinstate", other.public_id).status_code == 404


def test_a_notice_tells_the_time_in_the_readers_words(inside, meeting):
    notice = Notice.objects.get(member=inside.member)
    text = str(notice_kind(notice.kind).text(notice.params))
    assert f"{timezone.localtime(meeting.starts_at):%H:%M}" in text
    assert "T" not in text.replace(meeting.title, "").partition(" ")[0]


def test_titles_of_meetings_stay_out_of_the_audit_trail(inside):
    f.MeetingFactory(group=inside.group)
    inside.post("lead", "meeting_plan", **form(title="kanarie-titel"))
    assert AuditEvent.objects.exists()
    assert "kanarie-titel" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        starts = timezone.now() + dt.timedelta(days=number + 1)
        f.MeetingFactory(group=inside.group, starts_at=starts, host_site=f.SiteFactory())
        f.MeetingFactory(group=inside.group, starts_at=starts - dt.timedelta(days=90), host_site=f.SiteFactory())
    client = inside.client("member")
    with django_assert_num_queries(9):
        client.get(inside.url("meeting_list"))
