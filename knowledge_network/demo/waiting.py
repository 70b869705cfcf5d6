"""The page that a visitor sees while the demo is being filled: how far it is, and then the demo itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

SECONDS = "3"
# What asks whether the servers stand gets its own answer.
ALWAYS = ("/healthz", "/readyz", settings.STATIC_URL)


class Progress(TypedDict):
    done: int
    total: int
    step: str


def read_progress(path: Path) -> Progress | None:
    """How far the seed is; nothing once it is done. One that is just being written counts as not begun."""
    try:
        text = path.read_text()
    except OSError:
        return None
    with suppress(ValueError):
        found: Progress = json.loads(text)
        return found
    return Progress(done=0, total=0, step="")


def write_progress(path: Path, *, done: int, total: int, step: str) -> None:
    path.write_text(json.dumps(Progress(done=done, total=total, step=step)))


class WaitingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.path = Path(settings.DEMO_PROGRESS_FILE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        progress = None if request.path.startswith(ALWAYS) else read_progress(self.path)
        if progress is None:
            return self.get_response(request)
        with translation.override(settings.LANGUAGE_CODE):
            page = render_to_string("demo/waiting.html", {**progress, "seconds": SECONDS})
        return HttpResponse(page, status=503, headers={"Retry-After": SECONDS, "Cache-Control": "no-store"})
