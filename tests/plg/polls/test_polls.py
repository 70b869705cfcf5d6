"""Asking a group something: making a poll, changing it while nobody answered, more options, the list, the page."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year.actions import load_holidays
from knowledge_network.search.models import SearchEntry
from plg.groups.enums import GroupState
from plg.polls.actions import polls as actions
from plg.polls.enums import PollKind, Vote
from plg.polls.models import Poll, PollOption
from plg.space.registry import tabs_in_order
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import moment
from tests.plg.polls.helpers import DAY, HOUR, choice_poll, date_poll, dates, joined, options_of, says, words

pytestmark = pytest.mark.django_db


def form(**fields):
    """What somebody sends who asks for two dates; the second has the times of the first."""
    today = timezone.localdate()
    return {
        "title": "Wanneer kijken we?",
        "closes_day": (today + 4 * DAY).isoformat(),
        "closes_time": "12:00",
        "r0-day": (today + 8 * DAY).isoformat(),
        "r0-start_time": "15:30",
        "r0-end_time": "17:00",
        "r1-day": (today + 9 * DAY).isoformat(),
        "r1-start_time": "",
        "r1-end_time": "",
        **fields,
    }


def choice(**fields):
    base = {key: value for key, value in form().items() if key.startswith("closes")}
    return {**base, "title": "Waarover praten we?", "options": "Breuken\n\n  Meten  \nBreuken\n", **fields}


def start(inside, data, kind="", who="member"):
    address = inside.url("poll_start") + (f"?soort={kind}" if kind else "")
    return inside.client(who).post(address, data, follow=True)


def problems(response):
    return [item.words for item in Page(response).all(".error-summary li, .error-summary p")]


# Asking -----------------------------------------------------------------------------------------


def test_the_tab_stands_beside_that_of_meetings_for_who_is_in_the_group(inside):
    names = [tab.name for tab in tabs_in_order()]
    assert names.index("polls") == names.index("meetings") + 1
    tabs = Page(inside.get("member", "poll_list")).all(".space-tabs a")
    assert "Peilingen" in [tab.words for tab in tabs]
    assert "Peilingen" not in inside.get("coordinator", "meeting_list").text


def test_a_member_asks_for_dates_and_a_row_without_times_has_those_above_it(inside):
    page = start(inside, form())
    poll = Poll.objects.get()
    assert (poll.kind, poll.made_by, poll.several) == (PollKind.DATES, inside.member, False)
    assert page.request["PATH_INFO"] == poll.get_absolute_url()
    times = [timezone.localtime(option.starts_at).strftime("%H:%M") for option in options_of(poll)]
    ends = [timezone.localtime(option.ends_at).strftime("%H:%M") for option in options_of(poll)]
    assert (times, ends) == (["15:30", "15:30"], ["17:00", "17:00"])
    assert timezone.localtime(poll.closes_at).strftime("%H:%M") == "12:00"


def test_a_member_asks_for_a_choice_and_doubles_and_empty_lines_fall_away(inside):
    start(inside, choice(several="on"), "keuze")
    poll = Poll.objects.get()
    assert (poll.kind, poll.several) == (PollKind.CHOICES, True)
    assert [option.label for option in options_of(poll)] == ["Breuken", "Meten"]


def test_sending_the_form_twice_asks_once(inside):
    data = form(key="een-sleutel")
    first, second = start(inside, data), start(inside, data)
    assert Poll.objects.count() == 1
    assert first.request["PATH_INFO"] == second.request["PATH_INFO"]


def test_the_key_of_somebody_else_gives_nothing_away(inside):
    start(inside, form(key="een-sleutel"))
    start(inside, form(key="een-sleutel"), who="lead")
    assert Poll.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": ""}, "Wat vraag je?"),
        ({"closes_day": "2020-01-01"}, "Kies een moment in de toekomst."),
        ({"r1-day": ""}, "Geef minstens twee opties."),
        ({"r0-start_time": "", "r0-end_time": ""}, "Vul in hoe laat het begint en hoe laat het eindigt."),
        ({"r0-end_time": "15:00"}, "Een bijeenkomst eindigt na het begin."),
        ({"r1-day": "", "r1-start_time": "10:00"}, "Kies de datum."),
        ({"r0-day": "1-13-2026"}, "Voer een geldige datum in."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(inside, fields, problem):
    page = start(inside, form(explanation="Anderhalf uur", **fields))
    assert not Poll.objects.exists()
    assert problem in " ".join(problems(page))
    assert "Anderhalf uur" in page.text


def test_a_poll_closes_before_its_first_date(inside):
    late = timezone.localdate() + 8 * DAY
    page = start(inside, form(closes_day=late.isoformat(), closes_time="16:00"))
    assert problems(page) == ["De peiling moet sluiten voordat de eerste datum begint."]
    with pytest.raises(RefusedError):
        date_poll(inside, closes_at=timezone.now() + 20 * DAY)


@pytest.mark.parametrize(
    ("options", "problem"),
    [("Breuken", "minstens twee"), ("x" * 151 + "\nMeten", "150"), ("\n".join(map(str, range(21))), "twintig")],
)
def test_too_few_too_many_and_too_long_options_are_refused(inside, options, problem):
    page = start(inside, choice(options=options), "keuze")
    assert not Poll.objects.exists()
    assert problem in " ".join(problems(page))


def test_more_rows_come_with_what_was_typed_and_nothing_is_asked_yet(inside):
    before = len(Page(inside.get("member", "poll_start")).all(".date-row"))
    page = Page(start(inside, form(more="1", title="Half af")))
    assert not Poll.objects.exists()
    assert len(page.all(".date-row")) > before - 1
    assert page.one("#id_title")["value"] == "Half af"
    assert page.one("#id_r0-start_time")["value"] == "15:30"
    assert not page.all(".errorlist")


@pytest.mark.parametrize("who", ["observer", "outsider", "coordinator"])
def test_only_who_takes_part_asks(inside, who):
    assert inside.get(who, "poll_start").status_code == 403
    assert inside.post(who, "poll_start", **form()).status_code == 403
    assert not Poll.objects.exists()


def test_nothing_is_asked_in_a_group_that_ended(inside):
    poll = date_poll(inside)
    inside.group.state, inside.group.closed_on = GroupState.CLOSED, timezone.localdate()
    inside.group.save()
    assert inside.get("lead", "poll_start").status_code == 403
    page = inside.get("member", "poll_detail", poll.public_id)
    assert page.status_code == 200
    assert "Antwoord geven" not in page.text
    assert inside.post("member", "poll_answer", poll.public_id).status_code == 403


def test_an_option_is_words_or_a_period_and_never_both(inside):
    poll = choice_poll(inside)
    now = timezone.now()
    for wrong in ({"label": ""}, {"label": "Beide", "starts_at": now, "ends_at": now + HOUR}, {"label": "Breuken"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PollOption.objects.create(poll=poll, **wrong)


# Changing ---------------------------------------------------------------------------------------


def test_a_poll_that_nobody_answered_is_changed_by_who_made_it(inside):
    poll = date_poll(inside)
    page = Page(inside.get("member", "poll_change", poll.public_id))
    assert page.one("#id_title")["value"] == "Wanneer kijken we?"
    assert page.one("#id_r2-start_time")["value"]
    inside.post("member", "poll_change", poll.public_id, **form(title="Welke dag?"))
    poll.refresh_from_db()
    assert (poll.title, len(options_of(poll))) == ("Welke dag?", 2)


def test_once_somebody_answered_it_is_neither_changed_nor_removed(inside):
    poll = date_poll(inside)
    says(poll, inside.lead, Vote.YES)
    page = inside.post("member", "poll_change", poll.public_id, **form(title="Welke dag?"))
    assert page.status_code == 409
    inside.post("member", "poll_remove", poll.public_id)
    poll.refresh_from_db()
    assert (poll.title, poll.removed_at) == ("Wanneer kijken we?", None)
    detail = inside.get("member", "poll_detail", poll.public_id).text
    assert reverse("plg:poll_change", args=[inside.group.slug, poll.public_id]) not in detail


def test_options_that_were_not_there_are_added_behind_the_others(inside):
    poll = choice_poll(inside)
    says(poll, inside.lead, Vote.YES)
    inside.post("member", "poll_options", poll.public_id, options="Meten\nSchatten")
    assert [option.label for option in options_of(poll)] == ["Breuken", "Meten", "Procenten", "Schatten"]
    assert poll.answers.count() == 1
    page = Page(inside.get("lead", "poll_detail", poll.public_id))
    assert "nieuw" in page.all(".poll-option")[3].words
    assert "nieuw" not in page.all(".poll-option")[0].words


def test_added_dates_are_shown_in_the_order_of_time(inside):
    poll = date_poll(inside, count=2)
    says(poll, inside.lead, Vote.YES)
    early = timezone.localdate() + 7 * DAY
    data = {"r0-day": early.isoformat(), "r0-start_time": "09:00", "r0-end_time": "10:00"}
    inside.post("member", "poll_options", poll.public_id, **data)
    shown = Page(inside.get("lead", "poll_detail", poll.public_id)).all(".poll-option")
    assert "09:00 – 10:00" in shown[0].words
    assert len(shown) == 3


def test_no_options_are_added_to_a_poll_that_closed(inside):
    poll = choice_poll(inside)
    actions.close_poll(poll=poll, by=inside.member)
    assert inside.post("member", "poll_options", poll.public_id, options="Schatten").status_code == 409
    with pytest.raises(RefusedError):
        actions.add_options(poll=poll, by=inside.member, options=words("Schatten"))
    with pytest.raises(RefusedError):
        actions.change_poll(
            poll=poll, by=inside.member, title="x", closes_at=timezone.now() + DAY, options=words("a", "b")
        )


def test_removing_is_taken_back_with_one_press(inside):
    poll = date_poll(inside)
    page = inside.client("member").post(inside.url("poll_remove", poll.public_id), follow=True)
    undo = inside.url("poll_restore", poll.public_id)
    assert undo in page.text
    assert inside.get("member", "poll_detail", poll.public_id).status_code == 404
    assert not SearchEntry.objects.filter(kind="poll").exists()
    inside.client("member").post(undo)
    assert inside.get("member", "poll_detail", poll.public_id).status_code == 200
    assert SearchEntry.objects.filter(kind="poll").exists()


@pytest.mark.parametrize("name", ["poll_close", "poll_remove", "poll_remind"])
def test_another_member_manages_nothing_and_who_edits_the_group_does(inside, name):
    poll = date_poll(inside)
    inside.other, inside.secretary = joined(inside), joined(inside, "secretary")
    assert inside.post("other", name, poll.public_id).status_code == 403
    assert inside.post("secretary", name, poll.public_id).status_code == 302


def test_who_made_it_and_only_reads_along_now_manages_nothing(inside):
    poll = date_poll(inside)
    inside.group.memberships.filter(member=inside.member).update(role="observer")
    assert inside.post("member", "poll_close", poll.public_id).status_code == 403


def test_a_poll_of_another_group_does_not_exist_here(inside):
    elsewhere = f.GroupFactory(contact_person=inside.lead)
    f.GroupMembershipFactory(group=elsewhere, member=inside.member, role="member")
    poll = actions.start_poll(
        group=elsewhere, by=inside.member, kind=PollKind.DATES, title="Elders", options=dates(2),
        closes_at=timezone.now() + DAY,
    )  # fmt: skip
    for name in ("poll_detail", "poll_change", "poll_until"):
        assert inside.get("member", name, poll.public_id).status_code == 404
    assert inside.get("member", "poll_choose", poll.public_id, "bestaatniet").status_code == 404


# Pages ------------------------------------------------------------------------------------------


def test_the_list_has_what_runs_first_and_says_what_waits_for_me(inside):
    ended = choice_poll(inside, title="Al klaar")
    actions.close_poll(poll=ended, by=inside.member)
    later = date_poll(inside, title="Later", closes_at=timezone.now() + 6 * DAY)
    sooner = date_poll(inside, title="Eerder", closes_at=timezone.now() + 2 * DAY)
    says(later, inside.lead, Vote.YES)
    rows = Page(inside.get("lead", "poll_list")).all("main .rows > li")
    assert [row.one("a").words for row in rows] == ["Eerder", "Later", "Al klaar"]
    assert ["wacht op jou" in row.words for row in rows] == [True, False, False]
    assert sooner.title in rows[0]
    assert "wacht op jou" not in inside.get("observer", "poll_list").text


def test_an_empty_list_says_what_to_do(inside):
    page = Page(inside.get("member", "poll_list"))
    assert page.one(".empty a")["href"] == inside.url("poll_start")
    assert not Page(inside.get("observer", "poll_list")).all(".empty a")


def test_the_page_says_who_did_not_answer_and_who_reads_it(inside):
    poll = date_poll(inside)
    says(poll, inside.lead, Vote.YES)
    page = Page(inside.get("observer", "poll_detail", poll.public_id))
    card = page.one("#people-title").words
    assert card == "Antwoorden: 1 van 2"
    assert [item.words for item in page.all("aside .people-list li")] == [inside.member.get_full_name()]
    assert "Iedereen in je groep ziet wie wat antwoordde." in page.one("aside").words
    assert not page.all(".vote-buttons")


@pytest.fixture
def in_september(time_machine):
    """Before anybody is in a group, so that they are in it then."""
    time_machine.move_to(moment("2026-09-01T10:00"))


@pytest.mark.usefixtures("in_september")
def test_a_date_on_which_schools_are_closed_says_so(inside):
    load_holidays()
    options = [*dates(1, moment("2026-10-08T15:30")), *dates(1, moment("2026-10-13T15:30"))]
    poll = date_poll(inside, options=options)
    first, second = Page(inside.get("member", "poll_detail", poll.public_id)).all(".poll-option")
    assert "scholen zijn dicht" not in first.words
    assert "De scholen zijn dicht: Herfstvakantie" in second.words


@pytest.mark.parametrize("state", ["suspended_at", "left_at"])
def test_who_is_not_in_the_network_any_more_is_named_nowhere(inside, state):
    gone = joined(inside, family_name="Absentia")
    poll = date_poll(inside)
    says(poll, gone, Vote.YES, note="tot ziens")
    asked = date_poll(inside, title="Nog een")
    type(gone).objects.filter(pk=gone.pk).update(**{state: timezone.now()})
    for one in (poll, asked):
        page = inside.get("lead", "poll_detail", one.public_id)
        assert "Absentia" not in page.text
    assert "oud-lid" in inside.get("lead", "poll_detail", poll.public_id).text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    for _number in range(item_count):
        says(date_poll(inside), inside.lead, Vote.YES)
        actions.close_poll(poll=choice_poll(inside), by=inside.member)
    client = inside.client("member")
    with django_assert_num_queries(7):
        client.get(inside.url("poll_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_was_asked_and_answered(inside, django_assert_num_queries, item_count):
    poll = date_poll(inside, count=item_count + 1)
    for _number in range(item_count):
        says(poll, joined(inside), *[Vote.YES] * item_count)
    client = inside.client("lead")
    with django_assert_num_queries(13):
        client.get(inside.url("poll_detail", poll.public_id))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_search_inside_the_group_finds_questions_and_options(inside, item_count):
    for number in range(item_count):
        choice_poll(inside, "member", "Procenten in de krant", "Meten", title=f"Onderwerp {number}")
    page = Page(inside.get("observer", "space_search", q="krant"))
    assert len(page.all('main a[href*="/peilingen/"]')) - 1 == item_count
    assert not Page(inside.get("observer", "space_search", q="breuken")).all('main #results a[href*="/peilingen/"]')


def test_the_search_of_the_network_finds_it_for_the_group_only(inside):
    poll = date_poll(inside, title="Kijkmiddag kiezen")
    entry = SearchEntry.objects.get(kind="poll", object_key=str(poll.pk))
    assert entry.audiences == [f"group:{inside.group.slug}"]
    found = {who: inside.client(who).get("/zoeken/?q=kijkmiddag") for who in ("observer", "outsider", "coordinator")}
    assert {who for who, page in found.items() if poll.get_absolute_url() in page.text} == {"observer"}


def test_the_logbook_names_the_group_and_never_the_question(inside):
    poll = date_poll(inside, title="Geheime vraag")
    actions.add_options(poll=poll, by=inside.member, options=dates(1, timezone.now() + 40 * DAY))
    actions.close_poll(poll=poll, by=inside.lead)
    actions.reopen_poll(poll=poll, by=inside.lead)
    actions.remove_poll(poll=poll, by=inside.lead)
    actions.restore_poll(poll=poll, by=inside.lead)
    events = AuditEvent.objects.filter(verb__startswith="plg.poll").order_by("pk")
    assert [event.verb.removeprefix("plg.poll_") for event in events] == [
        "started", "options_added", "closed", "reopened", "removed", "restored",
    ]  # fmt: skip
    assert {event.object_key for event in events} == {inside.group.slug}
    assert "Geheim" not in str([(event.object_label, event.data) for event in events])


def test_a_poll_has_twenty_options_at_most_however_they_come(inside):
    poll = date_poll(inside, count=3)
    actions.add_options(poll=poll, by=inside.member, options=dates(17, timezone.now() + 60 * DAY))
    with pytest.raises(RefusedError):
        actions.add_options(poll=poll, by=inside.member, options=dates(1, timezone.now() + 200 * DAY))
    assert poll.options.count() == 20
