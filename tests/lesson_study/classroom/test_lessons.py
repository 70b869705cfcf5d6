"""Setting up a lesson, who observes whom, its notes in one timeline, interviews, and the gate."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from lesson_study.classroom import actions
from lesson_study.classroom.enums import Match
from lesson_study.classroom.gates import missing_of_lesson
from lesson_study.classroom.links import build_address
from lesson_study.classroom.models import MatchCount, Observation, PupilInterview, ResearchLesson
from lesson_study.classroom.signals import notes_removed
from lesson_study.cycles.enums import DayKind, Phase, TeamRole
from lesson_study.cycles.phases import find_missing
from lesson_study.plan.actions.plans import start_next_version
from plg.meetings.enums import HalfDay
from tests.lesson_study.building import join_team, make_cycle, make_plan, team_member
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = pytest.mark.django_db


def note(lesson, *, pupil="A", row=0, **fields):
    return Observation.objects.create(
        **{
            "lesson": lesson,
            "observer": observer_of(lesson),
            "case_pupil": lesson.cycle.case_pupils.filter(code=pupil).first(),
            "row": lesson.plan.rows.order_by("position")[row],
            "noted_at": timezone.now(),
            "match": Match.EXPECTED,
        }
        | fields
    )


def set_up(client, cycle, **data):
    address = reverse("lesson_study:lesson_setup", args=[cycle.public_id, 1])
    return client.post(address, data)


def test_a_team_sets_up_its_lesson_and_each_device_can_seal_for_it(client):
    cycle = make_cycle()
    plan = make_plan(cycle, fixed=True)
    observer, second = team_member(cycle, TeamRole.OBSERVER), join_team(cycle)
    client.force_login(observer)
    teacher = team_member(cycle, TeamRole.TEACHER)
    data = {
        "plan": plan.version,
        "class_label": "groep 7",
        "teacher": teacher.public_id,
        "observer_A": observer.public_id,
    }
    assert set_up(client, cycle, **data, observer_B=second.public_id).status_code == 302
    lesson = ResearchLesson.objects.get()
    assert {(one.observer, one.case_pupil.code) for one in lesson.observers.all()} == {(observer, "A"), (second, "B")}
    assert lesson.public_key
    key = lesson.private_key

    assert set_up(client, cycle, **data, observer_B=second.public_id, whole_class=[second.public_id]).status_code == 302
    lesson.refresh_from_db()
    assert lesson.observers.count() == 3
    assert lesson.private_key == key, "notes that are under way stay readable"


@pytest.mark.parametrize(
    ("number", "kind", "teaches"), [(1, DayKind.LESSON, True), (2, DayKind.RETEACH, False)], ids=["first", "second"]
)
def test_the_day_that_was_planned_for_it_is_chosen_beforehand(client, number, kind, teaches):
    """And who said to teach it; the second lesson is better by another."""
    cycle = make_cycle()
    make_lesson(cycle=cycle)
    cycle.lessons.filter(number=number).delete()
    times = {"half_day": HalfDay.MORNING, "start_time": dt.time(9), "end_time": dt.time(10)}
    first = cycle.days.create(kind=DayKind.LESSON, day=dt.date(2027, 3, 2), **times)
    cycle.days.create(kind=DayKind.RETEACH, day=dt.date(2027, 3, 16), **times)
    cycle.lessons.update(day=first)
    client.force_login(observer_of_cycle(cycle))
    form = client.get(reverse("lesson_study:lesson_setup", args=[cycle.public_id, number])).context["form"]
    assert form["day"].value() == cycle.days.get(kind=kind).public_id
    assert bool(form["teacher"].value()) == teaches
    assert [str(label) for _value, label in form["day"].field.choices][1] == "di 2 maart 2027, 09:00: onderzoeksles"


def test_a_second_lesson_waits_for_the_version_with_the_changes(client):
    cycle = make_cycle()
    plan = make_plan(cycle, fixed=True)
    observer, second = team_member(cycle, TeamRole.OBSERVER), join_team(cycle)
    client.force_login(observer)
    teacher = team_member(cycle, TeamRole.TEACHER)
    data = {"class_label": "groep 7", "teacher": teacher.public_id, "observer_A": observer.public_id}
    data["observer_B"] = second.public_id
    set_up(client, cycle, plan=plan.version, **data)
    address = reverse("lesson_study:lesson_setup", args=[cycle.public_id, 2])
    newer = start_next_version(plan=plan, by=observer)
    page = client.get(address).text
    assert "Versie 2 van het lesplan, met jullie aanpassingen, is nog een concept." in page
    assert reverse("lesson_study:lesson_plan", args=[cycle.public_id]) in page
    assert "Maak die eerst vast" in client.post(address, {"plan": plan.version, **data}).text
    assert not ResearchLesson.objects.filter(number=2).exists()
    type(newer).objects.filter(pk=newer.pk).update(fixed_at=timezone.now())
    assert "is nog een concept" not in client.get(address).text
    assert client.post(address, {"plan": newer.version, **data}).status_code == 302


@pytest.mark.parametrize(
    ("observers", "words"),
    [
        ({"observer_A": "one", "observer_B": "one"}, "Minstens twee mensen observeren."),
        ({"observer_A": "teacher", "observer_B": "one"}, "Wie lesgeeft"),
        ({"observer_A": "one", "observer_B": "two", "whole_class": "teacher"}, "Wie lesgeeft"),
    ],
)
def test_two_people_observe_and_the_teacher_does_not(client, observers, words):
    cycle = make_cycle()
    plan = make_plan(cycle, fixed=True)
    people = {"one": observer_of_cycle(cycle), "two": join_team(cycle), "teacher": team_member(cycle, TeamRole.TEACHER)}
    client.force_login(people["one"])
    chosen = {name: people[who].public_id for name, who in observers.items()}
    response = set_up(client, cycle, plan=plan.version, class_label="7", teacher=people["teacher"].public_id, **chosen)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ResearchLesson.objects.exists()


def observer_of_cycle(cycle):
    return team_member(cycle, TeamRole.OBSERVER)


def test_the_action_refuses_a_teacher_who_observes_as_well():
    lesson = make_lesson()
    with pytest.raises(RefusedError):
        actions.set_up_lesson(
            cycle=lesson.cycle,
            number=1,
            plan=lesson.plan,
            day=None,
            class_label="7",
            teacher=lesson.teacher,
            observers=[(lesson.teacher, None)],
            by=lesson.teacher,
        )


def test_a_lesson_starts_ends_and_can_be_opened_again(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    client.post(build_address(lesson, "lesson_end"))
    lesson.refresh_from_db()
    assert lesson.ended_at is None, "what did not start does not end"
    client.post(build_address(lesson, "lesson_start"))
    client.post(build_address(lesson, "lesson_end"))
    lesson.refresh_from_db()
    assert lesson.is_taught
    client.post(build_address(lesson, "lesson_reopen"))
    lesson.refresh_from_db()
    assert lesson.is_going_on


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_notes(client, django_assert_num_queries, item_count):
    lesson = make_lesson()
    for _number in range(item_count):
        note(lesson)
        PupilInterview.objects.create(lesson=lesson, case_pupil=lesson.cycle.case_pupils.first(), liked="Touw")
    client.force_login(observer_of(lesson))
    with django_assert_num_queries(QUERIES_OF_PAGE):
        assert client.get(build_address(lesson)).status_code == 200


QUERIES_OF_PAGE = 14


def test_the_timeline_shows_what_is_chosen(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    note(lesson, text="A in rij 1")
    note(lesson, pupil="B", row=1, text="B in rij 2")
    note(lesson, pupil="-", text="hele klas", case_pupil=None)
    for query, shown in {
        "": {"A in rij 1", "B in rij 2", "hele klas"},
        "?leerling=A": {"A in rij 1"},
        "?leerling=klas": {"hele klas"},
        "?rij=2": {"B in rij 2"},
        "?leerling=B&rij=1": set(),
        "?leerling=zz&rij=x": {"A in rij 1", "B in rij 2", "hele klas"},
    }.items():
        response = client.get(build_address(lesson) + query)
        assert {line.text for line in response.context["notes"].lines} == shown, query
        assert "no-store" in response["Cache-Control"]


def test_one_changes_ones_own_note_and_not_anothers(client):
    lesson = make_lesson()
    mine, other = note(lesson), note(lesson, observer=join_team(lesson.cycle))
    client.force_login(observer_of(lesson))
    data = {"noted_at": "2026-11-24T10:15", "text": "Beter gezegd", "match": Match.OTHERWISE}
    assert client.post(build_address(lesson, "note_change", str(mine.uuid)), data).status_code == 302
    assert client.post(build_address(lesson, "note_change", str(other.uuid)), data).status_code == 404
    mine.refresh_from_db()
    assert (mine.text, mine.match) == ("Beter gezegd", Match.OTHERWISE)
    assert mine.revision > actions.CHANGED_ON_PAGE


def test_an_empty_note_is_refused_in_words(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    response = client.post(build_address(lesson, "note_write"), {"noted_at": "2026-11-24T10:15"})
    assert response.status_code == 422
    assert "Kies hoe het past, of schrijf op wat je zag." in response.content.decode()


def test_an_interview_is_written_and_changed_on_the_page(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    address = build_address(lesson, "interview_write", "A")
    assert client.post(address, {}).status_code == 422
    client.post(address, {"liked": "Het touw"})
    client.post(address, {"liked": "Het touw", "learned": "Dat 4/5 meer is"})
    assert PupilInterview.objects.get().learned == "Dat 4/5 meer is"
    assert "Dat 4/5 meer is" in client.get(build_address(lesson)).content.decode()


# The gate --------------------------------------------------------------------------------------


def texts(lesson):
    return [str(missing.text) for missing in missing_of_lesson(lesson.cycle)]


def test_the_gate_says_what_is_missing_until_all_is_there():
    cycle = make_cycle(phase=Phase.LESSON)
    assert len(find_missing(cycle, Phase.LESSON)) == 1
    lesson = make_lesson(cycle=cycle)
    lesson.plan.rows.filter(position=1).update(is_core=False)
    assert len(texts(lesson)) == 4  # not ended, A and B not seen, interviews
    note(lesson)
    assert len(texts(lesson)) == 3
    note(lesson, pupil="B", match=Match.NOT_SEEN)
    now = timezone.now()
    actions.start_lesson(lesson=lesson, by=observer_of(lesson), at=now)
    actions.end_lesson(lesson=lesson, by=observer_of(lesson), at=now + dt.timedelta(minutes=50))
    assert texts(lesson) == ["2 gesprekken met een leerling ontbreken, of de reden."]
    PupilInterview.objects.create(lesson=lesson, case_pupil=cycle.case_pupils.first(), liked="Touw")
    assert texts(lesson) == ["1 gesprek met een leerling ontbreekt, of de reden."]
    actions.skip_interviews(lesson=lesson, reason="De gymles begon.", by=observer_of(lesson))
    assert find_missing(cycle, Phase.LESSON) == []


def test_a_note_in_another_row_does_not_open_the_gate():
    lesson = make_lesson()
    note(lesson, row=1)
    note(lesson, pupil="B", row=0)
    assert "Leerling A: nog geen notitie in rij 1." in texts(lesson)
    assert "Leerling B: nog geen notitie in rij 2." in texts(lesson)


def test_a_gate_with_one_observer_left_is_shut():
    lesson = make_lesson()
    lesson.observers.exclude(observer=observer_of(lesson)).delete()
    assert "Minstens twee mensen observeren." in texts(lesson)


# The end of raw notes --------------------------------------------------------------------------


def test_raw_notes_go_and_how_often_things_matched_stays():
    lesson = make_lesson()
    ids = {note(lesson).pk, note(lesson, text="geheim").pk, note(lesson, pupil="B", match=Match.OTHERWISE).pk}
    PupilInterview.objects.create(lesson=lesson, case_pupil=lesson.cycle.case_pupils.first(), liked="Touw")
    heard = []

    def hear(sender, cycle, observation_ids, at, **_more):
        heard.append((cycle, set(observation_ids), Observation.objects.count()))

    notes_removed.connect(hear)
    try:
        moment = timezone.now()
        assert actions.remove_raw_notes(lesson.cycle, moment) == 4
        assert actions.remove_raw_notes(lesson.cycle, moment) == 0
    finally:
        notes_removed.disconnect(hear)
    assert heard == [(lesson.cycle, ids, 3)], "told once, while the notes were there"
    assert not Observation.objects.exists()
    assert not PupilInterview.objects.exists()
    counts = MatchCount.objects.values_list("case_pupil__code", "row__position", "match", "count")
    assert set(counts) == {("A", 0, Match.EXPECTED, 2), ("B", 0, Match.OTHERWISE, 1)}
    lesson.cycle.refresh_from_db()
    assert lesson.cycle.observations_removed_at == moment


def test_after_that_the_page_says_when(client):
    lesson = make_lesson()
    note(lesson, text="geheim")
    actions.remove_raw_notes(lesson.cycle)
    client.force_login(observer_of(lesson))
    page = client.get(build_address(lesson)).content.decode()
    assert "De notities zijn verwijderd op" in page
    assert "geheim" not in page


WARNS = "de naam van een kind"


def test_a_name_in_a_note_or_an_answer_is_asked_about(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    for address, words in (
        (build_address(lesson, "note_write"), {"noted_at": "2026-11-24T10:15", "text": "Fatima telt"}),
        (build_address(lesson, "interview_write", "A"), {"liked": "Samen met Fatima"}),
        (build_address(lesson, "interviews_skip"), {"reason": "Fatima was ziek"}),
    ):
        response = client.post(address, words)
        assert response.status_code == 302
        assert WARNS in client.get(response.url.partition("#")[0]).content.decode()


def test_a_name_that_came_from_a_phone_is_asked_about_beside_its_note(client):
    lesson = make_lesson()
    note(lesson, text="legt uit aan Fatima")
    note(lesson, text="legt uit aan Bo")
    client.force_login(observer_of(lesson))
    page = client.get(build_address(lesson)).content.decode()
    assert page.count(WARNS) == 1
