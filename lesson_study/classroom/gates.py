"""What has to be there before a team discusses its lesson."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lesson_study.classroom.links import build_address
from lesson_study.classroom.models import ResearchLesson
from lesson_study.classroom.queries import NumberedRow, numbered_rows, seen_pairs
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import Missing, register_gate
from lesson_study.plan.models import CasePupil

FEWEST_OBSERVERS = 2


def missing_of_lesson(cycle: LessonStudyCycle, number: int = 1) -> list[Missing]:
    """The lesson was held, every case pupil was seen in every core row, and pupils were asked or it is said why not."""
    lesson = ResearchLesson.objects.select_related("cycle", "plan").filter(cycle=cycle, number=number).first()
    if lesson is None:
        return [
            Missing(_("The research lesson is not set up yet."), reverse("lesson_study:lesson", args=[cycle.public_id]))
        ]
    address = build_address(lesson)
    missing = []
    if lesson.observers.values("observer").distinct().count() < FEWEST_OBSERVERS:
        missing.append(Missing(_("At least two people observe."), build_address(lesson, "lesson_setup")))
    if not lesson.is_taught:
        missing.append(Missing(_("The lesson has not ended yet."), address))
    pupils = list(CasePupil.objects.filter(cycle=cycle).order_by("code"))
    core = [row for row in numbered_rows(lesson.plan) if row.row.is_core]
    pairs = seen_pairs(lesson)
    for pupil in pupils:
        unseen = [row for row in core if (row.pk, pupil.pk) not in pairs]
        if unseen:
            missing.append(Missing(_unseen_words(pupil, unseen), address))
    if not (lesson.no_interviews_reason or cycle.no_interviews_reason):
        asked = set(lesson.interviews.values_list("case_pupil", flat=True))
        unasked = len([pupil for pupil in pupils if pupil.pk not in asked])
        if unasked:
            words = ngettext(
                "%(count)s interview with a pupil is missing, or the reason why.",
                "%(count)s interviews with pupils are missing, or the reason why.",
                unasked,
            )
            missing.append(Missing(words % {"count": unasked}, f"{address}#interviews"))
    return missing


def _unseen_words(pupil: CasePupil, unseen: list[NumberedRow]) -> str:
    rows = ", ".join(str(row.number) for row in unseen)
    words = ngettext(
        "Pupil %(pupil)s: no note yet in row %(rows)s.", "Pupil %(pupil)s: no note yet in rows %(rows)s.", len(unseen)
    )
    return words % {"pupil": pupil.code, "rows": rows}


register_gate(Phase.LESSON, missing_of_lesson)
