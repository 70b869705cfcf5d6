"""A file with a question: for who sees the question, without what it was called when its asker stays unknown."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from expertise.asking.actions import requests as actions
from expertise.asking.enums import HelpAudience
from expertise.asking.models import HelpRequest, QuestionFile
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def text(name: str = "opdracht.txt", content: bytes = b"Maak drie sommen.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def ask(**values):
    return actions.ask(
        by=f.MemberFactory(), **{"audience": HelpAudience.NETWORK, "title": "Hoe oefen ik dit?"} | values
    )


def test_a_file_goes_along_with_the_question_that_is_sent(client):
    client.force_login(f.MemberFactory(), backend=BACKEND)
    client.post("/vragen/stellen/", {"title": "Hoe oefen ik dit?", "step": "send", "seen": "1", "content": text()})
    assert HelpRequest.objects.get().files.get().file_name == "opdracht.txt"


def test_who_sees_the_question_gets_the_file_and_nobody_else(client):
    help_request = ask(audience=HelpAudience.EXPERT, expert=(expert := f.MemberFactory()))
    client.force_login(help_request.asker, backend=BACKEND)
    client.post(reverse("expertise:help_file_add", args=[help_request.public_id]), {"content": text()})
    file = QuestionFile.objects.select_related("help_request").get()
    client.force_login(expert, backend=BACKEND)
    page = client.get(reverse("expertise:help_request_detail", args=[help_request.public_id]))
    assert file.get_absolute_url() in page.content.decode()
    response = client.get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == b"Maak drie sommen."
    assert "sandbox" in response["Content-Security-Policy"]
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_file_of_who_stays_unknown_loses_its_name(client):
    help_request = ask(is_anonymous=True)
    client.force_login(help_request.asker, backend=BACKEND)
    client.post(
        reverse("expertise:help_file_add", args=[help_request.public_id]), {"content": text("les van Fenna.txt")}
    )
    assert QuestionFile.objects.get().file_name == "bijlage.txt"


def test_what_cannot_be_taken_is_said_in_words_and_a_sixth_is_refused(client):
    help_request = ask()
    client.force_login(help_request.asker, backend=BACKEND)
    address = reverse("expertise:help_file_add", args=[help_request.public_id])
    heic = SimpleUploadedFile("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100)
    assert "Sla hem opnieuw op als JPEG" in Page(client.post(address, {"content": heic}, follow=True))
    for number in range(6):
        page = Page(client.post(address, {"content": text(content=f"blad {number}".encode())}, follow=True))
    assert QuestionFile.objects.count() == 5
    assert "Haal er eerst een weg." in page


def test_taking_a_file_away_takes_its_content_away(client, django_capture_on_commit_callbacks):
    help_request = ask()
    client.force_login(help_request.asker, backend=BACKEND)
    client.post(reverse("expertise:help_file_add", args=[help_request.public_id]), {"content": text()})
    file = QuestionFile.objects.get()
    storage, name = file.content.storage, file.content.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("expertise:help_file_remove", args=[help_request.public_id, file.public_id]))
    assert not storage.exists(name)
    assert not QuestionFile.objects.exists()
