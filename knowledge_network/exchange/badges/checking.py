"""What can be said of a badge that somebody shows. Nothing of what is shown is kept."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from knowledge_network.exchange.badges.document import name_issuer
from knowledge_network.exchange.badges.enums import BadgeState, BadgeVerdict
from knowledge_network.exchange.badges.keys import find_public_key
from knowledge_network.exchange.badges.models import Badge, StatusBit
from knowledge_network.exchange.badges.sealing import find_kid, judge, read_signed


@dataclass(frozen=True)
class Checked:
    """`document` is what stands in a badge that holds; of any other nothing is told."""

    verdict: BadgeVerdict
    document: Mapping[str, Any] | None = None
    # For who may withdraw it.
    badge: Badge | None = None

    @property
    def is_valid(self) -> bool:
        return self.verdict == BadgeVerdict.VALID

    @property
    def achievement(self) -> Mapping[str, Any]:
        subject = (self.document or {}).get("credentialSubject", {})
        found: Mapping[str, Any] = subject.get("achievement", {})
        return found

    @property
    def criterion(self) -> str:
        return str(self.achievement.get("criteria", {}).get("narrative", ""))

    @property
    def valid_from(self) -> dt.datetime | None:
        return _read(self.document, "validFrom")

    @property
    def valid_until(self) -> dt.datetime | None:
        return _read(self.document, "validUntil")


def _read(document: Mapping[str, Any] | None, name: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(str(document[name])) if document else None


def check_number(public_id: str, address: str) -> Checked:
    """As `check_badge`, of a badge whose number somebody shows (QR) instead of its file; one query.

    Who does not know the right address learns nothing, also not whether there is such a badge.
    """
    rows = Badge.objects.filter(public_id=public_id, state__in=BadgeState.WAS_GRANTED)
    badge = rows.select_related("badge_class", "member", "status_bit").first()
    if badge is None or badge.status_bit is None or not _is_of(badge, address):
        return Checked(BadgeVerdict.NOT_FOUND)
    if badge.status_bit.revoked_at is not None or badge.is_ended:
        return Checked(BadgeVerdict.REVOKED)
    if badge.is_over:
        return Checked(BadgeVerdict.EXPIRED)
    return Checked(BadgeVerdict.VALID, _tell(badge), badge)


def _is_of(badge: Badge, address: str) -> bool:
    given, asked = (text.strip().lower().encode() for text in (badge.member.email, address))
    return hmac.compare_digest(given, asked)


def _tell(badge: Badge) -> dict[str, Any]:
    """What stands in its file of what is shown."""
    achievement = {
        "name": badge.name,
        "description": badge.description,
        "criteria": {"narrative": badge.criterion},
    }
    span = {"validFrom": badge.valid_from, "validUntil": badge.valid_until}
    told = {name: moment.isoformat() for name, moment in span.items() if moment is not None}
    return {"credentialSubject": {"achievement": achievement}, **told}


def check_badge(text: str, address: str) -> Checked:
    """Three queries at most."""
    issuer, _hash, fragment = find_kid(text).partition("#")
    public = find_public_key(fragment) if issuer == name_issuer() else None
    if public is None:
        return Checked(BadgeVerdict.UNKNOWN)
    read = read_signed(text, public)
    number = read.status_number if read is not None else None
    bit = StatusBit.objects.filter(number=number).first() if number is not None else None
    is_revoked = read is not None and (bit is None or bit.revoked_at is not None)
    verdict = judge(text, public, address=address, is_revoked=is_revoked, now=timezone.now())
    found = BadgeVerdict(verdict.value)
    if found != BadgeVerdict.VALID or read is None:
        return Checked(found)
    badge = Badge.objects.filter(status_bit=bit).select_related("badge_class", "member").first()
    return Checked(found, read.document, badge)
