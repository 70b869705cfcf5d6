"""What is sent at one moment comes after each other: the second is judged by what the first wrote."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse

SENT_ALONG = "initial-"
TRIES = 3
# unique and exclusion constraints; serialisation, deadlock. Whoever looks again finds what the other wrote.
MET = {"23505", "23P01", "40001", "40P01"}


def is_locked(request: HttpRequest) -> bool:
    """Whether this is a form that says what it saw."""
    return request.method == "POST" and any(name.startswith(SENT_ALONG) for name in request.POST)


class OneAtATimeMiddleware:
    """Forms that send along what they saw (`kit.together`) are checked and stored in one go for each address.

    Between reading what stands there and writing, nobody else writes there: a lock of the transaction on the address.
    Where two make the same new thing at once, the database refuses the second; its request is tried again and finds
    the thing. It stands last, so that the session and what is told on the page are stored outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_locked(request):
            return self.get_response(request)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 12))", [request.path])
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        for _ in range(TRIES - 1):
            try:
                with transaction.atomic() if is_locked(request) else nullcontext():
                    return view(request, *args, **kwargs)
            except (IntegrityError, OperationalError) as error:
                if getattr(error.__cause__, "sqlstate", "") not in MET:
                    raise
                for files in request.FILES.lists():
                    for file in files[1]:
                        file.seek(0)
        return None
