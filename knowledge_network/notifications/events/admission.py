"""The bell for requests to join: members tells that one came in or was decided, here is who hears it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.members import signals
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.registry import NoticeKind, register
from knowledge_network.notifications.outbox import register_check
from knowledge_network.notifications.outbox.models import Delivery


def decided_already(key: str) -> str:
    """`key` names the request, as `tell_deciders` made it."""
    open_request = SignupRequest.objects.open().filter(public_id=key.split(":")[1])
    return "" if open_request.exists() else "done already"


SIGNUP_OPENED = register(
    NoticeKind(
        name="members.signup_opened",
        text=lambda params: _("%(name)s asks to join, on behalf of %(organisation)s.") % params,
        why=_("You decide on requests to join."),
        icon="user-plus",
        label=_("Somebody asks to join the network"),
        section="network",
        default=Channel.NOW,
        stale=lambda notice: decided_already(notice.key),
    )
)


def coordinators() -> Any:
    """The members who run the network today."""
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role__in=NetworkRoleKind.COORDINATING)
    return Member.objects.active().filter(Exists(roles))


def deciders(request: SignupRequest) -> Any:
    """Coordinators, and who leads the school that somebody wants to join for."""
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role__in=NetworkRoleKind.COORDINATING)
    leads = Appointment.objects.current().filter(
        member=OuterRef("pk"), organisation=request.organisation_id, function=Function.SCHOOL_LEADER
    )
    return Member.objects.active().filter(Exists(roles) | Exists(leads))


@receiver(signals.signup_opened, dispatch_uid="notifications.signup_opened")
def tell_deciders(request: SignupRequest, **kwargs: Any) -> None:
    notify(
        SIGNUP_OPENED,
        to=deciders(request),
        key=f"members.signup_opened:{request.public_id}",
        url=reverse("members:signup_list"),
        name=request.get_full_name(),
        organisation=request.organisation.name,
    )


@receiver(signals.signup_decided, dispatch_uid="notifications.signup_decided")
def take_back(request: SignupRequest, **kwargs: Any) -> None:
    """Who has not read it yet need not hear of a request that somebody else decided on."""
    forget_notices(keys=[f"members.signup_opened:{request.public_id}"])


def check_invitation(delivery: Delivery) -> str:
    """Mail for an invitation that was withdrawn, accepted or sent anew meanwhile stays in."""
    _kind, public_id, invited_at = delivery.key.split(":")
    invitation = Invitation.objects.open().filter(public_id=public_id).first()
    if invitation is None:
        return "withdrawn or accepted"
    return "" if f"{invitation.invited_at.timestamp():.0f}" == invited_at else "sent anew"


register_check("members.invitation", check_invitation)
