"""Small Lesson Studies for tests. Their people are invented."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import Subject, TeamRole
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan, PlanCell
from plg.groups.enums import GroupState
from tests.factories import GroupFactory, GroupMembershipFactory, MemberFactory


def make_cycle(**fields: Any) -> LessonStudyCycle:
    """A cycle with a facilitator who also keeps notes, a teacher, and an observer who keeps the time."""
    group = fields.pop("group", None) or GroupFactory(state=GroupState.ACTIVE)
    made = LessonStudyCycle.objects.create(
        group=group, **{"title": "Hoe vergelijken leerlingen breuken?", "subject": Subject.MATHS} | fields
    )
    join_team(made, TeamRole.FACILITATOR, TeamRole.NOTE_TAKER)
    join_team(made, TeamRole.TEACHER)
    join_team(made, TeamRole.OBSERVER, TeamRole.TIME_KEEPER)
    return made


def join_team(cycle: LessonStudyCycle, *roles: str, member: Member | None = None) -> Member:
    """Somebody of the group who said yes and agreed with the charter."""
    if member is None:
        member = MemberFactory()
        GroupMembershipFactory(group=cycle.group, member=member)
    now = timezone.now()
    TeamMember.objects.create(
        cycle=cycle, member=member, team_roles=list(roles), accepted_at=now, charter_accepted_at=now
    )
    cycle.known_team_roles.clear()
    return member


def team_member(cycle: LessonStudyCycle, role: str) -> Member:
    """Who has `role` in the team."""
    found: Member = cycle.team.present().filter(team_roles__contains=[role]).first().member
    return found


def make_plan(cycle: LessonStudyCycle, *, rows: int = 2, pupils: str = "AB", fixed: bool = False) -> LessonPlan:
    """Version 1 with rows of five minutes, each with something expected of each case pupil."""
    plan = LessonPlan.objects.create(cycle=cycle, version=1, fixed_at=timezone.now() if fixed else None)
    cases = [
        CasePupil.objects.create(cycle=cycle, code=code, typification="nog onzeker", success_criterion="lukt")
        for code in pupils
    ]
    for number in range(rows):
        row = LessonPhaseRow.objects.create(plan=plan, position=number)
        texts = {PlanColumn.LABEL: f"Stap {number + 1}", PlanColumn.MINUTES: "5"}
        for column, text in texts.items():
            PlanCell.objects.create(row=row, column=column, text=text, version=1)
        for case in cases:
            PlanCell.objects.create(
                row=row, column=PlanColumn.EXPECTED, case_pupil=case, text=f"{case.code} denkt hardop", version=1
            )
    return plan
