"""What has to be there before a team goes on from discussion, second lesson and reflection."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import Missing, register_gate
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Discussion, Insight
from lesson_study.discussion.queries import find_discussion, find_lesson


def _address(name: str, cycle: LessonStudyCycle) -> str:
    return reverse(f"lesson_study:{name}", args=[cycle.public_id])


def missing_of_discussion(cycle: LessonStudyCycle) -> list[Missing]:
    """The talk is over, and there is a change or the reason why there is none."""
    address = _address("discussion", cycle)
    discussion = Discussion.objects.filter(lesson__cycle=cycle, lesson__number=1).first()
    if discussion is None or not discussion.is_started:
        return [Missing(_("The discussion has not begun yet."), address)]
    missing = []
    if not discussion.is_finished:
        missing.append(Missing(_("The discussion is not finished yet."), address))
    if not discussion.no_revision_reason and not discussion.revisions.exists():
        missing.append(Missing(_("Choose at least one change, or say why there is none."), address))
    return missing


def missing_of_reteach(cycle: LessonStudyCycle) -> list[Missing]:
    """The next version was taught, or it is said why not: then this part of the ring stays open."""
    if cycle.no_reteach_reason:
        return []
    second = find_lesson(cycle, 2)
    if second is None or not second.is_taught:
        words = _("The lesson was not taught a second time. Teach version 2, or say why not.")
        return [Missing(words, _address("reteach", cycle))]
    if taught_without_changes(find_lesson(cycle, 1), second):
        words = _("The second lesson had the old plan. Teach the version with your changes, or say why not.")
        return [Missing(words, _address("reteach", cycle))]
    return []


def taught_without_changes(first: ResearchLesson | None, second: ResearchLesson) -> bool:
    """Whether the team decided on changes after its first lesson and taught the plan of that one again."""
    if first is None or second.plan.version > first.plan.version:
        return False
    discussion = find_discussion(first)
    return discussion is not None and discussion.revisions.exists()


def missing_of_reflection(cycle: LessonStudyCycle) -> list[Missing]:
    """An insight on each level, a day of sharing, a licence."""
    address = _address("reflection", cycle)
    there = set(Insight.objects.filter(cycle=cycle).values_list("level", flat=True))
    missing = [
        Missing(_("An insight %(level)s is missing.") % {"level": level.label}, f"{address}#inzichten")
        for level in InsightLevel
        if level not in there
    ]
    if not cycle.share_events.exists():
        missing.append(Missing(_("Plan when you share what you found."), f"{address}#delen"))
    if not cycle.licence:
        missing.append(Missing(_("Choose a licence for the report."), f"{address}#verslag"))
    return missing


register_gate(Phase.DISCUSSION, missing_of_discussion)
register_gate(Phase.RETEACH, missing_of_reteach)
register_gate(Phase.REFLECTION, missing_of_reflection)
