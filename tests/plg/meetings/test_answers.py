"""Yes, no or perhaps: on the page, from the mail without logging in, and by who leads the meeting; asking again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.meetings.actions.answers import answer_meeting, remind_unanswered
from plg.meetings.actions.meetings import cancel_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.links import answer_address, make_token
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.queries import Reminding
from tests import factories as f
from tests.plg.meetings.helpers import invited, page_of, planned, told

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(inside):
    return planned(inside.group)


@pytest.fixture
def mine(inside, meeting):
    return invited(meeting, inside.member)


def answer_of(invitation):
    invitation.refresh_from_db()
    return invitation.answer


def link(invitation, answer=""):
    """The path of the link in a mail."""
    return reverse("plg:answer_from_mail", args=[make_token(invitation)]) + (f"?antwoord={answer}" if answer else "")


def everything():
    return list(MeetingInvitation.objects.order_by("pk").values()), Notice.objects.count(), AuditEvent.objects.count()


# On the page ------------------------------------------------------------------------------------


def test_an_answer_with_a_note_is_stored_and_who_leads_the_group_reads_the_note(inside, mine, meeting):
    response = inside.client("member").post(
        page_of("meeting_answer", meeting), {"answer": "yes", "note": "Ik kom later"}, follow=True
    )
    assert "Je bent erbij" in response.text
    mine.refresh_from_db()
    assert (mine.answer, mine.note, mine.answered_via) == (RsvpAnswer.YES, "Ik kom later", "page")
    assert told(inside.lead) == ["plg.meeting_note"]
    assert "Ik kom later" in inside.client("lead").get(page_of("meeting_people", meeting)).text
    assert "Ik kom later" not in inside.client("observer").get(page_of("meeting_detail", meeting)).text


def test_an_answer_from_the_agenda_keeps_the_note_and_goes_back_there(inside, mine, meeting):
    answer_meeting(invitation=mine, answer=RsvpAnswer.YES, note="Ik kom later")
    back = reverse("plg:agenda")
    response = inside.client("member").post(page_of("meeting_answer", meeting), {"answer": "no", "next": back})
    assert response["Location"] == back
    mine.refresh_from_db()
    assert (mine.answer, mine.note) == (RsvpAnswer.NO, "Ik kom later")


@pytest.mark.parametrize("answer", ["", "geen", "jazeker", "ja ", "x" * 5000])
def test_another_word_is_no_answer(inside, mine, meeting, answer):
    response = inside.client("member").post(page_of("meeting_answer", meeting), {"answer": answer})
    assert response.status_code == 302
    assert answer_of(mine) == RsvpAnswer.NONE


def test_who_is_in_the_group_and_not_invited_cannot_answer(inside, meeting):
    assert inside.client("member").post(page_of("meeting_answer", meeting), {"answer": "yes"}).status_code == 403


@pytest.mark.parametrize("state", ["over", "cancelled"])
def test_it_is_too_late_to_answer_what_is_over_or_cancelled(inside, mine, meeting, state):
    if state == "over":
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - DAY, ends_at=timezone.now() - DAY / 2)
    else:
        cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    page = inside.client("member").post(page_of("meeting_answer", meeting), {"answer": "yes"}, follow=True).text
    assert answer_of(mine) == RsvpAnswer.NONE
    assert "notice" in page
    assert 'name="answer" value="yes"' not in page


def test_a_full_meeting_says_so_before_one_answers_and_gives_the_place_in_line(inside, mine, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=1)
    invited(meeting, answer=RsvpAnswer.YES)
    client = inside.client("member")
    assert "Het is vol" in client.get(page_of("meeting_detail", meeting)).text
    assert "Het is vol" in client.get(link(mine)).text
    page = client.post(page_of("meeting_answer", meeting), {"answer": "yes"}, follow=True).text
    assert "Op de wachtlijst, plek 1" in page


# From the mail ----------------------------------------------------------------------------------


def test_from_the_mail_it_takes_two_presses_without_logging_in(client, mine):
    page = client.get(link(mine, "misschien"))
    assert page.context["form"]["answer"].value() == "maybe"
    response = client.post(link(mine), {"answer": "maybe", "note": ""})
    assert response.status_code == 200
    mine.refresh_from_db()
    assert (mine.answer, mine.answered_via) == (RsvpAnswer.MAYBE, "mail")


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("answer", ["", "yes", "no", "maybe", "rommel"])
def test_looking_stores_nothing_because_mail_programs_open_every_link(client, mine, method, answer):
    before = everything()
    getattr(client, method)(link(mine, answer))
    assert everything() == before


@pytest.mark.parametrize("answer", ["none", "rommel", "x" * 9000])
def test_an_unknown_answer_in_the_address_chooses_nothing_that_can_be_sent(client, mine, answer):
    page = client.get(link(mine, answer))
    assert page.status_code == 200
    assert "checked" not in page.text


def test_a_link_in_another_language_of_tokens_does_not_exist(client, mine):
    good = make_token(mine)
    other_salt = signing.Signer(salt="something.else").sign(mine.public_id)
    unknown = signing.Signer(salt="plg.meeting_answer").sign("bestaatniet")
    for forged in (good[:-1] + ("a" if good[-1] != "a" else "b"), mine.public_id, other_salt, unknown, "x" * 4000, ":"):
        address = reverse("plg:answer_from_mail", args=[forged])
        for response in (client.get(address), client.post(address, {"answer": "no"})):
            assert response.status_code == 404, forged[:40]
            assert mine.meeting.title not in response.text
    assert answer_of(mine) == RsvpAnswer.NONE


def test_the_link_of_one_invitation_answers_for_no_other(client, meeting, mine):
    other = invited(meeting)
    client.post(link(other), {"answer": "no", "invitation": mine.public_id})
    assert (answer_of(mine), answer_of(other)) == (RsvpAnswer.NONE, RsvpAnswer.NO)


def test_sending_it_twice_answers_and_tells_once(client, inside, mine):
    for _ in range(2):
        assert client.post(link(mine), {"answer": "no", "note": "Studiedag"}).status_code == 200
    assert told(inside.lead) == ["plg.meeting_note"]
    assert answer_of(mine) == RsvpAnswer.NO


def test_a_link_stays_good_for_another_answer_until_the_meeting_is_over(client, mine, meeting):
    client.post(link(mine), {"answer": "yes", "note": ""})
    client.post(link(mine), {"answer": "no", "note": ""})
    assert answer_of(mine) == RsvpAnswer.NO
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - DAY, ends_at=timezone.now() - DAY / 2)
    page = client.get(link(mine, "ja"))
    assert "voorbij" in page.text
    assert '<form method="post" class="form card"' not in page.text
    assert client.post(link(mine), {"answer": "yes", "note": ""}).status_code == 409
    assert answer_of(mine) == RsvpAnswer.NO


@pytest.mark.parametrize("how", ["withdrawn", "left"])
def test_the_link_of_who_is_not_expected_any_more_is_dead(client, inside, mine, how):
    if how == "withdrawn":
        MeetingInvitation.objects.filter(pk=mine.pk).update(withdrawn_at=timezone.now())
    else:
        type(inside.member).objects.filter(pk=inside.member.pk).update(left_at=timezone.now())
    assert client.post(link(mine), {"answer": "yes", "note": ""}).status_code == 404
    assert answer_of(mine) == RsvpAnswer.NONE


def test_a_cancelled_meeting_says_why_instead_of_asking(client, inside, mine, meeting):
    cancel_meeting(meeting=meeting, by=inside.lead, reason="De verwarming is stuk")
    assert "De verwarming is stuk" in client.get(link(mine, "ja")).text


def test_the_page_of_the_mail_shows_no_agenda_no_people_and_keeps_its_address_to_itself(client, inside, mine, meeting):
    invited(meeting, inside.observer, RsvpAnswer.YES)
    meeting.agenda_items.create(title="kanarie-onderwerp")
    page = client.get(link(mine))
    assert "kanarie-onderwerp" not in page.text
    assert inside.observer.get_full_name() not in page.text
    assert '<meta name="referrer" content="same-origin">' in page.text
    assert "noindex" in page.text


def test_an_error_from_the_mail_is_told_and_the_note_stays(client, mine):
    response = client.post(link(mine), {"answer": "", "note": "Blijft staan"})
    assert response.status_code == 422
    assert "Blijft staan" in response.text
    response = client.post(link(mine), {"answer": "yes", "note": "x" * 301})
    assert response.status_code == 422
    assert answer_of(mine) == RsvpAnswer.NONE


def test_somebody_who_tries_very_often_has_to_wait(client, mine):
    codes = [client.post(link(mine), {"answer": "", "note": ""}).status_code for _ in range(61)]
    assert (set(codes[:60]), codes[60]) == ({422}, 429)


def test_the_address_in_the_mail_is_complete_and_has_the_answer_chosen(mine, settings):
    address = answer_address(mine, RsvpAnswer.YES)
    assert address.startswith(settings.PUBLIC_URL)
    assert address.endswith("?antwoord=ja")


# By who leads the meeting -----------------------------------------------------------------------


def test_who_leads_notes_what_somebody_said_and_that_stands_in_the_trail(inside, mine, meeting):
    client = inside.client("lead")
    client.post(page_of("meeting_people_bulk", meeting), {"action": "yes", "ids": [mine.public_id]})
    mine.refresh_from_db()
    assert (mine.answer, mine.answered_via) == (RsvpAnswer.YES, "chair")
    assert AuditEvent.objects.get(verb="plg.answered_for").subject_id == inside.member.pk
    client.post(page_of("meeting_people_undo", meeting))
    assert answer_of(mine) == RsvpAnswer.NONE


def test_an_invitation_of_another_meeting_is_not_answered_here(inside, meeting):
    other = invited(planned(f.GroupFactory()))
    data = {"action": "yes", "ids": [other.public_id], "confirmed": "1"}
    inside.client("lead").post(page_of("meeting_people_bulk", meeting), data)
    assert answer_of(other) == RsvpAnswer.NONE


# Asking again -----------------------------------------------------------------------------------


def test_who_did_not_answer_is_asked_about_the_soonest_meeting_once_a_day(inside):
    soon, later = planned(inside.group), planned(inside.group, timezone.now() + 20 * DAY)
    for meeting in (soon, later):
        invited(meeting, inside.member)
        invited(meeting, inside.observer, RsvpAnswer.MAYBE)
    invited(later, inside.lead)
    assert remind_unanswered(meetings=[later, soon], by=inside.coordinator) == 2
    assert remind_unanswered(meetings=[later, soon], by=inside.lead) == 0
    (notice,) = Notice.objects.filter(member=inside.member)
    assert (notice.kind, notice.params["meeting"]) == ("plg.reminder_answer", soon.public_id)
    assert told(inside.observer) == []


def test_everybody_over_forty_groups_is_asked_with_one_press_after_a_look_at_who(inside):
    for number in range(40):
        meeting = planned(f.GroupFactory(), timezone.now() + (3 + number % 20) * DAY)
        invited(meeting)
        invited(meeting, answer=RsvpAnswer.YES)
    far = invited(planned(f.GroupFactory(), timezone.now() + 60 * DAY))
    client = inside.client("coordinator")
    page = client.get(reverse("plg:unanswered_remind"))
    assert page.context["reminding"] == Reminding(people=40, reminded=0, answered=40)
    assert not Notice.objects.exists()
    client.post(reverse("plg:unanswered_remind"))
    assert Notice.objects.filter(kind="plg.reminder_answer").count() == 40
    assert told(far.member) == []
    page = client.get(reverse("plg:unanswered_remind"))
    assert page.context["reminding"] == Reminding(people=0, reminded=40, answered=40)
    assert (len(page.context["page"].rows), page.context["page"].next_cursor) == (40, "")
    invited(planned(f.GroupFactory()))
    page = client.get(reverse("plg:unanswered_remind"))
    assert page.context["reminding"].people == 0
    rest = client.get(reverse("plg:unanswered_remind"), {"vanaf": page.context["page"].next_cursor})
    assert len(rest.context["page"].rows) == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_look_costs_the_same_whatever_the_number_of_groups(inside, django_assert_num_queries, item_count):
    for _ in range(item_count):
        invited(planned(f.GroupFactory()))
    client = inside.client("coordinator")
    with django_assert_num_queries(5):
        client.get(reverse("plg:unanswered_remind"))
