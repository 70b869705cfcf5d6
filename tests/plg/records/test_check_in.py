"""Checking in: four figures, valid while the meeting runs, for who may be there, and hard to guess."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.errors import RefusedError
from plg.meetings.actions.guests import withdraw_invitation
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import MeetingInvitation
from plg.records.actions.attendance import check_in, is_open, open_check_in
from plg.records.forms.attendance import CheckInForm
from plg.records.models import Attendance
from tests import factories as f
from tests.plg.meetings.helpers import invited, page_of, planned

pytestmark = pytest.mark.clock

MINUTE = dt.timedelta(minutes=1)
CODE = "4207"


@pytest.fixture
def running(inside):
    """A meeting of two hours that began five minutes ago, with its code on the board."""
    return planned(inside.group, timezone.now() - 5 * MINUTE, check_in_code=CODE)


def at(meeting, minutes):
    return meeting.starts_at + minutes * MINUTE


def type_code(inside, who, code=CODE):
    return inside.client(who).post(reverse("plg:check_in"), {"code": code})


# When -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "opened"), [(-16, False), (-15, True), (0, True), (60, True), (120, True), (121, False)]
)
def test_one_checks_in_from_a_quarter_before_until_the_end(inside, running, minutes, opened):
    assert is_open(running, at(running, minutes)) is opened
    if opened:
        check_in(meeting=running, member=inside.member, code=CODE, at=at(running, minutes))
    else:
        with pytest.raises(RefusedError):
            check_in(meeting=running, member=inside.member, code=CODE, at=at(running, minutes))
    assert Attendance.objects.exists() is opened


@pytest.mark.parametrize("status", [MeetingStatus.DRAFT, MeetingStatus.CANCELLED, MeetingStatus.HELD])
def test_nobody_checks_in_at_what_does_not_take_place_or_is_over(inside, running, status):
    running.status = status
    running.save()
    with pytest.raises(RefusedError):
        check_in(meeting=running, member=inside.member, code=CODE)
    assert type_code(inside, "member").status_code == 422


# How long -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "status", "counted"),
    [(-10, "present", 120), (0, "present", 120), (15, "present", 120), (16, "partly", 104), (120, "partly", 1)],
)
def test_who_comes_more_than_a_quarter_late_was_there_for_what_was_left(inside, running, minutes, status, counted):
    there = check_in(meeting=running, member=inside.member, code=CODE, at=at(running, minutes))
    assert (there.status, there.minutes) == (status, counted)
    assert there.confirmed_at is None


def test_online_is_online_and_preparation_never_counts_longer_than_the_meeting(inside):
    meeting = planned(inside.group, timezone.now(), check_in_code=CODE, kind="online", prep_minutes=500)
    there = check_in(meeting=meeting, member=inside.member, code=CODE)
    assert (there.status, there.prep_minutes) == ("online", 120)


def test_checking_in_again_changes_nothing(inside, running):
    first = check_in(meeting=running, member=inside.member, code=CODE, at=at(running, 5))
    again = check_in(meeting=running, member=inside.member, code=CODE, at=at(running, 90))
    assert again.pk == first.pk
    assert (again.status, again.minutes, again.checked_in_at) == ("present", 120, at(running, 5))
    client = inside.client("member")
    page = client.post(reverse("plg:check_in"), {"code": CODE}, follow=True).text
    assert "Je stond al op de lijst" in page


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_check_in():
    member = f.GroupMembershipFactory(role="member").member
    meeting = planned(member.group_memberships.get().group, timezone.now(), check_in_code=CODE)
    together, failed = threading.Barrier(2), []

    def press():
        try:
            together.wait(20)
            check_in(meeting=meeting, member=member, code=CODE)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Attendance.objects.count() == MeetingInvitation.objects.count() == 1


# Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lead", "member", "observer"])
def test_who_is_in_the_group_checks_in_also_without_an_invitation(inside, running, who):
    assert type_code(inside, who)["Location"] == page_of("meeting_detail", running)
    assert MeetingInvitation.objects.get().member == getattr(inside, who)


def test_an_invitation_that_was_taken_back_stands_again_when_somebody_is_there(inside, running):
    invitation = invited(running, inside.member)
    withdraw_invitation(invitation=invitation, by=inside.lead)
    assert type_code(inside, "member").status_code == 302
    assert running.invitations.standing().get().member == inside.member


def test_a_guest_from_outside_the_group_who_is_invited_checks_in(inside, running):
    invited(running, inside.outsider)
    assert type_code(inside, "outsider").status_code == 302


def test_to_an_outsider_the_right_code_is_as_wrong_as_any_other(inside, running):
    right, wrong = type_code(inside, "outsider"), type_code(inside, "outsider", "1111")
    assert right.status_code == wrong.status_code == 422
    assert right.context["form"].errors == wrong.context["form"].errors
    assert inside.client("outsider").get(page_of("check_in_scan", running, CODE)).status_code == 404
    with pytest.raises(RefusedError):
        check_in(meeting=running, member=inside.outsider, code=CODE)
    assert not Attendance.objects.exists()


# The code -------------------------------------------------------------------------------------


def test_only_who_leads_sees_the_code(inside, running):
    assert CODE in inside.client("lead").get(page_of("check_in_board", running)).text
    invited(running, inside.member)
    for who in ("member", "observer", "coordinator"):
        assert inside.client(who).get(page_of("check_in_board", running)).status_code == 403
        for page in (page_of("meeting_detail", running), reverse("plg:agenda"), reverse("plg:check_in")):
            assert CODE not in inside.client(who).get(page).text


def test_the_code_is_made_once_by_a_press_and_never_by_looking(inside):
    meeting = planned(inside.group, timezone.now())
    client, board = inside.client("lead"), page_of("check_in_board", meeting)
    client.get(board)
    meeting.refresh_from_db()
    assert meeting.check_in_code == ""
    client.post(board)
    meeting.refresh_from_db()
    first = meeting.check_in_code
    assert re.fullmatch(r"\d{4}", first)
    client.post(board)
    meeting.refresh_from_db()
    assert meeting.check_in_code == first


def test_meetings_of_the_same_day_have_different_codes(monkeypatch, inside):
    meetings = [planned(inside.group, timezone.now()) for _ in range(3)]
    later = planned(inside.group, timezone.now() + dt.timedelta(days=9))
    monkeypatch.setattr("plg.records.actions.attendance.secrets.choice", lambda codes: codes[0])
    codes = [open_check_in(meeting=meeting, by=inside.lead) for meeting in (*meetings, later)]
    assert codes == ["0000", "0001", "0002", "0000"]


def test_the_qr_code_leads_to_one_press_and_looking_notes_nothing(inside, running):
    board = inside.client("lead").get(page_of("check_in_board", running))
    scan = page_of("check_in_scan", running, CODE)
    assert board.context["address"].endswith(scan)
    client = inside.client("member")
    assert "Ik ben er" in client.get(scan).text
    assert not Attendance.objects.exists()
    assert client.post(scan)["Location"] == page_of("meeting_detail", running)
    assert Attendance.objects.get().checked_in_with == "qr"
    assert "Je staat op de lijst" in client.get(scan).text


def test_the_page_of_the_qr_code_does_not_tell_whether_a_code_is_right(inside, running):
    client = inside.client("member")
    pages = {client.get(page_of("check_in_scan", running, code)).text.replace(code, "") for code in (CODE, "9999")}
    bare = {re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page) for page in pages}
    assert len(bare) == 1
    assert client.post(page_of("check_in_scan", running, "9999")).status_code == 409


@pytest.mark.parametrize(("minutes", "words"), [(60, "Je bent vroeg"), (-180, "De bijeenkomst is voorbij")])
def test_who_scans_too_early_or_too_late_reads_why(inside, minutes, words):
    meeting = planned(inside.group, timezone.now() + minutes * MINUTE, check_in_code=CODE)
    page = inside.client("member").get(page_of("check_in_scan", meeting, CODE)).text
    assert words in page
    assert "Ik ben er" not in page


def test_after_ten_tries_in_ten_minutes_the_right_code_does_not_help_either(inside, running):
    client = inside.client("member")
    for number in range(10):
        assert client.post(reverse("plg:check_in"), {"code": f"{number:04d}"}).status_code == 422
    assert client.post(reverse("plg:check_in"), {"code": CODE}).status_code == 429
    assert client.post(page_of("check_in_scan", running, CODE)).status_code == 429
    assert not Attendance.objects.exists()
    assert type_code(inside, "observer").status_code == 302


@pytest.mark.parametrize("code", ["420", "42070", "vier", "४२०७", "4 2 0", "", "4207; --", "4207\x00"])
def test_what_has_no_four_figures_is_told_at_the_field(inside, running, code):
    response = type_code(inside, "member", code)
    assert response.status_code in (400, 422)
    assert not Attendance.objects.exists()


def test_blanks_between_the_figures_do_not_matter(inside, running):
    assert type_code(inside, "member", " 42 07 ").status_code == 302


@given(st.text(max_size=15))
def test_any_text_is_a_code_of_four_figures_or_an_error(text):
    form = CheckInForm({"code": text})
    if form.is_valid():
        assert re.fullmatch(r"[0-9]{4}", form.cleaned_data["code"])
    else:
        assert form.errors["code"]


def test_the_board_counts_who_is_in(inside, running):
    board = page_of("check_in_board", running)
    client = inside.client("lead")
    assert "0 mensen" in client.get(board).text
    type_code(inside, "member")
    part = client.get(board, headers={"hx-request": "true", "hx-target": "count"}).text
    assert "1 persoon" in part
    assert CODE not in part
