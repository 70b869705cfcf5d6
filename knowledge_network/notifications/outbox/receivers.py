"""What the outbox does when members go."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import cancel_mail_to


@receiver(signals.member_erased, dispatch_uid="notifications.cancel_mail_to_erased")
def cancel_mail_to_erased(member: Member, **kwargs: Any) -> None:
    cancel_mail_to(member=member, reason="erased")
