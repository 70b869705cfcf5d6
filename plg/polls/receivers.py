"""What polls do when somebody leaves a group or the network."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from knowledge_network.members.people.models import Member
from plg.groups.models import Group
from plg.groups.signals import left_group
from plg.polls.actions.answers import forget_open_answers


@receiver(left_group, dispatch_uid="plg.answers_left_with_group")
def forget_answers_of_leaver(
    sender: Any, *, member: Member, group: Group | None, at: dt.datetime | None, **kwargs: Any
) -> None:
    """What they said in polls that ended stays with the group, until they are erased."""
    forget_open_answers(member=member, group=group, at=at)
