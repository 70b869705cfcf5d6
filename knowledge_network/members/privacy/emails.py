"""The mails about being forgotten."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from knowledge_network.kit.emails import absolute_url, plan_rendered
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.models import DataRequest


def confirm_erasure(member: Member, *, on: dt.date, asked_at: dt.datetime) -> None:
    """The account is closed and goes `on` that day; until then there is a way back."""
    plan_rendered(
        "mail/erasure_requested",
        kind="members.erasure",
        key=f"erasure-requested:{member.public_id}:{asked_at:%Y%m%d%H%M%S}",
        member=member,
        address=member.email,
        language=member.language,
        context={"member": member, "date": on, "action_url": absolute_url(reverse("members:my_data_return"))},
    )


def tell_copy_is_ready(request: DataRequest, *, until: dt.date) -> None:
    """Goes to who is leaving too: their way to the copy is open until they are erased."""
    member = request.member
    plan_rendered(
        "mail/copy_ready",
        kind="members.copy",
        key=f"copy-ready:{request.pk}",
        address=member.email,
        language=member.language,
        context={"member": member, "date": until, "action_url": absolute_url(reverse("members:my_data_copy"))},
    )


def warn_inactive(member: Member, *, erased_on: dt.date, told_at: dt.datetime) -> None:
    """Goes out whatever state the account is in, so without `member`."""
    plan_rendered(
        "mail/retention_warning",
        kind="members.retention",
        key=f"retention-warning:{member.public_id}:{told_at:%Y%m%d}",
        address=member.email,
        language=member.language,
        context={"member": member, "date": erased_on, "action_url": absolute_url(reverse("account_login"))},
    )
