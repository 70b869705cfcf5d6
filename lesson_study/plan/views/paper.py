"""The plan on paper: to read, and to observe with. Neither class nor school stands on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.plan import documents
from lesson_study.plan.entrance import enter_cycle
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import LessonPlan
from lesson_study.plan.presenters import ReadPlan, ReadRow, read_plan


@require_safe
def plan_pdf(request: MemberRequest, public_id: str, version: int) -> HttpResponse:
    return _paper(request, public_id, version, observe=False)


@require_safe
def observation_sheet(request: MemberRequest, public_id: str, version: int) -> HttpResponse:
    """The plan with a box for each row and pupil, room for the talks after it, and for what the team will change."""
    return _paper(request, public_id, version, observe=True)


def _paper(request: MemberRequest, public_id: str, version: int, *, observe: bool) -> HttpResponse:
    cycle = enter_cycle(request, public_id)
    plan = get_object_or_404(LessonPlan, cycle=cycle, version=version)
    plan.cycle = cycle
    content = make_pdf(documents.SHEET, build_sheet(read_plan(plan, with_remarks=False), observe=observe))
    response = HttpResponse(content, content_type="application/pdf")
    name = "waarneemblad" if observe else "lesontwerp"
    response["Content-Disposition"] = f'attachment; filename="{name}-{cycle.public_id}-versie-{version}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def build_sheet(read: ReadPlan, *, observe: bool) -> dict[str, Any]:
    """What `sheet.typ` draws."""
    cycle = read.plan.cycle
    version = _("version %(version)s") % {"version": read.plan.version}
    minutes = _("%(count)s minutes") % {"count": read.minutes}
    return {
        "title": cycle.title,
        "question": cycle.question,
        "lang": get_language() or "nl",
        "network": read_network().title,
        "made": f"{version} · {minutes} · {nice_date(timezone.localdate())}",
        "foot": f"{cycle.group.name} · {version} · {minutes}",
        "observe": observe,
        "pupils": [
            {
                "code": pupil.code,
                "alias": f"«{pupil.alias}»" if pupil.alias else "",
                "typification": pupil.typification,
                "criterion": pupil.success_criterion,
            }
            for pupil in read.pupils
        ],
        "rows": [_row(line) for line in read.rows],
        "words": _words(),
    }


def _row(line: ReadRow) -> dict[str, Any]:
    row = line.row
    return {
        "number": line.number,
        "label": row.label,
        "minutes": row.minutes,
        "teacher": row.teacher,
        "pupils": row.pupils,
        "materials": row.materials,
        "core": row.is_core,
        "cells": [
            {PlanColumn.EXPECTED.value: cell.expected, PlanColumn.LOOK_FOR.value: cell.look_for}
            for cell in line.of_pupils
        ],
    }


def _words() -> dict[str, Any]:
    return {
        "label": _("Phase of the lesson"),
        "teacher": _("The teacher does"),
        "pupils": _("Pupils do"),
        "materials": _("Materials:"),
        "minutes": _("min"),
        "core": _("look closely here"),
        "succeeds": _("Succeeds when:"),
        "expected": _("Expected:"),
        "look_for": _("Look for:"),
        "time": _("time …… : ……"),
        "cross": _("Tick what you saw:"),
        "kinds": [_("as expected"), _("partly"), _("otherwise"), _("not seen")],
        "rules": _(
            "«…» what the pupil says · ! critical moment · Every 8 minutes: look at the whole class · Do not help."
        ),
        "fields": [_("Lesson and date:"), _("Observer:"), _("I look at pupil:"), _("From – until:")],
        "interview": _("Talk with the pupil, right after the lesson"),
        "question": _("Question"),
        "questions": [
            _("What did you like best in this lesson?"),
            _("What did you learn, what can you do (better) now?"),
            _("What helped you most?"),
            _("What would you change, and why?"),
        ],
        "discussion": _("Discussion: first the pupils, then the lesson"),
        "steps": _(
            "1 agreements 3′ · 2 first impression 3′ · 3 A, B, C: facts 18′ · 4 what pupils said 5′ · "
            "5 expected ↔ seen 10′ · 6 what helped, what hindered 10′ · 7 changes 10′ · 8 closing words 5′ · "
            "9 to my own class 5′"
        ),
        "changes": [_("Patterns"), _("Change 1, row …"), _("Change 2, row …"), _("Change 3, row …")],
        "privacy": _("No names, no photos of faces. This sheet stays in the team."),
    }
