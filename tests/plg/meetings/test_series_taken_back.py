"""A change of a whole series is taken back: every meeting as it was, told to who heard of the change."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions import guests, moves
from plg.meetings.actions import meetings as single
from plg.meetings.actions import series as actions
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from tests.pages import Page
from tests.plg.meetings.helpers import told

pytestmark = pytest.mark.clock

DAY = dt.timedelta(days=1)


@pytest.fixture
def series(inside):
    first = timezone.localdate() + 7 * DAY
    return actions.plan_series(
        group=inside.group,
        by=inside.lead,
        title="Rekenen",
        rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=WE",
        days=[first + 7 * n * DAY for n in range(3)],
        start_time=dt.time(15, 30),
        end_time=dt.time(17),
    )


def shown(series):
    series.refresh_from_db()
    rows = series.meetings.order_by("starts_at").values_list("title", "starts_at", "ends_at", "location", "status")
    return (series.title, series.start_time, series.end_time, list(rows))


def answers_of(member):
    return set(member.meeting_invitations.values_list("answer", flat=True))


def change(inside, series, **changes):
    """What the page does: the former state is remembered, then the change stored."""
    former = moves.remember_series(series, actions.still_to_come(series, timezone.now()))
    actions.change_series(series=series, by=inside.lead, **changes)
    return former


def test_before_anybody_heard_of_it_all_is_as_it_was_and_nobody_hears_anything(inside, series):
    Notice.objects.update(mailed_at=timezone.now())
    for meeting in series.meetings.all():
        answer_meeting(invitation=meeting.invitations.get(member=inside.member), answer=RsvpAnswer.YES)
    before, heard = shown(series), told(inside.member)
    former = change(inside, series, shift_days=1, start_time=dt.time(16), title="Anders", location="Aula")
    assert shown(series) != before
    assert answers_of(inside.member) == {RsvpAnswer.NONE}
    assert moves.put_series_back(series=series, by=inside.lead, former=former) == 3
    assert shown(series) == before
    assert told(inside.member) == heard
    assert answers_of(inside.member) == {RsvpAnswer.YES}


def test_who_heard_of_the_change_hears_once_that_it_is_taken_back(inside, series):
    Notice.objects.update(mailed_at=timezone.now())
    former = change(inside, series, shift_days=1)
    Notice.objects.filter(member=inside.member).update(mailed_at=timezone.now())
    moves.put_series_back(series=series, by=inside.lead, former=former)
    assert told(inside.member)[-2:] == ["plg.series_changed", "plg.series_changed"]
    assert told(inside.observer).count("plg.series_changed") == 0
    days = Notice.objects.filter(member=inside.member, kind="plg.series_changed").latest("pk").params["starts_at"]
    assert dt.datetime.fromisoformat(days) == series.meetings.order_by("starts_at").first().starts_at


def test_a_meeting_that_was_changed_by_itself_before_stays_out_of_it(inside, series):
    alone = series.meetings.order_by("starts_at").first()
    single.change_meeting(meeting=alone, by=inside.lead, location="Elders")
    before = shown(series)
    former = change(inside, series, location="Aula")
    assert moves.put_series_back(series=series, by=inside.lead, former=former) == 2
    assert shown(series) == before


@pytest.mark.parametrize("then", ["changed again", "one changed", "one called off", "later", "of another series"])
def test_it_is_refused_when_something_happened_since_and_nothing_changes(inside, series, then, time_machine):
    former = change(inside, series, shift_days=1)
    one = series.meetings.order_by("starts_at").first()
    if then == "changed again":
        actions.change_series(series=series, by=inside.lead, location="Aula")
    elif then == "one changed":
        single.change_meeting(meeting=one, by=inside.lead, location="Aula")
    elif then == "one called off":
        single.cancel_meeting(meeting=one, by=inside.lead, reason="Ziekte")
    elif then == "of another series":
        former["series"] = "iets-anders"
    else:
        time_machine.move_to(timezone.now() + dt.timedelta(minutes=11))
    before = shown(series)
    with pytest.raises(RefusedError):
        moves.put_series_back(series=series, by=inside.lead, former=former)
    assert shown(series) == before


def test_guests_who_were_not_mailed_the_change_hear_nothing(inside, series):
    meeting = series.meetings.order_by("starts_at").first()
    guests.invite_guest(meeting=meeting, by=inside.lead, name="Gast", email="gast@example.org")
    Delivery.objects.filter(address="gast@example.org").update(state=DeliveryState.SENT, sent_at=timezone.now())
    former = change(inside, series, shift_days=1)
    moves.put_series_back(series=series, by=inside.lead, former=former)
    mails = Delivery.objects.filter(address="gast@example.org", state__in=DeliveryState.STILL_TO_GO)
    assert not mails.exists()


def test_the_page_offers_to_take_a_change_back_and_does_so_once(inside, series):
    client, before = inside.client("lead"), shown(series)
    seen = client.get(inside.url("series_change", series.public_id)).context["seen"]
    data = {"title": "Rekenen", "start_time": "16:00", "end_time": "17:00", "shift_days": "1", "host_site": ""}
    data |= {"location": "", "link": "", "seen": seen}
    page = Page(client.post(inside.url("series_change", series.public_id), data, follow=True))
    undo = inside.url("series_put_back", series.public_id)
    assert page.all(f'form[action="{undo}"]')
    assert shown(series) != before
    client.post(undo)
    assert shown(series) == before
    assert set(series.meetings.values_list("status", flat=True)) == {MeetingStatus.PLANNED}
    client.post(undo)
    assert shown(series) == before


def test_another_title_alone_is_told_to_nobody_and_offers_no_way_back(inside, series):
    client = inside.client("lead")
    seen = client.get(inside.url("series_change", series.public_id)).context["seen"]
    data = {"title": "Anders", "start_time": "15:30", "end_time": "17:00", "shift_days": "", "host_site": ""}
    data |= {"location": "", "link": "", "seen": seen}
    page = Page(client.post(inside.url("series_change", series.public_id), data, follow=True))
    undo = inside.url("series_put_back", series.public_id)
    assert not page.all(f'form[action="{undo}"]')
