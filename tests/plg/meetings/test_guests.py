"""Guests: invited by mail, without an account, and members later perhaps."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.guests import UNDO, invite_guest, merge_guest, restore_invitation, withdraw_invitation
from plg.meetings.actions.meetings import cancel_meeting, change_meeting, reinstate_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.links import answer_address
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance
from tests import factories as f
from tests.plg.meetings.helpers import attended, invited, moment, page_of, planned, told

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
DAY = dt.timedelta(days=1)
A_MORNING = moment("2026-11-24T10:00")  # when an invitation goes out at once
FEMKE = {"name": "Femke Oldenkate", "email": "femke@example.org", "organisation": "Bibliotheek"}


@pytest.fixture(autouse=True)
def _a_morning(time_machine):
    time_machine.move_to(A_MORNING)


@pytest.fixture
def meeting(inside):
    return planned(inside.group, timezone.now() + 20 * DAY)


def invite(inside, meeting, who="lead", **data):
    return inside.client(who).post(page_of("meeting_people", meeting), data)


def take_back(guest):
    return {"action": "withdraw", "ids": [guest.public_id]}


def guests_of(meeting):
    return list(meeting.invitations.filter(member__isnull=True).order_by("pk"))


# Inviting ---------------------------------------------------------------------------------------


def test_a_guest_gets_a_mail_with_the_facts_a_calendar_file_and_a_link_of_their_own(inside, meeting, mailoutbox):
    assert invite(inside, meeting, **FEMKE).status_code == 302
    (guest,) = guests_of(meeting)
    deliver_due()
    (mail,) = mailoutbox
    assert mail.to == ["femke@example.org"]
    assert meeting.title in mail.body
    assert answer_address(guest, "yes") in mail.body
    assert inside.lead.email not in mail.message().as_string()
    assert [part.get_content_type() for part in mail.message().walk() if "calendar" in part.get_content_type()]


def test_who_is_a_member_is_invited_as_that_member(inside, meeting):
    invite(inside, meeting, **FEMKE | {"email": inside.outsider.email.upper()})
    (invitation,) = meeting.invitations.all()
    assert (invitation.member, invitation.guest_name) == (inside.outsider, "")
    assert told(inside.outsider) == ["plg.meeting_planned"]
    assert not Delivery.objects.filter(kind="guest.meeting").exists()


def test_the_same_guest_twice_is_refused_in_words_and_mailed_once(inside, meeting):
    invite(inside, meeting, **FEMKE)
    response = invite(inside, meeting, **FEMKE | {"email": "FEMKE@example.org"})
    assert "al uitgenodigd" in response.text
    assert len(guests_of(meeting)) == 1
    assert Delivery.objects.filter(kind="guest.meeting").count() == 1


def test_several_are_invited_at_once_and_one_wrong_line_invites_nobody(inside, meeting):
    lines = "Femke Oldenkate; femke@example.org; Bibliotheek\n\nTjeerd\ttjeerd@example.org"
    assert invite(inside, meeting, lines=lines).status_code == 302
    assert [(guest.guest_name, guest.guest_organisation) for guest in guests_of(meeting)] == [
        ("Femke Oldenkate", "Bibliotheek"),
        ("Tjeerd", ""),
    ]
    response = invite(inside, meeting, lines="Anna; anna@example.org\nzonder adres")
    assert response.status_code == 422
    assert "zonder adres" in response.text
    assert "anna@example.org" in response.text
    assert len(guests_of(meeting)) == 2


@pytest.mark.parametrize(
    "data",
    [
        FEMKE | {"email": "femke"},
        FEMKE | {"name": " "},
        FEMKE | {"email": "femke@example.org\nBcc: x@example.org"},
        {"lines": ""},
        {"lines": "\n".join(f"Gast; gast{n}@example.org" for n in range(51))},
    ],
)
def test_what_is_not_clear_invites_nobody(inside, meeting, data):
    assert invite(inside, meeting, **data).status_code == 422
    assert not meeting.invitations.exists()


@pytest.mark.parametrize("state", ["began", "cancelled"])
def test_nobody_is_invited_any_more_once_it_began_or_was_cancelled(inside, meeting, state):
    if state == "began":
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - DAY / 24)
        meeting.refresh_from_db()
    else:
        cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    with pytest.raises(RefusedError):
        invite_guest(meeting=meeting, by=inside.lead, name="Femke", email="femke@example.org")
    assert not meeting.invitations.exists()


# What a guest hears -----------------------------------------------------------------------------


def test_a_guest_hears_of_a_move_and_of_calling_off_and_answers_from_the_mail(inside, meeting, mailoutbox, client):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    assert client.post(answer_address(guest), {"answer": "yes", "note": ""}).status_code == 200
    later = meeting.starts_at + DAY
    change_meeting(meeting=meeting, by=inside.lead, starts_at=later, ends_at=later + DAY / 24)
    guest.refresh_from_db()
    assert guest.answer == RsvpAnswer.NONE
    deliver_due()
    cancel_meeting(meeting=meeting, by=inside.lead, reason="De verwarming is stuk")
    deliver_due()
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Uitnodiging", "Verzet", "Afgezegd"]
    assert "De verwarming is stuk" in mailoutbox[-1].body


def test_a_guest_who_said_no_hears_nothing_of_calling_off(inside, meeting, mailoutbox):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    answer_meeting(invitation=guest, answer=RsvpAnswer.NO)
    cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    deliver_due()
    assert len(mailoutbox) == 1


def test_a_guest_who_heard_nothing_of_the_old_time_is_invited_for_the_new_one(inside, meeting, mailoutbox):
    invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    later = meeting.starts_at + DAY
    change_meeting(meeting=meeting, by=inside.lead, starts_at=later, ends_at=later + DAY / 24)
    deliver_due()
    assert [mail.subject.split(" – ")[0] for mail in mailoutbox] == ["Uitnodiging: Rekenen met inzicht"]
    assert nice_date(timezone.localdate(later)) in mailoutbox[0].subject


def test_a_guest_whose_invitation_never_left_hears_nothing_of_calling_off(inside, meeting, mailoutbox):
    invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    deliver_due()
    assert mailoutbox == []
    reinstate_meeting(meeting=meeting, by=inside.lead)
    deliver_due()
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Uitnodiging"]


def test_taking_back_an_invitation_that_was_not_sent_holds_the_mail_back_until_undo(inside, meeting, mailoutbox):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    client = inside.client("lead")
    page = client.post(page_of("meeting_people_bulk", meeting), take_back(guest), follow=True).text
    undo = page_of("meeting_people_undo", meeting)
    assert undo in page
    deliver_due()
    assert mailoutbox == []
    for _ in range(2):
        client.post(undo)
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [["femke@example.org"]]


def test_taking_back_and_undo_of_an_invitation_that_was_sent_mails_nothing_more(inside, meeting, mailoutbox):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    client = inside.client("lead")
    client.post(page_of("meeting_people_bulk", meeting), take_back(guest))
    client.post(page_of("meeting_people_undo", meeting))
    deliver_due()
    assert len(mailoutbox) == 1


def calendar_methods(mail):
    """The METHOD of each calendar file that the mail carries, and the UID that it is about."""
    files = [
        part.get_payload(decode=True).decode()
        for part in mail.message().walk()
        if part.get_content_type() == "text/calendar"
    ]
    return [(re.search(r"METHOD:(\w+)", text)[1], re.search(r"UID:(\S+)", text)[1]) for text in files]


def test_a_guest_who_is_taken_back_hears_it_when_undo_is_past_with_a_file_that_empties_their_calendar(
    inside, meeting, mailoutbox, time_machine
):
    time_machine.move_to(A_MORNING, tick=False)
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    inside.client("lead").post(page_of("meeting_people_bulk", meeting), take_back(guest))
    deliver_due()
    assert len(mailoutbox) == 1, "undo is still possible"
    time_machine.shift(UNDO)
    deliver_due()
    invitation, farewell = mailoutbox
    assert farewell.to == ["femke@example.org"]
    assert farewell.subject.startswith("Niet meer uitgenodigd: ")
    ((asked, uid),) = calendar_methods(invitation)
    assert (asked, calendar_methods(farewell)) == ("REQUEST", [("CANCEL", uid)])
    assert answer_address(guest, "yes") not in farewell.body


def test_a_guest_who_is_invited_again_after_the_farewell_gets_the_invitation_again(
    inside, meeting, mailoutbox, time_machine
):
    time_machine.move_to(A_MORNING, tick=False)
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    withdraw_invitation(invitation=guest, by=inside.lead)
    time_machine.shift(UNDO)
    deliver_due()
    restore_invitation(invitation=guest, by=inside.lead)
    deliver_due()
    assert [method for mail in mailoutbox for method, _uid in calendar_methods(mail)] == [
        "REQUEST",
        "CANCEL",
        "REQUEST",
    ]


def sequences(mails):
    """(method, SEQUENCE) of each calendar file, in the order of the mails."""
    found = []
    for mail in mails:
        for part in mail.message().walk():
            if part.get_content_type() == "text/calendar":
                text = part.get_payload(decode=True).decode()
                found.append((re.search(r"METHOD:(\w+)", text)[1], int(re.search(r"SEQUENCE:(\d+)", text)[1])))
    return found


@pytest.mark.parametrize("who", ["guest", "member"])
@pytest.mark.parametrize("again", ["undone", "invited anew"])
def test_calendars_can_put_invited_taken_back_invited_again_and_moved_in_order(
    inside, meeting, mailoutbox, time_machine, who, again
):
    time_machine.move_to(A_MORNING, tick=False)
    person = FEMKE if who == "guest" else FEMKE | {"email": inside.outsider.email}
    invitation = invite_guest(meeting=meeting, by=inside.lead, **person)
    deliver_due()
    withdraw_invitation(invitation=invitation, by=inside.lead)
    time_machine.shift(UNDO)
    deliver_due()
    if again == "undone":
        restore_invitation(invitation=invitation, by=inside.lead)
    else:
        invite_guest(meeting=meeting, by=inside.lead, **person)
    deliver_due()
    change_meeting(meeting=meeting, by=inside.lead, starts_at=meeting.starts_at - DAY, ends_at=meeting.ends_at - DAY)
    deliver_due()
    said = sequences(mail for mail in mailoutbox if mail.to == [person["email"]])
    assert [method for method, _number in said] == ["REQUEST", "CANCEL", "REQUEST", "REQUEST"]
    numbers = [number for _method, number in said]
    assert numbers == sorted(set(numbers)), "each is later than the one before"


@pytest.mark.parametrize("case", ["said no", "never sent", "cancelled", "over"])
def test_no_farewell_to_a_guest_in_whose_calendar_it_does_not_stand(inside, meeting, mailoutbox, time_machine, case):
    time_machine.move_to(A_MORNING, tick=False)
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    if case != "never sent":
        deliver_due()
    if case == "said no":
        answer_meeting(invitation=guest, answer=RsvpAnswer.NO)
    if case == "cancelled":
        cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziek")
    if case == "over":
        time_machine.shift(21 * DAY)
    withdraw_invitation(invitation=guest, by=inside.lead)
    time_machine.shift(UNDO)
    deliver_due()
    assert not [mail for mail in mailoutbox if mail.subject.startswith("Niet meer")]


def test_a_member_who_is_taken_back_hears_it_with_the_same_file(inside, meeting, mailoutbox):
    invitation = invite_guest(meeting=meeting, by=inside.lead, **FEMKE | {"email": inside.outsider.email})
    deliver_due()
    withdraw_invitation(invitation=invitation, by=inside.lead)
    deliver_due()
    asked, farewell = [mail for mail in mailoutbox if mail.to == [inside.outsider.email]]
    ((_method, uid),) = calendar_methods(asked)
    assert calendar_methods(farewell) == [("CANCEL", uid)]
    assert told(inside.outsider) == ["plg.meeting_planned", "plg.meeting_uninvited"]
    restore_invitation(invitation=invitation, by=inside.lead)
    deliver_due()
    assert [method for mail in mailoutbox for method, _uid in calendar_methods(mail)] == [
        "REQUEST",
        "CANCEL",
        "REQUEST",
    ]


def test_a_member_who_did_not_hear_of_the_invitation_does_not_hear_that_it_is_taken_back(inside, meeting, mailoutbox):
    invitation = invite_guest(meeting=meeting, by=inside.lead, **FEMKE | {"email": inside.outsider.email})
    withdraw_invitation(invitation=invitation, by=inside.lead)
    deliver_due()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda meeting, by: change_meeting(meeting=meeting, by=by, location="Aula"), "Er is iets veranderd"),
        (lambda meeting, by: change_meeting(meeting=meeting, by=by, starts_at=meeting.starts_at - DAY), "andere tijd"),
        (lambda meeting, by: cancel_meeting(meeting=meeting, by=by, reason="Ziek"), "gaat niet door. De reden: Ziek"),
    ],
)
def test_a_guest_reads_what_changed_and_no_second_invitation(inside, meeting, mailoutbox, change, words):
    invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    deliver_due()
    change(meeting, inside.lead)
    deliver_due()
    assert words in " ".join(mailoutbox[1].body.split())
    assert "nodigt je als gast uit" not in mailoutbox[1].body


# No more mail -----------------------------------------------------------------------------------


def stop_address(guest):
    return answer_address(guest) + "geen-mail/"


def test_a_guest_who_wants_no_mail_gets_none_whoever_invites_and_can_change_their_mind(
    inside, meeting, mailoutbox, client
):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    for method in (client.get, client.head):
        method(stop_address(guest))
    assert not AddressTrouble.objects.exists()
    client.post(stop_address(guest))
    other = planned(f.GroupFactory(), timezone.now() + 9 * DAY)
    invite_guest(meeting=other, by=inside.coordinator, **FEMKE)
    deliver_due()
    assert mailoutbox == []
    client.post(stop_address(guest), {"again": "1"})
    assert not AddressTrouble.objects.exists()


def test_one_click_of_the_mail_program_stops_it_without_a_cookie(inside, meeting, client):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(stop_address(guest), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert AddressTrouble.objects.get().address == "femke@example.org"


def test_a_member_does_not_stop_mail_of_a_guest_and_a_forged_link_neither(inside, meeting, client):
    own = invited(meeting, inside.member)
    for address in (stop_address(own), "/antwoord/verzonnen:x/geen-mail/"):
        assert client.post(address).status_code == 404
    assert not AddressTrouble.objects.exists()


# Becoming a member ------------------------------------------------------------------------------


def test_who_becomes_a_member_keeps_every_answer_and_attendance_and_no_guest_is_left(inside):
    past, coming = planned(inside.group, timezone.now() - 9 * DAY), planned(inside.group)
    here = {"guest_name": "Femke", "guest_email": "femke@example.org"}
    was_there = invited(past, answer=RsvpAnswer.YES, **here)
    Attendance.objects.create(invitation=was_there, status="present", minutes=90)
    invited(coming, answer=RsvpAnswer.MAYBE, note="Misschien later", **here)
    member = f.MemberFactory(email="Femke@example.org")
    assert merge_guest(email=member.email, member=member) == 2
    assert list(member.meeting_invitations.order_by("meeting__starts_at").values_list("answer", flat=True)) == [
        RsvpAnswer.YES,
        RsvpAnswer.MAYBE,
    ]
    assert Attendance.objects.get().invitation.member == member
    assert not MeetingInvitation.objects.filter(member__isnull=True).exists()
    assert AuditEvent.objects.filter(verb="plg.guest_merged", subject_id=member.pk).count() == 1
    assert merge_guest(email=member.email, member=member) == 0


def test_the_members_own_answer_and_attendance_stay_where_both_were_invited(inside):
    meeting = planned(inside.group, timezone.now() - 9 * DAY)
    attended(meeting, inside.member, minutes=120)
    guest = invited(meeting, answer=RsvpAnswer.NO, guest_name="Jorn", guest_email="jorn@example.org")
    Attendance.objects.create(invitation=guest, status="absent")
    merge_guest(email="jorn@example.org", member=inside.member)
    own = meeting.invitations.get()
    assert (own.member, own.answer, own.attendance.minutes) == (inside.member, RsvpAnswer.YES, 120)


def test_attendance_of_the_guest_goes_to_the_member_of_whom_nothing_was_noted(inside):
    meeting = planned(inside.group, timezone.now() - 9 * DAY)
    own = invited(meeting, inside.member)
    guest = invited(meeting, guest_name="Jorn", guest_email="jorn@example.org")
    Attendance.objects.create(invitation=guest, status=AttendanceStatus.PRESENT, minutes=90)
    merge_guest(email="jorn@example.org", member=inside.member)
    assert Attendance.objects.get().invitation == own


def test_signing_up_with_the_address_of_a_guest_takes_over_by_itself(inside, meeting):
    invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    member = f.MemberFactory(email="femke@example.org")
    signals.member_changed.send(sender=type(member), member=member)
    assert meeting.invitations.get().member == member


def test_the_link_in_an_old_mail_still_answers_for_who_became_a_member(inside, meeting, client):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    address = answer_address(guest)
    member = f.MemberFactory(email="femke@example.org")
    merge_guest(email=member.email, member=member)
    client.post(address, {"answer": "yes", "note": ""})
    assert meeting.invitations.get(member=member).answer == RsvpAnswer.YES


def test_a_guest_is_seen_by_who_may_read_the_meeting_without_their_address(inside, meeting):
    invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    invited(meeting, inside.member)
    page = inside.client("member").get(page_of("meeting_detail", meeting)).text
    assert "Femke Oldenkate" in page
    assert "femke@example.org" not in page


def test_a_note_of_a_guest_reaches_who_leads(inside, meeting):
    guest = invite_guest(meeting=meeting, by=inside.lead, **FEMKE)
    answer_meeting(invitation=guest, answer=RsvpAnswer.YES, note="Ik neem boeken mee")
    notice = Notice.objects.get(member=inside.lead, kind="plg.meeting_note")
    assert notice.params["name"] == "Femke Oldenkate"
