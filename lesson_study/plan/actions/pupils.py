"""Case pupils: letters with an invented name, who stand for a group of learners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.plan.actions.writing import record
from lesson_study.plan.enums import PupilCode
from lesson_study.plan.models import CasePupil, LessonPlan, PlanCell, UnsettledText


@transaction.atomic
def add_case_pupil(*, cycle: LessonStudyCycle, by: Member, **fields: Any) -> CasePupil:
    """The next free letter. RefusedError when all six are taken."""
    LessonStudyCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    taken = set(cycle.case_pupils.values_list("code", flat=True))
    free = [code for code in PupilCode.values if code not in taken]
    if not free:
        raise RefusedError(_("There are six case pupils at most."))
    pupil = CasePupil.objects.create(cycle=cycle, code=free[0], **fields)
    _touch(cycle)
    record("case_pupil_added", cycle, by, code=pupil.code)
    return pupil


@transaction.atomic
def change_case_pupil(
    *, pupil: CasePupil, by: Member, seen: Mapping[str, str] | None = None, **fields: Any
) -> tuple[str, ...]:
    """Other words; with what somebody else wrote since the writer had `seen` them. Returns where two wrote at once."""
    locked = CasePupil.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=pupil.pk)
    longest = {field.name: field.max_length for field in locked._meta.fields if field.max_length}
    # An invented name is chosen from a list: two of them never become one.
    laid = lay_over(locked, fields, {name: text for name, text in (seen or {}).items() if name != "alias"}, longest)
    if laid.values:
        for name, value in laid.values.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(laid.values))
        _touch(locked.cycle)
        record("case_pupil_changed", locked.cycle, by, code=locked.code)
    return laid.met


@transaction.atomic
def remove_case_pupil(*, pupil: CasePupil, by: Member) -> None:
    """Only as long as nothing was written about them, in any version: texts are never lost by a click."""
    LessonStudyCycle.objects.select_for_update(of=("self",)).get(pk=pupil.cycle_id)
    is_written = PlanCell.objects.filter(case_pupil=pupil).exclude(text="").exists()
    is_waiting = UnsettledText.objects.filter(cell__case_pupil=pupil).exists()
    if is_written or is_waiting:
        raise RefusedError(_("Something is expected of this pupil in the plan. Empty those cells first."))
    if LessonPlan.objects.filter(cycle=pupil.cycle_id, fixed_at__isnull=False).exists():
        raise RefusedError(_("A version is fixed with this pupil. The pupil stays."))
    cycle, code = pupil.cycle, pupil.code
    pupil.delete()
    _touch(cycle)
    record("case_pupil_removed", cycle, by, code=code)


def _touch(cycle: LessonStudyCycle) -> None:
    """Open pages see it at their next look."""
    for plan in LessonPlan.objects.select_for_update().filter(cycle=cycle, fixed_at=None):
        LessonPlan.objects.filter(pk=plan.pk).update(revision=plan.revision + 1)
