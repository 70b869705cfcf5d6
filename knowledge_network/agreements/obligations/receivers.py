"""What obligations do when somebody leaves the network, or a party the agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from knowledge_network.agreements.obligations.actions.work import hand_on_obligations, release_obligations
from knowledge_network.agreements.texts.models import Party
from knowledge_network.agreements.texts.signals import party_ended
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.signals import member_left


@receiver(member_left, dispatch_uid="agreements.obligations_released")
def release_obligations_of_leaver(sender: Any, *, member: Member, **kwargs: Any) -> None:
    release_obligations(member=member)


@receiver(party_ended, dispatch_uid="agreements.obligations_handed_on")
def hand_on_obligations_of_party(
    sender: Any, *, party: Party, on: dt.date, successor: Organisation | None, deed: int, **kwargs: Any
) -> None:
    hand_on_obligations(party=party, on=on, successor=successor, deed=deed)
