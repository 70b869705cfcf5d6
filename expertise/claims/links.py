"""Signed addresses with which a member confirms from the mail, without logging in, what they can still help with."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member

SALT = "expertise.confirm"
VALID_DAYS = 120


def confirm_address(member: Member) -> str:
    token = signing.dumps(member.public_id, salt=SALT)
    return absolute_url(reverse("expertise:claim_confirm_from_mail", args=[token]))


def read(token: str) -> Member | None:
    """None for an address that we did not make, that is too old, or of somebody who is no longer here. One query."""
    try:
        public_id = signing.loads(token, salt=SALT, max_age=_seconds(VALID_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    member: Member | None = Member.objects.active().filter(public_id=public_id).first()
    return member


def _seconds(days: int) -> int:
    return days * 24 * 3600
