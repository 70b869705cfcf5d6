"""The door of the API: who holds a key, how often, and how errors and unchanged answers are told."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from knowledge_network.exchange.api.actions import hash_key, note_use
from knowledge_network.exchange.api.enums import ApiScope
from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.accounts.middleware import needs_second_factor

PROBLEM = "application/problem+json"
LATER = 60


class KeyRequest(HttpRequest):
    """A request whose key was looked at."""

    auth: ApiKey


class TooManyError(Exception):
    """More than the limit."""


class KeyBearer(HttpBearer):
    """`Authorization: Bearer knw_…`. A session is no key: what a browser is logged in as counts for nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = ApiKey.objects.holding().filter(key_hash=hash_key(token)).select_related("member").first()
        if key is None or not is_welcome(key):
            if too_many(request, "api_guess"):
                raise TooManyError
            return None
        if too_many(request, "api_read", key=key.public_id):
            raise TooManyError
        note_use(key=key)
        return key


def is_welcome(key: ApiKey) -> bool:
    """Its owner is still in the network, and may come in themselves."""
    member = key.member
    return member.is_present and not (needs_second_factor(member) and not member.has_second_factor)


def check_scope(request: HttpRequest, scope: ApiScope) -> ApiKey:
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    if scope.value not in key.scopes:
        raise HttpError(403, f"This key may not read {scope.value}.")
    return key


class NetworkApi(NinjaAPI):
    """Answers that did not change are not sent again."""

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Authorization"
        if response.status_code != HTTPStatus.OK:
            return response
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response


def describe_problems(described: dict[str, Any]) -> None:
    """In the description errors are what they are sent as; the library knows one kind of answer only."""
    for operations in described["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) != HTTPStatus.OK and "content" in answer:
                    answer["content"] = {PROBLEM: next(iter(answer["content"].values()))}


def tell_problem(status: int, detail: str = "", **more: object) -> JsonResponse:
    """An error as RFC 9457 has it."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    response = JsonResponse(told, status=status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    return response


def register_problems(api: NinjaAPI) -> None:
    def refuse_stranger(request: HttpRequest, error: Any) -> HttpResponse:
        response = tell_problem(401, "Send a key that holds: Authorization: Bearer knw_…")
        response["WWW-Authenticate"] = "Bearer"
        return response

    def refuse_often(request: HttpRequest, error: Any) -> HttpResponse:
        response = tell_problem(429, "Ask again in a minute.")
        response["Retry-After"] = str(LATER)
        return response

    def refuse_input(request: HttpRequest, error: Any) -> HttpResponse:
        wrong = [{"where": [str(part) for part in one["loc"]], "what": one["msg"]} for one in error.errors]
        return tell_problem(422, "Something in the question is not as described.", errors=wrong)

    def tell_http_error(request: HttpRequest, error: Any) -> HttpResponse:
        return tell_problem(error.status_code, str(error))

    def tell_nothing_here(request: HttpRequest, error: Any) -> HttpResponse:
        return tell_problem(404, "There is nothing here for this key.")

    api.add_exception_handler(AuthenticationError, refuse_stranger)
    api.add_exception_handler(TooManyError, refuse_often)
    api.add_exception_handler(ValidationError, refuse_input)
    api.add_exception_handler(HttpError, tell_http_error)
    api.add_exception_handler(Http404, tell_nothing_here)
