"""Writing in the grid: a row as a plain form, a cell by itself, and what an open page asks every few seconds."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.pupil_names import find_possible_names
from lesson_study.plan import queries
from lesson_study.plan.actions import cells, rows
from lesson_study.plan.actions.writing import FixedError
from lesson_study.plan.entrance import enter_plan, get_row, read_key
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.forms import CellForm, RowDeedForm, SettleForm, field_name, read_versions
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan, UnsettledText
from lesson_study.plan.presence import note_presence
from lesson_study.plan.views.plans import draw_plan

# What of a place of a cell is looked at: a key, a column and a letter.
LONGEST_PLACE = 60


@require_POST
def plan_cell(request: MemberRequest, public_id: str) -> HttpResponse:
    """One cell, as the page sends it by itself; answers with what stands now, as JSON."""
    plan = enter_plan(request, public_id)
    form = CellForm(request.POST)
    if not form.is_valid():
        too_long = _("A cell holds 2000 characters at most. Your text is still here.")
        is_long = any(error.code == "max_length" for error in form.errors.as_data().get("text", []))
        return JsonResponse({"error": too_long if is_long else _("Not saved yet.")}, status=422)
    data = form.cleaned_data
    row = get_row(plan, str(data["row"]))
    saved = cells.save_cell(
        row=row,
        column=data["column"],
        case_pupil=_pupil(plan, data["pupil"]),
        by=request.user,
        text=data["text"],
        version=data["version"],
        base=data["base"] if "base" in request.POST else None,
    )
    is_kept = saved.outcome in (cells.Outcome.SAVED, cells.Outcome.TOGETHER)
    answer: dict[str, Any] = {
        "outcome": saved.outcome.value,
        "text": saved.text,
        "version": saved.version,
        "removed": saved.is_removed,
        "names": find_possible_names(data["text"]),
        "at": date_format(timezone.localtime(), "H:i"),
    }
    return JsonResponse(answer, status=200 if is_kept else 409)


def _pupil(plan: LessonPlan, code: str) -> CasePupil | None:
    return get_object_or_404(CasePupil, cycle=plan.cycle, code=code) if code else None


@require_POST
def plan_row_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """An empty row, below the one of key `after` or at the end; `key` makes pressing twice count once."""
    plan = enter_plan(request, public_id)
    after, key = read_key(request.POST.get("after", "")), read_key(request.POST.get("key", ""))
    try:
        row = rows.add_row(plan=plan, by=request.user, after=after, key=key)
    except RefusedError as refusal:
        return _refused(request, plan, str(refusal))
    return _done(request, plan, row.key)


@require_POST
def plan_row(request: MemberRequest, public_id: str) -> HttpResponse:
    """Save what the form of a row holds, and do what its button says."""
    plan = enter_plan(request, public_id)
    row = get_row(plan, request.POST.get("row", ""))
    form = RowDeedForm(request.POST)
    if not form.is_valid():
        return _refused(request, plan, _("This button is not there."), row)
    try:
        _save_row(request, plan, row)
        _do_deed(request, row, form.cleaned_data)
    except FixedError as refusal:
        return _refused(request, plan, str(refusal))
    except RefusedError as refusal:
        return _refused(request, plan, str(refusal), row)
    return _done(request, plan, row.key)


def _save_row(request: MemberRequest, plan: LessonPlan, row: LessonPhaseRow) -> None:
    """Each cell that the form holds. What meets somebody else's text stands beside it on the page that follows."""
    versions = read_versions(request.POST.get("versions", ""))
    pupils = list(plan.cycle.case_pupils.all()) if any("-" in name for name in request.POST) else []
    places: list[tuple[str, CasePupil | None]] = [(column, None) for column in PlanColumn.OF_ROW]
    places += [(column, pupil) for pupil in pupils for column in PlanColumn.OF_PUPIL]
    named = {field_name(column, pupil.code if pupil else ""): (column, pupil) for column, pupil in places}
    texts = {name: request.POST[name] for name in named if name in request.POST}
    standing = _standing(row)
    written = [
        cells.Written(named[name][0], text, versions.get(name, 0), named[name][1])
        for name, text in texts.items()
        if standing.get(name, ("", 0)) != (cells.cleaned(text, named[name][0]), versions.get(name, 0))
    ]
    if written:
        cells.save_cells(row=row, by=request.user, written=written)


def _standing(row: LessonPhaseRow) -> dict[str, tuple[str, int]]:
    found = row.cells.values_list("column", "case_pupil__code", "text", "version")
    return {field_name(column, code or ""): (text, version) for column, code, text, version in found}


