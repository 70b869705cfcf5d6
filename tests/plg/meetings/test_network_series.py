"""A year of meetings of the whole network: who is invited, who sees it, and changing it as a whole."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.school_year.actions import load_holidays
from plg.meetings.actions import series as actions
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingSeries
from tests import factories as f
from tests.plg.meetings.helpers import moment, page_of, told
from tests.plg.meetings.test_series import pattern

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
DAY = dt.timedelta(days=1)
A_MORNING = moment("2026-11-24T10:00")  # when an invitation goes out at once
PLAN = "plg:network_series_plan"


@pytest.fixture
def network():
    return f.PartnershipFactory()


def plenary(**changes):
    """«The first Thursday of every month, 13:30–16:30» for everybody."""
    base = {"title": "Netwerkmiddag", "kind": "plenary", "audience": "everybody", "people": "", "repeat": "m1"}
    return pattern(**{**base, "weekday": "3", "start_time": "13:30", "end_time": "16:30", **changes})


def yearly(inside, network, count=3, **fields):
    first = timezone.localdate() + 7 * DAY
    return actions.plan_series(
        partnership=network,
        by=inside.coordinator,
        title="Netwerkmiddag",
        rule="FREQ=WEEKLY;INTERVAL=4;BYDAY=TH",
        days=[first + 28 * n * DAY for n in range(count)],
        start_time=dt.time(13, 30),
        end_time=dt.time(16, 30),
        **{"kind": "plenary", "audience": "everybody", **fields},
    )


def page(inside, who, name, series):
    return inside.client(who).get(reverse(f"plg:network_series_{name}", args=[series.public_id]))


def test_the_days_are_shown_with_what_is_skipped_and_to_how_many_it_goes_before_anybody_is_invited(inside, network):
    load_holidays()
    answer = inside.client("coordinator").post(reverse(PLAN), plenary(title="Middag"))
    shown = {str(day.occasion.day): day.checked for day in answer.context["days"]}
    assert (shown["2026-10-01"], shown["2027-05-06"]) == (True, False), "Ascension Day is left out"
    assert answer.context["invites"] == 5
    assert "5 mensen krijgen" in answer.text
    assert not Meeting.objects.exists()


def test_everybody_gets_one_invitation_for_the_whole_year_and_sees_all_of_it(inside, network, mailoutbox, time_machine):
    time_machine.move_to(A_MORNING)
    first = timezone.localdate() + 30 * DAY
    pattern_of_a_year = plenary(repeat="w4", first_day=str(first), last_day=str(first + 120 * DAY))
    client = inside.client("coordinator")
    found = client.post(reverse(PLAN), pattern_of_a_year).context["days"]
    days = [str(day.occasion.day) for day in found]
    client.post(reverse(PLAN), {**pattern_of_a_year, "plan": "1", "days": days[:3]})
    series = MeetingSeries.objects.get()
    assert (series.partnership, series.group, series.meetings.count()) == (network, None, 3)
    assert {meeting.invitations.count() for meeting in series.meetings.all()} == {5}
    assert told(inside.outsider) == ["plg.series_planned"]
    deliver_due()
    (mail,) = [mail for mail in mailoutbox if mail.to == [inside.outsider.email]]
    assert network.name in mail.subject
    assert reverse("plg:network_series_detail", args=[series.public_id]) in mail.body
    seen = page(inside, "outsider", "detail", series)
    assert len(seen.context["meetings"]) == 3
    assert "Alles wijzigen" not in seen.text


def test_a_series_for_named_people_is_hidden_from_all_others(inside, network):
    series = yearly(inside, network, audience="chosen", invited=[inside.member])
    assert {row.member for meeting in series.meetings.all() for row in meeting.invitations.all()} == {inside.member}
    assert page(inside, "member", "detail", series).status_code == 200
    assert page(inside, "outsider", "detail", series).status_code == 404
    assert told(inside.outsider) == []


@pytest.mark.parametrize(
    ("changes", "field"), [({"audience": ""}, "audience"), ({"audience": "chosen", "people": "Niemand Zo"}, "people")]
)
def test_who_is_invited_has_to_be_clear(inside, network, changes, field):
    answer = inside.client("coordinator").post(reverse(PLAN), plenary(**changes))
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["days"] == []


def test_a_group_of_schools_knows_no_plenary_and_the_network_no_group_meeting(inside, network):
    answer = inside.client("coordinator").post(reverse(PLAN), plenary(kind="group"))
    assert list(answer.context["form"].errors) == ["kind"]


def test_the_series_is_moved_and_cancelled_as_a_whole_and_told_once(inside, network):
    series = yearly(inside, network)
    Notice.objects.update(mailed_at=timezone.now())
    client = inside.client("coordinator")
    change = reverse("plg:network_series_change", args=[series.public_id])
    seen = client.get(change).context["seen"]
    client.post(change, {"title": "Netwerkmiddag", "start_time": "14:00", "end_time": "16:30", "seen": seen})
    starts = {timezone.localtime(meeting.starts_at).time() for meeting in series.meetings.all()}
    assert starts == {dt.time(14)}
    cancel = reverse("plg:network_series_cancel", args=[series.public_id])
    after = client.post(cancel, {"reason": "De zaal brandde af"}, follow=True).text
    assert reverse("plg:network_series_reinstate", args=[series.public_id]) in after
    assert set(series.meetings.values_list("status", flat=True)) == {MeetingStatus.CANCELLED}
    assert told(inside.outsider) == ["plg.series_planned", "plg.series_cancelled"]
    client.post(reverse("plg:network_series_reinstate", args=[series.public_id]))
    assert MeetingStatus.CANCELLED not in series.meetings.values_list("status", flat=True)


def test_a_meeting_of_it_leads_to_the_series_and_the_series_to_the_next_year(inside, network):
    series = yearly(inside, network, audience="school_leaders")
    meeting = series.meetings.order_by("starts_at").first()
    address = reverse("plg:network_series_change", args=[series.public_id])
    assert address in inside.client("coordinator").get(page_of("meeting_change", meeting)).text
    query = dict(parse_qsl(page(inside, "coordinator", "detail", series).context["next_year"]))
    form = inside.client("coordinator").get(reverse(PLAN), query).context["form"]
    assert (form["audience"].value(), form["kind"].value()) == ("school_leaders", "plenary")


def test_the_link_under_the_bell_opens_the_series(inside, network):
    series = yearly(inside, network)
    notice = Notice.objects.get(member=inside.outsider)
    assert notice.url == series.get_absolute_url()
    assert inside.client("outsider").get(notice.url).status_code == 200


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_its_length(inside, network, django_assert_num_queries, item_count):
    series = yearly(inside, network, item_count, host_site=f.SiteFactory())
    client = inside.client("outsider")
    with django_assert_num_queries(6):
        client.get(series.get_absolute_url())
