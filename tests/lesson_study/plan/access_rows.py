"""The lesson plan: for the team; its group and coordinators see that there is a study, not its plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lesson_study.cycles.enums import Subject, TeamRole
from lesson_study.cycles.links import make_token
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle, TeamMember
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import LessonPhaseRow, PlanCell, RowComment, UnsettledText
from tests.access.table import FORBIDDEN, HIDDEN, MEMBERS, Row, everybody, only
from tests.lesson_study.building import join_team, make_plan

# The member of the world's group writes; their lead sees that there is a study, as the coordinator does.
TEAM = only("group_member", otherwise=HIDDEN) | {"group_lead": FORBIDDEN, "coordinator": FORBIDDEN}
# Asked every few seconds in one query: who is not in the team hears nothing at all.
STATE = only("group_member", otherwise=HIDDEN)


# What the database demands of a cell, whatever stands in it.
CHOSEN: dict[tuple[str, str], Any] = {
    ("lesson_study.plancell", "column"): PlanColumn.TEACHER,
    ("lesson_study.plancell", "case_pupil"): None,
    ("lesson_study.knowledgeableother", "guest_email"): "",
    ("lesson_study.lessonstudycycle", "subject"): Subject.MATHS,
}


def objects_of(world: Any) -> dict[str, Any]:
    """A study with a plan, a finished one, and a guest who looks at the plan."""
    cycle = LessonStudyCycle.objects.create(group=world.objects["group"], title="Breuken vergelijken", subject="maths")
    join_team(cycle, TeamRole.FACILITATOR, TeamRole.TEACHER, member=world.people["group_member"])
    other = TeamMember.objects.get(cycle=cycle).member
    plan = make_plan(cycle, rows=2, pupils="AB")
    row = plan.rows.order_by("position")[0]
    # Where two texts stand side by side a version cannot be fixed, but in a row that was taken away.
    gone = LessonPhaseRow.objects.create(plan=plan, position=2, removed_at=plan.created_at)
    cell = PlanCell.objects.create(row=gone, column="teacher", text="Legt uit.", version=1)
    return {
        "plan_cycle": cycle,
        "plan": plan,
        "plan_row": row,
        "plan_comment": RowComment.objects.create(row=row, author=other, text="Wat zegt A dan?"),
        "plan_unsettled": UnsettledText.objects.create(cell=cell, by=other, text="Vraagt door."),
        "plan_guest": KnowledgeableOther.objects.create(
            cycle=cycle, guest_name="Vera Kennis", guest_email="vera@example.org"
        ),
    }


def here(world: Any, **more: Any) -> dict[str, Any]:
    return {"public_id": world.plan_cycle.public_id, **more}


def at(**more: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda world: here(world, **{name: read(world) for name, read in more.items()})


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {name: value(world) if callable(value) else value for name, value in data.items()}


def key(world: Any) -> str:
    return str(LessonPhaseRow.objects.get(pk=world.plan_row.pk).key)


def post(name: str, kwargs: Callable[[Any], dict[str, Any]] = here, **data: Any) -> Row:
    return Row(f"lesson_study:{name}", TEAM, "post", kwargs=kwargs, data=sends(**data))


def version(world: Any) -> int:
    return 1


ROWS = [
    Row("lesson_study:lesson_plan", TEAM, kwargs=here),
    Row("lesson_study:plan_versions", TEAM, kwargs=here),
    Row("lesson_study:plan_version", TEAM, kwargs=at(version=version)),
    Row("lesson_study:plan_pdf", TEAM, kwargs=at(version=version)),
    Row("lesson_study:observation_sheet", TEAM, kwargs=at(version=version)),
    Row("lesson_study:plan_take_over", TEAM, kwargs=here),
    Row("lesson_study:plan_take_over", TEAM, method="post", kwargs=here),
    Row("lesson_study:plan_state", STATE, kwargs=here),
    Row("lesson_study:case_pupils", TEAM, kwargs=here),
    post("plan_start"),
    post("plan_cell", row=key, column="teacher", text="Legt uit.", version=0),
    post("plan_row", row=key, deed="down"),
    post("plan_row_add"),
    post("plan_row_restore", at(key=lambda world: world.plan_row.key)),
    post(
        "plan_settle",
        row=lambda world: str(world.plan_unsettled.cell.row.key),
        place="teacher",
        choice="mine",
        version=1,
    ),
    post("plan_comment", row=key, text="Wat zegt B dan?"),
    post("plan_comment_resolve", at(comment=lambda world: world.plan_comment.public_id)),
    post("feedback_ask", expert=lambda world: world.plan_guest.public_id),
    post("feedback_reason", no_feedback_reason="Er is niemand."),
    Row(
        "lesson_study:feedback_give",
        {**TEAM, "group_member": FORBIDDEN},
        "post",
        kwargs=here,
        data=sends(feedback="Mooi plan."),
        note="only who was asked as knowledgeable other",
    ),
    post("case_pupils", typification="nog onzeker", success_criterion="legt uit wat een kwart is"),
    post("case_pupil_remove", at(code=lambda world: "B")),
    Row(
        "lesson_study:guest_plan",
        everybody(),
        kwargs=lambda world: {"token": make_token(world.plan_guest)},
        note="a signed link for one guest",
    ),
    Row(
        "lesson_study:guest_plan",
        everybody(),
        "post",
        kwargs=lambda world: {"token": make_token(world.plan_guest)},
        data=sends(feedback="Mooi plan."),
        note="a signed link for one guest",
    ),
    post("plan_next"),
    post("plan_fix", change_log=""),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "lesson_study:case_pupil_remove", ""): MEMBERS,
    ("post", "lesson_study:feedback_ask", ""): MEMBERS,
    ("post", "lesson_study:plan_next", ""): MEMBERS,
    ("post", "lesson_study:plan_start", ""): MEMBERS,
}
