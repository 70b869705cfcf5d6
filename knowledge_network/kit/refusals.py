"""Forms that we do not take, in words that fit what is the matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form lay open too long, or its browser keeps no cookies: Django's own view cannot tell them apart."""
    context = {"no_cookie": reason == REASON_NO_CSRF_COOKIE}
    return render(request, "403_csrf.html", context, status=403)
