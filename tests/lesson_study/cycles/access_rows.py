"""Cycles: team and group see where they stand, the team works on them; who leads a school answers for cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lesson_study.cycles.enums import CycleState, DayKind, ExpertAnswer, Phase, StudyItemKind, Subject, TeamRole
from lesson_study.cycles.links import cover_token, make_token
from lesson_study.cycles.models import (
    CoverRequest,
    CycleDay,
    KnowledgeableOther,
    LessonStudyCycle,
    PriorStudyItem,
    TeamMember,
)
from plg.meetings.enums import HalfDay
from tests import factories as f
from tests.access.table import (
    FORBIDDEN,
    HIDDEN,
    MEMBERS,
    ROLES,
    Row,
    everybody,
    members_but,
    members_only,
    only,
    shown_again,
)

QUESTION = "We willen begrijpen hoe leerlingen breuken vergelijken, zodat ze niet alleen naar teller of noemer kijken."


def objects_of(world: Any) -> dict[str, Any]:
    """A running cycle of which the member of the group facilitates, an expert, a day with cover; and a shared one."""
    member, now = world.people["group_member"], timezone.now()
    values = {"group": world.group, "subject": Subject.MATHS, "year_groups": [7], "question": QUESTION}
    cycle = LessonStudyCycle.objects.create(title="Welke breuk is groter?", phase=Phase.GOAL, **values)
    TeamMember.objects.create(
        cycle=cycle,
        member=member,
        team_roles=[TeamRole.FACILITATOR, TeamRole.NOTE_TAKER],
        accepted_at=now,
        charter_accepted_at=now,
    )
    colleague = f.MemberFactory(site=world.site)
    f.GroupMembershipFactory(group=world.group, member=colleague)
    TeamMember.objects.create(
        cycle=cycle, member=colleague, team_roles=[TeamRole.TEACHER], accepted_at=now, charter_accepted_at=now
    )
    day = CycleDay.objects.create(
        cycle=cycle,
        kind=DayKind.LESSON,
        day=timezone.localdate() + dt.timedelta(days=40),
        half_day=HalfDay.MORNING,
        start_time=dt.time(9),
        end_time=dt.time(10, 15),
    )
    shared = LessonStudyCycle.objects.create(
        title="Hardop denken", state=CycleState.FINISHED, finished_at=now, shared_at=now, **values
    )
    return {
        "cycle": cycle,
        "team_colleague": colleague,
        "cycle_day": day,
        "cover_request": CoverRequest.objects.create(day=day, member=colleague, organisation=world.site),
        "study_entry": PriorStudyItem.objects.create(cycle=cycle, kind=StudyItemKind.SOURCE, title="Leerlijn breuken"),
        "guest_expert": KnowledgeableOther.objects.create(
            cycle=cycle, guest_name="Gast Gastman", guest_email="gast@example.org", answer=ExpertAnswer.YES
        ),
        "shared_cycle": shared,
    }


def of_cycle(world: Any) -> dict[str, Any]:
    return {"public_id": world.cycle.public_id}


def of_shared(world: Any) -> dict[str, Any]:
    return {"public_id": world.shared_cycle.public_id}


def with_item(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "item": world.study_entry.public_id}


def with_day(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "day": world.cycle_day.public_id}


def with_cover(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "cover": world.cover_request.public_id}


def with_member(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "member": world.team_colleague.public_id}


def with_expert(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "expert": world.guest_expert.public_id}


def of_cover(world: Any) -> dict[str, Any]:
    return {"public_id": world.cover_request.public_id}


def from_mail(world: Any) -> dict[str, Any]:
    return {"token": cover_token(world.cover_request, world.people["leader_own"])}


def as_guest(world: Any) -> dict[str, Any]:
    return {"token": make_token(world.guest_expert)}


def sends(**values: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: values


# Where it stands: the group, its team and coordinators. What was shared: everybody who is in the network.
SEEN = only("group_member", "group_lead", "coordinator", otherwise=HIDDEN)
# The facilitator, and who leads the group; the rest of who sees it is told that they may not.
MANAGES = only("group_member", "group_lead", otherwise=HIDDEN) | {"coordinator": FORBIDDEN}
# Goal and study beforehand: the team (and its expert).
TEAM = only("group_member", otherwise=HIDDEN) | {"group_lead": FORBIDDEN, "coordinator": FORBIDDEN}
NOBODY = only(otherwise=HIDDEN)
ANSWERS = only("leader_own", otherwise=HIDDEN)
DESK = only("leader_own", "leader_other", "coordinator")
SIGNED = everybody()
IN_ARCHIVE = members_only()

NAME = "lesson_study:"
NOTHING = sends()


def pages(name: str, outcomes: dict[str, str], kwargs: Any = of_cycle, data: Any = NOTHING) -> list[Row]:
    return [
        Row(NAME + name, outcomes, kwargs=kwargs),
        Row(NAME + name, outcomes, method="post", kwargs=kwargs, data=data),
    ]


def deed(name: str, outcomes: dict[str, str], kwargs: Any = of_cycle, data: Any = NOTHING) -> Row:
    return Row(NAME + name, outcomes, method="post", kwargs=kwargs, data=data)


# A form that was sent without what it needs is shown again: 422, and no outcome of the table.
ROWS = [
    Row(NAME + "cycle_list", members_only()),
    Row(NAME + "cycle_start", members_only()),
    Row(NAME + "cycle_start", shown_again(members_only()), method="post"),
    Row(NAME + "cycle_detail", SEEN, kwargs=of_cycle),
    Row(NAME + "cycle_detail", IN_ARCHIVE, kwargs=of_shared, note="shared"),
    Row(NAME + "archive", IN_ARCHIVE, kwargs=of_shared),
    Row(NAME + "archive", NOBODY, kwargs=of_cycle, note="not finished"),
    *pages("cycle_about", MANAGES, data=sends(title="Breuken", subject="maths")),
    Row(NAME + "start_team", MANAGES, kwargs=of_cycle),
    deed("start_team", MANAGES, data=lambda world: {"member": world.people["group_lead"].public_id}),
    deed("team_change", MANAGES, with_member, sends(roles="teacher")),
    Row(NAME + "start_charter", MANAGES, kwargs=of_cycle),
    deed("start_charter", MANAGES, data=sends(charter="We kijken naar leerlingen.")),
    deed("charter_accept", TEAM),
    deed("team_answer", only("group_member", otherwise=HIDDEN), data=sends(answer="yes")),
    Row(NAME + "start_days", MANAGES, kwargs=of_cycle),
    deed(
        "start_days",
        MANAGES,
        data=lambda world: {
            "first": (timezone.localdate() + dt.timedelta(days=7)).isoformat(),
            "weekday": "2",
            "weeks": "8",
            "lesson_half_day": "morning",
        },
    ),
    deed("days_settle", MANAGES),
    Row(NAME + "day_add", MANAGES, kwargs=of_cycle),
    deed(
        "day_add",
        MANAGES,
        data=lambda world: {
            "kind": "study",
            "day": (timezone.localdate() + dt.timedelta(days=20)).isoformat(),
            "start_time": "15:30",
            "end_time": "17:00",
        },
    ),
    Row(NAME + "day_change", MANAGES, kwargs=with_day),
    deed(
        "day_change",
        MANAGES,
        with_day,
        lambda world: {
            "day": (timezone.localdate() + dt.timedelta(days=41)).isoformat(),
            "start_time": "9:00",
            "end_time": "10:00",
        },
    ),
    deed("day_remove", MANAGES, with_day),
    Row(NAME + "start_cover", MANAGES, kwargs=of_cycle),
    deed(
        "start_cover",
        MANAGES,
        data=lambda world: {"wanted": f"{world.cycle_day.public_id}:{world.people['group_member'].public_id}"},
    ),
    deed("cover_step", MANAGES, with_cover, sends(what="withdraw")),
    Row(NAME + "start_expert", MANAGES, kwargs=of_cycle),
    deed("start_expert", MANAGES, data=sends(guest_name="An", guest_email="an@example.org")),
    deed("expert_step", MANAGES, with_expert, sends(what="withdraw")),
    deed("cycle_forward", MANAGES),
    deed("cycle_finish", MANAGES),
    deed("cycle_resume", MANAGES),
    *pages("cycle_back", MANAGES, data=sends(to="start", reason="We misten iets.")),
    *pages("cycle_pause", MANAGES, data=sends(reason="Ziekte")),
    *pages("cycle_stop", MANAGES, data=sends(reason="Geen tijd", learned="Veel")),
    *pages("cycle_reopen", MANAGES, data=sends(reason="Verder")),
    Row(NAME + "goal", TEAM, kwargs=of_cycle),
    deed("goal", TEAM, data=sends(question=QUESTION)),
    Row(NAME + "prior_study", TEAM, kwargs=of_cycle),
    deed("study_add", TEAM, data=sends(kind="source", title="Eigen methode")),
    deed(
        "study_add_product",
        TEAM | {"group_member": HIDDEN},
        data=sends(product="bestaat-niet"),
    ),
    Row(NAME + "study_item", TEAM, kwargs=with_item),
    deed("study_item", TEAM, with_item, sends(kind="source", title="Leerlijn")),
    deed("study_remove", TEAM, with_item),
    deed("study_reading", TEAM, with_item, sends(what="take", role="reads")),
    Row(NAME + "cover_desk", DESK),
    deed("cover_approve", DESK, sends()),
    Row(NAME + "cover_answer", ANSWERS, kwargs=of_cover),
    deed("cover_answer", ANSWERS, of_cover, sends(state="approved")),
    Row(NAME + "cover_from_mail", SIGNED, kwargs=from_mail),
    deed("cover_from_mail", SIGNED, from_mail, sends(state="approved")),
    Row(NAME + "cover_from_mail", {"*": HIDDEN}, kwargs=lambda world: {"token": "onzin"}, note="false"),
    Row(NAME + "guest", SIGNED, kwargs=as_guest),
    deed("guest", SIGNED, as_guest, sends(what="yes")),
    Row(NAME + "guest", {"*": HIDDEN}, kwargs=lambda world: {"token": "onzin"}, note="false"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "lesson_study:cover_approve", ""): MEMBERS,
    ("get", "lesson_study:cycle_detail", "shared"): members_but("group_member", "group_lead", "coordinator"),
    ("post", "lesson_study:cycle_finish", ""): MEMBERS,
    ("post", "lesson_study:cycle_forward", ""): MEMBERS,
    ("post", "lesson_study:cycle_reopen", ""): MEMBERS,
    ("post", "lesson_study:cycle_resume", ""): MEMBERS,
    ("post", "lesson_study:days_settle", ""): MEMBERS,
    ("post", "lesson_study:guest", ""): ROLES,
    ("post", "lesson_study:team_answer", ""): MEMBERS,
    ("post", "lesson_study:team_change", ""): MEMBERS,
}
