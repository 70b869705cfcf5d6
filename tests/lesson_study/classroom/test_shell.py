"""The shell of the page for in the classroom: light, the same for everybody, and without a word of a lesson."""

import gzip
import json

import pytest
from django.conf import settings
from django.urls import reverse

from knowledge_network.kit.machines import ICONS
from lesson_study.classroom.shell import FILES, shell_version, worker_source
from tests.lesson_study.classroom.building import make_lesson, observer_of

STATIC = settings.BASE_DIR / "static"
SHELL = reverse("lesson_study:observe", args=["abcdefghij", 1])


def test_the_page_weighs_at_most_120_kilobytes(client, db):
    page = gzip.compress(client.get(SHELL).content, 6)
    compressed = [gzip.compress((STATIC / name).read_bytes(), 6) for name in FILES]
    worker = gzip.compress(worker_source(SHELL).encode(), 6)
    assert sum(map(len, [page, worker, *compressed])) <= 120_000
    assert len(FILES) + 3 <= 15, "requests"


@pytest.mark.django_db
def test_the_shell_is_the_same_for_everybody_and_asks_nothing_of_the_database(client, django_assert_num_queries):
    lesson = make_lesson()
    address = reverse("lesson_study:observe", args=[lesson.cycle.public_id, 1])
    with django_assert_num_queries(0):
        anonymous = client.get(address).content.decode()
    client.force_login(observer_of(lesson))
    mine = client.get(address).content.decode()
    assert anonymous == mine
    assert mine.replace(lesson.cycle.public_id, "abcdefghij") == client.get(SHELL).content.decode()
    assert lesson.cycle.title not in mine


def test_the_worker_sees_the_page_of_one_lesson_and_stores_the_shell_alone(client):
    response = client.get(reverse("lesson_study:observe_worker", args=["abcdefghij", 1]))
    assert response["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in response
    told = json.loads(response.content.decode().partition("= ")[2].partition(";\n")[0])
    assert told["page"] == SHELL
    assert told["version"] == shell_version()
    assert [name.removeprefix("/static/") for name in told["files"]] == list(FILES)


def test_the_manifest_makes_an_app_of_this_page(client):
    response = client.get(reverse("lesson_study:observe_manifest", args=["abcdefghij", 1]))
    manifest = response.json()
    assert manifest["scope"] == manifest["start_url"] == SHELL
    assert manifest["display"] == "standalone"
    for name, size in ICONS:
        data = (STATIC / name).read_bytes()
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert f"{width}x{height}" == size


def test_the_policy_of_the_page_makes_no_exceptions(client):
    policy = client.get(SHELL)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_another_file_or_word_is_another_version(monkeypatch):
    before = shell_version()
    monkeypatch.setattr("lesson_study.classroom.shell._files_version", lambda: "another")
    changed = shell_version()
    assert changed != before
    monkeypatch.setattr("lesson_study.classroom.shell.words_of_shell", dict)
    assert shell_version() != changed
