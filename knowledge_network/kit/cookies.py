"""Every cookie that the site sets, as its page about privacy tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    """`name` as browsers show it; with «…» where what follows differs."""

    name: str
    purpose: str | Promise
    duration: str | Promise


def list_cookies() -> list[Cookie]:
    """Those that everybody gets first."""
    return [
        Cookie(settings.CSRF_COOKIE_NAME, _("That a form was sent by you and not by another site"), _("a year")),
        Cookie(settings.SESSION_COOKIE_NAME, _("That you are logged in"), _("until you log out, two weeks at most")),
        Cookie("theme", _("The colours that you chose: light or dark"), _("a year")),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("The language that you chose"), _("until you close the browser")),
        Cookie(CookieStorage.cookie_name, _("What the next page says, for instance «saved»"), _("until the next page")),
        Cookie("written", _("That you see at once what you saved. It says nothing of who you are"), _("two minutes")),
        Cookie("sent-draft", _("That what you wrote arrived, so that its draft goes"), _("ten minutes at most")),
        Cookie(
            "scan-…",
            _("The code with which you change your answers to a scan. Nobody else has it"),
            _("until the scan closes"),
        ),
        Cookie("saml-answer", _("That you come back from the log-in of your school"), _("two minutes")),
    ]
