"""What has to be there before a team goes from its design into the classroom."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import Missing, register_gate
from lesson_study.plan.models import LessonPlan
from lesson_study.plan.queries import bare_places, list_rows, newest_plan

# Fewer cannot be compared.
FEWEST_PUPILS = 2


def find_missing_in_design(cycle: LessonStudyCycle) -> list[Missing]:
    """At most six queries, whatever the size of the plan."""
    address = reverse("lesson_study:lesson_plan", args=[cycle.public_id])
    plan = newest_plan(cycle)
    missing = [*_pupils(cycle)]
    if plan is None:
        return [Missing(_("There is no lesson plan yet."), address), *missing]
    missing += _rows(plan, address)
    # Also who said something without being asked for it looked at the plan.
    is_looked_at = Q(feedback_asked_at__isnull=False) | Q(feedback__gt="")
    if not plan.no_feedback_reason and not cycle.knowledgeable_others.filter(is_looked_at).exists():
        text = _("Ask a knowledgeable other to look at the plan, or say why not.")
        missing.append(Missing(text, f"{address}#feedback"))
    if not plan.is_fixed and not cycle.plans.filter(fixed_at__isnull=False).exists():
        missing.append(Missing(_("Fix the plan, so that everybody observes with the same version."), address))
    return missing


def _pupils(cycle: LessonStudyCycle) -> list[Missing]:
    address = reverse("lesson_study:case_pupils", args=[cycle.public_id])
    pupils = list(cycle.case_pupils.all())
    missing = []
    if len(pupils) < FEWEST_PUPILS:
        missing.append(Missing(_("Choose two or three case pupils, each for another kind of learner."), address))
    without = [pupil.code for pupil in pupils if not pupil.success_criterion.strip()]
    if without:
        text = format_lazy(_("Write when it succeeds for: {pupils}."), pupils=", ".join(without))
        missing.append(Missing(text, address))
    return missing


def _rows(plan: LessonPlan, address: str) -> list[Missing]:
    rows = list_rows(plan)
    if not rows:
        return [Missing(_("The plan has no rows yet."), address)]
    bare = bare_places(rows)
    if not bare:
        return []
    text = ngettext(
        "Write what you expect of a case pupil in row %(rows)s.",
        "Write what you expect of a case pupil in rows %(rows)s.",
        len(bare),
    ) % {"rows": ", ".join(map(str, bare))}
    return [Missing(text, address)]


register_gate(Phase.DESIGN, find_missing_in_design)
