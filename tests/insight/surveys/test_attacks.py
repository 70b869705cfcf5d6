"""Who reads everything: the tables, the place of rows on the disk, the logbook, the mail, a dump, the export."""

from __future__ import annotations

import csv
import io
import random

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse

from knowledge_network.insight.surveys import rewriting
from knowledge_network.insight.surveys.actions import answers, waves
from knowledge_network.insight.surveys.actions.answers import store_answers
from knowledge_network.insight.surveys.enums import Band, Spread
from knowledge_network.insight.surveys.models import Participation, SentAnswers
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests.insight.helpers import answer, closed, concept, crowd, guard, join, opened, published, says, told

PEOPLE = 40
PARTICIPATION, ANSWERS = (model._meta.db_table for model in (Participation, SentAnswers))


def read(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def in_place(table, column):
    """A column in the order in which the rows lie on the disk."""
    return [value for (value,) in read(f"SELECT {column} FROM {table} ORDER BY ctid")]


def same_places(first, second):
    return sum(a == b for a, b in zip(first, second, strict=False))


def without_rewriting(monkeypatch):
    """The leak, planted."""
    monkeypatch.setattr(waves, "rewrite_tables", lambda: None)


@pytest.fixture
def two_rounds(transactional_db):
    """One of many people that is to close, and one that stays open; `order` is who came after whom."""
    group, other = crowd(PEOPLE), crowd(8)
    wave, stays = opened(group), opened(other)
    order = random.Random(3).sample(group.people, PEOPLE)
    for number, person in enumerate(order):
        answer(wave, person, says(1 + number % 5))
        if number % 5 == 0:
            answer(stays, other.people[number // 5], says(1 + number % 5))
    wave.order, stays.order = [person.pk for person in order], [person.pk for person in other.people]
    return wave, stays


def leaks_order(wave, stays):
    """What is left in the tables of the order in which people came: by place, and by the number of a transaction."""
    found = []
    marks = [pk for pk in in_place(PARTICIPATION, "member_id") if pk in set(wave.order)]
    if same_places(marks, wave.order) > PEOPLE // 4:
        found.append("place of marks")
    if len({xmin for (xmin,) in read(f"SELECT DISTINCT xmin::text FROM {PARTICIPATION}")}) > 1:
        found.append("transactions of marks")
    if len({xmin for (xmin,) in read(f"SELECT DISTINCT xmin::text FROM {ANSWERS}")}) > 1:
        found.append("transactions of answers")
    said = [values["1"] for values in SentAnswers.objects.filter(wave=stays).values_list("values", flat=True)]
    assert len(said) == len(stays.order)
    return found


@pytest.mark.slow
def test_after_closing_order_place_and_transaction_of_rows_tell_nothing(two_rounds):
    wave, stays = two_rounds
    waves.close_wave(wave=wave, by=None, tells=False)
    assert leaks_order(wave, stays) == []
    assert not SentAnswers.objects.filter(wave=wave).exists()


@pytest.mark.slow
def test_without_writing_the_tables_anew_that_is_found(two_rounds, monkeypatch):
    without_rewriting(monkeypatch)
    wave, stays = two_rounds
    waves.close_wave(wave=wave, by=None, tells=False)
    assert set(leaks_order(wave, stays)) >= {"transactions of marks", "transactions of answers"}


@pytest.mark.slow
def test_the_mark_and_the_answers_are_written_by_two_transactions(transactional_db):
    group = crowd(8)
    wave = opened(group)
    answer(wave, group.people[0], says(3))
    [(marked,)] = read(f"SELECT xmin::text FROM {PARTICIPATION} WHERE took_part")
    [(sent,)] = read(f"SELECT xmin::text FROM {ANSWERS}")
    assert marked != sent


@pytest.mark.slow
def test_the_mark_is_committed_before_the_answers_are_written(transactional_db, monkeypatch):
    """Savepoints of one transaction have numbers of their own: `xmin` alone does not show it."""
    group, seen = crowd(8), []
    wave = opened(group)

    def count_marks_elsewhere():
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {PARTICIPATION} WHERE took_part")
                return cursor.fetchone()[0]
        finally:
            other.close()

    def store(**given):
        seen.append(count_marks_elsewhere())
        return store_answers(**given)

    monkeypatch.setattr(answers, "store_answers", store)
    answer(wave, group.people[0], says(3))
    assert seen == [1]


@pytest.mark.slow
def test_one_transaction_around_both_is_refused(transactional_db):
    group = crowd(8)
    wave = opened(group)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        answer(wave, group.people[0], says(3))
    assert not SentAnswers.objects.exists()
    assert not Participation.objects.filter(took_part=True).exists()


@pytest.mark.slow
def test_the_old_tables_go_with_their_files(two_rounds):
    wave, _stays = two_rounds
    before = read("SELECT pg_relation_filepath('passing_insight_sent_answers'::regclass)")
    waves.close_wave(wave=wave, by=None, tells=False)
    assert read("SELECT pg_relation_filepath('passing_insight_sent_answers'::regclass)") != before


@pytest.mark.django_db
@pytest.mark.parametrize("model", rewriting.REWRITTEN)
def test_a_table_that_is_written_anew_is_the_same_to_the_letter(model):
    """Its columns, indexes and constraints, by their names: a migration finds what it knows."""

    def describe():
        name = model._meta.db_table
        columns = read(
            "SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            f"WHERE table_name = '{name}' ORDER BY column_name"
        )
        rules = read(
            "SELECT conname, pg_get_constraintdef(oid), condeferrable FROM pg_constraint "
            f"WHERE conrelid = '{name}'::regclass ORDER BY conname"
        )
        indexes = read(f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{name}' ORDER BY 1")
        return columns, rules, indexes

    before = describe()
    with transaction.atomic():
        rewriting.hold_tables()
        rewriting.rewrite_tables()
    assert describe() == before


@pytest.mark.django_db
def test_a_newcomer_changes_nothing_that_was_told():
    group = crowd(12)
    wave = published(group, [(5, 1, 3)] * 7 + [(1, 1, 3)] * 4)
    before = list(wave.questions.values())
    join(group)
    wave.refresh_from_db()
    assert list(wave.questions.values()) == before
    assert wave.answered == 11


@pytest.mark.django_db
def test_one_answer_more_of_five_changes_nothing_that_can_be_seen_before_closing(client):
    group = crowd(12)
    wave = opened(group)
    for person in group.people[:5]:
        answer(wave, person, says(4, 2))
    client.force_login(guard())
    shown = client.get(wave.get_absolute_url()).text
    answer(wave, group.people[5], says(1, 5))
    assert without_tokens(client.get(wave.get_absolute_url()).text) == without_tokens(shown)


def without_tokens(html):
    return [line for line in html.splitlines() if "csrf" not in line and "nonce" not in line]


@pytest.mark.django_db
def test_the_logbook_the_bell_and_the_mail_know_nothing_of_who_answered_what():
    group = crowd(9)
    wave = concept(group)
    waves.open_wave(wave=wave, by=wave.made_by)
    before = AuditEvent.objects.count(), Notice.objects.count(), Delivery.objects.count()
    for person in group.people:
        answer(wave, person, says(2, 5))
    assert (AuditEvent.objects.count(), Notice.objects.count(), Delivery.objects.count()) == before
    waves.close_wave(wave=wave, by=wave.made_by)
    assert {str(row.params) for row in Notice.objects.all() if "answers" in str(row.params)} == set()


@pytest.mark.django_db
def test_who_reads_a_dump_of_a_closed_round_finds_no_number_under_five():
    """Nothing is left but words: whatever four of nine or four of twelve said, the rows are the same."""
    first = told(closed(crowd(12), [(1,)] * 4 + [(5,)] * 8))
    second = told(closed(crowd(12), [(1,)] * 2 + [(5,)] * 10))
    for one, other in zip(first.values(), second.values(), strict=True):
        assert (one.low, one.middle, one.high) == (other.low, other.middle, other.high)
    assert not SentAnswers.objects.exists()
    words = {*Band.values, *Spread.values, ""}
    for row in first.values():
        assert {row.low, row.middle, row.high, row.spread} <= words


@pytest.mark.django_db
def test_a_curious_coordinator_exports_what_the_page_shows_and_no_more(client):
    group = crowd(12)
    wave = published(group, [(5, 1, 3)] * 8 + [(1, 1, 0)] * 3)
    client.force_login(wave.opened_by)
    content = b"".join(client.get(reverse("insight:scan_export", args=[wave.public_id])).streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    # Column by column; of a statement that three did not answer no more than of the others.
    words = {Spread.AGREED: "grotendeels eensgezind", Spread.MIXED: "gemengd", Spread.DIVIDED: "verdeeld"}
    parts = {Band.FIVE: "7 of meer", Band.FEW: "minder dan 5"}
    by_place = wave.questions.order_by(F("rank").asc(nulls_last=True), "position")
    assert rows[1:] == [
        [
            *(str(row.rank or "–"), row.text, row.cluster, words.get(row.spread, "–")),
            *(parts.get(band, "–") for band in (row.low, row.middle, row.high)),
        ]
        for row in by_place
    ]


@pytest.mark.django_db
def test_of_nineteen_people_a_sheet_holds_each_part_in_its_own_column_and_in_words(client):
    wave = published(crowd(21), [(5, 1, 3)] * 12 + [(1, 1, 4)] * 8)
    client.force_login(wave.opened_by)
    content = b"".join(client.get(reverse("insight:scan_export", args=[wave.public_id])).streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    parts = {row[1]: row[4:] for row in rows[1:]}
    assert parts["Stelling 1."] == ["5 of meer", "minder dan 5", "5 of meer"]
    assert parts["Stelling 2."] == ["5 of meer", "minder dan 5", "minder dan 5"]
    assert parts["Stelling 3."] == ["minder dan 5", "5 of meer", "5 of meer"]


@pytest.mark.django_db
def test_before_it_is_released_nobody_exports_anything(client):
    group = crowd(9)
    wave = closed(group, [(5, 1, 3)] * 9)
    client.force_login(wave.opened_by)
    assert client.get(reverse("insight:scan_export", args=[wave.public_id])).status_code == 403


def test_no_backup_holds_what_people_sent():
    assert ANSWERS.startswith("passing_")
