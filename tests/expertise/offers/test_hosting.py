"""Who receives on a day of an offer: the days go over to a new contact person, and the host notes who was there."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from expertise.offers.actions import dates, hosting, offers
from expertise.offers.enums import OfferKind
from expertise.offers.notices import TAKE_HOME
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.models import Attendance
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture(autouse=True)
def network():
    return f.PartnershipFactory()


@pytest.fixture
def host():
    return f.MemberFactory()


@pytest.fixture
def offer(host):
    return offers.add_offer(
        by=host,
        kind=OfferKind.WORKSHOP,
        title="Meten met touw",
        text="Een middag buiten.",
        host=host.primary_appointment.organisation,
        contact=host,
    )


def plan(offer, places=1, days=9):
    start = timezone.now() + days * DAY
    return dates.plan_date(offer=offer, by=offer.contact, starts_at=start, ends_at=start + 2 * HOUR, places=places)


def seats(date):
    rows = MeetingInvitation.objects.with_a_seat().filter(meeting=date.meeting_id)
    return {row.member for row in rows.select_related("member")}


def test_a_new_contact_person_gets_the_days_and_who_was_it_is_uninvited(host, offer):
    coming, visitor, waits = plan(offer), f.MemberFactory(), f.MemberFactory()
    for person in (visitor, waits):
        dates.sign_up(date=coming, by=person)
    fresh = f.MemberFactory()
    offers.change_offer(offer=offer, by=host, contact=fresh)
    assert seats(coming) == {fresh, visitor}
    assert Meeting.objects.get(pk=coming.meeting_id).capacity == 2
    assert [Meeting.objects.visible_to(one).count() for one in (fresh, host)] == [1, 0]
    assert not coming.find_place(waits).has_seat


def test_who_waited_for_a_place_and_becomes_host_has_a_seat(host, offer):
    coming, visitor, waits = plan(offer), f.MemberFactory(), f.MemberFactory()
    for person in (visitor, waits):
        dates.sign_up(date=coming, by=person)
    offers.change_offer(offer=offer, by=host, contact=host, second_contact=waits)
    assert seats(coming) == {host, visitor, waits}
    assert Meeting.objects.get(pk=coming.meeting_id).capacity == 3


def test_other_words_leave_the_days_alone(host, offer):
    coming = plan(offer)
    offers.change_offer(offer=offer, by=host, title="Meten met stokken")
    assert seats(coming) == {host}


def held(offer, *visitors):
    """A day that is over, with a seat for each."""
    date = plan(offer, places=5, days=2)
    for visitor in visitors:
        dates.sign_up(date=date, by=visitor)
    return date


@pytest.mark.clock
def test_the_host_notes_who_was_there_and_it_counts_in_their_hours(client, host, offer):
    came, missed = f.MemberFactory(), f.MemberFactory()
    date = held(offer, came, missed)
    with time_machine.travel(timezone.now() + 3 * DAY, tick=False):
        client.force_login(host, backend=BACKEND)
        address = reverse("expertise:offer_date_attendance", args=[offer.public_id, date.public_id])
        assert len(client.get(address).context["form"]["came"].value()) == 2
        client.post(address, {"came": [date.find_place(came).public_id]})
        found = {row[0]: row[1:] for row in Attendance.objects.values_list("invitation__member", "status", "minutes")}
        assert client.get(address).context["form"]["came"].value() == [date.find_place(came).public_id]
    assert found == {came.pk: ("present", 120), missed.pk: ("absent", 0), host.pk: ("present", 120)}


@pytest.mark.clock
def test_who_was_not_there_is_not_asked_what_they_take_home(host, offer):
    came, missed = f.MemberFactory(), f.MemberFactory()
    date = held(offer, came, missed)
    later = timezone.now() + 4 * DAY
    with time_machine.travel(later, tick=False):
        hosting.note_who_came(date=date, by=host, came={date.find_place(came).public_id})
        morning = timezone.localtime(later).replace(hour=9, minute=30)
        assert dates.ask_visitors(morning) == 1
    assert {notice.member for notice in Notice.objects.filter(kind=TAKE_HOME.name)} == {came}


def test_nobody_is_noted_before_it_began(host, offer):
    with pytest.raises(RefusedError):
        hosting.note_who_came(date=held(offer, f.MemberFactory()), by=host, came=set())
