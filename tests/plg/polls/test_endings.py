"""How a poll ends: at its hour by itself, early, opened again; and a date that becomes a meeting with the answers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import deliver_due, planner
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions.meetings import cancel_meeting, change_meeting
from plg.meetings.models import Meeting
from plg.polls.actions.answers import choose_date
from plg.polls.actions.polls import close_poll, end_due_poll, reopen_poll
from plg.polls.enums import Vote
from plg.polls.models import Poll, PollAnswer
from tests.pages import Page
from tests.plg.meetings.helpers import moment, told
from tests.plg.polls.helpers import DAY, HOUR, choice_poll, date_poll, dates, joined, options_of, says

pytestmark = pytest.mark.django_db
YES, MAYBE, NO = Vote.YES, Vote.IF_NEED_BE, Vote.NO
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def at(time_machine):
    def go(when):
        time_machine.move_to(when, tick=False)

    return go


@pytest.fixture
def a_morning(at):
    """When mail goes out at once."""
    at(moment("2026-11-24T10:00"))


# At its hour ------------------------------------------------------------------------------------


@pytest.mark.clock
def test_the_last_second_counts_and_the_hour_itself_does_not(inside, at):
    poll = date_poll(inside)
    end = poll.closes_at
    at(end - SECOND)
    says(poll, inside.lead, YES)
    assert Poll.objects.open().filter(pk=poll.pk).exists()
    at(end)
    with pytest.raises(RefusedError):
        says(poll, inside.member, YES)
    assert not Poll.objects.open().filter(pk=poll.pk).exists()
    assert Poll.objects.ended().filter(pk=poll.pk).exists()
    page = inside.get("member", "poll_detail", poll.public_id)
    assert "gesloten op" in page.text
    assert not Page(page).all(".vote-buttons")
    assert inside.post("member", "poll_answer", poll.public_id, note="te laat").status_code in (200, 409)
    assert [answer.member for answer in PollAnswer.objects.all()] == [inside.lead]


@pytest.mark.clock
def test_it_closes_by_itself_at_its_hour_and_once(inside, at):
    poll = choice_poll(inside)
    at(poll.closes_at - SECOND)
    planner.plan_due()
    poll.refresh_from_db()
    assert poll.closed_at is None
    for late in (0 * HOUR, 1 * HOUR, 5 * DAY):
        at(poll.closes_at + late)
        planner.plan_due()
    poll.refresh_from_db()
    assert poll.closed_at == poll.closes_at
    assert told(inside.lead, kind="plg.poll_closed") == ["plg.poll_closed"]
    assert told(inside.member, kind="plg.poll_closed") == ["plg.poll_closed"]
    assert told(inside.observer) == []


@pytest.mark.clock
@pytest.mark.parametrize("day", ["2027-03-28", "2026-10-25"])
def test_six_o_clock_is_six_o_clock_on_the_days_that_the_clock_changes(inside, at, day):
    at(moment(f"{day}T00:30"))
    data = {
        "title": "Wanneer?", "closes_day": day, "closes_time": "18:00", "options": "Een\nTwee",
    }  # fmt: skip
    inside.client("member").post(inside.url("poll_start") + "?soort=keuze", data)
    poll = Poll.objects.get()
    at(moment(f"{day}T17:59:59"))
    assert poll.is_open
    at(moment(f"{day}T18:00"))
    assert not poll.is_open


def test_two_runs_at_once_end_it_once(inside):
    poll = choice_poll(inside)
    Poll.objects.update(closes_at=timezone.now() - HOUR)
    assert [end_due_poll(poll_id=poll.pk), end_due_poll(poll_id=poll.pk)] == [True, False]


def test_a_poll_that_was_removed_does_not_end(inside):
    poll = choice_poll(inside)
    Poll.objects.update(closes_at=timezone.now() - HOUR, removed_at=timezone.now())
    assert not end_due_poll(poll_id=poll.pk)


# Early, and again -------------------------------------------------------------------------------


def test_closing_early_is_taken_back_with_one_press(inside):
    poll = choice_poll(inside)
    client = inside.client("member")
    page = client.post(inside.url("poll_close", poll.public_id), follow=True)
    assert inside.url("poll_reopen", poll.public_id) in page.text
    poll.refresh_from_db()
    assert not poll.is_open
    assert told(inside.lead) == ["plg.poll_closed"]
    client.post(inside.url("poll_reopen", poll.public_id))
    poll.refresh_from_db()
    assert poll.is_open
    assert told(inside.lead) == []


def test_closing_twice_is_closing_once(inside):
    poll = choice_poll(inside)
    first = close_poll(poll=poll, by=inside.member).closed_at
    assert close_poll(poll=poll, by=inside.lead, at=timezone.now() + HOUR).closed_at == first
    assert told(inside.lead) == ["plg.poll_closed"]


def test_after_its_hour_it_opens_only_with_a_new_end(inside):
    poll = choice_poll(inside)
    Poll.objects.update(closes_at=timezone.now() - HOUR)
    planner.plan_due()
    with pytest.raises(RefusedError):
        reopen_poll(poll=poll, by=inside.member)
    day = timezone.localdate() + 3 * DAY
    inside.post("member", "poll_until", poll.public_id, closes_day=day.isoformat(), closes_time="18:00")
    poll.refresh_from_db()
    assert poll.is_open
    assert timezone.localtime(poll.closes_at).date() == day
    close_poll(poll=poll, by=inside.member)
    assert told(inside.lead) == ["plg.poll_closed"]


def test_an_end_in_the_past_is_refused_on_the_form(inside):
    poll = choice_poll(inside)
    page = inside.post("member", "poll_until", poll.public_id, closes_day="2020-01-01", closes_time="18:00")
    assert "Kies een moment in de toekomst." in page.text
    poll.refresh_from_db()
    assert poll.is_open


def test_who_decides_about_dates_is_asked_when_it_ends(inside):
    poll = date_poll(inside)
    close_poll(poll=poll, by=inside.lead)
    assert told(inside.member) == ["plg.poll_to_decide"]
    assert told(inside.lead) == []
    other = date_poll(inside)
    Poll.objects.filter(pk=other.pk).update(made_by=None)
    close_poll(poll=Poll.objects.get(pk=other.pk), by=inside.member)
    assert told(inside.lead) == ["plg.poll_to_decide"]


# A date becomes a meeting -------------------------------------------------------------------------


@pytest.fixture
def people(inside):
    """Five more in the group, by what they say of the second date."""
    return {word: joined(inside) for word in ("yes", "if_need_be", "no", "silent", "other")}


@pytest.fixture
def poll(inside, people):
    made = date_poll(inside)
    for word in ("yes", "if_need_be", "no"):
        says(made, people[word], NO, word, YES)
    says(made, people["other"], YES)
    return made


def choose(inside, poll, who="member", **data):
    option = options_of(poll)[1]
    address = inside.url("poll_choose", poll.public_id, option.public_id)
    return inside.client(who).post(address, {"title": "Samen kijken", **data}, follow=True)


def test_the_date_becomes_a_meeting_with_everybodys_answer(inside, poll, people):
    page = choose(inside, poll, location="Lokaal 3", link="https://example.org/samen")
    meeting = Meeting.objects.get()
    option = options_of(poll)[1]
    assert page.request["PATH_INFO"] == f"/bijeenkomsten/{meeting.public_id}/"
    assert (meeting.title, meeting.group, meeting.planned_by) == ("Samen kijken", inside.group, inside.member)
    assert (meeting.starts_at, meeting.ends_at) == (option.starts_at, option.ends_at)
    assert (meeting.location, meeting.link) == ("Lokaal 3", "https://example.org/samen")
    answers = {row.member_id: row.answer for row in meeting.invitations.all()}
    assert {word: answers[person.pk] for word, person in people.items()} == {
        "yes": "yes",
        "if_need_be": "maybe",
        "no": "no",
        "silent": "none",
        "other": "none",
    }
    assert answers[inside.observer.pk] == "none"
    given = poll.answers.get(member=people["yes"]).answered_at
    assert meeting.invitations.get(member=people["yes"]).answered_at == given
    poll.refresh_from_db()
    assert (poll.chosen, poll.meeting, poll.is_open) == (option, meeting, False)


def test_who_said_yes_or_no_hears_the_date_and_the_others_are_invited(inside, poll, people):
    choose(inside, poll)
    heard = {word: told(person) for word, person in people.items()}
    date, invitation = ["plg.poll_date_chosen"], ["plg.meeting_planned"]
    assert heard == {"yes": date, "no": date, "if_need_be": invitation, "silent": invitation, "other": invitation}
    assert told(inside.member) == []
    assert told(inside.observer) == invitation


def test_only_who_comes_gets_it_in_the_calendar_and_nobody_is_asked_again(a_morning, inside, poll, people, mailoutbox):
    choose(inside, poll)
    Delivery.objects.update(due_at=timezone.now() - HOUR)
    deliver_due()
    mails = {message.to[0]: message for message in mail.outbox}
    comes, cannot = mails[people["yes"].email], mails[people["no"].email]
    assert "Je hoeft niet nog een keer te antwoorden." in comes.body
    assert [len(message.attachments) for message in (comes, cannot)] == [1, 0]
    assert "Je zei dat je niet kunt." in cannot.body
    assert "/antwoord/" not in comes.body + cannot.body
    assert "/antwoord/" in mails[people["silent"].email].body


def test_the_page_of_the_poll_leads_to_the_meeting(inside, poll):
    choose(inside, poll)
    page = Page(inside.get("observer", "poll_detail", poll.public_id))
    meeting = Meeting.objects.get()
    assert page.one("main .notice a")["href"] == f"/bijeenkomsten/{meeting.public_id}/"
    assert ["gekozen" in option.words for option in page.all(".poll-option")] == [False, True, False]
    assert "Kies deze datum" not in inside.get("member", "poll_detail", poll.public_id).text


def test_who_plans_finds_the_dates_in_one_place_the_best_first(inside, poll):
    assert not Page(inside.get("observer", "poll_detail", poll.public_id)).all(".choose-rows a")
    for is_open in (True, False):
        page = Page(inside.get("member", "poll_detail", poll.public_id))
        links = [link["href"].split("/")[-2] for link in page.all(".choose-rows a")]
        first, second, third = (option.public_id for option in options_of(poll))
        assert links == [third, second, first]
        assert not page.all(".poll-option a")
        # Once it is closed there is nothing else to do: it stands above the answers.
        assert bool(page.all("aside .choose-rows")) == is_open
        close_poll(poll=poll, by=inside.member)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Lesbezoek in groep 7: welke middag?", "Lesbezoek in groep 7"),
        ("Wanneer kijken we?", "Bijeenkomst"),
        ("Nu: wanneer? Of later: wanneer?", "Nu: wanneer? Of later"),
        ("Lesbezoek in groep 7", "Lesbezoek in groep 7"),
        (": wanneer?", "Bijeenkomst"),
    ],
)
def test_no_meeting_is_called_by_a_question(inside, question, title):
    poll = date_poll(inside, title=question)
    option = options_of(poll)[0]
    page = Page(inside.get("member", "poll_choose", poll.public_id, option.public_id))
    assert page.one("input[name=title]")["value"] == title


def test_a_meeting_that_the_group_reads_is_called_in_its_language(inside):
    poll = date_poll(inside, title="Wanneer kijken we?")
    Member.objects.filter(pk=inside.lead.pk).update(language="en")
    page = Page(inside.get("lead", "poll_choose", poll.public_id, options_of(poll)[0].public_id))
    assert (page.one("h1").words, page.one("input[name=title]")["value"]) == ("Choose this date", "Bijeenkomst")


@pytest.mark.parametrize("deed", ["poll_answer", "poll_answer_withdraw", "poll_remind", "poll_reopen", "poll_remove"])
def test_what_is_too_late_is_refused_alike_with_the_reason_on_the_page(inside, deed):
    poll = choice_poll(inside)
    says(poll, inside.member, Vote.YES)
    close_poll(poll=poll, by=inside.member)
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - HOUR, closed_at=timezone.now() - HOUR)
    answer = inside.post("member", deed, poll.public_id, choice=options_of(poll)[0].public_id)
    assert answer.status_code == 409
    assert Page(answer).one("h1").words == poll.title
    assert Page(answer).all("main .notice.error, .error-summary, .notice.error")


def test_choosing_twice_is_choosing_once_and_another_date_is_refused(inside, poll):
    _first, second, third = options_of(poll)
    fields = {"poll": poll, "by": inside.member, "title": "Samen kijken"}
    meeting = choose_date(option=second, **fields)
    assert choose_date(option=second, **fields) == meeting
    with pytest.raises(RefusedError):
        choose_date(option=third, **fields)
    with pytest.raises(RefusedError):
        reopen_poll(poll=poll, by=inside.member)
    assert Meeting.objects.count() == 1


def test_after_its_meeting_is_cancelled_another_date_is_chosen_or_it_opens_again(inside, poll):
    _first, second, third = options_of(poll)
    fields = {"poll": poll, "by": inside.member, "title": "Samen kijken"}
    meeting = choose_date(option=second, **fields)
    cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziek")
    page = inside.get("member", "poll_detail", poll.public_id)
    assert "De bijeenkomst op de gekozen datum is afgezegd." in page.text
    assert "Kies deze datum" in page.text
    other = choose_date(option=third, **fields)
    assert other != meeting
    cancel_meeting(meeting=other, by=inside.lead, reason="Ziek")
    assert reopen_poll(poll=poll, by=inside.member).is_open
    poll.refresh_from_db()
    assert (poll.chosen, poll.meeting) == (None, None)


def test_a_date_that_is_past_or_of_another_poll_or_a_choice_becomes_no_meeting(inside, poll):
    fields = {"by": inside.member, "title": "Samen kijken"}
    other, choices = date_poll(inside), choice_poll(inside)
    wrong = [(poll, options_of(other)[0]), (choices, options_of(choices)[0])]
    for one, option in wrong:
        with pytest.raises(RefusedError):
            choose_date(poll=one, option=option, **fields)
    with pytest.raises(RefusedError):
        choose_date(poll=poll, option=options_of(poll)[0], at=timezone.now() + 11 * DAY, **fields)
    assert not Meeting.objects.exists()
    assert inside.get("member", "poll_choose", choices.public_id, options_of(choices)[0].public_id).status_code == 404


def test_another_member_does_not_choose(inside, poll):
    inside.other = joined(inside)
    assert choose(inside, poll, "other").status_code == 403
    assert choose(inside, poll, "outsider").status_code == 403
    assert not Meeting.objects.exists()
    assert choose(inside, poll, "lead").status_code == 200
    assert Meeting.objects.exists()


def test_a_moved_meeting_takes_the_mail_about_the_old_date_back(a_morning, inside, poll, people, mailoutbox):
    choose(inside, poll)
    meeting = Meeting.objects.get()
    change_meeting(meeting=meeting, by=inside.member, starts_at=meeting.starts_at + DAY, ends_at=meeting.ends_at + DAY)
    Delivery.objects.update(due_at=timezone.now() - HOUR)
    deliver_due()
    row = Delivery.objects.get(kind="plg.poll_date_chosen", member=people["yes"])
    assert row.reason == "the meeting was moved"


def test_who_left_since_is_not_invited_by_an_old_answer(inside, poll, people):
    inside.group.memberships.filter(member=people["yes"]).update(end=timezone.localdate())
    choose(inside, poll)
    assert not Meeting.objects.get().invitations.filter(member=people["yes"]).exists()
    assert told(people["yes"]) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_choosing_costs_the_same_whatever_the_number_of_answers(inside, django_assert_max_num_queries, item_count):
    poll = date_poll(inside, options=dates(2))
    for _number in range(item_count):
        says(poll, joined(inside), YES)
    with django_assert_max_num_queries(72):
        choose_date(poll=poll, option=options_of(poll)[0], by=inside.member, title="Samen")


def test_a_poll_of_dates_is_not_kept_open_over_its_dates(inside):
    poll = date_poll(inside)
    last = max(option.ends_at for option in poll.options.all())
    with pytest.raises(RefusedError):
        reopen_poll(poll=poll, by=inside.lead, closes_at=last + DAY)
    close_poll(poll=poll, by=inside.lead)
    with pytest.raises(RefusedError):
        reopen_poll(poll=poll, by=inside.lead, closes_at=last)
    assert Poll.objects.get().closes_at == poll.closes_at
