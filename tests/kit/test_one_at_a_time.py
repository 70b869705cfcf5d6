"""Two requests about one thing: who comes second is answered by what stands there by then, never with a fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ObjectNotUpdated, ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.one_at_a_time import OneAtATimeMiddleware
from knowledge_network.topics.models import Topic

pytestmark = pytest.mark.django_db
HERE = "http://testserver/groepen/"


class Looks:
    """A view that runs into `errors` one after the other, and then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.looked = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.looked += 1
        if self.errors:
            raise self.errors.pop(0)
        return HttpResponse("zoals het nu is")


def send(view: Looks, before: str = HERE) -> Any:
    request = RequestFactory().post("/iets/", {}, headers={"Referer": before})
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    answer = OneAtATimeMiddleware(lambda _: HttpResponse()).process_view(request, view, (), {})
    return answer, [str(one) for one in request._messages]  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", [Topic.DoesNotExist(), ObjectNotUpdated(), ValidationError("staat er al")])
def test_who_finds_it_gone_or_taken_looks_once_more(error):
    view = Looks(error)
    answer, _said = send(view)
    assert (answer.content.decode(), view.looked) == ("zoals het nu is", 2)


def test_what_stays_wrong_is_a_fault_after_all():
    view = Looks(*[Topic.DoesNotExist()] * 9)
    with pytest.raises(Topic.DoesNotExist):
        send(view)
    assert view.looked == 3


def test_a_fault_of_the_code_is_not_tried_again():
    view = Looks(KeyError("x"))
    with pytest.raises(KeyError):
        send(view)
    assert view.looked == 1


@pytest.mark.parametrize("error", [RefusedError("Dit staat niet meer open."), ValidationError("Dit is er al.")])
def test_a_refusal_that_comes_after_the_view_looked_is_told_on_the_page_before(error):
    words = "".join(error.messages) if isinstance(error, ValidationError) else str(error)
    answer, said = send(Looks(*[error] * 3))
    assert (answer.status_code, answer["Location"], said) == (302, HERE, [words])


@pytest.mark.parametrize("before", ["", "https://elders.example/x", "//elders.example", "javascript:alert(1)"])
def test_a_refusal_leads_nowhere_else(before):
    answer, _said = send(Looks(RefusedError("Nee.")), before)
    assert answer["Location"] == "/"
