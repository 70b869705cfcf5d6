"""What badges do when somebody is forgotten."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.exchange.badges.actions import revoke_every_badge
from knowledge_network.members.people.models import Member
from knowledge_network.members.signals import member_erased


@receiver(member_erased, dispatch_uid="exchange.badges_of_erased")
def revoke_badges(sender: Any, *, member: Member, **kwargs: Any) -> None:
    """The network stops vouching; of the person only bits stay."""
    revoke_every_badge(member=member)
