"""A film comes in, whole or in parts, good or hostile, and is made anew: nothing of where and with what stays in it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge_network.kit import films
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from lesson_study.video.actions import clips, consents, making, uploads
from lesson_study.video.actions.hiding import keep_films
from lesson_study.video.actions.making import make_films
from lesson_study.video.enums import FilmState, Missing, RecordingState
from lesson_study.video.models import Clip, FilmErasure, Recording
from lesson_study.video.models.film import make_file_name
from tests.lesson_study.video.filming import ALL, address, draw_film, send_in
from tests.object_store import on_a_disk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="ffmpeg is a process of its own"),
]


@pytest.fixture(autouse=True)
def ffmpeg():
    """On a machine of ours it has to be there (scripts/debian-packages); elsewhere this is left out, with a word."""
    if not films.has_program():
        if os.environ.get("CI"):
            pytest.fail("ffmpeg is missing: install what scripts/debian-packages lists")
        pytest.skip("ffmpeg is not on this machine")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    if not shutil.which("ffmpeg"):
        return b""
    return draw_film(tmp_path_factory.mktemp("film") / "in.mp4").read_bytes()


@pytest.fixture
def agreed(playground):
    session = playground.choose()
    playground.consent(session)
    consents.agree_as_adult(session=session, by=playground.owner, audiences=ALL)
    return session


def read(name):
    with default_storage.open(name) as stream:
        return stream.read()


def read_tags(name):
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(read(name))
        copy.flush()
        command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", copy.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_film_is_made_anew_checked_and_only_then_shown(playground, agreed, drawn, django_capture_on_commit_callbacks):
    send_in(agreed, playground.owner, drawn)
    make_films()
    recording = Recording.objects.get()
    assert (recording.state, recording.seconds) == (RecordingState.READY, 2)
    clip = agreed.clips.get(position=1)
    clips.ask_film(clip=clip, by=playground.owner, starts=0, ends=1, cover="whole", shifts_voices=True)
    make_films()
    clip.refresh_from_db()
    assert (clip.film, clip.seconds, clip.trouble) == (FilmState.TO_CHECK, 1, "")
    told = read_tags(clip.content)
    assert "codec_name=h264" in told
    assert "codec_name=aac" in told
    assert "kanarie" not in told + read_tags(recording.preview)
    assert "+52" not in told + read_tags(recording.preview)
    assert b"kanarie" not in read(clip.content) + read(clip.poster)
    with pytest.raises(RefusedError):
        clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    assert not playground.sees("mate", clip)
    playground.client("owner").post(address(agreed, "clip_approve", clip.public_id))
    clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    assert playground.sees("mate", clip)
    assert Notice.objects.filter(kind="lesson_study.video_made", member=playground.owner).count() == 2


@on_a_disk
def test_an_upload_that_broke_off_goes_on_where_it_was(playground, agreed, drawn, monkeypatch):
    monkeypatch.setattr(uploads, "PART", len(drawn) // 10 + 1)
    client = playground.client("owner")
    about = {"size": len(drawn), "name": "film.mp4"}
    begun = client.post(address(agreed, "upload"), about).json()
    received = 0
    while received < 0.7 * len(drawn):
        part = SimpleUploadedFile("part", drawn[received : received + uploads.PART])
        told = client.post(
            address(agreed, "upload_part"), {"key": begun["key"], "offset": received, "part": part}
        ).json()
        received = told["received"]
    # Another day, another tab: what is in stays in, and a part twice is told where to go on.
    again = client.post(address(agreed, "upload"), about).json()
    assert (again["key"], again["received"]) == (begun["key"], received)
    part = SimpleUploadedFile("part", drawn[: uploads.PART])
    twice = client.post(address(agreed, "upload_part"), {"key": begun["key"], "offset": 0, "part": part})
    assert (twice.status_code, twice.json()["received"]) == (409, received)
    while received < len(drawn):
        part = SimpleUploadedFile("part", drawn[received : received + uploads.PART])
        received = client.post(
            address(agreed, "upload_part"), {"key": begun["key"], "offset": received, "part": part}
        ).json()["received"]
    recording = Recording.objects.get()
    assert recording.state == RecordingState.WAITING
    assert read(recording.content) == drawn


def test_without_javascript_a_small_film_goes_in_one_go(playground, agreed, drawn):
    film = SimpleUploadedFile("kanarie.mp4", drawn, content_type="video/mp4")
    answer = playground.client("owner").post(address(agreed, "upload"), {"film": film})
    assert answer.status_code == 302
    assert Recording.objects.get().state == RecordingState.WAITING


@pytest.mark.parametrize("missing", ["consent", "adult", "point"])
def test_no_film_comes_in_before_everything_is_agreed(playground, missing):
    session = playground.choose()
    if missing != "consent":
        playground.consent(session)
    if missing != "adult":
        consents.agree_as_adult(session=session, by=playground.owner, audiences=ALL)
    if missing == "point":
        session.checks.first().delete()
    with pytest.raises(RefusedError):
        uploads.begin_upload(session=session, by=playground.owner, size=1000)
    answer = playground.client("owner").post(address(session, "upload"), {"size": 1000, "name": "film.mp4"})
    assert answer.status_code == 422
    assert not Recording.objects.exists()


def test_where_only_the_day_of_filming_is_missing_that_is_what_is_said(playground):
    session = playground.agree()
    playground.consent(session)
    consents.agree_as_adult(session=session, by=playground.owner, audiences=ALL)
    assert uploads.list_obstacles(session, timezone.localdate()) == [Missing.NOT_FILMED]
    assert str(Missing.NOT_FILMED.label) in playground.client("owner").get(address(session, "upload")).text


@pytest.mark.parametrize("size", [0, 2 * 1024**3 + 1])
def test_a_film_that_is_empty_or_over_two_gigabytes_is_refused(playground, agreed, size):
    with pytest.raises(RefusedError):
        uploads.begin_upload(session=agreed, by=playground.owner, size=size)


def test_a_group_has_so_much_room_for_films(playground, agreed, settings):
    settings.GROUP_FILMS_MEGABYTES = 1
    with pytest.raises(RefusedError):
        uploads.begin_upload(session=agreed, by=playground.owner, size=2 * 1024**2)


def test_two_films_of_a_group_do_not_find_the_same_room(playground, agreed):
    with CaptureQueriesContext(connection) as asked:
        uploads.begin_upload(session=agreed, by=playground.owner, size=1000)
    held = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    assert 'FROM "plg_group"' in held[0]
    assert 'FROM "lesson_study_videosession"' in held[1]


HTML = b"<html><script>alert(1)</script></html>"
LIE = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0\0\0\1mdat" + b"\0\0\0\1\0\0\0\0" + b"x" * 4000
MALICE = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"x", films.Trouble.NOT_A_FILM),
        (HTML, films.Trouble.NOT_A_FILM),
        (MALICE, films.Trouble.NOT_A_FILM),
        (LIE, films.Trouble.DAMAGED),
        (b"\0\0\0\x18ftypisom" + HTML * 50, films.Trouble.DAMAGED),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 3000, films.Trouble.DAMAGED),
    ],
    ids=["one byte", "a page", "a playlist", "a header that lies", "a page as a film", "a broken container"],
)
def test_what_is_no_film_is_refused_in_words_and_not_kept(playground, agreed, content, trouble):
    send_in(agreed, playground.owner, content)
    make_films()
    recording = Recording.objects.get()
    assert (recording.state, recording.trouble) == (RecordingState.FAILED, trouble)
    assert not default_storage.exists(recording.content)
    page = playground.client("owner").get(address(agreed, "upload"))
    assert "notice warn" in page.text


def test_a_film_that_killed_two_workers_is_given_up_told_and_not_kept(playground, agreed, drawn, monkeypatch):
    send_in(agreed, playground.owner, drawn)
    monkeypatch.setattr(making, "_make_next_recording", lambda: False)
    silent = timezone.now() - making.SILENT_FOR - dt.timedelta(minutes=1)
    Recording.objects.update(state=RecordingState.MAKING, changed_at=silent)
    make_films()
    recording = Recording.objects.get()
    assert (recording.state, recording.deaths) == (RecordingState.WAITING, 1)
    assert not Notice.objects.filter(kind="lesson_study.video_failed").exists()
    Recording.objects.update(state=RecordingState.MAKING, changed_at=silent)
    make_films()
    recording.refresh_from_db()
    assert (recording.state, recording.trouble) == (RecordingState.FAILED, films.Trouble.TOO_HEAVY)
    assert not default_storage.exists(recording.content)
    assert Notice.objects.get(kind="lesson_study.video_failed").member == playground.owner


def test_a_task_that_is_long_at_work_leaves_the_rest_to_the_next(playground, agreed, drawn, monkeypatch):
    send_in(agreed, playground.owner, drawn)
    monkeypatch.setattr(making, "TAKES_NEW_FOR", 0)
    assert make_films() == 0
    assert Recording.objects.get().state == RecordingState.WAITING


def test_what_a_killed_worker_left_of_a_film_is_cleared_away(tmp_path, monkeypatch):
    monkeypatch.setattr(making.tempfile, "tempdir", str(tmp_path))
    old = (timezone.now() - making.LEFT_AFTER - dt.timedelta(minutes=1)).timestamp()
    for name in ("old", "new"):
        folder = tmp_path / f"{films.WORKING}{name}"
        folder.mkdir()
        (folder / "clip.mp4").write_bytes(b"a film")
        if name == "old":
            os.utime(folder, (old, old))
    copy = tmp_path / f"{films.WORKING}copy"
    copy.write_bytes(b"a film")
    os.utime(copy, (old, old))
    make_films()
    assert [path.name for path in tmp_path.iterdir()] == [f"{films.WORKING}new"]


def test_half_a_film_and_one_without_a_picture_are_refused(playground, agreed, drawn, tmp_path):
    send_in(agreed, playground.owner, drawn[: len(drawn) // 2])
    make_films()
    assert Recording.objects.get().state == RecordingState.FAILED
    sound = tmp_path / "sound.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", str(sound)], check=True)
    send_in(agreed, playground.owner, sound.read_bytes())
    make_films()
    assert Recording.objects.get().trouble == films.Trouble.NO_PICTURE


ROTATED = ("-metadata:s:v", "rotate=90")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("moov at the end.mp4", ()),
        ("variable.mp4", ("-vf", "select='not(mod(n,3))+lt(n,9)'", "-vsync", "vfr")),
        ("other.mkv", ()),
        ("no sound.mp4", ("-an",)),
        ("high efficiency.mov", ("-c:v", "libx265", "-x265-params", "log-level=error", "-tag:v", "hvc1")),
    ],
)
def test_films_of_any_phone_are_made(tmp_path, name, more):
    source = draw_film(tmp_path / name, seconds=1, more=more)
    film = films.read_film(source)
    target = tmp_path / "out.mp4"
    films.make_film(source, target, film, films.Making(0, film.seconds, "ABC123"))
    made = films.read_film(target)
    assert (made.width, made.height, made.has_sound) == (320, 180, "-an" not in more)


def test_a_film_that_was_held_upright_stays_upright(tmp_path):
    source = draw_film(tmp_path / "in.mp4", seconds=1)
    turned = tmp_path / "turned.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(source), "-c", "copy", *ROTATED, str(turned)], check=True)
    film = films.read_film(turned)
    assert (film.width, film.height) == (180, 320)
    films.make_film(turned, tmp_path / "out.mp4", film, films.Making(0, 1, "ABC123"))
    made = films.read_film(tmp_path / "out.mp4")
    assert (made.width, made.height) == (180, 320)


def test_a_picture_that_is_far_too_big_is_refused(tmp_path):
    source = tmp_path / "bomb.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=4200x2400:d=0.04", "-c:v", "mpeg4", str(source)],
        check=True,
    )
    with pytest.raises(films.FilmError) as refused:
        films.read_film(source)
    assert refused.value.trouble == films.Trouble.TOO_BIG


def test_the_disk_keeps_its_limit_and_the_worker_lives(tmp_path, monkeypatch):
    source = draw_film(tmp_path / "in.mp4", seconds=2)
    monkeypatch.setattr(
        films, "limit", lambda s, b, c: [films.sys.executable, "-I", str(films.CHILD), "60", "4000", *c]
    )
    film = films.Film("mov", 2, 320, 180, has_sound=True)
    with pytest.raises(films.FilmError):
        films.make_film(source, tmp_path / "out.mp4", film, films.Making(0, 2, "ABC123"))


@pytest.mark.skipif(sys.platform != "linux", reason="only there the kernel tells")
def test_a_program_ends_with_the_worker_that_started_it():
    started = "import subprocess as s, sys; p = s.Popen(sys.argv[1:]); print(p.pid, flush=True); p.wait()"
    command = films.limit(60, 1000, [shutil.which("sleep"), "60"])
    with subprocess.Popen([sys.executable, "-c", started, *command], stdout=subprocess.PIPE, text=True) as worker:
        child = Path("/proc") / worker.stdout.readline().strip()
        wait_until(lambda: (child / "comm").read_text().strip() == "sleep")
        worker.kill()
    wait_until(lambda: not child.exists() or "\nState:\tZ" in (child / "status").read_text())


def wait_until(is_so):
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_nothing_is_to_be_seen_in_a_film_that_is_wholly_blurred(tmp_path):
    """Of a test picture with hard edges no step between two points is left that is worth the name."""
    source = draw_film(tmp_path / "in.mp4", seconds=1)
    film = films.read_film(source)

    def find_sharpest(**more):
        target, still = tmp_path / "out.mp4", tmp_path / "still.png"
        films.make_film(source, target, film, films.Making(0, 1, "A", **more))
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(target), "-frames:v", "1", str(still)]
        subprocess.run(command, check=True)
        with films.Image.open(still) as picture:
            grey = picture.convert("L").crop((0, 0, 240, 140))
            rows = [grey.crop((0, y, 240, y + 1)).tobytes() for y in range(140)]
        return max(abs(a - b) for row in rows for a, b in pairwise(row))

    assert find_sharpest() > 100
    assert find_sharpest(blurs=True) < 40


def test_what_is_being_made_is_not_asked_for_once_more(playground, agreed, drawn):
    """With two workers the film without a cover would be taken for the one that was asked for last."""
    send_in(agreed, playground.owner, drawn)
    make_films()
    clip = agreed.clips.get(position=1)
    asked = {"starts": 0, "ends": 1, "shifts_voices": False}
    clips.ask_film(clip=clip, by=playground.owner, cover="none", **asked)
    clips.ask_film(clip=clip, by=playground.owner, cover="sound", **asked)
    Clip.objects.filter(pk=clip.pk).update(film=FilmState.MAKING)
    with pytest.raises(RefusedError):
        clips.ask_film(clip=clip, by=playground.owner, cover="whole", **asked)
    assert Clip.objects.get(pk=clip.pk).cover == "sound"


def test_a_film_that_was_withdrawn_while_it_was_made_is_not_kept(playground, agreed, drawn, monkeypatch):
    send_in(agreed, playground.owner, drawn)
    make_films()
    clip = agreed.clips.get(position=1)
    clips.ask_film(clip=clip, by=playground.owner, starts=0, ends=1, cover="none", shifts_voices=False)
    cut = making._cut

    def withdraw_meanwhile(*args):
        cut(*args)
        consents.withdraw_as_adult(session=agreed, by=playground.owner)

    monkeypatch.setattr(making, "_cut", withdraw_meanwhile)
    make_films()
    clip.refresh_from_db()
    assert (clip.film, clip.content) == (FilmState.WORDS, "")


def test_a_film_that_is_made_after_a_pupil_was_withdrawn_is_looked_through_too(
    playground, agreed, drawn, django_capture_on_commit_callbacks
):
    """What was said of the film before says nothing of this one."""
    clip = agreed.clips.get(position=1)

    def clear():
        with django_capture_on_commit_callbacks(execute=True):
            for person in (playground.owner, playground.checker):
                consents.clear_clip(clip=clip, by=person)

    consents.withdraw_pupil(consent=agreed.consents.get(), by=playground.checker)
    clear()
    send_in(agreed, playground.owner, drawn)
    make_films()
    clips.ask_film(clip=clip, by=playground.owner, starts=0, ends=1, cover="none", shifts_voices=False)
    with django_capture_on_commit_callbacks(execute=True):
        make_films()
    clip.refresh_from_db()
    assert clip.film == FilmState.TO_CHECK
    assert Notice.objects.filter(kind="lesson_study.video_to_clear", member=playground.checker).count() == 2
    assert not Notice.objects.filter(kind="lesson_study.video_hidden").exists()
    clips.approve_film(clip=clip, by=playground.owner)
    with pytest.raises(RefusedError, match=str(Missing.HELD.label)):
        clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    clear()
    clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
    clip.refresh_from_db()
    assert playground.sees("mate", clip)


def test_a_recording_goes_four_weeks_after_the_talk(playground, agreed, drawn, django_capture_on_commit_callbacks):
    send_in(agreed, playground.owner, drawn)
    make_films()
    recording = Recording.objects.get()
    type(agreed).objects.filter(pk=agreed.pk).update(met_at=timezone.now())
    for days, is_there in ((27, True), (29, False)):
        with django_capture_on_commit_callbacks(execute=True):
            keep_films(timezone.now() + dt.timedelta(days=days))
        keep_films(timezone.now() + dt.timedelta(days=days, hours=1))
        assert Recording.objects.exists() == is_there
    assert not default_storage.exists(recording.content)
    assert not default_storage.exists(recording.preview)
    assert FilmErasure.objects.get().erased_at is not None


def test_a_file_that_no_row_knows_is_taken_away(playground, agreed):
    name = default_storage.save(make_file_name("mp4"), ContentFile(b"stray"))
    keep_films(timezone.now())
    assert default_storage.exists(name)
    keep_films(timezone.now() + dt.timedelta(days=3650))
    assert not default_storage.exists(name)
    assert Clip.objects.count() == 2
