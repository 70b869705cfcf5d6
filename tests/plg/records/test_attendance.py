"""Confirming who was there in one table, the sheet on paper, and objecting for thirty days."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions import attendance as actions
from plg.records.enums import AttendanceStatus
from plg.records.forms.attendance import AttendanceForm, ContestAnswerForm, WalkInForm
from plg.records.models import Attendance
from plg.records.queries.attendance import attendance_rate
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import attended, invited, moment, page_of, planned, told

pytestmark = pytest.mark.clock

DAY = dt.timedelta(days=1)


@pytest.fixture
def past(inside):
    """Two hours, yesterday, with half an hour of preparation."""
    return planned(inside.group, timezone.now() - DAY, prep_minutes=30)


def sent(**rows):
    """What the table posts: invitation → (status, minutes)."""
    data = {}
    for public_id, (status, minutes) in rows.items():
        data |= {f"{public_id}-status": status, f"{public_id}-minutes": minutes}
    return data


def confirm(meeting, by, *, at=None, **statuses):
    rows = {row.public_id: statuses[row.member.given_name] for row in meeting.invitations.select_related("member")}
    return actions.confirm_attendance(meeting=meeting, by=by, statuses=rows, at=at)


# The table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind", "chosen"),
    [
        (RsvpAnswer.YES, "group", "present"),
        (RsvpAnswer.YES, "online", "online"),
        (RsvpAnswer.NO, "group", "excused"),
        (RsvpAnswer.MAYBE, "group", "absent"),
        (RsvpAnswer.NONE, "group", "absent"),
    ],
)
def test_the_table_begins_with_what_the_answer_says(inside, past, answer, kind, chosen):
    Meeting.objects.filter(pk=past.pk).update(kind=kind)
    invited(past, inside.member, answer)
    response = inside.client("lead").get(page_of("attendance_confirm", past))
    assert [line.chosen for line in response.context["lines"]] == [chosen]


def test_who_checked_in_late_stands_in_the_table_with_what_was_left(inside):
    now = timezone.now()
    meeting = planned(inside.group, now - dt.timedelta(minutes=30), check_in_code="4207")
    actions.check_in(meeting=meeting, member=inside.member, code="4207", at=now)
    line = inside.client("lead").get(page_of("attendance_confirm", meeting)).context["lines"][0]
    assert (line.chosen, line.form["minutes"].value(), line.checked_in) == ("partly", 90, True)


def test_who_waits_for_a_seat_was_not_there_unless_somebody_says_so(inside, past):
    invited(past, inside.member, RsvpAnswer.YES, waiting_since=timezone.now() - 2 * DAY)
    assert inside.client("lead").get(page_of("attendance_confirm", past)).context["lines"][0].chosen == "absent"


def test_one_press_confirms_everybody_guests_included(inside, past):
    here, part, away = invited(past, inside.lead), invited(past, inside.member), invited(past, inside.observer)
    guest = invited(past, guest_name="Femke Oldenkate")
    data = sent(
        **{
            here.public_id: ("present", ""),
            part.public_id: ("partly", "45"),
            away.public_id: ("excused", "120"),
            guest.public_id: ("online", ""),
        }
    )
    response = inside.client("lead").post(page_of("attendance_confirm", past), data)
    assert response["Location"] == page_of("meeting_detail", past)
    found = {row.invitation_id: (row.status, row.minutes, row.prep_minutes) for row in Attendance.objects.all()}
    assert found == {
        here.pk: ("present", 120, 30),
        part.pk: ("partly", 45, 30),
        away.pk: ("excused", 0, 0),
        guest.pk: ("online", 120, 30),
    }
    past.refresh_from_db()
    assert (past.status, past.attendance_confirmed_by) == (MeetingStatus.HELD, inside.lead)
    assert AuditEvent.objects.filter(verb="plg.attendance_confirmed", actor=inside.lead).count() == 1


def test_all_are_put_present_but_who_said_no_and_nothing_is_stored_yet(inside, past):
    silent, no = invited(past, inside.member), invited(past, inside.observer, RsvpAnswer.NO)
    guest = invited(past, guest_name="Femke Oldenkate")
    filled_in = {silent.public_id: ("absent", ""), no.public_id: ("excused", ""), guest.public_id: ("online", "")}
    data = {**sent(**filled_in), "everybody": "present"}
    response = inside.client("lead").post(page_of("attendance_confirm", past), data)
    assert response.status_code == 200
    chosen = {line.row.pk: line.chosen for line in response.context["lines"]}
    assert chosen == {silent.pk: "present", no.pk: "excused", guest.pk: "present"}
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("minutes", ["", "0", "-5", "veel", "9" * 40])
def test_partly_asks_for_minutes_and_keeps_all_that_was_filled_in(inside, past, minutes):
    part, other = invited(past, inside.member), invited(past, inside.observer)
    data = sent(**{part.public_id: ("partly", minutes), other.public_id: ("online", "")})
    response = inside.client("lead").post(page_of("attendance_confirm", past), data)
    assert response.status_code == 422
    assert {line.row.pk: line.chosen for line in response.context["lines"]} == {
        part.pk: "partly",
        other.pk: "online",
    }
    assert not Attendance.objects.exists()


def test_nobody_was_there_longer_than_the_meeting(inside, past):
    invited(past, inside.member)
    confirm(past, inside.lead, Jorn=("partly", 600))
    assert Attendance.objects.get().minutes == 120


@pytest.mark.parametrize(("starts", "status"), [(DAY, MeetingStatus.PLANNED), (-DAY, MeetingStatus.CANCELLED)])
def test_what_has_not_begun_or_was_cancelled_is_not_confirmed(inside, starts, status):
    meeting = planned(inside.group, timezone.now() + starts, status=status)
    row = invited(meeting, inside.member)
    data = sent(**{row.public_id: ("present", "")})
    assert inside.client("lead").post(page_of("attendance_confirm", meeting), data).status_code == 409
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("who", ["member", "observer", "coordinator"])
def test_only_who_leads_confirms(inside, past, who):
    invited(past, inside.member)
    for name in ("attendance_confirm", "attendance_sheet"):
        assert inside.client(who).get(page_of(name, past)).status_code == 403
    assert inside.client(who).post(page_of("attendance_confirm", past)).status_code == 403
    assert not Attendance.objects.exists()


def test_a_secretary_confirms_too(inside, past):
    inside.group.memberships.filter(member=inside.member).update(role="secretary")
    row = invited(past, inside.observer)
    data = sent(**{row.public_id: ("present", "")})
    assert inside.client("member").post(page_of("attendance_confirm", past), data).status_code == 302


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_status_and_minutes_are_stored_or_told(status, minutes):
    meeting = Meeting(starts_at=timezone.now(), ends_at=timezone.now() + dt.timedelta(hours=1))
    form = AttendanceForm({"status": status, "minutes": minutes}, meeting=meeting)
    assert form.is_valid() is not bool(form.errors)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(inside, past, django_assert_num_queries, item_count):
    for _ in range(item_count):
        attended(past, f.AppointmentFactory().member, contest="open", contest_text="x", contested_at=timezone.now())
        invited(past, guest_name=f"Gast {MeetingInvitation.objects.count()}")
    client = inside.client("lead")
    with django_assert_num_queries(6):
        client.get(page_of("attendance_confirm", past))
    with django_assert_num_queries(6):
        client.get(page_of("attendance_sheet", past))


# Who was not invited --------------------------------------------------------------------------


def test_a_member_who_was_not_invited_is_found_by_the_full_name(inside, past):
    outsider = inside.outsider
    for _ in range(2):
        inside.client("lead").post(page_of("walk_in_add", past), {"name": outsider.get_full_name().upper()})
    assert past.invitations.get().member == outsider


def test_half_a_name_adds_nobody_and_says_who_it_could_be(inside, past):
    response = inside.client("lead").post(page_of("walk_in_add", past), {"name": "Twickel"})
    assert response.status_code == 422
    assert "Fenna Twickelstra" in response.context["walk_in"].errors["name"][0]
    assert not past.invitations.exists()


def test_a_name_that_no_member_has_is_a_guest_only_when_one_says_so(inside, past):
    client, page = inside.client("lead"), page_of("walk_in_add", past)
    assert "is_guest" in client.post(page, {"name": "Femke Oldenkate"}).context["walk_in"].errors
    for _ in range(2):
        client.post(page, {"name": "Femke Oldenkate", "is_guest": "on"})
    guest = past.invitations.get()
    assert (guest.name, guest.member) == ("Femke Oldenkate", None)


@given(st.text(max_size=130))
def test_any_name_is_looked_for_or_refused(name):
    form = WalkInForm({"name": name}, find=lambda _name: [])
    assert not form.is_valid()


# On paper and in the minutes ------------------------------------------------------------------


def test_the_sheet_has_everybody_who_may_come_and_room_for_others(inside, past):
    invited(past, inside.member, RsvpAnswer.NO)
    invited(past, guest_name="Femke Oldenkate", guest_organisation="Bibliotheek")
    page = inside.client("lead").get(page_of("attendance_sheet", past)).text
    assert "Jorn Beltmate" in page
    assert "Bibliotheek" in page
    assert page.count('class="signature"') == 2 + 4


def test_who_was_there_stands_on_the_page_once_it_is_confirmed(inside, past):
    invited(past, inside.member, RsvpAnswer.YES)
    client = inside.client("observer")
    assert client.get(page_of("meeting_detail", past)).context["summary"].present == []
    confirm(past, inside.lead, Jorn=("present", None))
    assert client.get(page_of("meeting_detail", past)).context["summary"].present == ["Jorn Beltmate"]


def test_a_coordinator_who_is_not_in_the_group_does_not_see_who_was_there(inside, past):
    invited(past, inside.member, RsvpAnswer.YES)
    confirm(past, inside.lead, Jorn=("absent", None))
    response = inside.client("coordinator").get(page_of("meeting_detail", past))
    assert response.context["summary"] is None


# Objecting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "taken"), [(0, True), (29, True), (30, False)])
def test_one_objects_for_thirty_days_to_the_second(inside, past, days, taken):
    there = attended(past, inside.member)
    last = there.confirmed_at + days * DAY
    moments = [last + DAY - dt.timedelta(seconds=1)] if days == 29 else [last]
    for when in moments:
        assert actions.may_contest(there, when) is taken


def test_an_objection_comes_to_who_leads_and_to_nobody_else(inside, past):
    attended(past, inside.member, status=AttendanceStatus.ABSENT, minutes=0)
    client = inside.client("member")
    assert "Dit klopt niet" in client.get(page_of("meeting_detail", past)).text
    client.post(page_of("attendance_contest", past), {"text": "Ik was er wel."})
    there = Attendance.objects.get()
    assert (there.contest, there.contest_text) == ("open", "Ik was er wel.")
    assert told(inside.lead) == ["plg.attendance_contested"]
    assert told(inside.member) == told(inside.observer) == []
    assert client.post(page_of("attendance_contest", past), {"text": "Echt waar"}).status_code == 409
    assert Attendance.objects.get().contest_text == "Ik was er wel."
    for who in ("observer", "coordinator"):
        assert "Ik was er wel." not in inside.client(who).get(page_of("meeting_detail", past)).text
    assert "Ik was er wel." not in str(list(AuditEvent.objects.values()))


def test_what_is_not_confirmed_cannot_be_objected_to(inside, past):
    attended(past, inside.member, confirmed_at=None)
    assert inside.client("member").post(page_of("attendance_contest", past), {"text": "x"}).status_code == 409


def test_nobody_objects_to_what_is_said_of_somebody_else(inside, past):
    attended(past, inside.member)
    assert inside.client("observer").post(page_of("attendance_contest", past), {"text": "x"}).status_code == 403


def test_confirming_again_gives_new_days_only_where_something_changes(inside, past):
    invited(past, inside.member)
    invited(past, inside.observer)
    first, second = past.ends_at + dt.timedelta(hours=1), past.ends_at + 5 * DAY
    confirm(past, inside.lead, at=first, Jorn=("present", None), Ilse=("absent", None))
    confirm(past, inside.lead, at=second, Jorn=("present", None), Ilse=("partly", 30))
    confirmed = {row.invitation.member: row.confirmed_at for row in Attendance.objects.select_related("invitation")}
    assert confirmed == {inside.member: first, inside.observer: second}


@pytest.fixture
def contested(inside, past):
    there = attended(past, inside.member, status=AttendanceStatus.ABSENT, minutes=0)
    actions.contest_attendance(attendance=there, by=inside.member, text="Ik was er wel.")
    Notice.objects.all().delete()
    return there


def answer(inside, there, **data):
    return inside.client("lead").post(
        page_of("contest_answer", there.invitation.meeting, there.invitation.public_id), data
    )


def test_who_leads_puts_it_right_and_the_member_is_told(inside, contested):
    answer(inside, contested, decision="grant", status="partly", minutes="75", answer="Klopt, sorry.")
    contested.refresh_from_db()
    assert (contested.status, contested.minutes, contested.prep_minutes) == ("partly", 75, 30)
    assert (contested.contest, contested.confirmed_by) == ("granted", inside.lead)
    assert told(inside.member) == ["plg.contest_answered"]
    page = inside.client("member").get(page_of("meeting_detail", contested.invitation.meeting)).text
    assert "Klopt, sorry." in page


def test_leaving_it_needs_a_reason_and_changes_nothing(inside, contested):
    response = answer(inside, contested, decision="refuse", answer="")
    assert response.status_code == 422
    assert "answer" in response.context["contests"][0].form.errors
    answer(inside, contested, decision="refuse", answer="Je naam staat niet op de lijst.")
    contested.refresh_from_db()
    assert (contested.status, contested.contest) == ("absent", "refused")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": "x"},
        {"decision": "grant"},
        {"decision": "grant", "status": "partly", "answer": "een lange tekst"},
        {"decision": "grant", "status": "weg"},
    ],
)
def test_a_decision_that_is_not_right_is_shown_again_with_what_was_typed(inside, contested, data):
    response = answer(inside, contested, **data)
    assert response.status_code == 422
    assert response.context["contests"][0].form["answer"].value() == data.get("answer")
    contested.refresh_from_db()
    assert contested.contest == "open"


def test_an_objection_is_answered_once(inside, contested):
    answer(inside, contested, decision="refuse", answer="Nee.")
    answer(inside, contested, decision="grant", status="present")
    contested.refresh_from_db()
    assert (contested.status, contested.contest_answer) == ("absent", "Nee.")
    assert told(inside.member) == ["plg.contest_answered"]


@pytest.mark.parametrize("who", ["member", "observer", "coordinator"])
def test_nobody_else_answers_an_objection(inside, contested, who):
    page = page_of("contest_answer", contested.invitation.meeting, contested.invitation.public_id)
    assert inside.client(who).post(page, {"decision": "grant", "status": "present"}).status_code == 403
    contested.refresh_from_db()
    assert contested.contest == "open"


def test_an_objection_at_another_meeting_does_not_exist_here(inside, contested):
    other = planned(inside.group, timezone.now() - 2 * DAY)
    page = page_of("contest_answer", other, contested.invitation.public_id)
    assert inside.client("lead").post(page, {"decision": "refuse", "answer": "x"}).status_code == 404


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.text(max_size=20))
def test_any_answer_to_an_objection_is_right_or_told(decision, status, minutes, text):
    form = ContestAnswerForm({"decision": decision, "status": status, "minutes": minutes, "answer": text})
    assert form.is_valid() is not bool(form.errors)


def test_a_refusal_has_its_reason_in_words(inside, past):
    with pytest.raises(RefusedError, match="dertig dagen"):
        actions.contest_attendance(
            attendance=attended(past, inside.member, confirmed_at=None), by=inside.member, text="x"
        )


# The share of a group -------------------------------------------------------------------------


def test_the_share_leaves_out_who_excused_themselves_a_day_before_and_counts_online_and_partly(inside):
    meeting = planned(inside.group, timezone.now() - DAY, attendance_confirmed_at=timezone.now())
    attended(meeting)
    attended(meeting, status=AttendanceStatus.ONLINE)
    attended(meeting, status=AttendanceStatus.PARTLY)
    attended(meeting, status=AttendanceStatus.ABSENT, minutes=0)
    in_time = attended(meeting, status=AttendanceStatus.EXCUSED, minutes=0)
    too_late = attended(meeting, status=AttendanceStatus.EXCUSED, minutes=0)
    for there, hours in ((in_time, 24), (too_late, 23)):
        when = meeting.starts_at - dt.timedelta(hours=hours)
        MeetingInvitation.objects.filter(pk=there.invitation_id).update(answer=RsvpAnswer.NO, answered_at=when)
    day = timezone.localdate(meeting.starts_at)
    rate = attendance_rate(inside.group, day, day)
    assert (rate.attended, rate.expected, rate.percent) == (3, 5, 60)


@pytest.mark.clock
def test_the_share_counts_a_meeting_on_the_day_that_it_is_here(inside):
    """Half an hour into Saturday: in UTC it is Friday still."""
    meeting = planned(inside.group, moment("2026-11-28T00:30"), attendance_confirmed_at=timezone.now())
    attended(meeting)
    friday, saturday = dt.date(2026, 11, 27), dt.date(2026, 11, 28)
    assert attendance_rate(inside.group, friday, friday).percent is None
    assert attendance_rate(inside.group, saturday, saturday).percent == 100


def test_the_share_of_nothing_is_no_number(inside):
    today = timezone.localdate()
    assert attendance_rate(inside.group, today, today).percent is None


@pytest.mark.parametrize(("people", "figure"), [(4, "–"), (5, "80 %")])
def test_a_coordinator_sees_the_share_from_five_people_on(inside, people, figure):
    meeting = planned(inside.group, timezone.now() - dt.timedelta(hours=3), attendance_confirmed_at=timezone.now())
    for _ in range(people - 1):
        attended(meeting)
    attended(meeting, status=AttendanceStatus.ABSENT, minutes=0)
    page = inside.get("coordinator", "space_home")
    assert (page.context["figures"].attendance is None) is (figure == "–")
    assert figure in [part.words for part in Page(page).all("span.figure")]
