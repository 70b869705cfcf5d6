"""What cycles do when somebody leaves a group or the network, or is erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from lesson_study.cycles.actions.experts import withdraw_expert
from lesson_study.cycles.actions.team import leave_team
from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import KnowledgeableOther, TeamMember
from plg.groups.models import Group
from plg.groups.signals import left_group


@receiver(left_group, dispatch_uid="lesson_study.left_group")
def leave_teams_of_group(
    sender: Any, *, member: Member, group: Group | None, at: dt.datetime | None, **kwargs: Any
) -> None:
    """Who is not in the group is not in its teams; without a group in none. What was over keeps its team."""
    rows = TeamMember.objects.standing().filter(member=member, cycle__state__in=CycleState.OPEN)
    if group is not None:
        rows = rows.filter(cycle__group=group)
    for row in rows.select_related("cycle__group"):
        leave_team(cycle=row.cycle, member=member, by=None, at=at)


@receiver(signals.member_left, dispatch_uid="lesson_study.member_left")
def leave_as_expert(sender: Any, *, member: Member, by: Member | None = None, **kwargs: Any) -> None:
    _withdraw(member, by)


@receiver(signals.member_erased, dispatch_uid="lesson_study.member_erased")
def forget_expert(sender: Any, *, member: Member, **kwargs: Any) -> None:
    _withdraw(member, None)


def _withdraw(member: Member, by: Member | None) -> None:
    for expert in KnowledgeableOther.objects.standing().filter(member=member).select_related("cycle", "member"):
        withdraw_expert(expert=expert, by=by)
