"""A meeting with few places: who gets a seat, who waits, and where a seat goes that comes free."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connections, transaction
from django.utils import timezone

from plg.groups.actions.membership import add_member, end_membership
from plg.meetings.actions.answers import answer_meeting, fill_seats, place_in_line
from plg.meetings.actions.guests import invite_guest, merge_guest, restore_invitation, withdraw_invitation
from plg.meetings.actions.invitations import invite_newcomer, invite_people, withdraw_leaver
from plg.meetings.actions.meetings import change_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from tests import factories as f
from tests.plg.meetings.helpers import invited, page_of, planned, told


@pytest.fixture
def small(inside):
    """A meeting with one place."""
    return planned(inside.group, capacity=1)


def seats(meeting):
    return set(meeting.invitations.with_a_seat().values_list("pk", flat=True))


def line(meeting):
    return list(meeting.invitations.waiting().values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_goes_to_exactly_one_of_fifty():
    meeting = planned(f.GroupFactory(), capacity=3)
    for _ in range(2):
        invited(meeting, answer=RsvpAnswer.YES)
    wanting = [invited(meeting) for _ in range(50)]
    together = threading.Barrier(10)
    failed = []

    def answer(mine):
        try:
            together.wait(20)
            for invitation in mine:
                answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=(wanting[n::10],)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(seats(meeting)) == 3
    assert len(line(meeting)) == 49
    assert len(seats(meeting) & {invitation.pk for invitation in wanting}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_give_up_their_seat_at_once_leave_two_seats_filled():
    meeting = planned(f.GroupFactory(), capacity=2)
    leaving = [invited(meeting, answer=RsvpAnswer.YES) for _ in range(2)]
    waiting = [invited(meeting, answer=RsvpAnswer.YES, waiting_since=timezone.now()) for _ in range(3)]
    together = threading.Barrier(2)

    def answer(invitation):
        try:
            together.wait(20)
            answer_meeting(invitation=invitation, answer=RsvpAnswer.NO)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=(invitation,)) for invitation in leaving]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seats(meeting) == {waiting[0].pk, waiting[1].pk}


def test_who_comes_too_late_waits_in_order_and_is_told_when_it_is_their_turn(small):
    first, second, third = (invited(small) for _ in range(3))
    for invitation in (first, second, third):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    assert [place_in_line(row) for row in small.invitations.order_by("pk")] == [0, 1, 2]
    answer_meeting(invitation=first, answer=RsvpAnswer.NO)
    assert seats(small) == {second.pk}
    assert line(small) == [third.pk]
    assert told(second.member) == ["plg.seat_free"]
    assert told(third.member) == []


def test_saying_yes_again_does_not_put_anybody_at_the_end_of_the_line(small):
    _seated, second, third = (invited(small) for _ in range(3))
    for invitation in (_seated, second, third, second):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    assert line(small) == [second.pk, third.pk]


def test_a_note_with_the_same_answer_keeps_the_place_in_line(small):
    _seated, second, third = (invited(small) for _ in range(3))
    for invitation in (_seated, second, third):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    answer_meeting(invitation=second, answer=RsvpAnswer.YES, note="Graag!")
    assert line(small) == [second.pk, third.pk]


def test_perhaps_takes_no_seat(small):
    perhaps, sure = invited(small), invited(small)
    answer_meeting(invitation=perhaps, answer=RsvpAnswer.MAYBE)
    answer_meeting(invitation=sure, answer=RsvpAnswer.YES)
    assert seats(small) == {sure.pk}


def test_who_waits_and_says_no_after_all_frees_no_seat(small):
    seated, second, third = (invited(small) for _ in range(3))
    for invitation in (seated, second, third):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    answer_meeting(invitation=second, answer=RsvpAnswer.NO)
    assert seats(small) == {seated.pk}
    assert line(small) == [third.pk]


def test_the_seat_of_who_leaves_the_group_goes_on(inside, small):
    leaver = f.MemberFactory()
    membership = add_member(group=inside.group, member=leaver, by=inside.lead)
    answer_meeting(invitation=small.invitations.get(member=leaver), answer=RsvpAnswer.YES)
    waiting = invited(small)
    answer_meeting(invitation=waiting, answer=RsvpAnswer.YES)
    end_membership(membership=membership, by=leaver)
    assert seats(small) == {waiting.pk}
    assert told(waiting.member) == ["plg.seat_free"]


@pytest.mark.parametrize("count", [1, 3])
def test_who_leaves_gives_up_their_seat_at_every_meeting(inside, count):
    meetings = [planned(inside.group, capacity=1) for _ in range(count)]
    leaver = f.MemberFactory()
    for meeting in meetings:
        invited(meeting, leaver, RsvpAnswer.YES)
    waiting = [invited(meeting, answer=RsvpAnswer.YES, waiting_since=timezone.now()) for meeting in meetings]
    withdraw_leaver(member=leaver)
    assert [seats(meeting) for meeting in meetings] == [{invitation.pk} for invitation in waiting]


def test_what_costs_to_leave_does_not_grow_with_the_meetings_without_a_seat(inside, django_assert_num_queries):
    leaver = f.MemberFactory()
    for _ in range(3):
        invited(planned(inside.group), leaver)
    # The savepoint and its end, the meetings, the invitations, taking them back.
    with django_assert_num_queries(5):
        withdraw_leaver(member=leaver)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_a_chair_takes_the_invitation_back_leaves_all_the_same():
    """The chair holds the meeting; who leaves found the invitation standing, and waits for it."""
    meeting, leaver = planned(f.GroupFactory()), f.MemberFactory()
    invitation = invited(meeting, leaver)
    failed = []

    def leave():
        try:
            withdraw_leaver(member=leaver)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=leave)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        thread.start()
        wait_for_who_waits()
        withdraw_invitation(invitation=invitation, by=f.MemberFactory())
    thread.join()
    assert failed == []


def wait_for_who_waits():
    """Until another connection waits for a row that this one holds."""
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    for _ in range(400):
        with connections["default"].cursor() as cursor:
            cursor.execute(waits)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("nobody waits")


def test_who_comes_back_into_the_group_gets_no_seat_by_it(inside, small):
    leaver = f.MemberFactory()
    membership = add_member(group=inside.group, member=leaver, by=inside.lead)
    invitation = small.invitations.get(member=leaver)
    answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    other = invited(small)
    answer_meeting(invitation=other, answer=RsvpAnswer.YES)
    end_membership(membership=membership, by=leaver)
    invite_newcomer(group=inside.group, member=leaver)
    invite_people(meeting=small, by=inside.lead, members=[leaver])
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.withdrawn_at) == (RsvpAnswer.NONE, None)
    assert seats(small) == {other.pk}


def test_joining_does_not_undo_that_a_chair_took_the_invitation_back(inside, small):
    invitation = invited(small, inside.member, RsvpAnswer.YES)
    withdraw_invitation(invitation=invitation, by=inside.lead)
    invite_newcomer(group=inside.group, member=inside.member)
    invite_people(meeting=small, by=inside.lead, members=[inside.member])
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_the_seat_of_an_invitation_that_is_taken_back_goes_on_and_undo_does_not_take_it_again(inside, small):
    first, second = invited(small), invited(small)
    for invitation in (first, second):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    for _ in range(2):
        withdraw_invitation(invitation=first, by=inside.lead)
    assert seats(small) == {second.pk}
    restore_invitation(invitation=first, by=inside.lead)
    first.refresh_from_db()
    assert first.answer == RsvpAnswer.NONE
    assert seats(small) == {second.pk}


def test_more_places_let_in_who_waits_longest_and_fewer_send_nobody_away(inside, small):
    people = [invited(small) for _ in range(4)]
    for invitation in people:
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    change_meeting(meeting=small, by=inside.lead, capacity=3)
    assert seats(small) == {row.pk for row in people[:3]}
    change_meeting(meeting=small, by=inside.lead, capacity=1)
    assert seats(small) == {row.pk for row in people[:3]}
    change_meeting(meeting=small, by=inside.lead, capacity=None)
    assert line(small) == []


def test_filling_twice_tells_once(small):
    waiting = invited(small, answer=RsvpAnswer.YES, waiting_since=timezone.now())
    now = timezone.now()
    assert [row.pk for row in fill_seats(meeting=small, at=now)] == [waiting.pk]
    assert fill_seats(meeting=small, at=now) == []
    assert told(waiting.member) == ["plg.seat_free"]


# A guest who becomes a member ---------------------------------------------------------------------


def guest_of(meeting, **fields):
    values = {"guest_name": "Tjeerd Oosterdijk", "guest_email": "tjeerd@example.org"} | fields
    return invited(meeting, **values)


def test_the_seat_of_a_guest_is_theirs_as_a_member(small):
    guest, waiting = guest_of(small), invited(small)
    for invitation in (guest, waiting):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    member = f.MemberFactory()
    assert merge_guest(email="Tjeerd@example.org", member=member) == 1
    assert MeetingInvitation.objects.with_a_seat().get().member == member
    assert line(small) == [waiting.pk]


def test_one_person_with_two_seats_frees_one(inside):
    meeting = planned(inside.group, capacity=2)
    guest, own, waiting = guest_of(meeting), invited(meeting, inside.member), invited(meeting)
    for invitation in (guest, own, waiting):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    merge_guest(email="tjeerd@example.org", member=inside.member)
    assert seats(meeting) == {own.pk, waiting.pk}
    assert merge_guest(email="tjeerd@example.org", member=inside.member) == 0


def test_who_did_not_answer_as_a_member_takes_over_the_seat_of_the_guest(inside, small):
    guest, own, waiting = guest_of(small), invited(small, inside.member), invited(small)
    for invitation in (guest, waiting):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    merge_guest(email="tjeerd@example.org", member=inside.member)
    assert seats(small) == {own.pk}
    assert line(small) == [waiting.pk]


def test_a_guest_whose_invitation_was_taken_back_brings_no_seat(inside, small):
    guest, own, other = guest_of(small), invited(small, inside.member), invited(small)
    answer_meeting(invitation=guest, answer=RsvpAnswer.YES)
    withdraw_invitation(invitation=guest, by=inside.lead)
    answer_meeting(invitation=other, answer=RsvpAnswer.YES)
    merge_guest(email="tjeerd@example.org", member=inside.member)
    own.refresh_from_db()
    assert own.answer == RsvpAnswer.NONE
    assert seats(small) == {other.pk}


def test_a_member_who_was_sent_away_does_not_keep_the_seat_of_the_guest(inside, small):
    own, guest, waiting = invited(small, inside.member), guest_of(small), invited(small)
    withdraw_invitation(invitation=own, by=inside.lead)
    for invitation in (guest, waiting):
        answer_meeting(invitation=invitation, answer=RsvpAnswer.YES)
    merge_guest(email="tjeerd@example.org", member=inside.member)
    assert seats(small) == {waiting.pk}


def test_a_guest_invited_again_has_to_answer_again(inside, small):
    guest = invite_guest(meeting=small, by=inside.lead, name="Tjeerd", email="tjeerd@example.org")
    answer_meeting(invitation=guest, answer=RsvpAnswer.YES)
    withdraw_invitation(invitation=guest, by=inside.lead)
    other = invited(small)
    answer_meeting(invitation=other, answer=RsvpAnswer.YES)
    again = invite_guest(meeting=small, by=inside.lead, name="Tjeerd", email="tjeerd@example.org")
    assert (again.pk, again.answer) == (guest.pk, RsvpAnswer.NONE)
    assert seats(small) == {other.pk}


def test_who_waits_for_a_place_is_not_counted_among_who_comes(inside):
    meeting = planned(inside.group, capacity=1)
    invited(meeting, inside.lead, RsvpAnswer.YES)
    invited(meeting, inside.member, RsvpAnswer.YES, waiting_since=timezone.now())
    page = inside.client("lead").get(page_of("meeting_detail", meeting))
    counted = {label: [row.member for row in rows] for label, _value, rows in page.context["people"]}
    assert (counted["ja"], counted["op de wachtlijst"]) == ([inside.lead], [inside.member])
