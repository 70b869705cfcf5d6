"""What devices send: each note once, none lost, nothing of a stranger."""

import datetime as dt
import json
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from lesson_study.classroom import actions
from lesson_study.classroom.enums import Match, Refusal, SyncProblem
from lesson_study.classroom.models import Observation, PupilInterview, WithdrawnNote
from tests.factories import GroupMembershipFactory, MemberFactory
from tests.lesson_study.building import join_team
from tests.lesson_study.classroom.building import batch_of, make_lesson, observer_of, reasons, sealed_note, send

pytestmark = pytest.mark.django_db


def test_a_note_that_is_sent_three_times_is_one_note(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    batch = batch_of(lesson, observer, sealed_note(lesson, text="zegt «kwart»", quote=True, critical=True))
    for _time in range(3):
        response = send(client, lesson, batch)
        assert response.json()["kept"] == [{"uuid": batch["records"][0]["uuid"], "revision": 1}]
        assert response.json()["in_team"] is True
    note = Observation.objects.get()
    assert (note.text, note.is_quote, note.is_critical, note.match) == ("zegt «kwart»", True, True, Match.EXPECTED)
    assert (note.observer, note.case_pupil.code, note.row.position) == (observer, "A", 0)


def test_a_later_text_of_a_note_replaces_an_earlier_one_and_never_the_other_way_round(client):
    lesson = make_lesson()
    observer, key = observer_of(lesson), uuid.uuid4()
    client.force_login(observer)
    old = sealed_note(lesson, uuid_=key, text="eerst")
    new = sealed_note(lesson, uuid_=key, revision=2, text="later")
    for record in (old, new, old):
        send(client, lesson, batch_of(lesson, observer, record))
    assert Observation.objects.get().text == "later"


def test_both_texts_of_a_note_in_one_batch_leave_the_later(client):
    lesson = make_lesson()
    observer, key = observer_of(lesson), uuid.uuid4()
    client.force_login(observer)
    records = [sealed_note(lesson, uuid_=key, revision=2, text="later"), sealed_note(lesson, uuid_=key, text="eerst")]
    response = send(client, lesson, batch_of(lesson, observer, *records))
    assert len(response.json()["kept"]) == 2
    assert Observation.objects.get().text == "later"


def test_a_note_that_was_taken_back_stays_away_when_it_comes_in_late(client):
    lesson = make_lesson()
    observer, key = observer_of(lesson), uuid.uuid4()
    client.force_login(observer)
    note = sealed_note(lesson, uuid_=key)
    send(client, lesson, batch_of(lesson, observer, note))
    send(
        client,
        lesson,
        batch_of(lesson, observer, sealed_note(lesson, uuid_=key, revision=2, plain=b'{"kind": "withdrawn"}')),
    )
    response = send(client, lesson, batch_of(lesson, observer, note))
    assert len(response.json()["kept"]) == 1
    assert not Observation.objects.exists()
    assert WithdrawnNote.objects.count() == 1


def test_an_interview_comes_the_same_way(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    said = {"kind": "interview", "pupil": "B", "noted_at": timezone.now().isoformat(), "liked": "Het touw."}
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, plain=json.dumps(said).encode())))
    interview = PupilInterview.objects.get()
    assert (interview.case_pupil.code, interview.liked, interview.by) == ("B", "Het touw.", observer)


def test_what_was_changed_on_the_page_and_on_the_device_is_both_kept(client):
    lesson, key = make_lesson(), uuid.uuid4()
    observer = observer_of(lesson)
    client.force_login(observer)
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, uuid_=key, text="eerst")))
    note = Observation.objects.get()
    note.text = "op de laptop"
    actions.write_note(note=note, by=observer)
    later = batch_of(lesson, observer, sealed_note(lesson, uuid_=key, revision=2, text="op de telefoon"))
    for _time in range(2):
        assert len(send(client, lesson, later).json()["kept"]) == 1
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, uuid_=key, text="eerst")))
    assert set(Observation.objects.values_list("text", flat=True)) == {"op de laptop", "op de telefoon"}


