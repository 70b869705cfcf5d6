"""Offers: places and who waits, days that are meetings, questions beforehand, what goes home, and the agenda beside."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.offers.actions import dates, offers
from expertise.offers.enums import OfferKind, OfferState, OpenTo
from expertise.offers.models import Offer, OfferDate, VisitorQuestion
from expertise.offers.queries import find_fits, find_hosts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.meetings.enums import MeetingKind, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions.attendance import confirm_attendance
from plg.records.actions.returns import remove_return
from plg.records.models import ReturnToSchool
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


def offer_it(by, **values):
    values = {"kind": OfferKind.WORK_VISIT, "title": "Kijken bij ons", "text": "Een ochtend.", **values}
    values.setdefault("host", by.primary_appointment.organisation)
    return offers.add_offer(by=by, contact=by, **values)


def plan(offer, by, days=9, places=2, **values):
    start = timezone.now() + days * DAY
    return dates.plan_date(offer=offer, by=by, starts_at=start, ends_at=start + 2 * HOUR, places=places, **values)


def go(person, name, *args, posts=True, **data):
    client = Client()
    type(person).objects.filter(pk=person.pk).update(last_seen_on=timezone.localdate())
    client.force_login(person, backend=BACKEND)
    url = reverse(f"expertise:{name}", args=args)
    return client.post(url, data) if posts else client.get(url, data)


def told(person):
    return list(Notice.objects.filter(member=person).order_by("pk").values_list("kind", flat=True))


def test_a_day_of_an_offer_is_a_meeting_in_the_agenda_of_who_receives_and_who_signs_up(host):
    date = plan(offer_it(host), host)
    visitor, stranger = f.MemberFactory(), f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    assert date.meeting.kind == MeetingKind.WORK_VISIT
    assert [Meeting.objects.visible_to(one).count() for one in (host, visitor, stranger)] == [1, 1, 0]


def test_who_comes_too_late_waits_and_gets_the_place_that_comes_free(host):
    date = plan(offer_it(host), host, places=1)
    first, second = f.MemberFactory(), f.MemberFactory()
    assert dates.sign_up(date=date, by=first).has_seat
    assert not dates.sign_up(date=date, by=second).has_seat
    dates.sign_off(date=date, by=first)
    assert date.find_place(second).has_seat
    assert "plg.seat_free" in told(second)


def test_who_leaves_the_line_is_not_told_that_they_had_a_place(host):
    date = plan(offer_it(host), host, places=1)
    first, second = f.MemberFactory(), f.MemberFactory()
    for one, said in ((first, "Je plek is voor iemand anders"), (second, "Je wacht niet langer")):
        dates.sign_up(date=date, by=first)
        dates.sign_up(date=date, by=one)
        answer = go(one, "offer_sign_off", date.offer.public_id, date.public_id)
        assert said in " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_without_an_agenda_nothing_is_said_of_what_is_offered_about_it(host):
    page = go(host, "offer_themes", posts=False).text
    assert "Er staat nog niets op de agenda" in page
    assert "Over elk thema" not in page
    assert reverse("expertise:practice_question_bring_in") in page


def test_without_a_waiting_list_full_is_full(host):
    date = plan(offer_it(host), host, places=1, has_waiting_list=False)
    dates.sign_up(date=date, by=f.MemberFactory())
    with pytest.raises(RefusedError):
        dates.sign_up(date=date, by=(late := f.MemberFactory()))
    assert date.find_place(late) is None


def test_an_offer_to_the_own_board_is_joined_by_nobody_else(host):
    offer = offer_it(host, open_to=OpenTo.OWN_BOARD)
    date = plan(offer, host)
    colleague = f.MemberFactory(site=f.SiteFactory(school__board=offer.host.governing_board))
    assert go(f.MemberFactory(), "offer_sign_up", offer.public_id, date.public_id).status_code == 403
    assert go(colleague, "offer_sign_up", offer.public_id, date.public_id).status_code == 302
    assert date.find_place(colleague) is not None


def test_nobody_offers_in_the_name_of_a_school_where_they_do_not_work(host):
    elsewhere = f.SiteFactory()
    data = {"kind": "workshop", "title": "Meten", "text": "Buiten.", "contact": host.public_id, "open_to": "everybody"}
    assert go(host, "offer_add", **data, host=elsewhere.slug).status_code == 422
    assert go(host, "offer_add", **data, host=host.primary_appointment.organisation.slug).status_code == 302
    assert set(find_hosts(host, any_host=False).values_list("pk", flat=True)) == {
        host.primary_appointment.organisation_id,
        host.primary_appointment.organisation.governing_board_id,
    }


def test_who_offers_something_finds_themselves_their_school_and_the_theme_filled_in(host):
    topic = f.TopicFactory()
    form = go(host, "offer_add", posts=False, thema=topic.slug).context["form"]
    school = host.primary_appointment.organisation
    assert [form[name].value() for name in ("contact", "host")] == [
        f"{host.get_full_name()}, {school.name}",
        school.slug,
    ]
    assert form["topics"].value() == [topic.slug]


def test_the_second_contact_person_is_somebody_else(host):
    data = {"kind": "workshop", "title": "Meten", "text": "Buiten.", "open_to": "everybody"}
    people = {"contact": host.public_id, "second_contact": host.public_id}
    page = go(host, "offer_add", **data, **people, host=host.primary_appointment.organisation.slug)
    assert list(page.context["form"].errors) == ["second_contact"]


def test_the_same_moment_twice_is_one_day_and_of_two_offers_refused(host):
    offer = offer_it(host)
    start = timezone.now() + 9 * DAY
    moment = {"starts_at": start, "ends_at": start + HOUR, "places": 4}
    first = dates.plan_date(offer=offer, by=host, **moment)
    assert dates.plan_date(offer=offer, by=host, **moment) == first
    with pytest.raises(RefusedError):
        dates.plan_date(offer=offer_it(host), by=host, **moment)


def test_who_stops_offering_calls_off_the_days_to_come_and_who_signed_up_hears_it(host):
    offer = offer_it(host)
    date = plan(offer, host)
    visitor = f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    offers.end_offer(offer=offer, by=host)
    date.meeting.refresh_from_db()
    offer.refresh_from_db()
    assert date.meeting.is_cancelled
    assert offer.state == OfferState.ENDED
    assert "plg.meeting_cancelled" in told(visitor)
    assert not SearchEntry.objects.filter(kind="offer").exists()
    with pytest.raises(RefusedError):
        plan(offer, host)


def test_a_new_offer_is_told_in_the_overview_and_to_whom_it_names_as_contact(host):
    reader, second = f.MemberFactory(), f.MemberFactory()
    offer_it(host, second_contact=second)
    assert told(reader) == ["expertise.offer_new"]
    assert told(second) == ["expertise.offer_yours"]
    assert told(host) == []
    assert SearchEntry.objects.filter(kind="offer").count() == 1


def test_who_is_no_contact_person_any_more_hears_it_and_each_time_anew(host):
    second, runs = f.MemberFactory(), f.NetworkRoleFactory().member
    offer = offer_it(host, second_contact=second)
    for hours, contact in enumerate((None, second, None), 1):
        later = timezone.now() + dt.timedelta(hours=hours)
        offer = offers.change_offer(offer=offer, by=runs, second_contact=contact, at=later)
    kinds = [kind for kind in told(second) if kind != "expertise.offer_new"]
    assert kinds == [f"expertise.offer_{word}" for word in ("yours", "not_yours", "yours", "not_yours")]
    assert "expertise.offer_not_yours" not in told(host)


def test_what_a_visitor_asks_beforehand_is_read_by_who_receives_and_by_nobody_who_does_not_come(host):
    offer = offer_it(host)
    date = plan(offer, host)
    visitor = f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    words = "Hoe begint de dag in groep 3?"
    assert go(visitor, "offer_date_detail", offer.public_id, date.public_id, text=words).status_code == 302
    assert "expertise.offer_asked" in told(host)
    assert words in go(host, "offer_date_detail", offer.public_id, date.public_id, posts=False).content.decode()
    stranger = go(f.MemberFactory(), "offer_date_detail", offer.public_id, date.public_id, posts=False)
    assert stranger.status_code == 403


@pytest.mark.clock
def test_the_morning_after_who_was_there_is_asked_once_and_the_line_stands_with_what_goes_back(host):
    with time_machine.travel(dt.datetime(2026, 11, 3, 10, tzinfo=dt.UTC), tick=False):
        offer = offer_it(host)
        date = plan(offer, host, days=1, places=1)
        visitor, waits = f.MemberFactory(), f.MemberFactory()
        dates.sign_up(date=date, by=visitor)
        dates.sign_up(date=date, by=waits)
        with pytest.raises(RefusedError):
            dates.take_home(date=date, by=visitor, what="Te vroeg", audience="class", mechanism="", shares=True)
    with time_machine.travel(dt.datetime(2026, 11, 5, 9, tzinfo=dt.UTC), tick=False):
        assert [dates.ask_visitors(timezone.now()) for _time in range(2)] == [1, 0]
        assert "expertise.offer_take_home" in told(visitor)
        assert "expertise.offer_take_home" not in told(waits) + told(host)
        data = {"what": "De kring", "audience": "team", "mechanism": "reflection", "shares": "on"}
        go(visitor, "offer_take_home", offer.public_id, date.public_id, **data)
        row = ReturnToSchool.objects.get()
        assert (row.member, row.meeting, row.mechanism, row.audience) == (visitor, date.meeting, "reflection", "team")
        assert (
            "De kring" in go(host, "offer_date_detail", offer.public_id, date.public_id, posts=False).content.decode()
        )
        remove_return(row=row, by=visitor)
        page = go(host, "offer_date_detail", offer.public_id, date.public_id, posts=False)
        assert "De kring" not in page.content.decode()


def test_what_was_learned_is_written_down_also_when_it_is_confirmed_who_was_there(host):
    visitor, now = f.MemberFactory(), timezone.now()
    offer = offer_it(host)
    date = plan(offer, host)
    dates.sign_up(date=date, by=visitor)
    Meeting.objects.filter(pk=date.meeting_id).update(
        starts_at=now - dt.timedelta(days=1), ends_at=now - dt.timedelta(hours=22)
    )
    date.meeting.refresh_from_db()
    there = {row.public_id: ("present", None) for row in date.meeting.invitations.all()}
    confirm_attendance(meeting=date.meeting, by=f.NetworkRoleFactory().member, statuses=there)
    dates.take_home(date=date, by=visitor, what="Lage kasten", audience="class", mechanism="", shares=True)
    assert date.taken_home.get().returned.member == visitor


def test_what_a_visitor_keeps_to_themselves_is_not_read_by_who_received(host):
    offer = offer_it(host)
    date = plan(offer, host)
    visitor = f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    now = timezone.now() + 10 * DAY
    dates.take_home(date=date, by=visitor, what="Niet voor ons", audience="class", mechanism="", shares=False, at=now)
    page = go(host, "offer_date_detail", offer.public_id, date.public_id, posts=False).content.decode()
    assert "Niet voor ons" not in page


def test_the_agenda_shows_what_nobody_offers_and_what_two_organisations_offer(host):
    wanted = f.TopicFactory(name="Burgerschap", strategic=True)
    twice = f.TopicFactory(name="Rekenen", strategic=True)
    part = f.TopicFactory(name="Breuken", parent=twice)
    f.TopicFactory(name="Muziek")
    other = f.MemberFactory()
    for by, topic in ((host, twice), (host, twice), (other, part)):
        offer_it(by, topics=[topic])
    fits = {fit.topic: fit for fit in find_fits()}
    assert set(fits) == {wanted, twice, part}
    assert fits[wanted].offers == []
    assert len(fits[twice].twins) == 3
    assert fits[part].twins == []
    page = go(host, "offer_themes", posts=False)
    shown = page.context["shown"]
    assert [line.topic for line in shown.missing] == ["Burgerschap"]
    assert [line.topic for line in shown.twice] == ["Rekenen"]
    assert [line.topic for line in shown.there] == ["Breuken"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_catalogue_costs_the_same_for_one_offer_and_for_three(client, host, count, django_assert_max_num_queries):
    topic = f.TopicFactory()
    for number in range(count):
        plan(offer_it(host, title=f"Bezoek {number}", topics=[topic]), host)
    client.force_login(host, backend=BACKEND)
    type(host).objects.filter(pk=host.pk).update(last_seen_on=timezone.localdate())
    client.get(reverse("expertise:offer_list"))
    with django_assert_max_num_queries(9):
        page = client.get(reverse("expertise:offer_list"))
    assert len(page.context["lines"]) == count
    assert all(line.next_at for line in page.context["lines"])


@pytest.mark.parametrize("count", [1, 3])
def test_an_offer_costs_the_same_for_one_day_and_for_three(client, host, count, django_assert_max_num_queries):
    offer = offer_it(host)
    for number in range(count):
        date = plan(offer, host, days=9 + number)
        dates.sign_up(date=date, by=f.MemberFactory())
    client.force_login(host, backend=BACKEND)
    type(host).objects.filter(pk=host.pk).update(last_seen_on=timezone.localdate())
    client.get(offer.get_absolute_url())
    with django_assert_max_num_queries(9):
        page = client.get(offer.get_absolute_url())
    assert [card.left for card in page.context["shown"].coming] == [1] * count


def test_the_filter_finds_by_kind_topic_word_and_day(host):
    reading = f.TopicFactory(name="Lezen")
    part = f.TopicFactory(name="Voorlezen", parent=reading)
    visit = offer_it(host, title="Kijken", topics=[part])
    plan(visit, host)
    course = offer_it(host, kind=OfferKind.COURSE, title="Cursus rekenen")

    def found(**query):
        return [line.title for line in go(host, "offer_list", posts=False, **query).context["lines"]]

    assert found(soort="cursus") == [course.title]
    assert found(thema=reading.slug) == [visit.title]
    assert found(**{"met-datum": "on"}) == [visit.title]
    assert found(q="rekenen") == [course.title]
    assert found(wat="gestopt") == []
    assert len(found(wat="mijn")) == 2


def test_a_day_keeps_its_places_when_another_moment_is_chosen(host):
    offer = offer_it(host)
    date = plan(offer, host, places=4)
    visitor = f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    start = timezone.now() + 20 * DAY
    dates.change_date(
        date=date, by=host, places=6, has_waiting_list=True, starts_at=start, ends_at=start + HOUR, location="", link=""
    )
    date = OfferDate.objects.get()
    assert (date.places, date.meeting.capacity) == (6, 7)
    assert "plg.meeting_moved" in told(visitor)


def test_who_leaves_the_network_leaves_no_question_and_no_name(host):
    offer = offer_it(host)
    date = plan(offer, host)
    visitor = f.MemberFactory()
    dates.sign_up(date=date, by=visitor)
    dates.ask_beforehand(date=date, by=visitor, text="Waar parkeer ik?")
    erase_member(member=visitor)
    erase_member(member=host)
    offer = Offer.objects.get()
    assert offer.contacts == []
    assert not VisitorQuestion.objects.exists()
    assert not MeetingInvitation.objects.filter(meeting=date.meeting, answer=RsvpAnswer.YES).exists()
