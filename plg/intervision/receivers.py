"""What happens to intervisions when somebody leaves a group or the network."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.members.people.models import Member
from plg.groups.models import Group
from plg.groups.signals import left_group
from plg.intervision.actions.sessions import free_seats


@receiver(left_group, dispatch_uid="plg.seats_left_with_group")
def free_seats_of_leaver(sender: Any, *, member: Member, group: Group | None, **kwargs: Any) -> None:
    free_seats(member=member, group=group)
