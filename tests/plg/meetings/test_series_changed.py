"""Changing and calling off a series as a whole, beside what was changed one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.enums import HolidayRegion
from knowledge_network.notifications.events.mails import compose_mail
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.school_year.models import SchoolHoliday
from plg.meetings.actions import series as actions
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.meetings import cancel_meeting, change_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.notices.series import INVITED_TO_SERIES
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import page_of, told
from tests.plg.meetings.test_series import DAY, meetings_of, post, weekly

pytestmark = pytest.mark.clock


def test_changing_the_series_leaves_what_was_and_what_was_changed_by_itself_alone(inside):
    series = weekly(inside, 4)
    was, mine, *rest = meetings_of(series)
    long_ago = timezone.now() - 30 * DAY
    Meeting.objects.filter(pk=was.pk).update(starts_at=long_ago, ends_at=long_ago + DAY / 24)
    change_meeting(meeting=mine, by=inside.lead, location="Elders")
    Notice.objects.all().delete()
    changed = actions.change_series(
        series=series, by=inside.lead, start_time=dt.time(16), end_time=dt.time(17, 30), shift_days=1, location="Aula"
    )
    assert [row.pk for row in changed] == [row.pk for row in rest]
    for before, after in zip(rest, meetings_of(series)[2:], strict=True):
        local = timezone.localtime(after.starts_at)
        assert local.date() == timezone.localdate(before.starts_at) + DAY
        assert (local.time(), after.location, after.sequence) == (dt.time(16), "Aula", 1)
    was.refresh_from_db()
    mine.refresh_from_db()
    assert (was.sequence, mine.location, mine.sequence) == (0, "Elders", 1)
    assert told(inside.member) == ["plg.series_changed"]


def test_moving_a_series_asks_everybody_anew_and_another_title_asks_nobody(inside):
    series = weekly(inside)
    for meeting in meetings_of(series):
        answer_meeting(invitation=meeting.invitations.get(member=inside.member), answer=RsvpAnswer.NO)
    Notice.objects.all().delete()
    actions.change_series(series=series, by=inside.lead, title="Rekenen met inzicht")
    assert (told(inside.member), answers_of(inside.member)) == ([], {RsvpAnswer.NO})
    actions.change_series(series=series, by=inside.lead, shift_days=1)
    assert (told(inside.member), answers_of(inside.member)) == (["plg.series_changed"], {RsvpAnswer.NONE})


def answers_of(member):
    return set(member.meeting_invitations.values_list("answer", flat=True))


def change_form(inside, series, **changes):
    seen = inside.get("lead", "series_change", series.public_id).context["seen"]
    base = {"title": "Rekenen", "start_time": "15:30", "end_time": "17:00", "shift_days": "", "host_site": ""}
    return base | {"location": "", "link": "", "seen": seen} | changes


def test_the_form_shows_the_school_where_the_next_meetings_are_even_one_that_takes_part_no_more(inside):
    series = weekly(inside)
    left = f.SiteFactory(name="De Vertrokkene")
    Meeting.objects.filter(series=series).update(host_site=left)
    page = Page(inside.get("lead", "series_change", series.public_id))
    chosen = page.one("select[name=host_site] option[selected]")
    assert chosen.words == "De Vertrokkene"
    answer = post(inside, "lead", "series_change", series, **change_form(inside, series, host_site=chosen["value"]))
    assert answer.status_code == 302
    assert {meeting.host_site.name for meeting in meetings_of(series)} == {"De Vertrokkene"}


def test_the_form_that_moves_a_series_moves_it_once_however_often_it_is_sent(inside):
    series = weekly(inside)
    before = meetings_of(series)
    data = change_form(inside, series, shift_days="1")
    assert post(inside, "lead", "series_change", series, **data).status_code == 302
    again = post(inside, "lead", "series_change", series, **data)
    assert again.status_code == 409
    moved = [after.starts_at - earlier.starts_at for earlier, after in zip(before, meetings_of(series), strict=True)]
    assert set(moved) == {DAY}


def test_two_who_change_a_series_at_once_do_not_undo_each_other(inside):
    series = weekly(inside)
    seen = actions.fingerprint_meetings(meetings_of(series))
    actions.change_series(series=series, by=inside.lead, seen=seen, location="Aula")
    with pytest.raises(RefusedError):
        actions.change_series(series=series, by=inside.coordinator, seen=seen, location="Kamer 3")
    assert {row.location for row in meetings_of(series)} == {"Aula"}


def test_moving_a_series_into_a_holiday_is_said(inside):
    """A holiday of the test's own: those that are known end some day."""
    year = timezone.localdate().year + 1
    days = [dt.date(year, 12, 23), dt.date(year, 12, 16)]
    for region in HolidayRegion:
        SchoolHoliday.objects.create(
            school_year="x", name="Kerstvakantie", region=region, start=dt.date(year, 12, 24), end=dt.date(year, 12, 31)
        )
    series = actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=days,
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )
    data = change_form(inside, series, shift_days="2")
    page = inside.client("lead").post(inside.url("series_change", series.public_id), data, follow=True).text
    assert "Kerstvakantie" in page


