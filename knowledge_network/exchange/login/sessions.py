"""What waits between two pages: somebody whom a federation sent and whom we do not know yet, and an answer by SAML."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from knowledge_network.exchange.login.enums import Federation
from knowledge_network.exchange.login.facts import Claims

PENDING = "federation_pending"
PENDING_SECONDS = 30 * 60
ANSWER_COOKIE = "saml-answer"
ANSWER_SECONDS = 120


@dataclass(frozen=True)
class Pending:
    """Somebody who showed who they are elsewhere, and has yet to show which account here is theirs."""

    federation: str
    uid: str
    claims: Claims

    @property
    def name(self) -> str:
        return Federation(self.federation).label

    @property
    def place(self) -> str:
        return self.claims.organisation_name or self.claims.organisation


def stash_pending(session: SessionBase, federation: str, uid: str, claims: Claims) -> None:
    kept = claims.as_stored() | {"has_address": claims.has_address}
    session[PENDING] = {"federation": federation, "uid": uid, "claims": kept, "at": int(time.time())}


def read_pending(session: SessionBase) -> Pending | None:
    """What waits for at most half an hour."""
    kept = session.get(PENDING)
    if not isinstance(kept, dict) or time.time() - kept.get("at", 0) > PENDING_SECONDS:
        return None
    if kept["federation"] not in Federation.values:
        return None
    claims = Claims.from_stored(kept["claims"])
    has_address = bool(kept["claims"].get("has_address"))
    claims = Claims(claims.organisation, claims.organisation_name, claims.affiliations, has_address)
    return Pending(kept["federation"], kept["uid"], claims)


def drop_pending(session: SessionBase) -> None:
    session.pop(PENDING, None)


def stash_answer(federation: str, answer: str) -> HttpResponseRedirect:
    """To the page that reads the answer. The federation's page sent a form, with which no browser sends our cookies."""
    name = secrets.token_urlsafe(24)
    cache.set(_name_answer(name), answer, ANSWER_SECONDS)
    response = HttpResponseRedirect(reverse("exchange:saml_finish", args=[federation]))
    response.set_cookie(
        ANSWER_COOKIE,
        name,
        max_age=ANSWER_SECONDS,
        path=response.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_answer(request: HttpRequest) -> str:
    """Once; empty when there is none."""
    name = _name_answer(request.COOKIES.get(ANSWER_COOKIE, ""))
    answer = cache.get(name)
    cache.delete(name)
    return answer if isinstance(answer, str) else ""


def _name_answer(name: str) -> str:
    return f"exchange:saml:{salted_hmac('exchange.saml', name, algorithm='sha256').hexdigest()}"
