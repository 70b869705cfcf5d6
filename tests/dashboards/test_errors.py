"""Something went wrong: in plain words, in the reader's language, with a way on, and with the right code."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.views import defaults

from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_missing_page_has_a_way_on(client, language):
    client.cookies["django_language"] = language
    response = client.get("/bestaat-niet/")
    text = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in text
    assert 'href="/"' in text
    assert "/zoeken/" in text


def test_a_forbidden_page_says_so_without_telling_more(client):
    client.force_login(MemberFactory(), backend=BACKEND)
    response = client.get(reverse("dashboards:management"))
    assert response.status_code == 403
    assert 'href="/"' in response.content.decode()


@pytest.mark.parametrize(
    ("cookie", "words"), [("", "bewaart geen cookies"), ("a" * 32, "Dit formulier stond te lang open")]
)
def test_a_form_that_cannot_be_trusted_is_refused_in_words_that_fit(cookie, words):
    client = Client(enforce_csrf_checks=True)
    if cookie:
        client.cookies["csrftoken"] = cookie
    response = client.post(reverse("dashboards:contact"), {"text": "Hallo", "csrfmiddlewaretoken": "b" * 32})
    assert response.status_code == 403
    assert words in response.content.decode()
    assert "CSRF" not in response.content.decode()


def test_a_nul_character_is_a_bad_request_with_a_page(client):
    response = client.get("/zoeken/?q=%00")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "arguments", "code"),
    [
        (defaults.server_error, (), 500),
        (defaults.bad_request, (BadRequest("x"),), 400),
        (defaults.permission_denied, (PermissionDenied("x"),), 403),
    ],
)
def test_error_pages_need_no_database_and_no_reader(django_assert_num_queries, view, arguments, code):
    request = RequestFactory().get("/")
    with translation.override("nl"), django_assert_num_queries(0):
        response = view(request, *arguments)
    assert response.status_code == code
    assert '<html lang="nl"' in response.content.decode()