@pytest.mark.parametrize("shift", ["29", "-29", "1.5", "x", "9" * 30])
def test_a_shift_of_more_than_four_weeks_is_refused_and_what_was_typed_stays(inside, shift):
    series = weekly(inside)
    response = post(
        inside, "lead", "series_change", series, **change_form(inside, series, shift_days=shift, location="Blijft")
    )
    assert response.status_code == 200
    assert "shift_days" in response.context["form"].errors
    assert "Blijft" in response.text


def test_calling_off_a_series_is_told_once_and_undo_brings_back_exactly_what_it_called_off(inside):
    series = weekly(inside, 4)
    first = meetings_of(series)[0]
    client = inside.client("lead")
    client.post(page_of("meeting_cancel", first), {"reason": "Studiedag"})
    Notice.objects.all().delete()
    page = client.post(inside.url("series_cancel", series.public_id), {"reason": "De groep stopt"}, follow=True).text
    assert {row.status for row in meetings_of(series)} == {"cancelled"}
    assert told(inside.member) == ["plg.series_cancelled"]
    Notice.objects.update(mailed_at=timezone.now())
    assert inside.url("series_reinstate", series.public_id) in page
    for _ in range(2):
        client.post(inside.url("series_reinstate", series.public_id))
    assert [row.status for row in meetings_of(series)] == ["cancelled", "planned", "planned", "planned"]
    assert {row.cancel_reason for row in meetings_of(series)} == {"Studiedag", ""}
    assert told(inside.member)[-1] == "plg.series_reinstated"


def test_a_series_that_is_called_off_before_anybody_heard_of_it_is_told_to_nobody(inside, mailoutbox):
    series = weekly(inside, 4)
    actions.cancel_series(series=series, by=inside.lead, reason="De groep stopt")
    deliver_due()
    assert told(inside.member) == []
    assert mailoutbox == []
    actions.reinstate_series(series=series, by=inside.lead)
    assert told(inside.member) == ["plg.series_planned"]


def test_the_invitation_to_a_series_says_what_takes_place_when_it_is_sent(inside):
    series = weekly(inside, 3)
    first, *rest = meetings_of(series)
    cancel_meeting(meeting=first, by=inside.lead, reason="Studiedag")
    mail = compose_mail(INVITED_TO_SERIES, Notice.objects.get(member=inside.member))
    assert "2 bijeenkomsten" in mail.subject
    assert nice_date(timezone.localdate(first.starts_at)) not in mail.lines[1]
    assert all(nice_date(timezone.localdate(meeting.starts_at)) in mail.lines[1] for meeting in rest)
    assert told(inside.member) == ["plg.series_planned"]


def test_calling_off_without_a_reason_calls_nothing_off(inside):
    series = weekly(inside)
    assert post(inside, "lead", "series_cancel", series, reason="  ").status_code == 200
    assert {row.status for row in meetings_of(series)} == {"planned"}
