"""The mails about being a member."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from knowledge_network.kit.emails import absolute_url, plan_rendered
from knowledge_network.members.people.models import Member, MemberMerge


def say_suspended(member: Member) -> None:
    """Goes out although the member can no longer log in, so without `member`."""
    plan_rendered(
        "mail/suspended",
        kind="members.suspended",
        key=f"suspended:{member.public_id}:{member.suspended_at:%Y%m%d%H%M%S}",
        address=member.email,
        language=member.language,
        context={
            "name": member.given_name,
            "reason": member.suspension_reason,
            "url": absolute_url(reverse("dashboards:contact")),
        },
    )


def say_merged(merge: MemberMerge) -> None:
    """To both addresses: whoever reads only one of them must hear of it too, so without `member`."""
    for member in (merge.kept, merge.ended):
        plan_rendered(
            "mail/merged",
            kind="members.merged",
            key=f"merged:{merge.public_id}:{member.public_id}",
            address=member.email,
            language=member.language,
            context={
                "name": member.given_name,
                "kept": merge.kept.email,
                "ended": merge.ended.email,
                "url": absolute_url(reverse("dashboards:contact")),
            },
        )


def say_resumed(member: Member, *, at: dt.datetime) -> None:
    plan_rendered(
        "mail/resumed",
        kind="members.resumed",
        key=f"resumed:{member.public_id}:{at:%Y%m%d%H%M%S}",
        address=member.email,
        language=member.language,
        member=member,
        context={"name": member.given_name, "url": absolute_url(reverse("account_login"))},
    )
