"""The page that visitors see while the demo is being filled."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from knowledge_network.demo.waiting import WaitingMiddleware, read_progress, write_progress


@pytest.fixture
def mark(tmp_path, settings):
    settings.DEMO_PROGRESS_FILE = str(tmp_path / "seeding.json")
    return tmp_path / "seeding.json"


def answer(address):
    return WaitingMiddleware(lambda request: HttpResponse("the demo"))(RequestFactory().get(address))


def test_without_a_mark_the_demo_is_there(mark):
    assert answer("/").content == b"the demo"
    assert read_progress(mark) is None


def test_a_visitor_sees_how_far_it_is_and_comes_back_by_itself(mark):
    write_progress(mark, done=4, total=20, step="Members and their work")
    response = answer("/leden/")
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "3"
    assert '<meta http-equiv="refresh" content="3">' in page
    assert 'max="20" value="4"' in page
    assert "Stap 4 van 20" in page


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/static/css/bundle.css"])
def test_what_asks_whether_it_stands_gets_its_own_answer(mark, address):
    write_progress(mark, done=0, total=0, step="")
    assert answer(address).content == b"the demo"


@pytest.mark.parametrize("text", ["", "{", json.dumps({"done": 0})[:-1]])
def test_a_mark_that_is_just_being_written_means_wait(mark, text):
    mark.write_text(text)
    assert answer("/").status_code == 503
