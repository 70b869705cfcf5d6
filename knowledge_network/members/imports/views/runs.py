"""Bringing lists in: offer a file, look at what it would do, carry it out, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.addresses import with_query
from knowledge_network.kit.http import read_partial, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response, leave_out_of_logbook, xlsx_response
from knowledge_network.members.imports import display, progress, runs
from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.imports.corrections import has_unknown
from knowledge_network.members.imports.enums import ImportKind, ImportState, RowOutcome
from knowledge_network.members.imports.forms.lists import (
    BoardsForm,
    ListForm,
    PeopleForm,
    SitesForm,
    SuccessorsForm,
    TopicsForm,
    WordsForm,
)
from knowledge_network.members.imports.forms.rows import PersonRowForm
from knowledge_network.members.imports.headings import TEMPLATE, heading
from knowledge_network.members.imports.lookups import list_offered_schools
from knowledge_network.members.imports.models import UNDO_PERIOD, ImportRow, ImportRun, ImportStop
from knowledge_network.members.imports.people import correct_row, leave_row_out
from knowledge_network.members.people.enums import Function

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

ROWS_SHOWN = 50
_OFFERED_AT: dict[str, str] = {
    ImportKind.SITES: "members:import_sites",
    ImportKind.BOARDS: "members:import_boards",
    ImportKind.MEMBERS: "members:import_members",
    ImportKind.TOPICS: "members:import_topics",
    ImportKind.WORDS: "members:import_words",
    ImportKind.SUCCESSORS: "members:import_successors",
}
_TITLES: dict[str, Promise] = {
    ImportKind.SITES: gettext_lazy("Import schools"),
    ImportKind.BOARDS: gettext_lazy("Import boards"),
    ImportKind.MEMBERS: gettext_lazy("Import members"),
    ImportKind.TOPICS: gettext_lazy("Import topics"),
    ImportKind.WORDS: gettext_lazy("Import words"),
    ImportKind.SUCCESSORS: gettext_lazy("Import mergers and successors"),
}


def _permission(kind: str) -> str:
    if kind in (ImportKind.TOPICS, ImportKind.WORDS):
        return "members.manage_topics"
    return "members.import_members" if kind == ImportKind.MEMBERS else "members.import_organisations"


def find_run(request: MemberRequest, public_id: str) -> ImportRun:
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), public_id=public_id)
    if not request.user.has_perm(_permission(run.kind), run):
        raise PermissionDenied
    return run


# Offering -------------------------------------------------------------------------------------


@require_safe
def import_list(request: MemberRequest) -> HttpResponse:
    """What can be brought in, and what was."""
    require(request, "members.import_organisations")
    earlier = (
        ImportRun.objects.visible_to(request.user).exclude(state=ImportState.DISCARDED).select_related("created_by")
    )
    page = paginate(earlier, request.GET, by=("-created_at", "public_id"))
    return render_page(request, "members/imports/import_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def import_sites(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.SITES, SitesForm)


@require_http_methods(["GET", "HEAD", "POST"])
def import_boards(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.BOARDS, BoardsForm)


@require_http_methods(["GET", "HEAD", "POST"])
def import_members(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.MEMBERS, PeopleForm)


@require_http_methods(["GET", "HEAD", "POST"])
def import_topics(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.TOPICS, TopicsForm)


@require_http_methods(["GET", "HEAD", "POST"])
def import_words(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.WORDS, WordsForm)


@require_http_methods(["GET", "HEAD", "POST"])
def import_successors(request: MemberRequest) -> HttpResponse:
    return _offer(request, ImportKind.SUCCESSORS, SuccessorsForm)


def _offer(request: MemberRequest, kind: str, form_class: type[ListForm]) -> HttpResponse:
    require(request, _permission(kind))
    form = form_class(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.content()
        run = runs.offer_list(
            kind=kind, by=request.user, name=name, content=content, options=form.options(), ask=form.has_questions
        )
        page = "members:import_columns" if form.has_questions else "members:import_detail"
        return redirect(page, public_id=run.public_id)
    context = {
        "form": form,
        "title": _TITLES[kind],
        "kind": kind,
        "kinds": ImportKind,
        "trail": [(_("Import"), reverse("members:import_list"))],
    }
    return render_page(request, "members/imports/import_offer.html", context, status=422 if form.errors else 200)


@require_safe
def import_template(request: MemberRequest, form: str) -> HttpResponseBase:
    """An empty list of people with the right column names and one example row."""
    require(request, "members.import_members")
    if form not in {"csv", "xlsx"}:
        raise Http404
    header = [heading(name) for name in TEMPLATE]
    example = [
        *("jan.voorbeeld@example.org", "Jan", "van der", "Voorbeeld"),
        *(_("name or code of the school"), Function.TEACHER.label, "", "nl"),
    ]
    if form == "xlsx":
        return leave_out_of_logbook(xlsx_response(f"{_('members')}.xlsx", str(_("members")), header, [example]))
    return leave_out_of_logbook(csv_response(f"{_('members')}.csv", header, [example]))


# Looking --------------------------------------------------------------------------------------


@require_safe
def import_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    run = find_run(request, public_id)
    if run.is_asking:
        return redirect("members:import_columns", public_id=run.public_id)
    return _show(request, run)


def _show(request: MemberRequest, run: ImportRun) -> HttpResponse:
    """The run with one outcome's rows; the same for a whole page and for the part that htmx asks."""
    tallies = display.tally_outcomes(run)
    asked = request.POST.get("tab") or request.GET.get("tab", "")
    filled = [str(t.outcome) for t in tallies if t.count]
    tab = asked if asked in filled else next(iter(filled), RowOutcome.NEW)
    page = paginate(run.rows.filter(outcome=tab), request.GET, by=("number",), size=ROWS_SHOWN)
    at_work = run.state in ImportState.AT_WORK
    far = progress.read_progress(run) if at_work else progress.Progress()
    context = {
        "run": run,
        "address": _address(run),
        "offer_address": reverse(_OFFERED_AT[run.kind]),
        "tallies": tallies,
        "figures": display.tally_report(run),
        "tab": tab,
        "outcomes": RowOutcome,
        "page": page,
        "lines": display.present_rows(run, page.rows),
        "at_work": at_work,
        "stopping": at_work and ImportStop.objects.filter(run=run).exists(),
        "done": far.done,
        "total": far.total,
        "time_left": progress.time_left(far.seconds_left),
        "will_change": display.count_changes(run),
        "mails": display.count_mails(run),
        "corrections": run.counts.get(RowOutcome.CHANGED, 0),
        "left_out": display.list_left_out(run),
        "mail_at": display.read_mail_moment(run),
        "kept": display.list_kept(run),
        "kept_count": run.options.get("kept", 0),
        "reading": display.describe_reading(run),
        "scope": display.describe_scope(run),
        "doubts": [doubt.label for doubt in run.doubts] if run.is_planned else [],
        "has_unknown": run.is_of_members and run.is_planned and tab == RowOutcome.ERROR and has_unknown(run),
        "has_problems": any(run.counts.get(outcome, 0) for outcome in RowOutcome.PROBLEMS),
        "undo_until": run.applied_at + UNDO_PERIOD if run.can_be_undone and run.applied_at else None,
        "trail": [(_("Import"), reverse("members:import_list"))],
    }
    return render_page(request, "members/imports/import_detail.html", context, partials=("run",))


