"""Who hears of a poll, and once: that it is there, that it waits, that it has more options, the weekly overview."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone, translation

from knowledge_network.notifications.digests import Window, registry
from knowledge_network.notifications.digests.weekly import WEEKLY
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due, planner
from plg.polls import notices
from plg.polls.actions import polls as actions
from plg.polls.actions.answers import choose_date, remind_silent
from plg.polls.digest import MOST_POLLS, polls
from plg.polls.enums import Vote
from plg.polls.reminders import plan_polls
from tests import factories as f
from tests.plg.meetings.helpers import moment, told
from tests.plg.polls.helpers import DAY, HOUR, choice_poll, date_poll, dates, joined, options_of, says

pytestmark = pytest.mark.django_db
YES = Vote.YES


@pytest.fixture
def mailed(inside, time_machine, mailoutbox):
    """The subjects of what the leader got in the mail of the day, a quarter of an hour later."""
    time_machine.move_to(moment("2026-11-24T10:00"), tick=False)

    def send():
        time_machine.move_to(moment("2026-11-24T10:15"), tick=False)
        planner.plan_due()
        deliver_due()
        return [message.subject for message in mailoutbox if message.to == [inside.lead.email]]

    return send


# A new one --------------------------------------------------------------------------------------


def test_who_takes_part_hears_of_it_and_who_asked_or_reads_along_does_not(inside):
    date_poll(inside, tells=True)
    assert told(inside.lead) == ["plg.poll_started"]
    assert [told(person) for person in (inside.member, inside.observer, inside.outsider, inside.coordinator)] == [
        []
    ] * 4


def test_the_mail_says_what_is_asked_until_when_and_that_the_group_sees_it(inside, mailed, mailoutbox):
    date_poll(inside, tells=True, title="Wanneer kijken we?")
    assert mailed() == ["Peiling: Wanneer kijken we? (Rekenen met inzicht)"]
    (body,) = [message.body for message in mailoutbox if message.to == [inside.lead.email]]
    assert "Jorn Beltmate vraagt aan je groep: Wanneer kijken we?" in body
    assert "Je groep ziet wat je antwoordt." in body
    assert "/peilingen/" in body


@pytest.mark.parametrize("since", ["answered", "closed", "left", "removed"])
def test_the_mail_stays_away_when_it_is_no_longer_needed(inside, mailed, since):
    poll = choice_poll(inside, tells=True)
    if since == "answered":
        says(poll, inside.lead, YES)
    elif since == "closed":
        actions.close_poll(poll=poll, by=inside.member)
    elif since == "left":
        inside.group.memberships.filter(member=inside.lead).update(end=timezone.localdate())
    else:
        actions.remove_poll(poll=poll, by=inside.member)
    assert mailed() == []


@pytest.mark.parametrize(
    ("kind", "since", "reason"),
    [
        ("POLL_STARTED", "answered", "answered already"),
        ("POLL_UNANSWERED", "closed", "the poll is closed"),
        ("POLL_UNANSWERED", "removed", "taken back"),
        ("POLL_OPTIONS_ADDED", "closed", "the poll is closed"),
        ("POLL_CLOSED", "open", "the poll is open again"),
        ("POLL_TO_DECIDE", "decided", "a date is chosen"),
        ("POLL_STARTED", "left", "not in the group any more"),
        ("POLL_STARTED", "open", ""),
        ("POLL_CLOSED", "closed", ""),
        ("POLL_TO_DECIDE", "closed", ""),
    ],
)
def test_just_before_it_goes_a_mail_asks_whether_it_still_holds(inside, kind, since, reason):
    poll = date_poll(inside)
    notice = Notice(member=inside.lead, kind=kind, params=notices.choose_words(poll), group_key=inside.group.slug)
    if since == "answered":
        says(poll, inside.lead, YES)
    elif since == "closed":
        actions.close_poll(poll=poll, by=inside.member)
    elif since == "removed":
        actions.remove_poll(poll=poll, by=inside.member)
    elif since == "decided":
        choose_date(poll=poll, option=options_of(poll)[0], by=inside.member, title="Samen")
    elif since == "left":
        inside.group.memberships.filter(member=inside.lead).update(end=timezone.localdate())
    assert getattr(notices, kind).stale(notice) == reason


def test_who_answered_finds_it_read(inside):
    poll = date_poll(inside, tells=True)
    says(poll, inside.lead, YES)
    assert not Notice.objects.unread().filter(member=inside.lead).exists()


def test_what_was_told_goes_with_a_removed_poll_and_comes_back_with_it(inside):
    poll = date_poll(inside, tells=True)
    actions.remove_poll(poll=poll, by=inside.member)
    assert told(inside.lead) == []
    actions.restore_poll(poll=poll, by=inside.member)
    assert told(inside.lead) == ["plg.poll_started"]


def test_who_answered_hears_of_more_options(inside):
    poll = date_poll(inside)
    early, late = joined(inside), joined(inside)
    says(poll, early, YES)
    actions.add_options(poll=poll, by=inside.member, options=dates(1, timezone.now() + 40 * DAY))
    assert told(early) == ["plg.poll_options_added"]
    assert told(late) == []
    actions.add_options(poll=poll, by=inside.member, options=dates(1, timezone.now() + 41 * DAY))
    assert len(told(early)) == 2


# Who did not answer -----------------------------------------------------------------------------


def test_who_did_not_answer_is_reminded_once_a_day_at_most(inside, time_machine):
    time_machine.move_to(moment("2026-11-24T10:00"), tick=False)
    poll = date_poll(inside, closes_at=moment("2026-12-01T18:00"))
    answered, silent = joined(inside), joined(inside)
    says(poll, answered, YES)
    assert remind_silent(poll=poll, by=inside.member) == 2
    # Only who asked the others was not asked yet.
    assert [remind_silent(poll=poll, by=inside.lead) for _press in range(2)] == [1, 0]
    assert (told(silent), told(inside.lead)) == (["plg.poll_unanswered"],) * 2
    assert told(answered) == []
    page = inside.get("member", "poll_detail", poll.public_id)
    assert "Stuur een herinnering" not in page.text
    time_machine.move_to(moment("2026-11-25T09:00"), tick=False)
    assert "Stuur een herinnering" in inside.get("member", "poll_detail", poll.public_id).text
    assert remind_silent(poll=poll, by=inside.lead) == 2
    assert told(silent) == ["plg.poll_unanswered"] * 2


def test_a_closed_poll_reminds_nobody(inside):
    poll = date_poll(inside)
    actions.close_poll(poll=poll, by=inside.lead)
    inside.post("member", "poll_remind", poll.public_id)
    assert told(inside.member, kind="plg.poll_unanswered") == []


@pytest.mark.clock
@pytest.mark.parametrize(
    ("closes", "due"),
    [
        ("2026-11-27T12:00", "2026-11-26T09:00"),
        # Monday: the reminder comes on Friday, the last school day before.
        ("2026-11-30T18:00", "2026-11-27T09:00"),
        # The night after the clock went back.
        ("2026-10-26T00:30", "2026-10-23T09:00"),
    ],
)
def test_the_day_before_its_end_at_nine_and_once(inside, time_machine, closes, due):
    time_machine.move_to(moment(due) - 2 * DAY, tick=False)
    poll = choice_poll(inside, closes_at=moment(closes))
    says(poll, inside.lead, YES)
    other = joined(inside)
    time_machine.move_to(moment(due) - dt.timedelta(minutes=1), tick=False)
    planner.plan_due()
    assert told(other) == []
    for later in (0 * HOUR, 1 * HOUR, 3 * HOUR):
        time_machine.move_to(moment(due) + later, tick=False)
        planner.plan_due()
    assert told(other) == ["plg.poll_unanswered"]
    assert told(inside.lead) == []
    # The maker is asked too: they did not answer.
    assert told(inside.member) == ["plg.poll_unanswered"]


@pytest.mark.clock
def test_who_was_asked_by_hand_that_day_is_not_asked_by_itself(inside, time_machine):
    time_machine.move_to(moment("2026-11-24T10:00"), tick=False)
    poll = choice_poll(inside, closes_at=moment("2026-11-27T12:00"))
    time_machine.move_to(moment("2026-11-26T08:00"), tick=False)
    remind_silent(poll=poll, by=inside.member)
    time_machine.move_to(moment("2026-11-26T09:05"), tick=False)
    plan_polls(timezone.now())
    assert told(inside.lead) == ["plg.poll_unanswered"]


@pytest.mark.clock
def test_a_poll_of_less_than_a_day_reminds_nobody_of_what_was_just_asked(inside, time_machine):
    time_machine.move_to(moment("2026-11-26T10:00"), tick=False)
    choice_poll(inside, closes_at=moment("2026-11-27T09:30"), tells=True)
    plan_polls(timezone.now())
    assert told(inside.lead) == ["plg.poll_started"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_run_costs_little_when_nothing_is_due(inside, django_assert_num_queries, item_count):
    for _number in range(item_count):
        date_poll(inside, closes_at=timezone.now() + 30 * DAY, options=dates(2, timezone.now() + 40 * DAY))
    with django_assert_num_queries(2):
        assert plan_polls(timezone.now()) == 0


# The overview -----------------------------------------------------------------------------------


def overview(*members):
    now = timezone.now()
    windows = {member.pk: Window(now - 7 * DAY, now) for member in members}
    with translation.override("nl"):
        return polls(members, windows)


def test_the_overview_has_what_waits_for_its_reader(inside):
    assert "polls" in [section.name for section in registry.get(WEEKLY).sections]
    poll = date_poll(inside, title="Wanneer kijken we?")
    answered = choice_poll(inside)
    says(answered, inside.lead, YES)
    actions.close_poll(poll=choice_poll(inside), by=inside.lead)
    found = overview(inside.lead, inside.observer, inside.outsider)
    assert set(found) == {inside.lead.pk}
    (item,) = found[inside.lead.pk]
    assert item.text == "Rekenen met inzicht: Wanneer kijken we?"
    assert item.url == poll.get_absolute_url()
    assert item.detail.startswith("open tot ")


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_overview_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    members = [inside.lead, *[joined(inside) for _ in range(item_count)]]
    for _number in range(MOST_POLLS + item_count):
        date_poll(inside)
    with django_assert_num_queries(3):
        found = overview(*members)
    assert {len(items) for items in found.values()} == {MOST_POLLS}


def test_groups_of_others_bring_nothing(inside):
    other = f.GroupFactory(contact_person=inside.lead)
    f.GroupMembershipFactory(group=other, member=inside.outsider)
    date_poll(inside)
    assert inside.outsider.pk not in overview(inside.outsider, inside.lead)
