"""What a team needs of its people: how many, and which roles somebody has to have."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.models import TeamMember

SMALLEST_TEAM, LARGEST_TEAM = 3, 6


def roles_missing(team: Sequence[TeamMember], asked: Sequence[TeamMember] = ()) -> list[str]:
    """What nobody in the team does yet, in words; of what one of `asked` would do, that they did not say yes yet."""
    filled = {role for row in team for role in row.team_roles}
    waits = {role: row.member.get_full_name() for row in asked for role in row.team_roles}
    found = []
    for role in TeamRole:
        if role not in TeamRole.NEEDED or role in filled:
            continue
        if role in waits:
            text = gettext("%(role)s: %(name)s was asked and did not say yes yet.")
            found.append(text % {"role": str(role.label).capitalize(), "name": waits[role]})
        else:
            found.append(gettext("Nobody has this role yet: %(role)s.") % {"role": role.label})
    leaders = [row for row in team if TeamRole.FACILITATOR in row.team_roles]
    if leaders and all(TeamRole.TEACHER in row.team_roles for row in leaders):
        found.append(gettext("Who teaches the lesson cannot lead its discussion: make somebody else facilitator."))
    return found