# Who may ---------------------------------------------------------------------------------------


def removed_at(lesson, member, moment):
    lesson.cycle.team.filter(member=member).update(left_at=moment)


def test_who_left_the_team_still_sends_what_was_noted_before_and_hears_that_they_left(client):
    lesson, now = make_lesson(), timezone.now()
    observer = observer_of(lesson)
    client.force_login(observer)
    before = sealed_note(lesson, noted_at=(now - dt.timedelta(minutes=9)).isoformat())
    after = sealed_note(lesson, noted_at=(now + dt.timedelta(minutes=1)).isoformat())
    batch = batch_of(lesson, observer, before, after, at=now - dt.timedelta(hours=1))
    removed_at(lesson, observer, now)
    response = send(client, lesson, batch)
    assert response.status_code == 200
    assert response.json()["in_team"] is False
    assert [one["uuid"] for one in response.json()["kept"]] == [before["uuid"]]
    assert reasons(response) == [Refusal.AFTER_LEAVING]
    assert Observation.objects.count() == 1


def test_who_left_and_came_back_is_in_the_team(client):
    lesson, now = make_lesson(), timezone.now()
    observer = observer_of(lesson)
    client.force_login(observer)
    removed_at(lesson, observer, now)
    removed_at(lesson, observer, None)
    assert send(client, lesson, batch_of(lesson, observer)).json()["in_team"] is True


@pytest.mark.parametrize("whose", ["stranger", "group"])
def test_without_the_word_of_the_server_a_lesson_is_closed_to_others(client, whose):
    lesson = make_lesson()
    member = MemberFactory()
    if whose == "group":
        GroupMembershipFactory(group=lesson.cycle.group, member=member)
    client.force_login(member)
    batch = batch_of(lesson, observer_of(lesson), sealed_note(lesson))
    assert send(client, lesson, batch).status_code == (403 if whose == "group" else 404)
    assert send(client, lesson, b"{").status_code == (403 if whose == "group" else 404)
    assert not Observation.objects.exists()


def test_the_notes_of_a_colleague_on_the_same_device_are_not_taken_as_mine(client):
    lesson = make_lesson()
    client.force_login(join_team(lesson.cycle))
    response = send(client, lesson, batch_of(lesson, observer_of(lesson), sealed_note(lesson)))
    assert (response.status_code, response.json()) == (409, {"problem": SyncProblem.OTHER_MEMBER})
    assert not Observation.objects.exists()


def test_nobody_changes_or_takes_back_the_note_of_another(client):
    lesson = make_lesson()
    observer, key = observer_of(lesson), uuid.uuid4()
    client.force_login(observer)
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, uuid_=key, text="van mij")))
    other = join_team(lesson.cycle)
    client.force_login(other)
    changed = sealed_note(lesson, uuid_=key, revision=2, text="niet van mij")
    gone = sealed_note(lesson, uuid_=key, revision=3, plain=b'{"kind": "withdrawn"}')
    for record in (changed, gone):
        assert reasons(send(client, lesson, batch_of(lesson, other, record))) == [Refusal.NOT_YOURS]
    assert Observation.objects.get().text == "van mij"


def test_a_forged_word_and_one_of_another_lesson_open_nothing(client):
    lesson, other = make_lesson(), make_lesson()
    observer = join_team(lesson.cycle, member=observer_of(other))
    client.force_login(observer)
    batch = batch_of(other, observer, sealed_note(other))
    assert send(client, lesson, batch).status_code == 404
    assert send(client, lesson, batch | {"capability": "a:b:c"}).status_code == 400
    assert not Observation.objects.exists()


