"""What obligations do when somebody leaves the network."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.agreements.obligations.actions.work import release_obligations
from knowledge_network.members.people.models import Member
from knowledge_network.members.signals import member_left


@receiver(member_left, dispatch_uid="agreements.obligations_released")
def release_obligations_of_leaver(sender: Any, *, member: Member, **kwargs: Any) -> None:
    release_obligations(member=member)
