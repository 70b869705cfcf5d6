"""What is told in an intervision leaves by no way out, and is gone after thirty days."""

from __future__ import annotations

import io
import zipfile

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from knowledge_network.kit import erasure_list
from knowledge_network.kit.passing import list_passing_models
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.privacy.export import build_export
from knowledge_network.members.privacy.models import ErasureNote
from knowledge_network.members.privacy.replaying import replay_erasures
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.models import SearchEntry
from plg.intervision.actions import sessions, texts
from plg.intervision.models import IntervisionCase, IntervisionNote, IntervisionSession, Takeaway
from tests.plg.intervision.playing import DAY, MINUTE, SECRET, address

pytestmark = pytest.mark.django_db
NOTE = "Zijn zus zit in groep vier"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """The list of erasures of this test alone."""
    settings.MEDIA_ROOT = tmp_path


def told(circle):
    session = circle.run(5)
    texts.add_note(session=session, by=circle.third, text=NOTE, position=5)
    texts.take_along(session=session, by=circle.third, text="Eerst vragen, dan pas raad.")
    return sessions.close_session(session=session, by=circle.lead)


def find_words(row):
    """All that stands in one row, as text."""
    return " ".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)


def test_no_other_table_holds_a_word_of_the_case(circle):
    told(circle)
    passing = set(list_passing_models())
    assert {IntervisionCase, IntervisionNote} <= passing
    for model in apps.get_models():
        if model in passing or not model._meta.managed:
            continue
        for row in model._base_manager.all():
            assert SECRET not in find_words(row), model
            assert NOTE not in find_words(row), model


def test_neither_the_index_nor_a_notice_nor_a_mail_nor_the_trail_holds_it(circle):
    session = circle.plan(tells=True)
    texts.write_case(session=session, by=circle.bringer, text=SECRET)
    sessions.start_session(session=session, by=circle.lead)
    texts.add_note(session=session, by=circle.third, text=SECRET, position=1)
    assert Notice.objects.filter(kind="plg.intervision_planned").count() == 2
    for model in (SearchEntry, Notice, Delivery, AuditEvent):
        assert not [row for row in model._base_manager.all() if SECRET in find_words(row)]


@pytest.mark.parametrize("who", ["bringer", "third"])
def test_no_copy_of_ones_data_holds_it(circle, who):
    told(circle)
    with build_export(getattr(circle, who)) as archive:
        content = zipfile.ZipFile(io.BytesIO(archive.read()))
    words = " ".join(content.read(name).decode("utf-8", "replace") for name in content.namelist())
    assert SECRET not in words
    assert NOTE not in words
    assert ("Eerst vragen, dan pas raad." in words) == (who == "third")


@pytest.mark.clock
def test_the_texts_go_after_thirty_days_and_what_was_taken_along_stays(circle):
    with time_machine.travel("2026-03-10T14:30:00Z", tick=False):
        session = told(circle)
        end = session.finished_at
    assert texts.erase_due_texts(end + 30 * DAY - MINUTE) == 0
    assert IntervisionCase.objects.exists()
    assert texts.erase_due_texts(end + 30 * DAY) == 1
    assert texts.erase_due_texts(end + 31 * DAY) == 0
    assert not IntervisionCase.objects.exists()
    assert not IntervisionNote.objects.exists()
    assert Takeaway.objects.get().text == "Eerst vragen, dan pas raad."
    page = circle.client("third").get(address(session))
    assert SECRET not in page.text
    assert "Eerst vragen, dan pas raad." in page.text


@pytest.mark.parametrize("state", ["planned", "cancelled", "half"])
def test_the_texts_of_what_was_never_finished_go_too(circle, state):
    session = circle.run(2) if state == "half" else circle.plan()
    texts.write_case(session=session, by=circle.bringer, text=SECRET)
    if state == "cancelled":
        sessions.cancel_session(session=session, by=circle.lead)
    assert texts.erase_due_texts(timezone.now() + 32 * DAY) == 1
    assert not IntervisionCase.objects.exists()


def test_who_brought_the_case_erases_it_at_once_after_being_asked(circle):
    session = told(circle)
    client = circle.client("bringer")
    assert client.get(address(session, "erase")).status_code == 200
    assert IntervisionCase.objects.exists()
    assert circle.client("third").post(address(session, "erase")).status_code == 403
    client.post(address(session, "erase"))
    assert not IntervisionCase.objects.exists()
    session.refresh_from_db()
    assert session.texts_erased_at is not None


def test_nothing_is_written_any_more_once_it_is_erased(circle):
    session = told(circle)
    texts.erase_texts(session=session, by=circle.lead)
    assert circle.client("bringer").post(address(session, "case"), {"text": "Nog eens"}).status_code == 422
    assert circle.client("third").post(address(session, "back"), {"step": 5}).status_code == 403
    circle.client("lead").post(address(session, "back"), {"step": 5})
    assert IntervisionSession.objects.get().is_finished
    assert not IntervisionCase.objects.exists()


def test_what_somebody_told_goes_with_them(circle):
    told(circle)
    erase_member(member=circle.bringer)
    assert not IntervisionCase.objects.exists()
    assert IntervisionNote.objects.count() == 1


# After a restore ----------------------------------------------------------------------------------


def put_back(session, circle):
    """As a database from before the erasure has it."""
    ErasureNote.objects.all().delete()
    IntervisionSession.objects.filter(pk=session.pk).update(texts_erased_at=None)
    IntervisionNote.objects.create(session=session, position=1, text=NOTE, author=circle.third)
    erasure_list.find_mark().touch()


def test_a_restore_erases_once_more_what_the_list_names(circle, django_capture_on_commit_callbacks):
    session = told(circle)
    with django_capture_on_commit_callbacks(execute=True):
        texts.erase_texts(session=session, by=circle.lead)
    assert [line.kind for line in erasure_list.read_lines()] == ["intervision"]
    put_back(session, circle)
    assert replay_erasures() == (1, [])
    assert not IntervisionNote.objects.exists()
    assert not erasure_list.find_mark().exists()
    assert replay_erasures() == (0, [])