def _do_deed(request: MemberRequest, row: LessonPhaseRow, data: dict[str, Any]) -> None:
    deed, by = data["deed"], request.user
    if deed in (RowDeedForm.UP, RowDeedForm.DOWN, RowDeedForm.TO):
        here = LessonPhaseRow.objects.get(pk=row.pk).position
        step = -1 if deed == RowDeedForm.UP else 1
        rows.move_row(row=row, by=by, to=data["to"] or 0 if deed == RowDeedForm.TO else here + step)
    elif deed == RowDeedForm.REMOVE:
        rows.remove_row(row=row, by=by)
        if "json" not in request.POST:
            offer_undo(request, _("The row is taken away."), _restore_url(row))
    elif deed == RowDeedForm.RESTORE:
        rows.restore_row(row=row, by=by)
    elif deed in (RowDeedForm.CORE, RowDeedForm.NOT_CORE):
        rows.mark_core(row=row, by=by, is_core=deed == RowDeedForm.CORE)


def _restore_url(row: LessonPhaseRow) -> str:
    return reverse("lesson_study:plan_row_restore", args=[row.plan.cycle.public_id, row.key])


@require_POST
def plan_row_restore(request: MemberRequest, public_id: str, key: uuid.UUID) -> HttpResponse:
    """Take back that a row was taken away: the button of the message that told it."""
    plan = enter_plan(request, public_id)
    row = get_row(plan, str(key))
    try:
        rows.restore_row(row=row, by=request.user)
    except RefusedError as refusal:
        return _refused(request, plan, str(refusal))
    return _done(request, plan, row.key)


@require_POST
def plan_settle(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose between two texts that met in the cell at `place` in the row `row`."""
    plan = enter_plan(request, public_id)
    column, _dash, pupil = request.POST.get("place", "").partition("-")
    here = {"cell__row": get_row(plan, request.POST.get("row", "")), "cell__column": column}
    of_pupil = {"cell__case_pupil__code": pupil} if pupil else {"cell__case_pupil": None}
    mine = UnsettledText.objects.filter(by=request.user).select_related("cell__row__plan")
    unsettled = get_object_or_404(mine, **here, **of_pupil)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _refused(request, plan, _("Choose one of the three."))
    choice = cells.Choice(form.cleaned_data["choice"])
    try:
        cells.settle_text(
            unsettled=unsettled, by=request.user, choice=choice, seen_version=form.cleaned_data["version"]
        )
    except RefusedError as refusal:
        return _refused(request, plan, str(refusal))
    return _done(request, plan, unsettled.cell.row.key)


@require_safe
def plan_state(request: MemberRequest, public_id: str) -> HttpResponse:
    """What changed since revision `sinds`, and who else is where; `plek` is the cell in which the reader writes.

    One query when nothing changed.
    """
    state = queries.read_state(public_id, request.user)
    if state is None:
        raise Http404
    since = request.GET.get("sinds", "")
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
    others = note_presence(LessonPlan(pk=state.plan_id), request.user, request.GET.get("plek", "")[:LONGEST_PLACE])
    answer: dict[str, Any] = {
        "version": state.version,
        "fixed": state.is_fixed,
        "revision": state.revision,
        "others": others,
    }
    if state.revision != known:
        answer["cells"] = [
            {"place": cell.place, "text": cell.text, "version": cell.version}
            for cell in queries.changed_cells(state.plan_id, known)
        ]
        answer["shape"] = queries.read_shape(state.plan_id)
    response = JsonResponse(answer)
    response["Cache-Control"] = "private, no-store"
    return response


def _done(request: MemberRequest, plan: LessonPlan, key: uuid.UUID) -> HttpResponse:
    """For a script that nothing stands in the way; else the page, at the row."""
    if "json" in request.POST:
        return JsonResponse({"key": str(key)})
    return HttpResponseRedirect(f"{reverse('lesson_study:lesson_plan', args=[plan.cycle.public_id])}#rij-{key}")


def _refused(request: MemberRequest, plan: LessonPlan, why: str, row: LessonPhaseRow | None = None) -> HttpResponse:
    """Why it was not done; the page comes back with what was typed."""
    if "json" in request.POST:
        return JsonResponse({"error": why}, status=409)
    typed = {(str(row.key), name): str(text) for name, text in request.POST.items()} if row is not None else {}
    return draw_plan(request, plan.cycle, typed=typed, error=why)
