"""What a team needs of its people: how many, and which roles somebody has to have."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.models import TeamMember

SMALLEST_TEAM, LARGEST_TEAM = 3, 6


def roles_missing(team: Sequence[TeamMember]) -> list[str]:
    """What nobody in the team does yet, in words."""
    filled = {role for row in team for role in row.team_roles}
    found = [
        gettext("Nobody has this role yet: %(role)s.") % {"role": role.label}
        for role in TeamRole
        if role in TeamRole.NEEDED and role not in filled
    ]
    leaders = [row for row in team if TeamRole.FACILITATOR in row.team_roles]
    if leaders and all(TeamRole.TEACHER in row.team_roles for row in leaders):
        found.append(gettext("Who teaches the lesson cannot lead its discussion: make somebody else facilitator."))
    return found
