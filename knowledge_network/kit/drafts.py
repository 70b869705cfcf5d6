"""Texts that the browser keeps while somebody writes: they are forgotten only when the server has them."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

COOKIE = "sent-draft"


def forget_drafts[R: HttpResponse](response: R, prefix: str) -> R:
    """Tell the browser with `response` that what it kept under keys that begin with `prefix` has arrived.

    For `<autosave-field key="…" until-sent>`. Without this the draft stays, so that a connection that breaks while a
    form is sent costs nobody a word.
    """
    response.set_cookie(
        COOKIE, quote(prefix, safe=""), max_age=600, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
