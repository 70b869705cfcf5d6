"""The nine steps: their order, their clock, what is parked, and who leads."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.rounds import Timer
from lesson_study.cycles.enums import TeamRole
from lesson_study.discussion.actions import discussions as actions
from lesson_study.discussion.actions import notes as note_actions
from lesson_study.discussion.enums import Step
from lesson_study.discussion.logic.steps import count_minutes
from lesson_study.discussion.models import Discussion, DiscussionNote, DiscussionStepTime
from tests.factories import GroupMembershipFactory, MemberFactory, NetworkRoleFactory
from tests.lesson_study.building import join_team, make_cycle, team_member
from tests.lesson_study.discussion.helpers import WARNS, address, chair_of, noted, observer_of, talk_in, taught

pytestmark = pytest.mark.django_db


def post(client, person, url, **data):
    client.force_login(person)
    return client.post(url, data)


def test_the_facilitator_goes_through_nine_steps_in_their_order(client):
    lesson = taught()
    chair = chair_of(lesson)
    post(client, chair, address(lesson, "discussion_start"))
    seen = []
    for _turn in range(8):
        discussion = Discussion.objects.get(lesson=lesson)
        seen.append(discussion.step)
        post(client, chair, address(lesson, "discussion_on"), step=discussion.step)
    assert [*seen, Discussion.objects.get().step] == list(Step)
    post(client, chair, address(lesson, "discussion_close"))
    assert Discussion.objects.get().is_finished
    assert not DiscussionStepTime.objects.filter(ended_at=None).exists()


def test_no_step_is_jumped_over(client):
    discussion = talk_in(Step.TEACHER)
    lesson, chair = discussion.lesson, chair_of(discussion.lesson)
    post(client, chair, address(lesson, "discussion_on"), step=Step.REVISION)
    assert Discussion.objects.get().step == Step.TEACHER
    response = post(client, chair, address(lesson, "discussion_close"))
    assert not Discussion.objects.get().is_finished
    assert response.status_code == 302
    with pytest.raises(RefusedError):
        actions.close_discussion(discussion=discussion, by=chair)


def test_pressed_twice_is_one_step(client):
    discussion = talk_in(Step.OPENING)
    for _press in range(2):
        post(client, chair_of(discussion.lesson), address(discussion.lesson, "discussion_on"), step=Step.OPENING)
    assert Discussion.objects.get().step == Step.TEACHER


def test_back_is_allowed_and_opens_a_closed_discussion_again():
    discussion = talk_in(Step.MY_CLASS)
    chair = chair_of(discussion.lesson)
    actions.close_discussion(discussion=discussion, by=chair)
    actions.go_back(discussion=discussion, by=chair, seen=Step.MY_CLASS)
    discussion.refresh_from_db()
    assert (discussion.step, discussion.is_finished) == (Step.MY_CLASS, False)
    actions.go_back(discussion=discussion, by=chair, seen=Step.MY_CLASS)
    discussion.refresh_from_db()
    assert discussion.step == Step.EXPERT


@pytest.mark.parametrize("name", ["discussion_on", "discussion_back", "discussion_close", "discussion_chair"])
def test_only_the_chair_leads(client, name):
    discussion = talk_in(Step.TEACHER)
    response = post(client, observer_of(discussion.lesson), address(discussion.lesson, name), step=Step.TEACHER)
    assert response.status_code == 403


def test_who_taught_never_leads(client):
    cycle = make_cycle()
    teacher = team_member(cycle, TeamRole.TEACHER)
    person = cycle.team.get(member=teacher)
    person.team_roles = [TeamRole.TEACHER, TeamRole.FACILITATOR]
    person.save()
    lesson = taught(cycle)
    assert post(client, teacher, address(lesson, "discussion_start")).status_code == 403
    with pytest.raises(RefusedError):
        actions.start_discussion(lesson=lesson, by=teacher)
    discussion = talk_in(Step.TEACHER, lesson)
    assert post(client, teacher, address(lesson, "discussion_on"), step=Step.TEACHER).status_code == 403
    with pytest.raises(RefusedError):
        actions.hand_over_chair(discussion=discussion, to=teacher, by=chair_of(lesson))


def test_the_only_facilitator_taught_so_somebody_else_of_the_team_leads(client):
    cycle = make_cycle()
    cycle.team.filter(team_roles__contains=[TeamRole.FACILITATOR]).update(team_roles=[TeamRole.NOTE_TAKER])
    cycle.team.filter(team_roles__contains=[TeamRole.TEACHER]).update(
        team_roles=[TeamRole.TEACHER, TeamRole.FACILITATOR]
    )
    lesson = taught(cycle)
    assert post(client, observer_of(lesson), address(lesson, "discussion_start")).status_code == 302
    assert Discussion.objects.get().chair == observer_of(lesson)


def test_the_chair_is_given_to_somebody_of_the_team(client):
    discussion = talk_in(Step.OPENING)
    lesson, other = discussion.lesson, observer_of(discussion.lesson)
    post(client, chair_of(lesson), address(lesson, "discussion_chair"), member=other.public_id)
    assert post(client, other, address(lesson, "discussion_on"), step=Step.OPENING).status_code == 302
    assert Discussion.objects.get().step == Step.TEACHER
    response = post(client, other, address(lesson, "discussion_chair"), member=MemberFactory().public_id)
    assert response.status_code == 422


def test_a_lesson_that_goes_on_is_not_talked_about_yet():
    lesson = taught()
    lesson.ended_at = None
    with pytest.raises(RefusedError):
        actions.start_discussion(lesson=lesson, by=chair_of(lesson))


# What is said -----------------------------------------------------------------------------------


def test_a_remark_about_the_lesson_is_parked_until_the_step_of_the_design(client):
    discussion = talk_in(Step.OBSERVATIONS)
    lesson, member = discussion.lesson, observer_of(discussion.lesson)
    data = {"text": "De uitleg was te lang.", "step": Step.OBSERVATIONS, "is_about_design": "on"}
    post(client, member, address(lesson, "discussion_note_add"), **data)
    note = DiscussionNote.objects.get()
    assert note.parked_for == Step.DESIGN
    take_up = address(lesson, "discussion_note_take_up", note.uuid)
    post(client, member, take_up)
    note.refresh_from_db()
    assert note.parked_for == Step.DESIGN
    talk_in(Step.DESIGN, lesson)
    assert "Bespreek dit nu" in client.get(address(lesson)).content.decode()
    post(client, member, take_up)
    note.refresh_from_db()
    assert (note.step, note.parked_for) == (Step.DESIGN, "")


def test_what_is_for_a_later_step_waits_for_it():
    discussion = talk_in(Step.TEACHER)
    note = note_actions.add_note(
        discussion=discussion, by=observer_of(discussion.lesson), text="Later", step=Step.REVISION
    )
    assert (note.step, note.parked_for) == (Step.TEACHER, Step.REVISION)


def test_what_was_begun_in_the_step_before_still_lands_in_it():
    discussion = talk_in(Step.PUPILS)
    note = note_actions.add_note(
        discussion=discussion, by=observer_of(discussion.lesson), text="Nog iets", step=Step.OBSERVATIONS
    )
    assert (note.step, note.parked_for) == (Step.OBSERVATIONS, "")


def test_sent_twice_is_one_note():
    discussion = talk_in(Step.PUPILS)
    key = uuid.uuid4()
    for _time in range(2):
        note_actions.add_note(
            discussion=discussion, by=observer_of(discussion.lesson), text="Eén", step=Step.PUPILS, uuid=key
        )
    assert DiscussionNote.objects.count() == 1


def test_only_who_wrote_it_takes_it_away(client):
    discussion = talk_in(Step.PUPILS)
    lesson = discussion.lesson
    note = note_actions.add_note(discussion=discussion, by=observer_of(lesson), text="Weg", step=Step.PUPILS)
    post(client, chair_of(lesson), address(lesson, "discussion_note_remove", note.uuid))
    assert DiscussionNote.objects.exists()
    post(client, observer_of(lesson), address(lesson, "discussion_note_remove", note.uuid))
    assert not DiscussionNote.objects.exists()


def test_while_the_talk_is_about_pupils_nothing_says_who_taught(client):
    lesson = taught()
    teacher = lesson.teacher
    client.force_login(observer_of(lesson))
    discussion = talk_in(Step.OBSERVATIONS, lesson)
    note_actions.add_note(discussion=discussion, by=teacher, text="Ik zag A schrijven.", step=Step.OBSERVATIONS)
    for step in Step:
        Discussion.objects.filter(pk=discussion.pk).update(step=step)
        page = client.get(address(lesson)).content.decode()
        assert "Ik zag A schrijven." in page
        assert (teacher.get_full_name() in page) == (step not in Step.ABOUT_PUPILS), step


# The clock --------------------------------------------------------------------------------------


def test_observations_take_six_minutes_for_each_case_pupil():
    assert [count_minutes(Step.OBSERVATIONS, pupils) for pupils in (0, 1, 3)] == [6, 6, 18]
    assert sum(count_minutes(step, 3) for step in Step) == 69


@pytest.mark.clock
def test_the_clock_counts_on_when_time_is_up():
    start = timezone.now()
    with time_machine.travel(start + dt.timedelta(minutes=2, seconds=48), tick=False):
        timer = Timer(start, timezone.now(), 3)
    assert (timer.clock, timer.is_up) == ("0:12", False)
    with time_machine.travel(start + dt.timedelta(minutes=3, seconds=30), tick=False):
        timer = Timer(start, timezone.now(), 3)
    assert (timer.clock, timer.is_up) == ("+0:30", True)


@pytest.mark.clock
def test_nothing_closes_by_itself(client):
    discussion = talk_in(Step.TEACHER)
    client.force_login(observer_of(discussion.lesson))
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        client.force_login(observer_of(discussion.lesson))
        page = client.get(address(discussion.lesson)).content.decode()
    assert "data-up" in page
    assert Discussion.objects.get().step == Step.TEACHER


# Everybody's screen -----------------------------------------------------------------------------


def test_a_screen_that_has_everything_gets_an_empty_answer(client, django_assert_num_queries):
    discussion = talk_in(Step.PUPILS)
    lesson = discussion.lesson
    client.force_login(observer_of(lesson))
    page = client.get(address(lesson))
    stand = page.context["talk"].state
    live = address(lesson, "discussion_live")
    with django_assert_num_queries(6):
        assert client.get(live, {"stand": stand}).status_code == 204
    note_actions.add_note(discussion=discussion, by=chair_of(lesson), text="Nieuw op elk scherm", step=Step.PUPILS)
    answer = client.get(live, {"stand": stand})
    assert answer.status_code == 200
    assert "Nieuw op elk scherm" in answer.content.decode()
    assert client.get(live, {"stand": answer.context["talk"].state}).status_code == 204
    noted(lesson, "komt laat binnen")
    assert client.get(live, {"stand": answer.context["talk"].state}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_was_said(client, django_assert_num_queries, count):
    lesson = taught()
    for number in range(count):
        noted(lesson, f"zag iets {number}", row=number % 2)
    discussion = talk_in(Step.PUPILS, lesson)
    for number in range(count):
        note_actions.add_note(discussion=discussion, by=chair_of(lesson), text=f"Zin {number}", step=Step.PUPILS)
    client.force_login(observer_of(lesson))
    with django_assert_num_queries(18):
        assert client.get(address(lesson)).status_code == 200


def test_who_is_not_in_the_team_reads_nothing_of_the_talk(client):
    lesson = taught()
    talk_in(Step.REVISION, lesson)
    coordinator = MemberFactory()
    GroupMembershipFactory(group=lesson.cycle.group, member=coordinator)
    for member in (coordinator, NetworkRoleFactory().member):
        client.force_login(member)
        for name in ("discussion_of_lesson", "discussion_live"):
            assert client.get(address(lesson, name)).status_code == 403
    client.force_login(MemberFactory())
    assert client.get(address(lesson)).status_code == 404


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "x" * 2001, "", "   "])
def test_nonsense_gets_a_clear_answer(client, text):
    discussion = talk_in(Step.PUPILS)
    response = post(
        client,
        observer_of(discussion.lesson),
        address(discussion.lesson, "discussion_note_add"),
        text=text,
        step=Step.PUPILS,
    )
    assert response.status_code in (400, 422)
    assert not DiscussionNote.objects.exists()


@pytest.mark.parametrize("query", ["leerling=Z", "rij=999999999999", "rij=-1", "rij=abc", "leerling=%00", "kritisch=9"])
def test_filters_that_mean_nothing_count_as_not_chosen(client, query):
    discussion = talk_in(Step.PUPILS)
    client.force_login(observer_of(discussion.lesson))
    assert client.get(f"{address(discussion.lesson)}?{query}").status_code in (200, 400)


def test_who_left_the_team_is_out(client):
    lesson = taught()
    member = join_team(lesson.cycle, TeamRole.OBSERVER)
    talk_in(Step.PUPILS, lesson)
    lesson.cycle.team.filter(member=member).update(left_at=timezone.now())
    client.force_login(member)
    assert client.get(address(lesson)).status_code == 403


# What goes wrong in real life -------------------------------------------------------------------


def test_other_words_from_an_old_page_are_not_taken_for_a_repetition():
    discussion, other = talk_in(Step.PUPILS), talk_in(Step.PUPILS)
    key = uuid.uuid4()
    for talk, text in ((discussion, "Eén"), (discussion, "Eén, beter gezegd"), (other, "Eén")):
        note_actions.add_note(discussion=talk, by=observer_of(talk.lesson), text=text, step=Step.PUPILS, uuid=key)
    assert set(discussion.notes.values_list("text", flat=True)) == {"Eén", "Eén, beter gezegd"}
    assert other.notes.get().text == "Eén"


def test_a_short_talk_keeps_what_was_said_in_a_step_that_it_does_not_have(client):
    lesson = taught(number=2)
    discussion = talk_in(Step.MY_CLASS, lesson)
    words = {"text": "Over de lesgever", "step": Step.TEACHER}
    post(client, observer_of(lesson), address(lesson, "discussion_note_add"), **words)
    assert discussion.notes.get().step == Step.MY_CLASS
    assert "Over de lesgever" in client.get(address(lesson)).content.decode()


def test_a_short_talk_has_no_closing_words(client):
    lesson = taught(number=2)
    discussion = talk_in(Step.MY_CLASS, lesson)
    with pytest.raises(RefusedError):
        note_actions.add_closing_words(discussion=discussion, by=observer_of(lesson), text="Slot")
    response = post(client, observer_of(lesson), address(lesson, "discussion_closing_words"), text="Slot")
    assert response.status_code == 302
    assert not discussion.notes.exists()


# Names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("discussion_note_add", {"text": "Fatima telde op", "step": Step.REVISION}),
        ("discussion_closing_words", {"text": "Let op Fatima"}),
        ("discussion_revision_add", {"after": "Eerst tekenen", "reason": "Fatima tekende niet"}),
        ("discussion_no_revision", {"reason": "Fatima kon het"}),
    ],
)
def test_a_name_in_what_the_team_writes_is_asked_about(client, name, words):
    lesson = taught()
    talk_in(Step.EXPERT, lesson)
    response = post(client, observer_of(lesson), address(lesson, name), **words)
    assert WARNS in client.get(response.url).content.decode()
