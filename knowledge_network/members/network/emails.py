"""The mails about the network itself."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.emails import absolute_url, plan_rendered
from knowledge_network.members.people.models import Member


def welcome_second(member: Member, *, inviter: str) -> None:
    """A colleague runs the network with whoever began it."""
    plan_rendered(
        "mail/second_coordinator",
        kind="members.second_coordinator",
        key=f"members.second_coordinator:{member.public_id}",
        address=member.email,
        member=member,
        language=member.language,
        context={
            "name": member.given_name,
            "inviter": inviter,
            "url": absolute_url(reverse("account_request_login_code")),
        },
    )


def send_test(member: Member) -> None:
    """Goes to who asks for it, on the way of every mail: what arrives says that the servers are set right."""
    plan_rendered(
        "mail/test_mail",
        kind="members.test_mail",
        key=f"members.test_mail:{member.public_id}:{timezone.now():%Y%m%d%H%M%S}",
        address=member.email,
        member=member,
        language=member.language,
        context={"name": member.given_name, "url": absolute_url(reverse("members:network_settings"))},
    )
