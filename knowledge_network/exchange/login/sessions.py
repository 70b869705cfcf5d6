"""Somebody whom a federation sent and whom we do not know yet: what waits in the session, for half an hour."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from knowledge_network.exchange.login.enums import Federation
from knowledge_network.exchange.login.facts import Claims

PENDING = "federation_pending"
PENDING_SECONDS = 30 * 60


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
