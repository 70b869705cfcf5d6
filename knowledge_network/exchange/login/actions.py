"""Tying an identity to an account, and taking it off."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from knowledge_network.exchange.login.sessions import Pending
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def bind_identity(*, member: Member, pending: Pending) -> SocialAccount:
    """RefusedError when it is tied to another account. Doing it twice is doing it once."""
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)
    values: dict[str, Any] = {"user": member, "extra_data": pending.claims.as_stored()}
    account, is_new = SocialAccount.objects.get_or_create(provider=pending.federation, uid=pending.uid, defaults=values)
    if account.user_id != member.pk:
        raise RefusedError(_("This identity belongs to another account. Take it off there first."))
    if is_new:
        AuditEvent.objects.record("exchange.identity_bound", None, by=member, subject=member)
    return account


@transaction.atomic
def unbind_identity(*, member: Member, account: SocialAccount) -> None:
    account.delete()
    AuditEvent.objects.record("exchange.identity_unbound", None, by=member, subject=member)


def name_identity(account: SocialAccount) -> str:
    """By what a page calls it: no running number, and nothing of what the federation calls somebody."""
    return salted_hmac("exchange.identity", f"{account.provider}:{account.uid}", algorithm="sha256").hexdigest()[:20]


def find_identity(member: Member, name: str) -> SocialAccount | None:
    rows = SocialAccount.objects.filter(user=member)
    return next((row for row in rows if constant_time_compare(name_identity(row), name)), None)
