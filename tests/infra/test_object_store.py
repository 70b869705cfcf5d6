"""Files in S3 are kept, shown, hidden and erased as those on the disk: a real server, SeaweedFS."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from knowledge_network.insight.ties import names
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.kit import carrying, storage
from knowledge_network.kit.environment import is_bucket, store_settings
from knowledge_network.kit.ranges import serve_ranges
from tests.infra.running import ROOT
from tests.object_store import object_store
from tests.plg.space.helpers import inside

__all__ = ["inside"]
pytestmark = pytest.mark.real_clock(reason="the store signs and stamps by the clock of the machine")
# The least that S3 takes in the middle of a file; ours are of eight (`uploads.PART`).
PART = 5 * 1024 * 1024
BOTH = pytest.mark.parametrize("store", ["plain", "versions"], indirect=True)
FILM = "passing/video/0123.mp4"


@pytest.fixture(scope="module")
def server():
    with object_store() as started:
        yield started


@pytest.fixture(scope="module")
def buckets(server):
    """Two of each kind for all tests: making one takes the store a moment."""
    return {"plain": server.make_buckets(), "versions": server.make_buckets(keeps_versions=True)}


def stand_in(settings, files: str, films: str):
    settings.STORAGES = {**settings.STORAGES, "default": store_settings(files, films)}
    settings.FILES_S3_URL, settings.FILMS_S3_URL = files, films


@pytest.fixture
def store(buckets, settings, request):
    """The store of the site, in buckets that keep no versions or do; empty, and so again afterwards."""
    stand_in(settings, *buckets[getattr(request, "param", "plain")])
    yield default_storage
    for bucket in (default_storage.files, default_storage.films):
        for name in [name for name, _size, _at in bucket.list_all()]:
            bucket.delete(name)


def count_left(store, name: str) -> int:
    """Versions, marks of deletion and what came in of a file."""
    bucket = store.find_bucket(name)
    return len(bucket._list_versions(name)) + len(bucket._list_unfinished(name))


@BOTH
def test_a_file_is_kept_read_from_any_place_and_gone_with_all_its_versions(store):
    content = os.urandom(3 * 1024 * 1024 + 7)
    name = store.save("groups/one", ContentFile(content))
    assert (store.exists(name), store.size(name), store.listdir("groups")[1]) == (True, len(content), ["one"])
    with store.open(name) as stream:
        assert stream.read() == content
        stream.seek(-7, os.SEEK_END)
        assert stream.read() == content[-7:]
        stream.seek(1024 * 1024 - 3)
        assert stream.read(6) == content[1024 * 1024 - 3 :][:6]
    assert abs(store.get_modified_time(name) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=2)
    # Django asks for another name where there is one already.
    assert store.save("groups/one", ContentFile(b"other")) != name
    store.delete(name)
    assert (store.exists(name), count_left(store, name)) == (False, 0)
    store.delete(name)
    with pytest.raises(FileNotFoundError):
        store.open(name)
    with pytest.raises(FileNotFoundError):
        store.size(name)


def test_a_neighbour_whose_name_begins_alike_stays(store):
    for name in ("members/a", "members/a-96.webp"):
        store.save(name, ContentFile(b"x"))
    store.delete("members/a")
    assert store.exists("members/a-96.webp")


def test_what_passes_stands_in_a_bucket_of_its_own_whoever_stores_it(store):
    store.save("groups/one", ContentFile(b"kept"))
    store.save(FILM, ContentFile(b"a film"))
    assert [name for name, _size, _at in store.files.list_all()] == ["groups/one"]
    assert [name for name, _size, _at in store.films.list_all()] == [FILM]


def test_nobody_is_given_an_address_of_the_store(store):
    store.save(FILM, ContentFile(b"a film"))
    with pytest.raises(ValueError, match="through the pages"):
        store.url(FILM)


def test_an_archive_is_read_without_a_copy_of_it(store):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for number in range(40):
            archive.writestr(f"blad{number}.xml", f"<a>{number}</a>" * 500)
    store.save("imports/list.xlsx", ContentFile(memory.getvalue()))
    with store.open("imports/list.xlsx") as stream, zipfile.ZipFile(stream) as archive:
        assert archive.read("blad31.xml").startswith(b"<a>31</a>")


def test_the_key_of_a_round_is_known_to_every_machine_until_it_is_destroyed(store):
    network_round = NetworkRound(public_id="01ronde")
    key = names.make_key(network_round)
    assert (len(key), names.make_key(network_round), names.read_key(network_round)) == (32, key, key)
    assert [name for name, _size, _at in store.films.list_all()] == ["passing/keys/ties-01ronde"]
    names.destroy_key(network_round)
    names.destroy_key(network_round)
    assert names.read_key(network_round) is None


# A film -------------------------------------------------------------------------------------------


def test_a_film_comes_in_in_parts_of_which_one_may_come_twice(store):
    first, last = os.urandom(PART), b"the end"
    store.append(FILM, 0, os.urandom(PART), part=PART, is_last=False)
    # The line broke before the answer: it begins anew, then sends its second part twice.
    store.append(FILM, 0, first, part=PART, is_last=False)
    assert not store.exists(FILM)
    for _time in "12":
        store.append(FILM, PART, last, part=PART, is_last=True)
    assert store.open(FILM).read() == first + last
    assert count_left(store, FILM) == 1
    with pytest.raises(storage.PartsLostError):
        store.append("passing/video/other", PART, last, part=PART, is_last=True)


@BOTH
def test_of_a_film_that_never_came_in_whole_nothing_stays(store):
    store.append(FILM, 0, os.urandom(PART), part=PART, is_last=False)
    store.move(FILM, "passing/video/hidden")
    assert count_left(store, FILM) == 0
    store.append(FILM, 0, os.urandom(PART), part=PART, is_last=False)
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    assert store.list_older("passing/video", soon - dt.timedelta(hours=1)) == []
    assert count_left(store, FILM) == 1
    assert store.list_older("passing/video", soon) == []
    assert count_left(store, FILM) == 0


@BOTH
@pytest.mark.django_db
def test_a_film_that_is_hidden_stops_at_once_for_who_is_looking(store):
    """Each part is asked for anew under the name that it had; no address of the store was given away."""
    content = os.urandom(3_000_000)
    store.save(FILM, ContentFile(content))
    request = RequestFactory().get("/", headers={"range": "bytes=1000-2500000"})
    response = serve_ranges(request, FILM, "video/mp4", may_go_on=lambda: True)
    assert (response.status_code, response["Content-Length"]) == (206, "2499001")
    assert response["Content-Range"] == f"bytes 1000-2500000/{len(content)}"
    parts = iter(response.streaming_content)
    assert next(parts) == content[1000:][: 256 * 1024]
    store.move(FILM, "passing/video/hidden.mp4")
    with pytest.raises(OSError):
        list(parts)
    response.close()
    assert store.open("passing/video/hidden.mp4").read() == content
    assert count_left(store, FILM) == 0


def test_strays_are_found_by_age_in_their_own_folder_alone(store):
    for name in ("products/old", "products/previews/old.webp"):
        store.save(name, ContentFile(b"x"))
    now = dt.datetime.now(dt.UTC)
    assert store.list_older("products", now + dt.timedelta(minutes=5)) == ["products/old"]
    assert store.list_older("products", now - dt.timedelta(minutes=5)) == []


# Away or closed -----------------------------------------------------------------------------------


@pytest.fixture(params=["away", "read-only"])
def closed(server, buckets, settings, request):
    if request.param == "away":
        stand_in(settings, "http://key:secret@127.0.0.1:9/files", "http://key:secret@127.0.0.1:9/films")
    else:
        files, films = (url.rpartition("/")[2] for url in buckets["plain"])
        stand_in(settings, server.url(files, writes=False), server.url(films, writes=False))
    return request.param


def test_a_store_that_takes_nothing_is_told_on_the_field(closed):
    with pytest.raises(ValidationError, match="kunnen we geen bestanden bewaren"):
        storage.check_room(10)
    with pytest.raises(storage.DiskRefusedError):
        default_storage.save("groups/one", ContentFile(b"x"))
    assert storage.disk_state(10) == {"away": "unreachable"}.get(closed, closed)


def test_the_form_keeps_the_text_and_the_health_page_says_it(inside, closed):
    sent = {"uploads": [SimpleUploadedFile("lijst.txt", b"een lijst")], "description": "Werkblad, groep 7"}
    response = inside.client("member").post(inside.url("file_add"), sent)
    assert "Op dit moment kunnen we geen bestanden bewaren" in response.text
    assert "Werkblad, groep 7" in response.text
    if closed == "away":
        assert Client().get(reverse("readyz")).json()["uploads"] == "unreachable: no files can be kept"


# From the disk and back -----------------------------------------------------------------------------


@pytest.fixture
def disk(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for name in ("groups/one", "members/a-96.webp", FILM, "groups/half.1a.part", ".erasures"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 1000)
    return tmp_path


CARRIED = {"groups/one", "members/a-96.webp", FILM}


@BOTH
def test_files_go_to_s3_and_back_and_what_scripts_keep_stays(store, disk):
    call_command("move_files", verbosity=0, stdout=io.StringIO())
    assert {name for name, _size in carrying.list_bucket(with_passing=True)} == CARRIED
    assert store.open(FILM).read() == FILM.encode() * 1000
    assert {path.name for path in disk.rglob("*") if path.is_file()} == {"half.1a.part", ".erasures"}
    call_command("move_files", "--back", verbosity=0, stdout=io.StringIO())
    assert set(carrying.list_disk()) == CARRIED
    assert (disk / FILM).read_bytes() == FILM.encode() * 1000
    assert [count_left(store, name) for name in CARRIED] == [0, 0, 0]


def test_what_stands_there_with_another_content_is_told_and_left(store, disk):
    store.save("groups/one", ContentFile(b"another"))
    with pytest.raises(CommandError, match="groups/one"):
        call_command("move_files", stdout=io.StringIO())
    assert (disk / "groups/one").exists()
    assert store.open("groups/one").read() == b"another"
    assert not (disk / FILM).exists()


@pytest.mark.drill(name="files")
@pytest.mark.in_suite
def test_a_move_that_is_killed_half_way_loses_nothing_and_goes_on(store, settings, tmp_path):
    """Killed at its third file, for good; every file is whole at one side or both, and the next run ends it."""
    files, films = settings.FILES_S3_URL, settings.FILMS_S3_URL
    settings.MEDIA_ROOT = tmp_path / "media"
    wanted = {f"groups/{number}": os.urandom(700_000) for number in range(4)}
    for name, content in wanted.items():
        (path := tmp_path / "media" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    script = (
        "import os, signal, django; django.setup()\n"
        "from knowledge_network.kit import carrying, object_store\n"
        "kept = object_store.Bucket._save\n"
        "def save(self, name, content):\n"
        "    if name == 'groups/2': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return kept(self, name, content)\n"
        "object_store.Bucket._save = save\n"
        f"from django.conf import settings; settings.MEDIA_ROOT = {str(tmp_path / 'media')!r}\n"
        "carrying.carry_files()\n"
    )
    told = {"TEST_FILES_S3_URL": files, "TEST_FILMS_S3_URL": films}
    done = subprocess.run([sys.executable, "-c", script], env=os.environ | told, cwd=ROOT, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    here, there = set(carrying.list_disk()), {name for name, _size in carrying.list_bucket(with_passing=True)}
    assert (len(there), here | there) == (2, set(wanted))
    call_command("move_files", verbosity=0, stdout=io.StringIO())
    assert set(carrying.list_disk()) == set()
    assert {name: default_storage.open(name).read() for name in wanted} == wanted


@pytest.mark.django_db
def test_the_mirror_holds_what_the_bucket_holds_but_no_film(store, disk):
    store.save("groups/new", ContentFile(b"new"))
    store.save("passing/video/secret.mp4", ContentFile(b"film"))
    (disk / ".last-backup").write_text("2026-11-28T03:15:00Z\n")
    call_command("mirror_files", stdout=io.StringIO())
    assert set(carrying.list_disk()) == {"groups/new", FILM}
    assert (disk / ".erasures").exists()
    assert int((disk / ".mirrored").read_text()) > 0
    (disk / ".last-backup").unlink()
    assert carrying.health.read_moment(".last-backup") == dt.datetime(2026, 11, 28, 3, 15, tzinfo=dt.UTC)
    # An empty bucket is a wrong address before it is a network without files.
    store.delete("groups/new")
    with pytest.raises(CommandError, match="Nothing was removed"):
        call_command("mirror_files", stdout=io.StringIO())
    assert (disk / "groups/new").exists()


# The setting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://key:se%2Fcret@s3.example.org/files?region=nl-1", True),
        ("http://key:secret@s3:8333/files", True),
        ("http://key:secret@127.0.0.1:8333/files", True),
        ("http://key:secret@s3.example.org/files", False),
        ("https://s3.example.org/files", False),
        ("https://key:secret@s3.example.org/", False),
        ("https://key:secret@s3.example.org/files/below", False),
    ],
)
def test_an_address_of_a_bucket_names_key_secret_and_bucket(url, fits):
    assert is_bucket(url) == fits


@pytest.mark.parametrize("films", ["", "https://key:secret@s3.example.org/files"])
def test_films_need_a_bucket_of_their_own(films):
    whole = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "PUBLIC_URL": "http://localhost", "DEBUG": "1"}
    whole |= {"DATABASE_URL": "postgresql://a@b/c", "REDIS_URL": "redis://b", "MAIL_URL": "console://"}
    whole |= {"DEFAULT_FROM_EMAIL": "a@example.org", "PATH": os.environ["PATH"], "FILMS_S3_URL": films}
    whole |= {"FILES_S3_URL": "https://key:secret@s3.example.org/files"}
    command = [sys.executable, "-c", "import knowledge_network.settings"]
    done = subprocess.run(command, env=whole, cwd=ROOT, capture_output=True, text=True)
    assert "FILES_S3_URL and FILMS_S3_URL go together" in done.stderr
    assert "secret@" not in done.stderr


# The tests of rooms with files, on it ---------------------------------------------------------------

ROOMS = [
    "tests/plg/space/test_files.py", "tests/expertise/products/test_product_files.py", "tests/lesson_study/video",
    "tests/members/people/test_profile.py", "tests/expertise/asking/test_question_files.py",
]  # fmt: skip


@pytest.mark.drill(name="files")
@pytest.mark.parametrize("room", ROOMS)
def test_the_tests_of_rooms_pass_with_their_files_in_s3(buckets, room):
    files, films = buckets["versions"]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    told = {"TEST_FILES_S3_URL": files, "TEST_FILMS_S3_URL": films}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "-m", "not drill"]
    done = subprocess.run([*command, room], env=inherited | told, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
