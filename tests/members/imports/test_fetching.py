"""The list of schools from DUO itself: only where the site may ask others, only from DUO, and never endlessly."""

from __future__ import annotations

import io
import json
from urllib.error import URLError

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_network.members.imports import fetching
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.organisations.enums import Sector
from tests.factories import NetworkRoleFactory
from tests.members.network.test_setup import BACKEND, SITES

FILE = "https://onderwijsdata.duo.nl/dataset/1/resource/2/download/vestigingenbo.csv"


class Answer(io.BytesIO):
    def __init__(self, content: bytes, url: str) -> None:
        super().__init__(content)
        self.url = url

    def geturl(self) -> str:
        return self.url


def catalogue(url: str) -> bytes:
    others = [{"name": "Instellingen", "url": "https://onderwijsdata.duo.nl/instellingenbo.csv"}]
    return json.dumps({"result": {"resources": [*others, {"name": "Alle vestigingen", "url": url}]}}).encode()


@pytest.fixture
def duo(monkeypatch):
    """What DUO answers, by the address; what is asked of it."""
    answers = {fetching.CATALOGUE: Answer(catalogue(FILE), fetching.CATALOGUE), FILE: Answer(SITES.encode(), FILE)}
    asked = []

    def answer(request, timeout):
        asked.append(request.full_url)
        found = answers[request.full_url.partition("?")[0]]
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(fetching, "urlopen", answer)
    return answers, asked


def test_the_newest_list_of_schools_is_found_by_its_name(duo):
    assert fetching.fetch_sites(Sector.PRIMARY) == ("vestigingenbo.csv", SITES.encode())
    assert duo[1] == [f"{fetching.CATALOGUE}?id=adressen_bo", FILE]


@pytest.mark.parametrize(
    "url",
    [
        "http://onderwijsdata.duo.nl/vestigingen.csv",
        "https://example.org/vestigingen.csv",
        "https://evilduo.nl/vestigingen.csv",
        "file:///etc/vestigingen.csv",
        "https://duo.nl@127.0.0.1/vestigingen.csv",
    ],
)
def test_nothing_is_fetched_from_anybody_else(duo, url):
    duo[0][fetching.CATALOGUE] = Answer(catalogue(url), fetching.CATALOGUE)
    with pytest.raises(fetching.FetchError, match="niet bij DUO zelf"):
        fetching.fetch_sites(Sector.PRIMARY)
    assert len(duo[1]) == 1


@pytest.mark.parametrize(
    ("place", "answer", "words"),
    [
        (fetching.CATALOGUE, URLError("no network"), "antwoordt nu niet"),
        (fetching.CATALOGUE, Answer(b"<html>", fetching.CATALOGUE), "nu geen lijst"),
        (fetching.CATALOGUE, Answer(b'{"result": {"resources": []}}', fetching.CATALOGUE), "nu geen lijst"),
        (FILE, Answer(b"x" * 50, FILE), "groter dan we lezen"),
        (FILE, Answer(SITES.encode(), "https://example.org/elsewhere"), "niet bij DUO zelf"),
    ],
)
def test_what_goes_wrong_is_said(duo, monkeypatch, place, answer, words):
    if words.startswith("groter"):
        monkeypatch.setattr(fetching, "MAX_BYTES", 40)
    duo[0][place] = answer
    with pytest.raises(fetching.FetchError, match=words):
        fetching.fetch_sites(Sector.PRIMARY)


@pytest.mark.django_db
def test_a_coordinator_fetches_where_the_site_may_ask_others(duo, settings):
    settings.OUTGOING_REQUESTS = True
    client = Client()
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    assert "Of haal hem nu op bij DUO" in client.get(reverse("members:import_sites")).content.decode()
    response = client.post(reverse("members:import_sites"), {"fetch": Sector.PRIMARY.value, "day": "2026-11-01"})
    assert response.status_code == 302
    run = ImportRun.objects.get()
    assert (run.file_name, run.options["sector"]) == ("vestigingenbo.csv", Sector.PRIMARY)
    duo[0][fetching.CATALOGUE] = URLError("no network")
    again = client.post(reverse("members:import_sites"), {"fetch": Sector.PRIMARY.value, "day": "2026-11-01"})
    assert again.status_code == 422
    assert "antwoordt nu niet" in again.content.decode()


@pytest.mark.django_db
def test_where_it_may_not_nobody_is_offered_it(duo):
    client = Client()
    client.force_login(NetworkRoleFactory().member, backend=BACKEND)
    assert "bij DUO</option>" not in (page := client.get(reverse("members:import_sites")).content.decode())
    assert 'name="fetch"' not in page
    response = client.post(reverse("members:import_sites"), {"fetch": Sector.PRIMARY.value, "day": "2026-11-01"})
    assert response.status_code == 422
    assert duo[1] == []
