"""Ending a kind of mail from the mail itself, without logging in: a signed address per member and kind (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse

from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox.kinds import get_name, is_named

if TYPE_CHECKING:
    from collections.abc import Mapping

SALT = "notifications.unsubscribe"


@dataclass(frozen=True)
class Ending:
    """What a link ends for whom; `label` says it in words."""

    member: Member
    kind: str

    @property
    def label(self) -> str:
        return get_name(self.kind) or self.kind


def address(member: Member, kind: str) -> str:
    token = signing.dumps([member.public_id, kind], salt=SALT, compress=True)
    return absolute_url(reverse("notifications:unsubscribe", args=[token]))


def read(token: str) -> Ending | None:
    """None for an address that we did not make, or of somebody who is no longer here. One query."""
    try:
        public_id, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    member = Member.objects.active().filter(public_id=public_id).first()
    if member is None or not is_named(kind):
        return None
    return Ending(member, kind)


# Undo, without logging in: what was chosen before travels along, signed for this link only.


def signed_before(token: str, before: Mapping[tuple[str, str], str]) -> str:
    rows = [[kind, group, channel] for (kind, group), channel in before.items()]
    return signing.dumps([token, rows], salt=SALT + ".undo", compress=True)


def read_before(token: str, signed: str) -> dict[tuple[str, str], str]:
    """Nothing to put back when it is not ours or belongs to another link."""
    try:
        of_link, rows = signing.loads(signed, salt=SALT + ".undo")
    except (signing.BadSignature, ValueError, TypeError):
        return {}
    return {(kind, group): channel for kind, group, channel in rows} if of_link == token else {}
