"""Notes and interviews go no way out of the team: not by search, nor in the copy of another member's data."""

import io
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.privacy.export import build_export
from knowledge_network.search.models import SearchEntry
from lesson_study.classroom.models import Observation, PupilInterview
from tests.factories import NetworkRoleFactory
from tests.lesson_study.building import join_team
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = pytest.mark.django_db
SEEN, SAID = "strookvanzeven", "touwgesprek"


@pytest.fixture
def lesson():
    lesson = make_lesson()
    observer, now = observer_of(lesson), timezone.now()
    Observation.objects.create(lesson=lesson, observer=observer, noted_at=now, text=SEEN)
    PupilInterview.objects.create(lesson=lesson, case_pupil=lesson.cycle.case_pupils.first(), liked=SAID, by=observer)
    return lesson


def copy_of(member):
    with zipfile.ZipFile(io.BytesIO(build_export(member).read())) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_the_copy_of_ones_own_data_holds_ones_own_notes_and_that_of_a_colleague_does_not(lesson):
    assert SEEN in copy_of(observer_of(lesson))
    colleague = copy_of(join_team(lesson.cycle))
    assert SEEN not in colleague
    assert SAID not in colleague


def test_nobody_finds_a_note_by_searching(client, lesson):
    call_command("rebuild_search", verbosity=0)
    assert not [entry for entry in SearchEntry.objects.all() if SEEN in str(vars(entry)) or SAID in str(vars(entry))]
    client.force_login(observer_of(lesson))
    assert SAID not in client.get(reverse("search:search"), {"q": "touw"}).content.decode()


def test_a_coordinator_knows_of_the_cycle_and_reads_no_note(client, lesson):
    client.force_login(NetworkRoleFactory().member)
    assert client.get(lesson.cycle.get_absolute_url()).status_code == 200
    for name in ("lesson_of_number", "observe_bundle", "note_write"):
        assert client.get(reverse(f"lesson_study:{name}", args=[lesson.cycle.public_id, 1])).status_code == 403
