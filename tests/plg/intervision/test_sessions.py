"""An intervision: who comes in, its rounds in their locked order, its clock, and what people hear."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.groups.signals import left_group
from plg.intervision.actions import sessions, texts
from plg.intervision.enums import Method, RoundKind
from plg.intervision.methods import ROUNDS, read_own_rounds
from plg.intervision.models import IntervisionNote, IntervisionSession
from plg.intervision.presenters.sessions import ROUND_HELP, build_view
from tests import factories as f
from tests.plg.intervision.playing import DAY, MINUTE, SECRET, address

pytestmark = pytest.mark.django_db


def test_the_leader_goes_through_all_rounds_in_their_order(circle):
    session = circle.plan(Method.INCIDENT)
    client = circle.client("lead")
    client.post(address(session, "start"))
    seen = []
    for _turn in range(9):
        session.refresh_from_db()
        seen.append(session.current)
        client.post(address(session, "on"), {"step": session.current})
    client.post(address(session, "close"))
    session.refresh_from_db()
    assert (seen, session.current, session.is_finished) == (list(range(1, 10)), 10, True)


def test_no_round_is_jumped_over_and_pressed_twice_is_one(circle):
    session = circle.run(2)
    sessions.go_on(session=session, by=circle.lead, seen=4)
    assert IntervisionSession.objects.get().current == 2
    for _press in range(2):
        sessions.go_on(session=session, by=circle.lead, seen=2)
    assert IntervisionSession.objects.get().current == 3
    with pytest.raises(RefusedError):
        sessions.close_session(session=session, by=circle.lead)


@pytest.mark.parametrize("who", ["mate", "coordinator", "outsider"])
def test_who_has_no_seat_finds_nothing(circle, who):
    session = circle.run(2)
    circle.coordinator, circle.outsider = f.NetworkRoleFactory().member, f.MemberFactory()
    client = circle.client(who)
    assert client.get(address(session)).status_code == 404
    assert client.get(address(session, "live")).status_code == 404
    assert session.public_id not in client.get(reverse("plg:intervision_list")).text


def test_only_the_leader_leads_until_the_lead_is_given(circle):
    session = circle.run(2)
    client = circle.client("third")
    assert client.post(address(session, "on"), {"step": 2}).status_code == 403
    circle.client("lead").post(address(session, "lead"), {"member": circle.third.public_id})
    assert client.post(address(session, "on"), {"step": 2}).status_code == 302
    assert IntervisionSession.objects.get().current == 3


def test_back_opens_a_closed_session_again_in_its_last_round(circle):
    session = circle.finish()
    again = sessions.go_back(session=session, by=circle.lead, seen=5)
    assert (again.is_finished, again.current) == (False, 5)
    assert sessions.go_back(session=session, by=circle.lead, seen=5).current == 4


def test_a_silent_round_hides_the_words_of_others_until_the_next(circle):
    session = circle.run(3, Method.INCIDENT)
    texts.add_note(session=session, by=circle.third, text="Wat zag je?", position=3)

    def reads(person):
        session.refresh_from_db()
        view = build_view(session, person)
        return any(line.text == "Wat zag je?" for group in view.notes for line in group.lines)

    assert (reads(circle.third), reads(circle.bringer)) == (True, False)
    sessions.go_on(session=session, by=circle.lead, seen=3)
    assert reads(circle.bringer)


def test_advice_that_comes_too_early_waits_at_the_parking_place(circle):
    session = circle.run(2)
    note = texts.add_note(session=session, by=circle.third, text="Bel zijn moeder.", position=2, is_advice=True)
    assert note.is_parked
    with pytest.raises(RefusedError):
        texts.take_up_note(note=note, by=circle.lead)
    for seen in (2, 3):
        sessions.go_on(session=session, by=circle.lead, seen=seen)
    texts.take_up_note(note=note, by=circle.lead)
    note.refresh_from_db()
    assert (note.is_parked, note.position) == (False, 4)
    assert not texts.add_note(session=session, by=circle.third, text="En dan?", position=4, is_advice=True).is_parked


def test_the_same_note_sent_twice_is_one_and_other_words_are_not_lost(circle):
    session = circle.run(2)
    key = "6e2b2a38-4a1c-4b0e-9a0e-0d5a7f6f2c11"
    client = circle.client("third")
    for text in ("Hoe laat?", "Hoe laat?", "En waar?"):
        client.post(address(session, "note_add"), {"text": text, "position": 2, "uuid": key})
    assert sorted(IntervisionNote.objects.values_list("text", flat=True)) == ["En waar?", "Hoe laat?"]


def test_what_was_typed_in_a_round_stays_there_when_the_next_began(circle):
    session = circle.run(3)
    note = texts.add_note(session=session, by=circle.third, text="Laat", position=2)
    assert note.position == 2
    assert texts.add_note(session=session, by=circle.third, text="Te vroeg", position=5).position == 3


def test_only_who_brought_the_case_says_what_speaks_to_them(circle):
    session = circle.run(4)
    note = texts.add_note(session=session, by=circle.third, text="Wacht een dag.", position=4)
    with pytest.raises(RefusedError):
        texts.mark_advice(note=note, by=circle.lead, speaks=True)
    circle.client("bringer").post(address(session, "note_speaks", note.uuid), {"spreekt": "ja"})
    note.refresh_from_db()
    assert note.speaks_to_bringer


def test_the_case_is_for_all_once_the_session_begins(circle):
    session = circle.plan()
    circle.client("bringer").post(address(session, "case"), {"text": SECRET})
    assert SECRET in circle.client("bringer").get(address(session)).text
    assert SECRET not in circle.client("third").get(address(session)).text
    assert circle.client("third").get(address(session, "case")).status_code == 403
    sessions.start_session(session=session, by=circle.lead)
    assert SECRET in circle.client("third").get(address(session)).text


def test_a_screen_that_knows_all_gets_nothing_new(circle):
    session = circle.run(2)
    client = circle.client("third")
    state = str(IntervisionSession.objects.get().revision)
    assert client.get(address(session, "live"), {"stand": state}).status_code == 204
    texts.add_note(session=session, by=circle.lead, text="Nieuw", position=2)
    assert "Nieuw" in client.get(address(session, "live"), {"stand": state}).text


def test_no_browser_keeps_a_page_of_a_session(circle):
    session = circle.run(2)
    assert "no-store" in circle.client("third").get(address(session))["Cache-Control"]
    assert "no-store" in circle.client("bringer").get(address(session, "case"))["Cache-Control"]


def test_people_hear_when_and_where_and_never_of_what(circle, django_capture_on_commit_callbacks):
    session = circle.plan(tells=True, place="Lokaal 3")
    told = Notice.objects.filter(kind="plg.intervision_planned")
    assert set(told.values_list("member", flat=True)) == {circle.bringer.pk, circle.third.pk}
    sessions.change_session(
        session=session,
        by=circle.lead,
        starts_at=session.starts_at + DAY,
        place="Lokaal 4",
        people=[circle.bringer, circle.mate],
        bringer=circle.bringer,
    )
    assert Notice.objects.get(kind="plg.intervision_changed").member == circle.bringer
    assert Notice.objects.filter(kind="plg.intervision_planned", member=circle.mate).exists()
    assert not session.seats.filter(member=circle.third).exists()
    sessions.cancel_session(session=session, by=circle.lead)
    assert Notice.objects.filter(kind="plg.intervision_cancelled").count() == 2
    assert mail.outbox == []


def test_a_session_that_began_is_neither_changed_nor_called_off(circle):
    session = circle.run(1)
    with pytest.raises(RefusedError):
        sessions.cancel_session(session=session, by=circle.lead)
    with pytest.raises(RefusedError):
        sessions.change_session(
            session=session, by=circle.lead, starts_at=session.starts_at, place="", people=[circle.third], bringer=None
        )


def test_it_is_for_people_of_the_group_and_for_two_at_least(circle):
    with pytest.raises(RefusedError):
        circle.plan(people=[f.MemberFactory()])
    with pytest.raises(RefusedError):
        circle.plan(people=[circle.lead], bringer=None)
    with pytest.raises(RefusedError):
        circle.plan(bringer=circle.mate)


def test_who_leaves_the_group_leaves_its_sessions(circle):
    session = circle.run(2)
    left_group.send(sender=type(circle.group), member=circle.lead, group=circle.group, at=None)
    session.refresh_from_db()
    assert session.leader is None
    assert circle.client("lead").get(address(session)).status_code == 404
    assert circle.client("third").post(address(session, "on"), {"step": 2}).status_code == 302


def test_a_form_that_is_wrong_says_so_at_the_field_and_keeps_the_words(circle):
    client = circle.client("lead")
    url = f"{reverse('plg:intervision_plan')}?groep={circle.group.slug}"
    page = client.post(url, {"method": "own", "own_rounds": "Vertellen; honderd", "day": "", "time": "15:30"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) >= {"own_rounds", "day", "people"}
    assert "Vertellen; honderd" in page.text


def test_a_session_is_planned_with_rounds_of_ones_own(circle):
    client = circle.client("lead")
    url = f"{reverse('plg:intervision_plan')}?groep={circle.group.slug}"
    day = (timezone.localdate() + 7 * DAY).isoformat()
    people = [circle.lead.public_id, circle.third.public_id]
    rounds = "Vertellen; 5\nVragen\n"
    sent = {"method": "own", "own_rounds": rounds, "day": day, "time": "15:30", "people": people, "key": "een"}
    for _press in range(2):
        assert client.post(url, sent).status_code == 302
    session = IntervisionSession.objects.get()
    assert list(session.rounds.values_list("name", "minutes")) == [("Vertellen", 5), ("Vragen", 10)]
    assert timezone.localtime(session.starts_at).time() == dt.time(15, 30)


@pytest.mark.parametrize("method", list(ROUNDS))
def test_every_round_says_what_to_do(method):
    kinds = [plan.kind for plan in ROUNDS[method]]
    assert all(ROUND_HELP[kind] for kind in kinds)
    assert len(set(kinds)) == len(kinds)
    assert RoundKind.OWN not in kinds


@pytest.mark.parametrize("line", ["; 5", "Vragen; 0", "Vragen; 61", "Vragen; x", "a" * 81])
def test_a_round_that_cannot_be_is_named(line):
    with pytest.raises(ValueError, match=r".+"):
        read_own_rounds(line)


def test_the_trail_names_the_group_and_nothing_else(circle):
    session = circle.finish()
    texts.take_along(session=session, by=circle.third, text="Eerst vragen.")
    told = AuditEvent.objects.filter(verb__startswith="plg.intervision")
    assert {event.object_label for event in told} == {str(circle.group)}
    assert {str(event.data) for event in told} == {"{}"}


def test_a_round_keeps_how_long_it_took_also_after_going_back(circle):
    now = timezone.now()
    session = circle.plan()
    sessions.start_session(session=session, by=circle.lead, at=now)
    sessions.go_on(session=session, by=circle.lead, seen=1, at=now + 5 * MINUTE)
    sessions.go_back(session=session, by=circle.lead, seen=2, at=now + 6 * MINUTE)
    sessions.go_on(session=session, by=circle.lead, seen=1, at=now + 8 * MINUTE)
    assert list(session.rounds.values_list("seconds", flat=True)[:2]) == [7 * 60, 60]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(circle, django_assert_num_queries, item_count):
    for _number in range(item_count):
        texts.take_along(session=circle.run(2), by=circle.third, text="Eerst vragen.")
    client = circle.client("third")
    with django_assert_num_queries(4):
        client.get(reverse("plg:intervision_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_session_costs_the_same_whatever_was_said(circle, django_assert_num_queries, item_count):
    session = circle.run(4)
    for number in range(item_count):
        texts.add_note(session=session, by=circle.lead, text=f"Zin {number}", position=4)
        texts.take_along(session=session, by=circle.third, text=f"Mee {number}")
    client = circle.client("third")
    with django_assert_num_queries(9):
        client.get(address(session))
