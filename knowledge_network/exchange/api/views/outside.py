"""What goes wrong before or behind an endpoint of the API: told as the API tells it, elsewhere as the site does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from knowledge_network.exchange.api.views.door import tell_problem
from knowledge_network.kit import trouble

HERE = "/api/v1/"


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(HERE):
        return tell_problem(400, str(exception))
    return defaults.bad_request(request, exception)


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(HERE):
        return tell_problem(404, "There is no such address.")
    return defaults.page_not_found(request, exception)


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """A full disk and an absent database are no faults of the site, and say so."""
    response = trouble.server_error(request)
    if not request.path.startswith(HERE):
        return response
    problem = tell_problem(response.status_code, "It is on our side. Ask again later.")
    if "Retry-After" in response:
        problem["Retry-After"] = response["Retry-After"]
    return problem