def test_a_log_in_that_ended_and_a_missing_token_leave_everything_on_the_device(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    batch = batch_of(lesson, observer, sealed_note(lesson))
    assert send(client, lesson, batch).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(observer)
    assert send(strict, lesson, batch).status_code == 403
    assert not Observation.objects.exists()


def test_after_the_raw_notes_were_removed_none_comes_in(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    batch = batch_of(lesson, observer, sealed_note(lesson))
    actions.remove_raw_notes(lesson.cycle)
    assert reasons(send(client, lesson, batch)) == [Refusal.NOTES_REMOVED]


def test_who_sends_without_end_is_asked_to_wait(client, settings):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"classroom_sync": "3/10m/key"}
    for _time in range(3):
        assert send(client, lesson, batch_of(lesson, observer)).status_code == 200
    response = send(client, lesson, batch_of(lesson, observer, sealed_note(lesson)))
    assert (response.status_code, response.json()) == (429, {"problem": SyncProblem.TOO_MANY})


def test_a_note_of_another_lesson_is_neither_changed_nor_taken_back_from_here(client):
    lesson, other, key = make_lesson(), make_lesson(), uuid.uuid4()
    observer = join_team(lesson.cycle, member=observer_of(other))
    client.force_login(observer)
    send(client, other, batch_of(other, observer, sealed_note(other, uuid_=key, text="van daar")))
    changed = sealed_note(lesson, uuid_=key, revision=2, text="van hier")
    gone = sealed_note(lesson, uuid_=key, revision=3, plain=b'{"kind": "withdrawn"}')
    for record in (changed, gone):
        assert reasons(send(client, lesson, batch_of(lesson, observer, record))) == [Refusal.NOT_YOURS]
    note = Observation.objects.get()
    assert (note.text, note.case_pupil.cycle, note.lesson) == ("van daar", other.cycle, other)


def test_who_left_takes_nothing_back_and_changes_nothing_from_then_on(client):
    lesson, now, key = make_lesson(), timezone.now(), uuid.uuid4()
    observer = observer_of(lesson)
    client.force_login(observer)
    noted = (now - dt.timedelta(minutes=9)).isoformat()
    after = (now + dt.timedelta(minutes=1)).isoformat()
    capability = {"at": now - dt.timedelta(hours=1)}
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, uuid_=key, noted_at=noted, text="gezien")))
    removed_at(lesson, observer, now)
    withdrawn = json.dumps({"kind": "withdrawn", "changed_at": after}).encode()
    for record in (
        sealed_note(lesson, uuid_=key, revision=2, plain=withdrawn),
        sealed_note(lesson, uuid_=key, revision=2, noted_at=noted, changed_at=after, text="anders"),
    ):
        assert reasons(send(client, lesson, batch_of(lesson, observer, record, **capability))) == [
            Refusal.AFTER_LEAVING
        ]
    assert Observation.objects.get().text == "gezien"


# Many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_batch_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    batch = batch_of(lesson, observer, *[sealed_note(lesson) for _number in range(count)])
    with django_assert_num_queries(QUERIES_OF_A_BATCH):
        send(client, lesson, batch)
    assert Observation.objects.count() == count


QUERIES_OF_A_BATCH = 15


@pytest.mark.django_db(transaction=True)
def test_three_observers_send_a_hundred_notes_each_at_the_same_moment():
    lesson = make_lesson()
    observers = [observer_of(lesson), join_team(lesson.cycle), join_team(lesson.cycle)]
    batches = {
        one.pk: batch_of(lesson, one, *[sealed_note(lesson, text=f"{one.pk} {number}") for number in range(100)])
        for one in observers
    }
    together, statuses = threading.Barrier(6), []

    def work(observer):
        client = Client()
        client.force_login(observer)
        try:
            together.wait()
            statuses.append(send(client, lesson, batches[observer.pk]).status_code)
        finally:
            connection.close()

    # Each of them with two devices that hold the same notes.
    threads = [threading.Thread(target=work, args=[one]) for one in observers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 6
    assert Observation.objects.count() == 300
    for one in observers:
        assert Observation.objects.filter(observer=one).count() == 100
