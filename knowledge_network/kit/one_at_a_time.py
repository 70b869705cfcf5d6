"""What is sent at one moment comes after each other: the second is judged by what the first wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import structlog
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ObjectNotUpdated, ValidationError
from django.db import OperationalError, connection, transaction
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from knowledge_network.kit.errors import RefusedError

logger = structlog.get_logger(__name__)
SENT_ALONG = "initial-"
TRIES = 3
# What points at a row that is gone, unique and exclusion constraints; serialisation, deadlock. Whoever looks again
# finds what the other wrote.
MET = {"23503", "23505", "23P01", "40001", "40P01"}


def is_locked(request: HttpRequest) -> bool:
    """Whether this is a form that says what it saw."""
    return request.method == "POST" and any(name.startswith(SENT_ALONG) for name in request.POST)


def has_met(error: Exception) -> bool:
    """Whether somebody else may have changed what was read, or taken it away, before this request could write."""
    if isinstance(error, IntegrityError | OperationalError):
        return getattr(error.__cause__, "sqlstate", "") in MET
    return isinstance(error, ObjectDoesNotExist | ObjectNotUpdated | ValidationError)


class OneAtATimeMiddleware:
    """Forms that send along what they saw (`kit.together`) are checked and stored in one go for each address.

    Between reading what stands there and writing, nobody else writes there: a lock of the transaction on the address.
    Where two make the same new thing at once, the database refuses the second; where one takes away what the other is
    about, the other finds it gone. Such a request is tried again, after those of the same address, and is answered by
    what stands there now. It stands last, so that the session and what is told on the page are stored outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_locked(request):
            return self.get_response(request)
        with _after_each_other(request):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        for number in range(TRIES):
            try:
                waits = number > 0 or is_locked(request)
                with _after_each_other(request) if waits else nullcontext():
                    return view(request, *args, **kwargs)
            except RefusedError as refusal:
                return say_and_go_back(request, str(refusal))
            except Exception as error:
                if not has_met(error):
                    raise
                if number == TRIES - 1:
                    return _end_with(error, request)
                state = getattr(error.__cause__, "sqlstate", "")
                logger.info("tries_again", path=request.path, error=type(error).__name__, state=state)
                _rewind_files(request)
        return None


def _end_with(error: Exception, request: HttpRequest) -> HttpResponse:
    if isinstance(error, ValidationError):
        return say_and_go_back(request, " ".join(error.messages))
    raise error


def _rewind_files(request: HttpRequest) -> None:
    for _name, files in request.FILES.lists():
        for file in files:
            file.seek(0)


@contextmanager
def _after_each_other(request: HttpRequest) -> Iterator[None]:
    """In a transaction that waits until no other one works on this address."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 12))", [request.path])
        yield


def say_and_go_back(request: HttpRequest, words: str) -> HttpResponse:
    """A refusal that its view did not expect, because it came up after the view looked: told on the page before."""
    logger.warning("refused_late", path=request.path)
    messages.error(request, words)
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        before = "/"
    return HttpResponseRedirect(before)
