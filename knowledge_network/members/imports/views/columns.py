"""Saying what the columns of a list mean, before its rows are looked at."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge_network.kit.http import render_page
from knowledge_network.members.imports import runs
from knowledge_network.members.imports.columns import Inspection, inspect_list
from knowledge_network.members.imports.forms.columns import ColumnsForm
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.imports.reading import Choice, UnreadableTableError
from knowledge_network.members.imports.views.runs import find_run

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: MemberRequest, public_id: str) -> HttpResponse:
    """Recognised, not used or to be chosen, each with its first values; another sheet may be chosen first."""
    run = find_run(request, public_id)
    if not run.can_be_read_anew:
        return redirect("members:import_detail", public_id=run.public_id)
    asked_sheet = str(request.POST.get("sheet") or request.GET.get("tabblad") or "")
    problem = ""
    try:
        inspection = _inspect(run, asked_sheet)
    except UnreadableTableError as error:
        inspection, problem = _inspect(run, ""), str(error)
    form = ColumnsForm(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        runs.choose_columns(run=run, by=request.user, choice=form.choice(), headings=inspection.headings)
        return redirect("members:import_detail", public_id=run.public_id)
    context = {
        "run": run,
        "form": form,
        "inspection": inspection,
        "problem": problem,
        "trail": [(_("Import"), reverse("members:import_list"))],
    }
    return render_page(request, "members/imports/import_columns.html", context, status=422 if form.errors else 200)


def _inspect(run: ImportRun, sheet: str) -> Inspection:
    """As it was read or chosen so far, or another sheet of the same file."""
    choice = Choice.from_options(run.options)
    if sheet and sheet != choice.sheet:
        choice = Choice(sheet=sheet)
    with run.file.open("rb") as source:
        return inspect_list(cast("IO[bytes]", source), PEOPLE, choice)
