"""Discussion and reflection: the team, and for reading its knowledgeable other. Coordinators see no word of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.enums import Phase, Subject, TeamRole
from lesson_study.cycles.links import make_token
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.discussion.actions.discussions import go_on, start_discussion
from lesson_study.discussion.actions.notes import add_note
from lesson_study.discussion.actions.reflection import leave_question, plan_sharing, write_insight
from lesson_study.discussion.actions.revisions import add_revision
from lesson_study.discussion.enums import Step
from tests import factories as f
from tests.access.table import FORBIDDEN, HIDDEN, MEMBERS, Row, everybody, only, shown_again
from tests.lesson_study.building import join_team, make_plan

# Others do not know that the study is there; coordinators do, and read nothing of it.
TEAM = only("group_lead", "group_member", otherwise=HIDDEN) | {"coordinator": FORBIDDEN}
CHAIR = only("group_lead", otherwise=HIDDEN) | {"coordinator": FORBIDDEN, "group_member": FORBIDDEN}


def objects_of(world: Any) -> dict[str, Any]:
    cycle = LessonStudyCycle.objects.create(
        group=world.group, title="Breuken vergelijken", subject=Subject.MATHS, phase=Phase.REFLECTION
    )
    lead, member = world.people["group_lead"], world.people["group_member"]
    join_team(cycle, TeamRole.FACILITATOR, member=lead)
    join_team(cycle, TeamRole.OBSERVER, member=member)
    now = timezone.now()
    lesson = ResearchLesson.objects.create(
        cycle=cycle,
        plan=make_plan(cycle, fixed=True),
        teacher=f.MemberFactory(),
        started_at=now - dt.timedelta(hours=2),
        ended_at=now - dt.timedelta(hours=1),
    )
    note = lesson.observations.create(observer=member, noted_at=now, match="expected", text="een tekening")
    discussion = start_discussion(lesson=lesson, by=lead)
    while discussion.step != Step.REVISION:
        discussion = go_on(discussion=discussion, by=lead, seen=Step(discussion.step))
    guest = KnowledgeableOther.objects.create(cycle=cycle, guest_name="Gast", guest_email="gast@demo.example")
    return {
        "talk_cycle": cycle,
        "talk_lesson": lesson,
        "talk_observation": note,
        "talk_note": add_note(discussion=discussion, by=member, text="Zo zat het", step=Step.DESIGN),
        "talk_change": add_revision(discussion=discussion, by=member, after="Anders", reason="Daarom"),
        "talk_insight": write_insight(cycle=cycle, by=member, level="pupil", text="Zo leren ze").insight,
        "talk_question": leave_question(cycle=cycle, by=member, text="En dan?"),
        "talk_event": plan_sharing(cycle=cycle, by=member, form="other", audience="wij", day=timezone.localdate()),
        "talk_guest": guest,
    }


def of_cycle(world: Any) -> dict[str, Any]:
    return {"public_id": world.talk_cycle.public_id}


def of_talk(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "number": 1}


def with_key(name: str, part: str = "public_id", *, talk: bool = False) -> Callable[[Any], dict[str, Any]]:
    start = of_talk if talk else of_cycle
    return lambda world: {**start(world), "key": getattr(getattr(world, name), part)}


def of_pupil(world: Any) -> dict[str, Any]:
    return {**of_cycle(world), "code": "A"}


def sends(**values: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: values


def evidence(world: Any) -> dict[str, Any]:
    return {"link": f"on:{world.talk_change.public_id}:{world.talk_observation.uuid}"}


def name(short: str) -> str:
    return f"lesson_study:{short}"


SAID = with_key("talk_note", "uuid", talk=True)
CHANGE = with_key("talk_change", talk=True)
INSIGHT, QUESTION, EVENT = with_key("talk_insight"), with_key("talk_question"), with_key("talk_event")
WORDS = {"after": "Anders", "reason": "Daarom"}

ROWS = [
    Row(name("guest_discussion"), everybody(), kwargs=lambda world: {"token": make_token(world.talk_guest)}),
    Row(name("guest_discussion"), everybody(), "post", kwargs=lambda world: {"token": make_token(world.talk_guest)}),
    Row(
        name("guest_discussion"),
        {"*": HIDDEN},
        kwargs=lambda world: {"token": "verzonnen"},
        note="a link that nobody gave",
    ),
    Row(name("discussion"), TEAM, kwargs=of_cycle),
    Row(name("discussion_of_lesson"), TEAM, kwargs=of_talk),
    Row(name("discussion_live"), TEAM, kwargs=of_talk),
    *(
        Row(name(f"discussion_{deed}"), CHAIR, method="post", kwargs=of_talk, data=sends(step=Step.REVISION))
        for deed in ("start", "on", "back", "close")
    ),
    Row(
        name("discussion_chair"),
        CHAIR,
        method="post",
        kwargs=of_talk,
        data=lambda world: {"member": world.people["group_member"].public_id},
    ),
    Row(
        name("discussion_note_add"),
        TEAM,
        method="post",
        kwargs=of_talk,
        data=sends(text="Dit zag ik", step=Step.REVISION),
    ),
    Row(name("discussion_note_remove"), TEAM, method="post", kwargs=SAID),
    Row(name("discussion_note_take_up"), TEAM, method="post", kwargs=SAID),
    Row(name("discussion_closing_words"), TEAM, method="post", kwargs=of_talk, data=sends(text="Mooi")),
    Row(name("discussion_revision_add"), TEAM, method="post", kwargs=of_talk, data=sends(**WORDS)),
    Row(name("discussion_revision_change"), TEAM, kwargs=CHANGE),
    Row(name("discussion_revision_change"), TEAM, method="post", kwargs=CHANGE, data=sends(**WORDS)),
    Row(name("discussion_revision_remove"), TEAM, method="post", kwargs=CHANGE),
    Row(name("discussion_no_revision"), TEAM, method="post", kwargs=of_talk, data=sends(reason="goed zo")),
    Row(name("discussion_evidence"), TEAM, method="post", kwargs=of_talk, data=evidence),
    Row(name("discussion_version"), TEAM, method="post", kwargs=of_talk),
    Row(name("reteach"), TEAM, kwargs=of_cycle),
    Row(name("reteach_skip"), TEAM, method="post", kwargs=of_cycle, data=sends(reason="geen tijd")),
    Row(name("reflection"), TEAM, kwargs=of_cycle),
    Row(name("progress_note"), TEAM, kwargs=of_pupil),
    Row(name("progress_note"), TEAM, method="post", kwargs=of_pupil, data=sends(progress="reached")),
    Row(name("insight_add"), TEAM, kwargs=of_cycle),
    Row(name("insight_add"), TEAM, method="post", kwargs=of_cycle, data=sends(level="pupil", text="Zo")),
    Row(name("insight_change"), TEAM, kwargs=INSIGHT),
    Row(name("insight_change"), TEAM, method="post", kwargs=INSIGHT, data=sends(level="pupil", text="Zo")),
    Row(name("insight_remove"), TEAM, method="post", kwargs=INSIGHT),
    Row(name("question_leave"), TEAM, method="post", kwargs=of_cycle, data=sends(text="Hoe dan?")),
    Row(name("question_ask"), TEAM, kwargs=QUESTION),
    Row(name("question_ask"), TEAM, method="post", kwargs=QUESTION, data=sends(title="Hoe?", situation="Zo")),
    Row(name("question_bring_in"), TEAM, kwargs=QUESTION),
    Row(name("question_bring_in"), TEAM, method="post", kwargs=QUESTION, data=sends(text="Hoe dan?", context="Zo")),
    Row(name("question_remove"), TEAM, method="post", kwargs=QUESTION),
    Row(
        name("sharing_plan"),
        TEAM,
        method="post",
        kwargs=of_cycle,
        data=sends(form="other", audience="wij", day="2027-01-12"),
    ),
    Row(name("sharing_remove"), TEAM, method="post", kwargs=EVENT),
    Row(name("licence_choose"), TEAM, method="post", kwargs=of_cycle, data=sends(licence="cc-by-40")),
    Row(name("contact_wish"), TEAM, method="post", kwargs=of_cycle, data=sends(wens="ja")),
    Row(name("report_write"), TEAM, kwargs=of_cycle),
    Row(
        name("report_write"),
        TEAM,
        method="post",
        kwargs=of_cycle,
        data=sends(text="Verslag", version="0", base="{}"),
    ),
    Row(name("report_propose"), TEAM, method="post", kwargs=of_cycle),
    Row(name("report_pdf"), TEAM, kwargs=of_cycle),
    Row(name("report_send_in"), TEAM, kwargs=of_cycle),
    Row(name("report_send_in"), shown_again(TEAM), method="post", kwargs=of_cycle),
    Row(name("study_finish"), CHAIR, method="post", kwargs=of_cycle),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "lesson_study:study_finish", ""): MEMBERS,
}
