"""What devices send that is strange: what cannot be read is refused by itself, and no note is lost by it."""

import datetime as dt
import json
import uuid
from contextlib import suppress

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lesson_study.classroom.enums import Refusal
from lesson_study.classroom.models import Observation
from lesson_study.classroom.records import BadRecordError, Batch, read_batch, read_record
from tests.lesson_study.classroom.building import batch_of, make_lesson, observer_of, reasons, sealed_note, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"sealed": "niet base64"},
        {"sealed": ""},
        {"sealed": "QUJD" * 60},
        {"uuid": str(uuid.UUID(int=7))},
        {"revision": 2},
    ],
)
def test_what_does_not_open_is_refused_by_itself_and_the_rest_is_taken(client, changes):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    records = [sealed_note(lesson) | changes, sealed_note(lesson, text="heel")]
    response = send(client, lesson, batch_of(lesson, observer, *records))
    assert reasons(response) == [Refusal.UNREADABLE]
    assert [note.text for note in Observation.objects.all()] == ["heel"]


def test_a_record_of_a_newer_page_waits_on_the_device(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    response = send(client, lesson, batch_of(lesson, observer, sealed_note(lesson) | {"format": 2}))
    assert reasons(response) == [Refusal.NEWER_FORMAT]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"records": []}',
        b'{"capability": 1, "records": []}',
        b'{"capability": "x", "records": {}}',
        b'{"capability": "x", "records": [1]}',
        b'{"capability": "x", "records": [{"uuid": "7", "revision": 1, "format": 1, "sealed": ""}]}',
        b'{"capability": "x", "records": [{"uuid": null, "revision": true, "format": 1, "sealed": ""}]}',
        b"[" * 100_000,
        json.dumps({"capability": "x", "records": [{}] * 101}).encode(),
        json.dumps({"capability": "x\ud800", "records": []}).encode(),
    ],
)
def test_a_body_that_is_no_batch_is_a_bad_request(client, body):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    assert send(client, lesson, body).status_code == 400


def test_a_body_that_is_too_large_is_said_to_be(client):
    lesson = make_lesson()
    client.force_login(observer_of(lesson))
    assert send(client, lesson, b"x" * 2_100_000).status_code == 413
    # What is larger still is stopped before it comes here.
    assert send(client, lesson, b"x" * 3_000_000).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a\x00b\ud800", "match": ""},
        {"text": "x" * 5000},
        {"noted_at": "9999-12-31T23:59:59+00:00"},
        {"noted_at": "1999-01-01T00:00:00+00:00"},
        {"row": str(uuid.uuid4())},
        {"pupil": "F"},
    ],
)
def test_a_strange_note_is_kept_all_the_same(client, fields):
    """Of a row that was taken out, of a clock that is off, with letters that cannot be stored."""
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    response = send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, **fields)))
    assert len(response.json()["kept"]) == 1
    note = Observation.objects.get()
    assert abs(note.noted_at - timezone.now()) < dt.timedelta(days=1)
    assert len(note.text) <= 2000
    assert "\x00" not in note.text


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading_of_a_batch_or_a_record(body):
    for read in (read_batch, read_record):
        with pytest.raises(BadRecordError):
            read(body)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
NAMES = (
    "kind",
    "noted_at",
    "row",
    "pupil",
    "match",
    "text",
    "quote",
    "critical",
    "liked",
    "uuid",
    "revision",
    "sealed",
)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ANYTHING)),
    st.sampled_from(["note", "interview", "withdrawn", "x"]),
)
def test_no_values_break_the_reading_of_a_record(values, kind):
    for data in (values, values | {"kind": kind, "noted_at": "2026-11-24T10:00:00Z"}):
        text = json.dumps(data).encode()
        with suppress(BadRecordError):
            read_record(text)
        with suppress(BadRecordError):
            assert isinstance(read_batch(json.dumps({"capability": "", "records": [data]}).encode()), Batch)


# Pupils that are not there, clocks that are off -----------------------------------------------


def test_the_answers_of_a_pupil_who_is_not_there_stay_on_the_device(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    said = {"kind": "interview", "pupil": "F", "noted_at": timezone.now().isoformat(), "liked": "Het touw."}
    response = send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, plain=json.dumps(said).encode())))
    assert reasons(response) == [Refusal.UNKNOWN_PUPIL]
    assert response.json()["kept"] == []


def test_a_note_about_a_pupil_who_is_not_there_says_whom_it_was_about(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson, pupil="F", text="telt door")))
    assert Observation.objects.get().text == "F: telt door"


@pytest.mark.parametrize("days", [-40, -0.2, 0.2, 3])
def test_notes_of_a_device_whose_clock_is_off_keep_their_order_and_their_moment(client, days):
    lesson, now, off = make_lesson(), timezone.now(), dt.timedelta(days=days)
    observer = observer_of(lesson)
    client.force_login(observer)
    moments = [now - dt.timedelta(minutes=minutes) for minutes in (30, 20, 10)]
    records = [sealed_note(lesson, text=str(at), noted_at=(at + off).isoformat()) for at in moments]
    send(client, lesson, batch_of(lesson, observer, *records) | {"clock": (now + off).isoformat()})
    for note, moment in zip(Observation.objects.order_by("noted_at"), moments, strict=True):
        assert note.text == str(moment)
        assert abs(note.noted_at - moment) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("clock", [None, "gisteren", 7, "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
def test_a_clock_that_says_nothing_costs_no_note(client, clock):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    send(client, lesson, batch_of(lesson, observer, sealed_note(lesson)) | {"clock": clock})
    assert abs(Observation.objects.get().noted_at - timezone.now()) < dt.timedelta(minutes=1)


def test_a_record_that_is_far_too_long_does_not_keep_the_others_back(client):
    lesson = make_lesson()
    observer = observer_of(lesson)
    client.force_login(observer)
    records = [sealed_note(lesson) | {"sealed": "x" * 50_000}, sealed_note(lesson, text="heel")]
    assert reasons(send(client, lesson, batch_of(lesson, observer, *records))) == [Refusal.UNREADABLE]
    assert [note.text for note in Observation.objects.all()] == ["heel"]
