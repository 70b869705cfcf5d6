"""What the outbox does when members go, and where mail of the parts below goes."""

from __future__ import annotations

from django.dispatch import receiver

from knowledge_network.kit.emails import register_outbox
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import cancel_mail, cancel_mail_to, plan_mail
from knowledge_network.notifications.outbox.planning import plan_many
from knowledge_network.notifications.outbox.rhythm import next_open


@receiver(signals.member_erased, dispatch_uid="notifications.cancel_mail_to_erased")
def cancel_mail_to_erased(member: Member, **kwargs: object) -> None:
    cancel_mail_to(member=member, reason="erased")


register_outbox(plan_mail, plan_many, next_open, cancel_mail)