@require_safe
def import_problems(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The rows with an error as a sheet with the reason in front; corrected, it can be offered again."""
    run = find_run(request, public_id)
    header, rows = display.build_problem_table(run)
    return csv_response(f"{slugify(run.file_name.rsplit('.', 1)[0])}-{_('errors')}.csv", header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def import_row(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """Correct one row of people, or leave it out."""
    run = find_run(request, public_id)
    if run.kind != ImportKind.MEMBERS or run.state != ImportState.PLANNED:
        return redirect("members:import_detail", public_id=run.public_id)
    row = get_object_or_404(run.rows, number=number)
    form = PersonRowForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _change_row(request, run, row, form)
        run.refresh_from_db()
        if read_partial(request) == "run":
            return _show(request, run)
        return redirect(with_query(_address(run), tab=row.outcome))
    context = {
        "run": run,
        "row": row,
        "form": form,
        "offered_schools": list_offered_schools(),
        "offered_functions": [str(label) for label in Function.labels],
        "trail": [(run.file_name, _address(run))],
    }
    inline = read_partial(request) == f"row-{number}"
    template = "members/imports/import_row.html#row" if inline else "members/imports/import_row.html"
    return render_page(request, template, context)


def _change_row(request: MemberRequest, run: ImportRun, row: ImportRow, form: PersonRowForm) -> None:
    if "leave_out" in request.POST:
        leave_row_out(run=run, number=row.number, by=request.user)
        return
    is_another = form.cleaned_data.get("is_another", False)
    changed = correct_row(run=run, number=row.number, values=form.values(), by=request.user, is_another=is_another)
    if read_partial(request):
        return  # the part that comes back shows it
    if changed.outcome == RowOutcome.ERROR:
        messages.warning(request, _("Row %(row)s is not right yet.") % {"row": row.number})
    else:
        messages.success(request, _("Row %(row)s is right now.") % {"row": row.number})


def _address(run: ImportRun) -> str:
    return reverse("members:import_detail", args=[run.public_id])


# Doing ----------------------------------------------------------------------------------------


@require_POST
def import_apply(request: MemberRequest, public_id: str) -> HttpResponse:
    run = find_run(request, public_id)
    typed = request.POST.get("number", "").strip()
    try:
        run = runs.apply_import(run=run, by=request.user, despite_doubts=typed == str(display.count_changes(run)))
    except ImportConflictError as error:
        messages.error(request, f"{error} {_('Type the number of changes to go on.')}")
        return redirect(_address(run))
    return _after(request, run, done=ImportState.APPLIED, text=_("Done. You can undo this for 24 hours."))


@require_POST
def import_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    run = find_run(request, public_id)
    try:
        run = runs.undo_import(run=run, by=request.user)
    except ImportConflictError as error:
        messages.error(request, str(error))
        return redirect(_address(run))
    text = _("Undone. Everything is as it was before.")
    if kept := run.options.get("kept", 0):
        told = ngettext("Undone, but %(count)s row stays.", "Undone, but %(count)s rows stay.", kept)
        text = told % {"count": kept}
    return _after(request, run, done=ImportState.UNDONE, text=text)


@require_POST
def import_again(request: MemberRequest, public_id: str) -> HttpResponse:
    run = runs.look_again(run=find_run(request, public_id), by=request.user)
    return _after(request, run, done=ImportState.PLANNED, text=_("Looked at again."))


@require_POST
def import_stop(request: MemberRequest, public_id: str) -> HttpResponse:
    run = runs.stop_import(run=find_run(request, public_id), by=request.user)
    if run.state == ImportState.DISCARDED:
        messages.success(request, _("Stopped. The list is thrown away, nothing was changed."))
        return redirect("members:import_list")
    if run.state not in ImportState.AT_WORK:
        messages.success(request, _("Stopped. Everything is as it was before."))
    return redirect(_address(run))


@require_POST
def import_discard(request: MemberRequest, public_id: str) -> HttpResponse:
    runs.discard_import(run=find_run(request, public_id), by=request.user)
    messages.success(request, _("The list is thrown away. Nothing was changed."))
    return redirect("members:import_list")


def _after(request: MemberRequest, run: ImportRun, *, done: ImportState, text: str) -> HttpResponse:
    if run.problem:
        messages.error(request, run.problem)
    elif run.state == done:
        messages.success(request, text)
    return redirect(_address(run))
