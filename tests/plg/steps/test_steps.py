"""A theme group goes on when nothing is missing, goes back with a reason, and the page says what is missing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.groups.enums import GroupKind, GroupRole
from plg.steps import actions
from plg.steps.enums import EntryKind, ThemeStep
from plg.steps.facts import read_facts
from plg.steps.models import Approval, StepMove
from plg.steps.names import Facts, find_missing
from plg.steps.notices import STEP_TAKEN, stale_step
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
NOTHING = Facts(
    questions=0, has_rationale=False, has_central_question=False, approving_schools=0, practices=0, sources=0, talks=0,
    members=5, cases=0, has_product=False, says_who_uses_it=False,
)  # fmt: skip


@pytest.fixture
def lead():
    return f.AppointmentFactory(is_primary=True).member


@pytest.fixture
def group(lead):
    made = f.GroupFactory(kind=GroupKind.THEME, contact_person=lead)
    f.GroupMembershipFactory(group=made, member=lead, role=GroupRole.LEAD)
    return made


@pytest.fixture
def walk(group, lead):
    return actions.begin_steps(group=group, by=lead)


def colleague(group, **appointment):
    member = f.AppointmentFactory(is_primary=True, **appointment).member
    f.GroupMembershipFactory(group=group, member=member)
    return member


def put_at(walk, step, **fields):
    for name, value in {"step": step, **fields}.items():
        setattr(walk, name, value)
    walk.save()
    return walk


def page(client, walk, reader):
    client.force_login(reader, backend=BACKEND)
    return client.get(walk.get_absolute_url()).content.decode()


# What each step asks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (ThemeStep.INDIVIDUAL, "Er zijn nog 3 vragen nodig."),
        (ThemeStep.CLUSTERING, "Schrijf op waarom deze vragen bij elkaar horen."),
        (ThemeStep.BRAINSTORM, "Schrijf de centrale vraag in één zin."),
        (ThemeStep.PRACTICES, "Er zijn nog 2 praktijkvoorbeelden nodig."),
        (ThemeStep.RESEARCH, "Er zijn nog 2 bronnen nodig."),
        (ThemeStep.MEANING, "Nog 3 leden moeten het met hun team bespreken."),
        (ThemeStep.CASES, "Werk ten minste één voorbeeldcase uit."),
        (ThemeStep.SOLUTION, "Deel de oplossing in de kennisbank."),
    ],
)
def test_the_page_says_in_plain_words_what_is_missing(step, said):
    assert find_missing(step, NOTHING)[0] == said


@pytest.mark.parametrize("step", [ThemeStep.KEYNOTE, ThemeStep.SHARING])
def test_a_keynote_and_sharing_keep_nobody_back(step):
    assert find_missing(step, NOTHING) == []


def test_a_group_goes_on_only_when_nothing_is_missing(walk, lead):
    with pytest.raises(RefusedError, match="nog 3 vragen"):
        actions.take_step(walk=walk, by=lead, seen=1, to=2)
    for number in range(3):
        actions.add_entry(walk=walk, by=lead, kind=EntryKind.QUESTION, title=f"Vraag {number}?")
    assert actions.take_step(walk=walk, by=lead, seen=1, to=2).step == 2
    with pytest.raises(RefusedError):
        actions.take_step(walk=walk, by=lead, seen=2, to=4)


def test_the_others_of_the_group_hear_once_of_each_step(walk, lead, group):
    other = colleague(group)
    put_at(walk, ThemeStep.KEYNOTE)
    actions.take_step(walk=walk, by=lead, seen=2, to=3)
    told = Notice.objects.filter(kind=STEP_TAKEN.name)
    assert [notice.member for notice in told] == [other]
    assert stale_step(told.get()) == ""
    actions.take_step(walk=walk, by=lead, seen=3, to=2, reason="Te vroeg.")
    assert [stale_step(notice) for notice in told.order_by("pk")] == ["at another step by now", ""]


def test_going_back_needs_a_reason_and_is_logged(walk, lead):
    put_at(walk, ThemeStep.CASES)
    with pytest.raises(RefusedError, match="waarom"):
        actions.take_step(walk=walk, by=lead, seen=9, to=6)
    actions.take_step(walk=walk, by=lead, seen=9, to=6, reason="We misten onderzoek.")
    move = StepMove.objects.get()
    assert (move.from_step, move.to_step, move.reason, move.by) == (9, 6, "We misten onderzoek.", lead)
    assert AuditEvent.objects.filter(verb="plg.step_back").count() == 1


def test_two_who_press_at_once_take_one_step(walk, lead):
    put_at(walk, ThemeStep.KEYNOTE)
    actions.take_step(walk=walk, by=lead, seen=2, to=3)
    with pytest.raises(RefusedError, match="andere stap"):
        actions.take_step(walk=walk, by=lead, seen=2, to=3)


# The central question -----------------------------------------------------------------------------


def test_two_members_of_different_schools_stand_by_the_central_question(walk, group, lead):
    put_at(walk, ThemeStep.BRAINSTORM, central_question="Wat helpt lezers?")
    school = lead.appointments.get().organisation
    same, other = colleague(group, organisation=school), colleague(group)
    for member in (lead, same):
        actions.approve_question(walk=walk, by=member, question="Wat helpt lezers?")
    assert find_missing(ThemeStep.BRAINSTORM, read_facts(walk)) == [
        "Nog één lid, van een andere school, moet achter de centrale vraag staan."
    ]
    actions.approve_question(walk=walk, by=other, question="Wat helpt lezers?")
    assert find_missing(ThemeStep.BRAINSTORM, read_facts(walk)) == []
    approval = Approval.objects.get(by=other)
    assert (approval.school_id, approval.approved_on) == (
        other.appointments.get().organisation_id,
        timezone.localdate(),
    )


def test_the_school_is_that_of_the_main_appointment_on_that_day(walk, lead):
    put_at(walk, ThemeStep.BRAINSTORM, central_question="Wat helpt lezers?")
    first, today = lead.appointments.get(), timezone.localdate()
    first.start, first.end = dt.date(2020, 1, 1), today - dt.timedelta(days=1)
    first.save()
    now = f.AppointmentFactory(member=lead, is_primary=True, start=today)
    assert actions.approve_question(walk=walk, by=lead, question="Wat helpt lezers?").school_id == now.organisation_id


def test_another_central_question_is_one_that_nobody_stands_by_yet(walk, lead):
    put_at(walk, ThemeStep.BRAINSTORM, central_question="Wat helpt lezers?")
    actions.approve_question(walk=walk, by=lead, question="Wat helpt lezers?")
    actions.write_part(walk=walk, by=lead, fields={"sub_questions": "Welke teksten?"})
    assert Approval.objects.count() == 1
    actions.write_part(walk=walk, by=lead, fields={"central_question": "Wat helpt elke lezer?"})
    assert Approval.objects.count() == 0


def test_who_read_another_question_does_not_stand_by_this_one(client, walk, lead):
    put_at(walk, ThemeStep.BRAINSTORM, central_question="Wat helpt elke lezer?")
    client.force_login(lead, backend=BACKEND)
    client.post(reverse("plg:steps_approve", args=[walk.group.slug]), {"vraag": "Wat helpt lezers?"})
    assert not Approval.objects.exists()


# The page -----------------------------------------------------------------------------------------


def test_talks_with_teams_stand_side_by_side_and_one_member_counts_once(client, walk, group, lead):
    other = colleague(group)
    day = timezone.localdate()
    for member, said in ((lead, "Eerst lezen."), (lead, "Dan praten."), (other, "Meer tijd.")):
        actions.add_entry(walk=walk, by=member, kind=EntryKind.TALK, title="Team", held_on=day, second=said)
    assert read_facts(walk).talks == 2
    text = page(client, walk, lead)
    assert text.count(">Eerst lezen.</td>") == 1
    assert ">Meer tijd.</td>" in text


def test_an_entry_that_lacks_something_comes_back_with_what_was_typed(client, walk, lead):
    client.force_login(lead, backend=BACKEND)
    address = reverse("plg:step_entry_add", args=[walk.group.slug, "bron"])
    answer = client.post(address, {"title": "Bos (2021)", "first": "Lezen helpt."})
    assert answer.status_code == 422
    assert "Bos (2021)" in answer.content.decode()
    assert not walk.entries.exists()


def test_the_open_page_of_the_group_says_where_it_is(client, walk):
    put_at(walk, ThemeStep.RESEARCH)
    text = client.get(reverse("plg:group_detail", args=[walk.group.slug])).content.decode()
    assert "Stap 6 van 10" in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_is_written(client, walk, lead, django_assert_num_queries, item_count):
    for number in range(item_count):
        for kind in (EntryKind.QUESTION, EntryKind.SOURCE, EntryKind.CASE):
            actions.add_entry(walk=walk, by=lead, kind=kind, title=f"Nummer {number}")
    client.force_login(lead, backend=BACKEND)
    client.get(walk.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(walk.get_absolute_url())
