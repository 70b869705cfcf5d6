"""Show and share: rounds and rooms, places that are limited, and one line that goes along to school."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.showing.actions import days, slots
from expertise.showing.enums import ShowState
from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from expertise.showing.queries import add_counts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.records.actions.returns import remove_return
from plg.records.models import ReturnToSchool
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def runs():
    return f.NetworkRoleFactory().member


@pytest.fixture
def day(runs):
    return days.plan_day(by=runs, title="Winterdag", starts_at=timezone.now() + 9 * DAY, rounds=3, pause=5)


def show(day, by, number=1, room="Aula", **fields):
    values = {"title": "De leesstoel", "contact": f.MemberFactory(), "places": 2}
    return slots.add_slot(day=day, by=by, round=number, room=room, **{**values, **fields})


def open_it(day, by, **fields):
    days.open_day(day=day, by=by, **fields)
    day.refresh_from_db()


def go(person, name, *args, posts=True, **data):
    client = Client()
    type(person).objects.filter(pk=person.pk).update(last_seen_on=timezone.localdate())
    client.force_login(person, backend=BACKEND)
    url = reverse(f"expertise:{name}", args=args)
    return client.post(url, data) if posts else client.get(url)


def read(person, name, *args):
    return go(person, name, *args, posts=False)


def told(person):
    return list(Notice.objects.filter(member=person).order_by("pk").values_list("kind", flat=True))


def say(notice):
    """As the bell says it."""
    return str(registry.get(notice.kind).text(notice.params))


def test_a_place_is_there_while_there_are_places(runs, day):
    slot = show(day, runs)
    open_it(day, runs)
    first, second, third = (f.MemberFactory() for _number in range(3))
    slots.sign_up(slot=slot, by=first)
    slots.sign_up(slot=slot, by=second)
    page = go(third, "show_slot_sign_up", day.public_id, slot.public_id)
    assert page.status_code == 302
    assert set(slot.visits.values_list("member", flat=True)) == {first.pk, second.pk}
    slots.sign_off(slot=slot, by=first)
    slots.sign_up(slot=slot, by=third)
    assert slot.visits.count() == 2


def test_one_thing_in_each_round_and_the_later_choice_counts(runs, day):
    here, there, later = show(day, runs), show(day, runs, room="Bibliotheek"), show(day, runs, number=2)
    open_it(day, runs)
    visitor = f.MemberFactory()
    for slot in (here, there, there, later):
        slots.sign_up(slot=slot, by=visitor)
    assert set(SlotVisit.objects.values_list("slot", flat=True)) == {there.pk, later.pk}


def test_who_is_full_keeps_the_place_they_had(runs, day):
    here, full = show(day, runs), show(day, runs, room="Bibliotheek", places=1)
    open_it(day, runs)
    visitor = f.MemberFactory()
    slots.sign_up(slot=full, by=f.MemberFactory())
    slots.sign_up(slot=here, by=visitor)
    with pytest.raises(RefusedError):
        slots.sign_up(slot=full, by=visitor)
    assert SlotVisit.objects.get(member=visitor).slot == here


def test_who_shows_something_cannot_be_elsewhere_in_that_round(runs, day):
    mine, other = show(day, runs), show(day, runs, room="Bibliotheek")
    open_it(day, runs)
    for slot in (mine, other):
        with pytest.raises(RefusedError):
            slots.sign_up(slot=slot, by=mine.contact)


def test_a_room_and_a_person_stand_once_in_a_round(runs, day):
    slot = show(day, runs)
    with pytest.raises(RefusedError):
        show(day, runs)
    with pytest.raises(RefusedError):
        show(day, runs, room="Bibliotheek", contact=slot.contact)
    with pytest.raises(RefusedError):
        show(day, runs, number=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShowSlot.objects.create(day=day, round=1, room="Aula", title="Dubbel")


def test_a_day_in_preparation_is_for_who_runs_the_network(runs, day):
    show(day, runs)
    visitor = f.MemberFactory()
    assert read(visitor, "show_day_detail", day.public_id).status_code == 404
    assert read(runs, "show_day_detail", day.public_id).status_code == 200
    assert not SearchEntry.objects.filter(kind="show_day").exists()
    open_it(day, runs)
    assert read(visitor, "show_day_detail", day.public_id).status_code == 200
    assert SearchEntry.objects.get(kind="show_day").title == "Winterdag"


def test_an_empty_programme_does_not_open(runs, day):
    with pytest.raises(RefusedError):
        days.open_day(day=day, by=runs)


def test_opening_tells_everybody_once_and_who_shows_what_is_theirs(runs, day):
    slot, visitor = show(day, runs), f.MemberFactory()
    for _press in range(2):
        days.open_day(day=day, by=runs)
    assert told(visitor) == ["expertise.show_day_open"]
    assert sorted(told(slot.contact)) == ["expertise.show_day_open", "expertise.show_slot_yours"]
    assert told(runs) == []


def test_another_room_is_told_and_who_cannot_come_then_is_signed_off(runs, day):
    moves, stays = show(day, runs), show(day, runs, number=2)
    open_it(day, runs)
    free, busy = f.MemberFactory(), f.MemberFactory()
    for visitor in (free, busy):
        slots.sign_up(slot=moves, by=visitor)
    slots.sign_up(slot=stays, by=busy)
    slots.change_slot(slot=moves, by=runs, round=2, room="Bibliotheek")
    assert [visit.member for visit in moves.visits.all()] == [free]
    assert set(moves.visits.values_list("round", flat=True)) == {2}
    assert told(free)[-1] == "expertise.show_slot_changed"
    assert told(busy)[-1] == "expertise.show_slot_removed"


def test_what_is_off_the_programme_is_told_to_who_signed_up(runs, day):
    slot, visitor = show(day, runs), f.MemberFactory()
    open_it(day, runs)
    slots.sign_up(slot=slot, by=visitor)
    go(slot.contact, "show_slot_remove", day.public_id, slot.public_id)
    assert told(visitor)[-1] == "expertise.show_slot_removed"
    assert not SlotVisit.objects.exists()


def test_who_would_show_it_hears_that_it_is_off_or_with_somebody_else(runs, day):
    first, second = f.MemberFactory(), f.MemberFactory()
    slot, other = show(day, runs, contact=first), show(day, runs, number=2, contact=first)
    open_it(day, runs)
    slots.change_slot(slot=slot, by=runs, contact=second)
    assert told(first)[-1] == "expertise.show_slot_not_yours"
    assert told(second)[-1] == "expertise.show_slot_yours"
    slots.remove_slot(slot=other, by=runs)
    texts = [say(notice) for notice in Notice.objects.filter(member=first).order_by("-pk")[:2]]
    assert "staat niet meer op het programma" in texts[0]
    assert "laat nu iemand anders zien" in texts[1]


def test_another_moment_or_place_of_a_day_is_told_to_who_shows_and_who_comes(runs, day):
    slot, visitor, outsider = show(day, runs), f.MemberFactory(), f.MemberFactory()
    open_it(day, runs)
    slots.sign_up(slot=slot, by=visitor)
    days.change_day(day=day, by=runs, title="Winterdag van de regio")
    assert "expertise.show_day_moved" not in told(visitor), "other words are no other moment"
    days.change_day(day=day, by=runs, starts_at=day.starts_at + DAY, place="Hogeschool")
    assert told(visitor)[-1] == told(slot.contact)[-1] == "expertise.show_day_moved"
    assert "expertise.show_day_moved" not in told(outsider)
    assert "Hogeschool" in say(Notice.objects.filter(member=visitor).latest("pk"))


def test_fewer_places_than_people_is_refused_at_the_form(runs, day):
    slot = show(day, runs)
    open_it(day, runs)
    for _number in range(2):
        slots.sign_up(slot=slot, by=f.MemberFactory())
    sent = {"title": "De leesstoel", "round": 1, "room": "Aula", "places": 1}
    page = go(slot.contact, "show_slot_change", day.public_id, slot.public_id, **sent)
    assert page.status_code == 422
    slot.refresh_from_db()
    assert slot.places == 2


def test_calling_off_tells_who_shows_and_who_comes(runs, day):
    slot, visitor, other = show(day, runs), f.MemberFactory(), f.MemberFactory()
    open_it(day, runs)
    slots.sign_up(slot=slot, by=visitor)
    days.cancel_day(day=day, by=runs)
    assert told(visitor)[-1] == told(slot.contact)[-1] == "expertise.show_day_cancelled"
    assert "expertise.show_day_cancelled" not in told(other)
    day.refresh_from_db()
    assert day.state == ShowState.CANCELLED
    with pytest.raises(RefusedError):
        slots.sign_up(slot=slot, by=other)


def been(runs, day):
    slot, visitor = show(day, runs), f.MemberFactory()
    open_it(day, runs)
    return slots.sign_up(slot=slot, by=visitor)


def test_one_line_of_a_visitor_is_what_they_bring_back_to_school(runs, day):
    visit = been(runs, day)
    slot, visitor = visit.slot, visit.member
    sent = {"what": "Maandag één vraag.", "audience": "class", "shares": "on"}
    early = go(visitor, "show_slot_take_home", day.public_id, slot.public_id, **sent)
    assert early.status_code == 422
    with time_machine.travel(day.ends_at + DAY, tick=False):
        for _press in range(2):
            assert go(visitor, "show_slot_take_home", day.public_id, slot.public_id, **sent).status_code == 302
        row = ReturnToSchool.objects.get()
        assert (row.what, row.member, row.happened_on) == ("Maandag één vraag.", visitor, day.starts_at.date())
        assert "Maandag één vraag." in read(slot.contact, "show_slot_take_home", day.public_id, slot.public_id).text
        assert "Maandag één vraag." not in read(runs, "show_slot_take_home", day.public_id, slot.public_id).text
        remove_return(row=row, by=visitor)
        assert "één vraag" not in read(slot.contact, "show_slot_take_home", day.public_id, slot.public_id).text


def test_a_day_that_is_past_has_no_places_left(runs, day):
    visit = been(runs, day)
    assert "nog 1 plek" in read(visit.member, "show_day_detail", day.public_id).text
    with time_machine.travel(day.ends_at + DAY, tick=False):
        page = read(visit.member, "show_day_detail", day.public_id).text
    assert "je had een plaats" in page
    assert "nog 1 plek" not in page


def test_who_showed_it_reads_only_what_visitors_let_them_read(runs, day):
    visit = been(runs, day)
    with time_machine.travel(day.ends_at + DAY, tick=False):
        slots.take_home(visit=visit, by=visit.member, what="Voor mij.", audience="class", shares=False)
        page = read(visit.slot.contact, "show_slot_take_home", day.public_id, visit.slot.public_id)
        assert "Voor mij." not in page.text


@pytest.mark.clock
def test_visitors_are_asked_once_the_morning_after(runs):
    with time_machine.travel("2026-03-10T09:00:00Z", tick=False):
        start = dt.datetime(2026, 3, 12, 13, 0, tzinfo=dt.UTC)
        day = days.plan_day(by=runs, title="Voorjaar", starts_at=start, rounds=3, pause=5)
        visit = been(runs, day)
    for moment, asked in (("12T20:00", 0), ("13T07:59", 0), ("13T08:01", 1), ("13T09:00", 0), ("14T09:00", 0)):
        assert days.ask_visitors(dt.datetime.fromisoformat(f"2026-03-{moment}:00+00:00")) == asked, moment
    assert told(visit.member).count("expertise.show_take_home") == 1
    assert "expertise.show_take_home" not in told(visit.slot.contact)


def test_the_same_form_twice_is_one_day(runs):
    when = timezone.now() + DAY
    made = {days.plan_day(by=runs, idempotency_key="a", title="Een", starts_at=when).pk for _press in range(2)}
    assert len(made) == 1


def test_a_round_that_would_go_holds_what_is_shown_there(runs, day):
    show(day, runs, number=3)
    with pytest.raises(RefusedError):
        days.change_day(day=day, by=runs, rounds=2)


def test_the_programme_names_every_round_room_and_who_shows(runs, day):
    slot = show(day, runs)
    page = read(runs, "show_day_programme", day.public_id)
    for word in (slot.title, slot.room, slot.contact.get_full_name(), "Ronde 3"):
        assert word in page.text


def test_who_is_erased_has_no_place_and_is_named_nowhere(runs, day):
    visit = been(runs, day)
    name = visit.slot.contact.get_full_name()
    erase_member(member=visit.member)
    erase_member(member=visit.slot.contact)
    assert not SlotVisit.objects.exists()
    assert name not in read(runs, "show_day_detail", day.public_id).text


def test_each_day_of_the_list_counts_its_own_slots_and_the_places_of_who_looks(runs, day):
    other = days.plan_day(by=runs, title="Lentedag", starts_at=timezone.now() + 19 * DAY, rounds=2, pause=5)
    first = show(day, runs)
    for number, room in ((1, "Lokaal 1"), (2, "Lokaal 1")):
        show(day, runs, number=number, room=room)
    show(other, runs)
    open_it(day, runs)
    reader = f.MemberFactory()
    slots.sign_up(slot=first, by=reader)
    slots.sign_up(slot=first, by=f.MemberFactory())
    shown = add_counts(ShowDay.objects.order_by("starts_at"), reader)
    assert [(one.title, one.slot_count, one.my_count) for one in shown] == [("Winterdag", 3, 1), ("Lentedag", 1, 0)]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(runs, django_assert_num_queries, item_count):
    for number in range(item_count):
        day = days.plan_day(by=runs, title=f"Dag {number}", starts_at=timezone.now() + 9 * DAY)
        show(day, runs)
    client = Client()
    client.force_login(runs, backend=BACKEND)
    type(runs).objects.filter(pk=runs.pk).update(last_seen_on=timezone.localdate())
    with django_assert_num_queries(3):
        client.get(reverse("expertise:show_day_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_day_costs_the_same_whatever_is_shown(runs, day, django_assert_num_queries, item_count):
    for number in range(item_count):
        show(day, runs, room=f"Lokaal {number}")
    open_it(day, runs)
    client = Client()
    client.force_login(runs, backend=BACKEND)
    type(runs).objects.filter(pk=runs.pk).update(last_seen_on=timezone.localdate())
    with django_assert_num_queries(5):
        client.get(reverse("expertise:show_day_detail", args=[day.public_id]))
