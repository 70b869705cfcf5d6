"""What follows here from what allauth tells."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from knowledge_network.members.people.models import Member


@receiver(authenticator_added, dispatch_uid="members.showed_new_lock")
def showed_new_lock(request: HttpRequest, user: Member, authenticator: Authenticator, **kwargs: object) -> None:
    """Who just used a new passkey or app need not show it again to see the recovery codes that come with it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
