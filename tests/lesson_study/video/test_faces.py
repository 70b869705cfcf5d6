"""Faces alone blurred by a program that misses some: nobody sees it before who was filmed says that it is right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from knowledge_network.kit import faces, films
from knowledge_network.kit.errors import RefusedError
from lesson_study.video.actions import clips, consents
from lesson_study.video.actions.making import make_films
from lesson_study.video.enums import Cover, FilmState, Missing
from lesson_study.video.models import Clip, Recording
from tests.lesson_study.video.filming import ALL, address, draw_film, draw_people, send_in
from tests.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.real_clock(reason="ffmpeg is a process of its own")]
ASKED = {"starts": 0, "ends": 1, "shifts_voices": False}


@pytest.fixture
def finder():
    """On a machine of ours both are there; elsewhere this is left out, with a word."""
    missing = [
        name for name, there in (("ffmpeg", films.has_program()), ("faces", faces.can_find_faces())) if not there
    ]
    if missing and os.environ.get("CI"):
        pytest.fail(f"missing: {missing}; scripts/debian-packages and requirements/dev.txt have them")
    if missing:
        pytest.skip(f"not on this machine: {missing}")


@pytest.fixture
def without_extra(monkeypatch):
    monkeypatch.setattr(faces, "find_model", lambda: None)


@pytest.fixture
def with_extra(monkeypatch):
    monkeypatch.setattr(faces, "find_model", lambda: Path("model"))


def make_blurred(playground):
    """A fragment of which a program blurred the faces; everybody agreed, nobody watched it through yet."""
    clip = playground.show()
    consents.ask_adult(session=clip.session, by=playground.owner, member=playground.mate)
    consents.agree_as_adult(session=clip.session, by=playground.mate, audiences=ALL)
    return playground.make_ready(clip, film=FilmState.TO_CHECK, cover=Cover.FACES)


# Who sees it ---------------------------------------------------------------------------------------


def test_what_a_program_blurred_only_who_was_filmed_sees_until_they_say_it_is_right(playground):
    clip = make_blurred(playground)
    people = ("owner", "mate", "checker", "guest", "neighbour", "stranger")
    assert [name for name in people if playground.sees(name, clip)] == ["owner"]
    Clip.objects.filter(pk=clip.pk).update(cover=Cover.WHOLE)
    assert [name for name in people if playground.sees(name, clip)] == ["owner", "mate", "checker"]


def test_it_is_right_only_when_it_was_watched_and_said(playground):
    clip = make_blurred(playground)
    client = playground.client("owner")
    approve, sure = address(clip.session, "clip_approve", clip.public_id), {"sure": "1"}
    client.post(approve, sure)
    assert Clip.objects.get(pk=clip.pk).film == FilmState.TO_CHECK
    playground.open(client, clip)
    client.post(approve)
    assert Clip.objects.get(pk=clip.pk).film == FilmState.TO_CHECK
    client.post(approve, sure)
    assert Clip.objects.get(pk=clip.pk).film == FilmState.READY
    clips.share_clip(clip=clip, by=playground.owner, audiences=["partners"])
    assert playground.sees("guest", clip)


def test_who_watched_the_film_before_did_not_watch_this_one(playground):
    clip = make_blurred(playground)
    playground.open(playground.client("owner"), clip)
    Clip.objects.filter(pk=clip.pk).update(made=2)
    with pytest.raises(RefusedError):
        clips.approve_film(clip=clip, by=playground.owner, is_sure=True)
    playground.open(playground.client("owner"), Clip.objects.get(pk=clip.pk))
    clips.approve_film(clip=clip, by=playground.owner, is_sure=True)
    assert Clip.objects.get(pk=clip.pk).film == FilmState.READY


def test_the_page_asks_for_it_and_offers_to_blur_everything(playground):
    clip = make_blurred(playground)
    page = Page(playground.client("owner").get(address(clip.session)).text)
    assert page.all(f'#sure-{clip.public_id}[name="sure"][required]')
    assert page.all(f'.film-sure a[href="{address(clip.session, "film_make", clip.public_id)}"]')
    assert not Page(playground.client("mate").get(address(clip.session)).text).all(".film-sure")


# Who said «only when faces are blurred» ------------------------------------------------------------


@pytest.mark.parametrize("who", ["adult", "parents"])
@pytest.mark.parametrize("cover", Cover.values)
def test_who_wants_faces_blurred_closes_what_shows_them_at_once(playground, who, cover):
    clip = playground.show()
    Clip.objects.filter(pk=clip.pk).update(cover=cover)
    client = playground.client("mate")
    signed = playground.open(client, clip)
    rows = clip.session.consents if who == "parents" else clip.session.adults
    rows.update(only_covered=True)
    shown = cover != Cover.NONE
    assert Clip.objects.get(pk=clip.pk).audiences == (ALL if shown else [])
    assert client.get(signed).status_code == (200 if shown else 404)
    assert (playground.open(client, clip) is not None) == shown
    if not shown:
        with pytest.raises(RefusedError, match=str(Missing.UNCOVERED.label)):
            clips.share_clip(clip=clip, by=playground.owner, audiences=["team"])
        assert not playground.sees("checker", clip)
        assert playground.sees("owner", clip)


def test_a_colleague_says_it_on_the_page_and_reads_it_back(playground):
    clip = playground.show()
    url = address(clip.session, "agree")
    client = playground.client("owner")
    client.post(url, {"audiences": ["team"], "only_covered": "on"})
    assert clip.session.adults.get().only_covered
    assert Page(client.get(url).text).all('input[name="only_covered"][checked]')
    client.post(url, {"audiences": ["team"]})
    assert not clip.session.adults.get().only_covered


def test_a_film_as_it_is_cannot_be_asked_for_then(playground, with_extra):
    session = playground.choose()
    playground.consent(session, only_covered=True)
    clip = session.clips.first()
    Recording.objects.create(session=session, key="k", size=9, received=9, state="ready", content="c", seconds=60)
    url = address(session, "film_make", clip.public_id)
    page = playground.client("owner").get(url)
    covers = [field["value"] for field in Page(page.text).all('input[name="cover"]')]
    assert covers == ["faces", "whole", "sound"]
    with pytest.raises(RefusedError):
        clips.ask_film(clip=clip, by=playground.owner, cover="none", **ASKED)
    clips.ask_film(clip=clip, by=playground.owner, cover="faces", **ASKED)
    assert Clip.objects.get(pk=clip.pk).film == FilmState.WAITING


# Without the extra ---------------------------------------------------------------------------------


def test_without_the_extra_the_page_says_so_and_the_rest_works(playground, without_extra):
    session = playground.choose()
    playground.consent(session)
    clip = session.clips.first()
    Recording.objects.create(session=session, key="k", size=9, received=9, state="ready", content="c", seconds=60)
    url, client = address(session, "film_make", clip.public_id), playground.client("owner")
    page = client.get(url).text
    covers = [field["value"] for field in Page(page).all('input[name="cover"]')]
    assert covers == ["none", "whole", "sound"]
    assert "niet geïnstalleerd" in page
    asked = {"starts": "0:00", "ends": "0:01"}
    assert client.post(url, {**asked, "cover": "faces"}).status_code == 422
    with pytest.raises(RefusedError):
        clips.ask_film(clip=clip, by=playground.owner, cover="faces", **ASKED)
    assert client.post(url, {**asked, "cover": "whole"}).status_code == 302


def test_what_was_asked_for_before_the_extra_went_is_told_in_words(playground, finder, tmp_path, monkeypatch):
    session = playground.choose()
    playground.consent(session)
    consents.agree_as_adult(session=session, by=playground.owner, audiences=ALL)
    send_in(session, playground.owner, draw_film(tmp_path / "in.mp4", seconds=1).read_bytes())
    make_films()
    clip = session.clips.first()
    clips.ask_film(clip=clip, by=playground.owner, cover="faces", **ASKED)
    monkeypatch.setattr(faces, "find_model", lambda: None)
    make_films()
    clip.refresh_from_db()
    assert (clip.film, clip.trouble, clip.content) == (FilmState.FAILED, films.Trouble.NO_FACES, "")


# The film ------------------------------------------------------------------------------------------


def read_stills(film, folder):
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(film), str(folder / "still-%03d.png")], check=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("still-*.png"))]


def find_contrast(still, box):
    """Between the lightest and the darkest point of a part of the picture."""
    low, high = still.crop(box).getextrema()
    return high - low


def blur_faces(source, target, **more):
    film = films.read_film(source)
    making = films.Making(0, film.seconds, "A1", **more)
    with faces.hide_faces(source, film, making) as masked:
        films.make_film(source, target, film, masked)


def test_a_face_is_hidden_in_each_picture_and_the_rest_stays_sharp(tmp_path, finder):
    told = []
    places = draw_people(tmp_path / "in.mp4")
    blur_faces(tmp_path / "in.mp4", tmp_path / "out.mp4", progress=told.append)
    stills = read_stills(tmp_path / "out.mp4", tmp_path)
    assert len(stills) == len(places)
    for still, (x, y) in zip(stills, places, strict=True):
        assert find_contrast(still, (x - 14, y - 8, x + 14, y + 14)) < 80
        assert find_contrast(still, (460, 150, 540, 200)) > 100
    assert told == sorted(told)
    assert told[-1] <= 99


def test_a_film_of_which_the_picture_begins_late_is_blurred_in_the_right_pictures(tmp_path, finder):
    draw_people(tmp_path / "late.mp4", more=("-vf", "setpts=PTS+1/TB"))
    plain = tmp_path / "plain.mp4"
    film = films.read_film(tmp_path / "late.mp4")
    films.make_film(tmp_path / "late.mp4", plain, film, films.Making(0, film.seconds, "A1"))
    blur_faces(tmp_path / "late.mp4", tmp_path / "out.mp4")
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    before, after = read_stills(plain, folders[0]), read_stills(tmp_path / "out.mp4", folders[1])
    assert len(before) == len(after)
    # Wherever eyes are to be seen in the film as it is.
    for was, still in zip(before, after, strict=True):
        seen = was.crop((100, 130, 300, 230))
        if seen.getextrema()[1] > 240:
            assert still.crop((100, 130, 300, 230)).getextrema()[1] < 200


def test_where_was_not_looked_everything_is_hidden(tmp_path, finder):
    """The mask goes on after the film, all white: a picture too many is never shown bare."""
    draw_film(tmp_path / "in.mp4", seconds=1)
    film = films.read_film(tmp_path / "in.mp4")
    with faces.hide_faces(tmp_path / "in.mp4", film, films.Making(0, 1, "A1")) as masked:
        size = masked.mask.width * masked.mask.height
        data = masked.mask.path.read_bytes()
        assert len(data) // size >= films.RATE + faces.TAIL
        assert data[-faces.TAIL * size :] == b"\xff" * size * faces.TAIL
        path = masked.mask.path
    assert not path.exists()


@pytest.mark.parametrize(
    ("program", "trouble"),
    [
        (f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})", films.Trouble.TOO_HEAVY),
        ("raise SystemExit(3)", films.Trouble.DAMAGED),
        ("x = 'x' * 4_000_000_000", films.Trouble.DAMAGED),
        ("import sys; sys.stdout.write('x' * 9_000_000); sys.stdout.flush()", films.Trouble.DAMAGED),
    ],
    ids=["killed", "broken", "too much memory", "too much disk"],
)
def test_a_finder_that_goes_wrong_gives_no_film_and_leaves_nothing(tmp_path, finder, monkeypatch, program, trouble):
    child = tmp_path / "child.py"
    child.write_text(program)
    monkeypatch.setattr(faces, "CHILD", child)
    monkeypatch.setattr(faces.tempfile, "tempdir", str(tmp_path))
    draw_film(tmp_path / "in.mp4", seconds=1)
    with pytest.raises(films.FilmError) as refused:
        blur_faces(tmp_path / "in.mp4", tmp_path / "out.mp4")
    assert refused.value.trouble == trouble
    assert {path.name for path in tmp_path.iterdir()} == {"child.py", "in.mp4"}


def test_the_finder_knows_nothing_of_the_project_and_fetches_nothing():
    """With the modules of the project and of the network out of reach it still starts."""
    words = "sys.modules.update(dict.fromkeys(('knowledge_network', 'django', 'urllib.request', 'http.client')))"
    command = f"import sys; {words}; import runpy; runpy.run_path({str(faces.CHILD)!r}, run_name='child')"
    if faces.can_find_faces():
        subprocess.run([sys.executable, "-I", "-c", command], check=True)
