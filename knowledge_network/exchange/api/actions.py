"""Making keys and ending them."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

PREFIX = "knw_"
MOST_KEYS = 10
KEPT_AFTER_END = dt.timedelta(days=90)


def hash_key(key: str) -> str:
    """A key is long and random: one round of SHA-256 keeps it as secret as it is."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(*, by: Member, name: str, scopes: Iterable[str], days: int) -> tuple[ApiKey, str]:
    """The row, and the key itself, which is told this once."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    if ApiKey.objects.filter(member=by).holding().count() >= MOST_KEYS:
        raise RefusedError(_("You have ten keys already. End one that you do not use."))
    key = f"{PREFIX}{secrets.token_urlsafe(32)}"
    made = ApiKey.objects.create(
        member=by,
        name=name,
        scopes=sorted(set(scopes)),
        key_hash=hash_key(key),
        first_signs=key[:10],
        expires_on=timezone.localdate() + dt.timedelta(days=days),
    )
    AuditEvent.objects.record("exchange.key_made", by=by, subject=by)
    return made, key


@transaction.atomic
def end_key(*, key: ApiKey, by: Member) -> None:
    """Doing it twice is doing it once."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        AuditEvent.objects.record("exchange.key_ended", by=by, subject=key.member)


def note_use(*, key: ApiKey) -> None:
    """Once a day: enough to see which key nobody uses any more."""
    today = timezone.localdate()
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)


@transaction.atomic
def forget_old_keys(*, now: dt.datetime | None = None) -> int:
    """Keys that ended a while ago."""
    before = (now or timezone.now()) - KEPT_AFTER_END
    expired = ApiKey.objects.filter(expires_on__lt=timezone.localdate(before)).delete()[0]
    return expired + ApiKey.objects.filter(revoked_at__lt=before).delete()[0]
