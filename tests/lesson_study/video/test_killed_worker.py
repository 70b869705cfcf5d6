"""A worker is killed in the middle of a film, as when somebody pulls the plug: afterwards the film is there, once."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from knowledge_network.kit import films
from knowledge_network.notifications.events.models import Notice
from lesson_study.video.actions import clips, consents, making
from lesson_study.video.actions.making import make_films
from lesson_study.video.enums import Cover, FilmState, RecordingState
from lesson_study.video.models import Clip, Recording
from lesson_study.video.models.film import FOLDER
from tests.lesson_study.video.filming import ALL, draw_film, send_in
from tests.notifications.senders import wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="the worker that is killed is another process"),
    pytest.mark.skipif(sys.platform != "linux", reason="only there what a worker started ends with it"),
]


@pytest.fixture(autouse=True)
def ffmpeg():
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    if not films.has_program():
        if os.environ.get("CI"):
            pytest.fail("ffmpeg is missing: install what scripts/debian-packages lists")
        pytest.skip("ffmpeg is not on this machine")


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Where films are made, in the worker and here."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(making.tempfile, "tempdir", str(folder))
    return folder


@contextmanager
def worker(scratch: Path):
    """The task in a process of its own, on our database and files."""
    program = (
        "import django; django.setup();"
        "from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r};"
        f"settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r};"
        "from lesson_study.video.tasks import make_waiting_films; make_waiting_films()"
    )
    known = {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test", "TMPDIR": str(scratch)}
    process = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, **known})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kill_in_the_middle(scratch: Path, name: str) -> None:
    """As soon as a part of the film `name` is written."""

    def has_begun():
        return any(path.stat().st_size > 0 for path in scratch.glob(f"{films.WORKING}*/{name}"))

    with worker(scratch) as process:
        wait_until(lambda: has_begun() or process.poll() is not None)
        assert process.poll() is None, "it was done before it was killed"
    assert process.returncode == -9


def find_programs(scratch: Path) -> list[str]:
    """The programs that are at work on a film in `scratch`."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().decode(errors="ignore")
        except OSError:
            continue
        if "ffmpeg" in words and str(scratch) in words:
            found.append(words)
    return found


def list_films() -> set[str]:
    """Wherever they are kept; elsewhere than on disk films of other tests may lie there too."""
    try:
        return set(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return set()


def make_later(**after) -> None:
    make_films(timezone.now() + dt.timedelta(**after))


def test_a_film_whose_worker_was_killed_is_made_once_and_nothing_half_stays(playground, scratch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    of_others = list_films()
    session = playground.choose()
    playground.consent(session)
    consents.agree_as_adult(session=session, by=playground.owner, audiences=ALL)
    drawn = draw_film(tmp_path / "in.mp4", seconds=20, size="640x360").read_bytes()
    recording = send_in(session, playground.owner, drawn)
    kill_in_the_middle(scratch, "small.mp4")
    wait_until(lambda: not find_programs(scratch))
    recording.refresh_from_db()
    assert (recording.state, recording.preview) == (RecordingState.MAKING, "")
    assert len(list_films() - of_others) == 1, "of what was being made nothing stands among the films"
    make_films()
    assert Recording.objects.get().state == RecordingState.MAKING, "another worker might still be at it"
    make_later(seconds=making.SILENT_FOR.total_seconds() + 60)
    recording.refresh_from_db()
    assert (recording.state, recording.deaths) == (RecordingState.READY, 1)
    assert len(list_films() - of_others) == 2, "what came in, and the small one; once"
    assert Notice.objects.filter(kind="lesson_study.video_made", member=playground.owner).count() == 1
    make_later(seconds=making.LEFT_AFTER.total_seconds() + 60)
    assert list(scratch.iterdir()) == []

    clip = session.clips.get(position=1)
    clips.ask_film(clip=clip, by=playground.owner, starts=0, ends=20, cover=Cover.NONE, shifts_voices=False)
    kill_in_the_middle(scratch, "clip.mp4")
    make_later(seconds=making.SILENT_FOR.total_seconds() + 60)
    clip = Clip.objects.get(pk=clip.pk)
    assert (clip.film, clip.made, clip.deaths) == (FilmState.TO_CHECK, 1, 0)
    assert Notice.objects.filter(kind="lesson_study.video_made", member=playground.owner).count() == 2
    make_later(seconds=making.LEFT_AFTER.total_seconds() + 60)
    assert list(scratch.iterdir()) == []
    assert len(list_films() - of_others) == 4, "the film of the fragment and its poster, once"
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
