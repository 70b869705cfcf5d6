"""Who leads a discussion and who says its closing words. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.rules import cycle_is_running, facilitates, find_team_roles, is_in_team, is_knowledgeable_other


def teaches(member: Any, lesson: Any) -> bool:
    """Whether `member` taught this lesson: then others lead the talk about it."""
    return lesson.teacher_id is not None and lesson.teacher_id == member.pk


@rules.predicate
def may_lead(member: Any, lesson: Any) -> bool:
    """The process facilitator; where that is who taught, somebody else of the team."""
    roles = find_team_roles(member, lesson.cycle)
    if roles is None or teaches(member, lesson):
        return False
    if TeamRole.FACILITATOR in roles:
        return True
    others = lesson.cycle.team.present().filter(team_roles__contains=[TeamRole.FACILITATOR])
    return not others.exclude(member=lesson.teacher_id).exists()


@rules.predicate
def is_chair(member: Any, discussion: Any) -> bool:
    if teaches(member, discussion.lesson):
        return False
    return bool(discussion.chair_id == member.pk or may_lead(member, discussion.lesson))


@rules.predicate
def lesson_runs(member: Any, lesson: Any) -> bool:
    return bool(cycle_is_running(member, lesson.cycle))


@rules.predicate
def discussion_runs(member: Any, discussion: Any) -> bool:
    return bool(cycle_is_running(member, discussion.lesson.cycle))


@rules.predicate
def is_in_team_of(member: Any, discussion: Any) -> bool:
    return bool(is_in_team(member, discussion.lesson.cycle))


@rules.predicate
def is_expert_of(member: Any, discussion: Any) -> bool:
    return bool(is_knowledgeable_other(member, discussion.lesson.cycle))


@rules.predicate
def finished(member: Any, cycle: Any) -> bool:
    return bool(cycle is not None and cycle.is_finished)


rules.add_perm("lesson_study.open_discussion", may_lead & lesson_runs)
rules.add_perm("lesson_study.chair_discussion", is_chair & is_in_team_of & discussion_runs)
rules.add_perm("lesson_study.write_in_discussion", is_in_team_of & discussion_runs)
rules.add_perm("lesson_study.read_talk", is_in_team_of | is_expert_of)
rules.add_perm("lesson_study.say_closing_words", (is_in_team_of | is_expert_of) & discussion_runs)
# A finished study can still be sent in as a report, or its report changed.
rules.add_perm("lesson_study.publish_report", is_in_team & (cycle_is_running | finished))
rules.add_perm("lesson_study.finish_study", facilitates & cycle_is_running)
