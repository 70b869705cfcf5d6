"""What the bell makes known at start, and what it hears: requests to join, and mail that is held."""

from __future__ import annotations

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.admission.emails import decision_key
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.people.models import Member, RoleProposal
from knowledge_network.members.people.models.member import fetched_with_user
from knowledge_network.notifications.events import mails
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.enums import Audience
from knowledge_network.notifications.events.models import unread_addresses
from knowledge_network.notifications.events.notices import MAIL_HELD, ROLE_PROPOSED, SIGNUP_OPENED
from knowledge_network.notifications.events.queries import coordinators, deciders
from knowledge_network.notifications.events.registry import register_audience
from knowledge_network.notifications.outbox.kinds import (
    BUNDLE,
    register_check,
    register_composer,
    register_name,
    register_notices,
    register_sent,
)
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.signals import mail_held

register_audience(Audience.COORDINATORS, lambda member: member.is_coordinator)
register_audience(Audience.DECIDERS, lambda member: member.is_coordinator or member.is_school_leader)
register_audience(Audience.LIAISONS, lambda member: member.is_coordinator or member.is_liaison_officer)
fetched_with_user["unread_addresses"] = unread_addresses
register_notices(
    compose=mails.compose_notice,
    sent=mails.mark_mailed,
    caused_by=mails.match_cause,
    of_kinds=mails.match_kinds,
)
register_composer(BUNDLE, mails.compose_bundle)
register_sent(BUNDLE, mails.mark_mailed)
register_name(BUNDLE, lambda: _("the mail of the day"))


@receiver(signals.signup_opened, dispatch_uid="notifications.signup_opened")
def tell_deciders(signup_request: SignupRequest, **kwargs: object) -> None:
    notify(
        SIGNUP_OPENED,
        to=deciders(signup_request),
        key=f"members.signup_opened:{signup_request.public_id}",
        url=reverse("members:signup_list"),
        name=signup_request.get_full_name(),
        organisation=signup_request.organisation.name,
    )


@receiver(signals.signup_decided, dispatch_uid="notifications.signup_decided")
def take_back(signup_request: SignupRequest, **kwargs: object) -> None:
    """Who has not read it yet need not hear of a request that somebody else decided on."""
    forget_notices(keys=[f"members.signup_opened:{signup_request.public_id}"])


@receiver(signals.role_proposed, dispatch_uid="notifications.role_proposed")
def tell_confirmers(proposal: RoleProposal, to: QuerySet[Member], **kwargs: object) -> None:
    notify(
        ROLE_PROPOSED,
        to=to,
        key=f"{ROLE_PROPOSED.name}:{proposal.public_id}",
        url=reverse("members:role_list"),
        by=proposal.proposed_by,
        name=proposal.proposed_by.get_full_name(),
        member=proposal.member.get_full_name(),
        network_role=proposal.role,
    )


def check_invitation(delivery: Delivery) -> str:
    """Mail for an invitation that was withdrawn, accepted or sent anew meanwhile stays in."""
    _kind, public_id, invited_at = delivery.key.split(":")
    invitation = Invitation.objects.open().filter(public_id=public_id).first()
    if invitation is None:
        return "withdrawn or accepted"
    return "" if f"{invitation.invited_at.timestamp():.0f}" == invited_at else "sent anew"


def check_decision(delivery: Delivery) -> str:
    """Mail about a decision that was taken back meanwhile, or taken anew, stays in."""
    signup_request = SignupRequest.objects.filter(public_id=delivery.key.split(":")[1]).first()
    return "" if signup_request is not None and decision_key(signup_request) == delivery.key else "taken back"


register_check("members.invitation", check_invitation)
register_check("members.signup_approved", check_decision)
register_check("members.signup_rejected", check_decision)


@receiver(mail_held, dispatch_uid="notifications.mail_held")
def tell_coordinators(batch: str, kind: str, count: int, **kwargs: object) -> None:
    notify(
        MAIL_HELD,
        to=coordinators(),
        key=f"{MAIL_HELD.name}:{batch}:{kind}"[:170],
        url=reverse("notifications:delivery_list", query={"reeks": batch}),
        batch=batch,
        mail_kind=kind,
        count=count,
    )
