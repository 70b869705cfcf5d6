"""The mails about becoming a member."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from knowledge_network.kit.emails import absolute_url, plan_rendered
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.people.models import Member


def ask_to_confirm(signup_request: SignupRequest, *, token: str, expires_at: dt.datetime) -> None:
    """Is this address yours? The token is part of the key: who asks again gets a new link."""
    url = absolute_url(reverse("members:signup_confirm", args=[token]))
    plan_rendered(
        "mail/signup_confirm",
        kind="members.signup_confirm",
        key=f"signup.confirm:{signup_request.public_id}:{signup_request.requested_at.timestamp():.0f}",
        address=signup_request.email,
        language=signup_request.language,
        context={"name": signup_request.given_name, "organisation": signup_request.organisation, "url": url},
        expires_at=expires_at,
    )


def say_account_exists(member: Member, *, on: dt.date) -> None:
    """Somebody asked to join with the address of a member; told once a day at most."""
    plan_rendered(
        "mail/signup_known",
        kind="members.signup_known",
        key=f"signup.known:{member.public_id}:{on.isoformat()}",
        address=member.email,
        language=member.language,
        member=member,
        context={"name": member.given_name, "url": absolute_url(reverse("account_login"))},
    )


def decision_key(signup_request: SignupRequest) -> str:
    """What a mail about a decision is: the request, how it was decided and when, for it may be decided anew."""
    moment = signup_request.decided_at.timestamp() if signup_request.decided_at else 0
    return f"signup.{signup_request.state}:{signup_request.public_id}:{moment:.6f}"


def say_approved(signup_request: SignupRequest, member: Member, *, at: dt.datetime) -> None:
    plan_rendered(
        "mail/signup_approved",
        kind="members.signup_approved",
        key=decision_key(signup_request),
        address=member.email,
        language=member.language,
        member=member,
        context={
            "name": member.given_name,
            "organisation": signup_request.organisation,
            "url": absolute_url(reverse("account_request_login_code")),
        },
        at=at,
    )


def say_rejected(signup_request: SignupRequest, *, at: dt.datetime) -> None:
    plan_rendered(
        "mail/signup_rejected",
        kind="members.signup_rejected",
        key=decision_key(signup_request),
        address=signup_request.email,
        language=signup_request.language,
        context={
            "name": signup_request.given_name,
            "reason": signup_request.reason,
            "url": absolute_url(reverse("dashboards:contact")),
        },
        at=at,
    )


def invite(invitation: Invitation, *, token: str, at: dt.datetime | None = None) -> None:
    """The invitation, not before `at`; its moment is part of the key, so that sending it again is another mail."""
    inviter = invitation.invited_by
    plan_rendered(
        "mail/invitation",
        kind="members.invitation",
        key=f"invitation:{invitation.public_id}:{invitation.invited_at.timestamp():.0f}",
        address=invitation.email,
        language=invitation.language,
        context={
            "name": invitation.given_name,
            "organisation": invitation.organisation,
            "inviter": inviter.get_full_name() if inviter else "",
            "message": invitation.message,
            "expires_at": invitation.expires_at,
            "url": absolute_url(reverse("members:invitation_accept", args=[token])),
        },
        at=at,
        expires_at=invitation.expires_at,
        bulk=True,
    )


def say_waiting(signup_request: SignupRequest, *, on: dt.date) -> None:
    """Somebody asked again whose request waits for a decision; told once a day at most."""
    plan_rendered(
        "mail/signup_waiting",
        kind="members.signup_waiting",
        key=f"signup.waiting:{signup_request.public_id}:{on.isoformat()}",
        address=signup_request.email,
        language=signup_request.language,
        context={"name": signup_request.given_name, "organisation": signup_request.organisation},
    )
