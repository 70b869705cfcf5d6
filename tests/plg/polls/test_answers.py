"""Answering a poll: on the page, again until it closes, two at once; and what becomes of it when somebody leaves."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from plg.groups.actions.membership import end_membership
from plg.polls.actions.answers import answer_poll
from plg.polls.actions.polls import close_poll
from plg.polls.counting import Tally, best_options, tally
from plg.polls.enums import Vote
from plg.polls.models import PollAnswer, PollVote
from tests.pages import Page
from tests.plg.polls.helpers import choice_poll, date_poll, joined, options_of, says, voted

pytestmark = pytest.mark.django_db
YES, MAYBE, NO = Vote.YES, Vote.IF_NEED_BE, Vote.NO


def sent(poll, *words, note=""):
    """The form of a date poll as a browser sends it."""
    pairs = zip(options_of(poll), words, strict=False)
    return {"note": note, **{f"vote-{option.public_id}": word for option, word in pairs if word}}


def give(inside, who, poll, **data):
    return inside.client(who).post(inside.url("poll_answer", poll.public_id), data, follow=True)


# On the page ------------------------------------------------------------------------------------


def test_of_each_date_somebody_says_yes_if_need_be_or_no(inside):
    poll = date_poll(inside)
    page = give(inside, "lead", poll, **sent(poll, "ja", "desnoods", "nee", note="Pas om vier uur"))
    assert voted(poll, inside.lead) == [YES, MAYBE, NO]
    assert "Je antwoord is bewaard." in page.text
    row = Page(page).one(".poll-table tbody tr")
    assert row.words == f"{inside.lead.get_full_name()} (jij) ja als het moet nee"
    assert Page(page).one(".poll-notes").words == f"{inside.lead.get_full_name()} Pas om vier uur"


def test_an_answer_is_changed_until_the_poll_closes(inside):
    poll = date_poll(inside)
    give(inside, "lead", poll, **sent(poll, "ja", "ja", "ja"))
    page = Page(inside.get("lead", "poll_detail", poll.public_id))
    assert [button["value"] for button in page.all(".vote-buttons input[checked]")] == ["ja", "ja", "ja"]
    give(inside, "lead", poll, **sent(poll, "nee", "", "desnoods"))
    assert voted(poll, inside.lead) == [NO, "", MAYBE]
    assert PollAnswer.objects.count() == 1


def test_a_date_that_somebody_overlooked_is_no_no(inside):
    poll = date_poll(inside)
    give(inside, "lead", poll, **sent(poll, "ja"))
    assert voted(poll, inside.lead) == [YES, "", ""]
    assert "zei niets" in Page(inside.get("member", "poll_detail", poll.public_id)).one(".poll-table tbody").words


def test_of_a_choice_somebody_takes_one(inside):
    poll = choice_poll(inside)
    first, second, _third = options_of(poll)
    give(inside, "lead", poll, choice=second.public_id)
    assert voted(poll, inside.lead) == ["", YES, ""]
    give(inside, "lead", poll, choice=first.public_id)
    assert voted(poll, inside.lead) == [YES, "", ""]


def test_of_a_choice_of_several_somebody_takes_some(inside):
    poll = choice_poll(inside, several=True)
    first, _second, third = options_of(poll)
    give(inside, "lead", poll, choice=[first.public_id, third.public_id])
    assert voted(poll, inside.lead) == [YES, "", YES]


@pytest.mark.parametrize("data", [{}, {"choice": "bestaatniet"}, {"choice": ""}])
def test_an_empty_or_made_up_answer_is_refused_and_the_note_stays(inside, data):
    poll = choice_poll(inside)
    page = give(inside, "lead", poll, note="Ik twijfel", **data)
    assert not PollAnswer.objects.exists()
    assert Page(page).one("#id_note")["value"] == "Ik twijfel"
    assert Page(page).all(".error-summary")


def test_one_answer_cannot_take_two_choices(inside):
    poll = choice_poll(inside)
    with pytest.raises(RefusedError):
        says(poll, inside.lead, YES, YES)


def test_an_option_of_another_poll_does_not_count(inside):
    mine, other = choice_poll(inside), choice_poll(inside)
    with pytest.raises(RefusedError):
        answer_poll(poll=mine, by=inside.lead, votes={options_of(other)[0].pk: YES})


def test_an_answer_is_taken_back(inside):
    poll = date_poll(inside)
    says(poll, inside.lead, YES)
    inside.post("lead", "poll_answer_withdraw", poll.public_id)
    assert not PollAnswer.objects.exists()
    close_poll(poll=poll, by=inside.member)
    assert inside.post("lead", "poll_answer_withdraw", poll.public_id).status_code == 409


def test_a_closed_poll_takes_no_answer_and_gives_none_back(inside):
    poll = date_poll(inside)
    says(poll, inside.lead, YES)
    close_poll(poll=poll, by=inside.member)
    page = give(inside, "member", poll, **sent(poll, "ja"))
    assert page.status_code == 409
    inside.post("lead", "poll_answer_withdraw", poll.public_id)
    assert [answer.member for answer in poll.answers.all()] == [inside.lead]


@pytest.mark.parametrize("option", ["deze-is-er-niet", "x" * 300])
def test_who_sends_another_answer_than_the_page_offers_reads_no_name_of_a_field(inside, option):
    poll, choice = date_poll(inside), choice_poll(inside)
    first = options_of(poll)[0]
    page = Page(give(inside, "lead", poll, **{f"vote-{first.public_id}": option}))
    assert page.one(".error-summary li a").words == str(first)
    assert "ote-" not in page.one(".error-summary").words
    page = Page(give(inside, "lead", choice, choice=option))
    assert page.one(".error-summary li a").words == "Opties"


@pytest.mark.parametrize(("who", "status"), [("observer", 403), ("outsider", 403), ("coordinator", 403)])
def test_only_who_takes_part_answers(inside, who, status):
    poll = date_poll(inside)
    assert inside.post(who, "poll_answer", poll.public_id, **sent(poll, "ja")).status_code == status
    assert not PollAnswer.objects.exists()


# Counting ---------------------------------------------------------------------------------------


def test_best_is_where_most_can_come_and_of_those_what_suits_most():
    votes = {(1, 10): YES, (2, 10): MAYBE, (1, 11): YES, (2, 11): YES, (3, 12): YES, (1, 12): NO, (2, 12): NO}
    counts = tally([10, 11, 12, 13], votes)
    assert counts[10] == Tally(yes=1, if_need_be=1)
    assert counts[12] == Tally(yes=1, no=2)
    assert best_options(counts) == {11}
    assert best_options(tally([12, 13], {(1, 12): NO})) == set()
    assert best_options(tally([10, 11], {(1, 10): YES, (2, 11): YES})) == {10, 11}


def test_the_best_date_is_marked(inside):
    poll = date_poll(inside)
    says(poll, inside.lead, NO, YES, MAYBE)
    says(poll, inside.member, YES, YES, MAYBE)
    options = Page(inside.get("member", "poll_detail", poll.public_id)).all(".poll-option")
    assert ["de meesten kunnen" in option.words for option in options] == [False, True, False]
    assert "2 × ja" in options[1].words
    assert "2 × als het moet" in options[2].words


# Two at once ------------------------------------------------------------------------------------


def together(*deeds):
    """Run the deeds at the same moment, each with a connection of its own; what went wrong."""
    begin, failed = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            begin.wait(20)
            deed()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


@pytest.mark.django_db(transaction=True)
def test_who_answers_at_once_is_counted_each_and_a_double_press_once(inside):
    poll = date_poll(inside)
    people = [inside.lead, inside.member, *[joined(inside) for _ in range(3)]]
    deeds = [lambda person=person: says(poll, person, YES, NO, MAYBE) for person in people for _press in range(2)]
    assert together(*deeds) == []
    assert sorted(poll.answers.values_list("member_id", flat=True)) == sorted(person.pk for person in people)
    assert PollVote.objects.count() == 3 * len(people)


@pytest.mark.django_db(transaction=True)
def test_who_answers_while_it_closes_is_in_before_or_refused_after(inside):
    poll = date_poll(inside)
    failed = together(lambda: says(poll, inside.lead, YES), lambda: close_poll(poll=poll, by=inside.member))
    assert [type(error) for error in failed] in ([], [RefusedError])
    assert poll.answers.exists() is (failed == [])


# Leaving ----------------------------------------------------------------------------------------


def test_who_leaves_the_group_counts_no_more_in_what_is_asked_and_stays_in_what_was(inside):
    running, ended = date_poll(inside), date_poll(inside)
    leaver = joined(inside)
    for poll in (running, ended):
        says(poll, leaver, YES)
    close_poll(poll=ended, by=inside.member)
    end_membership(membership=inside.group.memberships.get(member=leaver), by=leaver)
    assert list(PollAnswer.objects.filter(member=leaver).values_list("poll", flat=True)) == [ended.pk]
    assert leaver.get_full_name() in inside.get("lead", "poll_detail", ended.public_id).text
    page = inside.get("lead", "poll_detail", running.public_id)
    assert leaver.get_full_name() not in Page(page).one("main").words


def test_who_leaves_one_group_keeps_the_answers_of_another(inside):
    leaver = joined(inside)
    poll = date_poll(inside)
    says(poll, leaver, YES)
    other = joined(inside)
    end_membership(membership=inside.group.memberships.get(member=other), by=other)
    assert poll.answers.filter(member=leaver).exists()


def test_an_erased_member_leaves_no_vote_and_no_note(inside):
    leaver = joined(inside)
    poll = date_poll(inside)
    says(poll, leaver, YES, note="Mijn opmerking")
    close_poll(poll=poll, by=inside.member)
    erase_member(member=leaver)
    assert not PollAnswer.objects.exists()
    assert not PollVote.objects.exists()
    assert Member.objects.get(pk=leaver.pk).erased_at


def test_what_an_erased_member_asked_stays_with_the_group(inside):
    maker = joined(inside)
    inside.maker = maker
    poll = date_poll(inside, "maker")
    says(poll, inside.lead, YES)
    erase_member(member=maker)
    page = inside.get("lead", "poll_detail", poll.public_id)
    assert page.status_code == 200
    assert "oud-lid" in page.text
    assert timezone.now() < poll.closes_at
