"""A page for when there is no connection, and the worker that keeps it on a device: nothing of anybody stands in it.

Its scope is the whole site, and it answers only where the network does not. The page for in the classroom has a worker
of its own below its own address, which a browser lets go first.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

FILES = ("css/bundle.css", "img/favicon.svg", "vendor/fonts/atkinson.woff2")
WORKER = "js/offline/worker.js"


@login_not_required
@require_safe
@cache_control(no_cache=True)
def offline_page(request: HttpRequest) -> HttpResponse:
    """What still works without a connection; the same for everybody."""
    return render(request, "offline.html")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def site_worker(request: HttpRequest) -> HttpResponse:
    """At the root, for a worker sees what lies below its own address."""
    page = reverse("offline")
    shell = {"page": page, "files": [static(name) for name in FILES], "version": f"{_version()}-{get_language()}"}
    source = (settings.BASE_DIR / "static" / WORKER).read_text()
    return HttpResponse(f"const SHELL = {json.dumps(shell)};\n{source}", content_type="text/javascript; charset=utf-8")


@cache
def _version() -> str:
    """Another one as soon as anything of what is kept differs."""
    whole = hashlib.sha256()
    for name in (*FILES, WORKER):
        whole.update((settings.BASE_DIR / "static" / name).read_bytes())
    for name in ("offline.html", "error_plain.html"):
        whole.update((settings.BASE_DIR / "templates" / name).read_bytes())
    return whole.hexdigest()[:12]
