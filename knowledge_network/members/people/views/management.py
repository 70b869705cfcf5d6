"""The coordinator's desk for members: the table, one member, appointments, suspension, leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.http import get_permitted, redirect_back, render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response, xlsx_response
from knowledge_network.members.people import facets, presenters, queries
from knowledge_network.members.people.actions import appointments as appointment_actions
from knowledge_network.members.people.actions import details
from knowledge_network.members.people.actions.leaving import leave_network, readmit_member
from knowledge_network.members.people.actions.roles import LastOfItsKindError
from knowledge_network.members.people.actions.suspension import OwnAccountError, resume_member, suspend_member
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.enums import Function, Standing, Visibility
from knowledge_network.members.people.forms.appointments import (
    AppointmentForm,
    DetailsForm,
    EndAppointmentForm,
    ManagementFilterForm,
    SuspensionForm,
)
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.trail import sentences as audit
from knowledge_network.members.trail.models import AuditEvent

ROWS = 50
MOST_EXPORTED = 20_000
UNDO_KEY = "members.ended_appointment"


def _managed(request: MemberRequest, public_id: str) -> Member:
    known = Member.objects.filter(erased_at__isnull=True)
    found: Member = get_permitted(request, known, "members.manage_members", public_id=public_id)
    return found


def _filtered(data: QueryDict) -> tuple[ManagementFilterForm, QuerySet[Member]]:
    filters = ManagementFilterForm(data, options=facets.directory_options())
    return filters, filters.apply(Member.objects.filter(erased_at__isnull=True))


@require_safe
def manage_members(request: MemberRequest) -> HttpResponse:
    require(request, "members.manage_members")
    filters, members = _filtered(request.GET)
    page = paginate(queries.management_rows(members), request.GET, size=ROWS)
    options = filters.options
    context = {
        "filters": filters,
        "values": {name: filters.value(name) for name in filters.fields},
        "kept": [(filters.add_prefix(name), filters.value(name)) for name in filters.fields],
        "organisations": facets.with_selected(options.organisations_html, filters.value("organisation")),
        "functions": facets.with_selected(options.functions_html, filters.value("function")),
        "states": Standing.address_choices(),
        "page": page,
        "rows": presenters.present_managed(page.rows),
        "total": len(page) if not (page.next_cursor or page.previous_cursor) else queries.capped_count(members),
        "cap": queries.COUNT_CAP,
    }
    return render_page(request, "members/people/manage_members.html", context, partials=("results",))


@require_POST
def manage_members_export(request: MemberRequest) -> HttpResponseBase:
    """The filtered list; an address only of members who show it, for a list leaves the platform."""
    require(request, "members.manage_members")
    _filters, members = _filtered(request.POST)
    rows = list(queries.management_rows(members).order_by("sort_name", "public_id")[:MOST_EXPORTED])
    AuditEvent.objects.record("members.list_exported", by=request.user, count=len(rows))
    header = [_("name"), _("function"), _("school or organisation"), _("board"), _("e-mail address"), _("member since")]
    if request.POST.get("format") == "xlsx":
        return xlsx_response(_("members") + ".xlsx", _("members"), header, _export_cells(rows))
    return csv_response(_("members") + ".csv", header, _export_cells(rows))


def _export_cells(rows: list[queries.ManagementRow]) -> Iterator[list[object]]:
    for row, shown in zip(rows, presenters.present_managed(rows), strict=True):
        address = shown.email if row["email_visibility"] != Visibility.NOBODY else ""
        yield [shown.name, shown.function, shown.school, shown.board, address, timezone.localdate(row["joined_at"])]


@require_safe
def manage_member(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    events = AuditEvent.objects.filter(subject=member).select_related("actor", "subject").order_by("-at", "-id")
    context = {
        "member": member,
        "appointments": member.appointments.select_related("organisation__governing_board").order_by(
            "-is_primary", "-start"
        ),
        "roles": member.network_roles.current(),
        "lines": audit.tell_events(events[:15]),
        "suspension_form": SuspensionForm(),
    }
    return render(request, "members/people/manage_member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def manage_member_details(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    form = DetailsForm(request.POST if request.method == "POST" else None, instance=member)
    if request.method == "POST" and form.is_valid():
        details.correct_details(member=member, by=request.user, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:manage_member", public_id)
    context = {"member": Member.objects.get(pk=member.pk), "form": form, "title": _("Correct name and address")}
    return render(request, "members/people/manage_form.html", context)


# Appointments ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_add(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    form = AppointmentForm(request.POST if request.method == "POST" else None, instance=Appointment(member=member))
    if request.method == "POST" and form.is_valid():
        appointment_actions.add_appointment(
            member=member, by=request.user, is_primary=form.cleaned_data["main"], **form.values
        )
        messages.success(request, _("The appointment was added."))
        return redirect("members:manage_member", public_id)
    return render(
        request, "members/people/manage_form.html", {"member": member, "form": form, "title": _("Add an appointment")}
    )


def _appointment(member: Member, organisation: str, function: str, start: str) -> Appointment:
    """An appointment is told by what it is: the same one cannot start twice on a day."""
    try:
        day, known_function = dt.date.fromisoformat(start), Function.read_address(function)
    except (ValueError, KeyError) as error:
        raise Http404 from error
    return get_object_or_404(
        member.appointments.select_related("organisation"),
        organisation__slug=organisation,
        function=known_function,
        start=day,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_change(
    request: MemberRequest, public_id: str, organisation: str, function: str, start: str
) -> HttpResponse:
    member = _managed(request, public_id)
    appointment = _appointment(member, organisation, function, start)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None, instance=_appointment(member, organisation, function, start)
    )
    if request.method == "POST" and form.is_valid():
        appointment_actions.change_appointment(
            appointment=appointment, by=request.user, is_primary=form.cleaned_data["main"], **form.values
        )
        messages.success(request, _("The appointment was changed."))
        return redirect("members:manage_member", public_id)
    context = {
        "member": member,
        "form": form,
        "title": _("Correct an appointment"),
        "hint": _("Does somebody have a new job? End this appointment and add a new one, so that the history is true."),
    }
    return render(request, "members/people/manage_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_end(
    request: MemberRequest, public_id: str, organisation: str, function: str, start: str
) -> HttpResponse:
    member = _managed(request, public_id)
    appointment = _appointment(member, organisation, function, start)
    form = EndAppointmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        before = {"end": appointment.end.isoformat() if appointment.end else "", "main": appointment.is_primary}
        appointment_actions.end_appointment(appointment=appointment, by=request.user, end=form.cleaned_data["end"])
        if appointment.pk:
            request.session[UNDO_KEY] = before
            undo = reverse("members:appointment_reopen", args=[public_id, organisation, function, start])
            offer_undo(request, _("The appointment was ended."), undo)
        else:
            messages.success(request, _("The appointment never held a day and was removed."))
        return redirect("members:manage_member", public_id)
    context = {"member": member, "form": form, "title": _("End an appointment"), "about": appointment}
    return render(request, "members/people/manage_form.html", context)


@require_POST
def appointment_reopen(
    request: MemberRequest, public_id: str, organisation: str, function: str, start: str
) -> HttpResponse:
    member = _managed(request, public_id)
    appointment = _appointment(member, organisation, function, start)
    before = request.session.pop(UNDO_KEY, None)
    if before:
        end = dt.date.fromisoformat(before["end"]) if before["end"] else None
        appointment_actions.reopen_appointment(
            appointment=appointment, by=request.user, end=end, is_primary=before["main"]
        )
        messages.success(request, _("The appointment holds as it did before."))
    return redirect_back(request, reverse("members:manage_member", args=[public_id]))


# Suspending and leaving -----------------------------------------------------------------------


@require_POST
def member_suspend(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    form = SuspensionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why you suspend this member."))
        return redirect("members:manage_member", public_id)
    try:
        suspend_member(member=member, by=request.user, reason=form.cleaned_data["reason"])
    except (OwnAccountError, LastOfItsKindError) as error:
        messages.error(request, str(error))
    else:
        offer_undo(request, _("The account is closed for now."), reverse("members:member_resume", args=[public_id]))
    return redirect("members:manage_member", public_id)


@require_POST
def member_resume(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    resume_member(member=member, by=request.user)
    messages.success(request, _("%(name)s can log in again.") % {"name": member.get_full_name()})
    return redirect("members:manage_member", public_id)


@require_POST
def member_leave(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    try:
        leave_network(member=member, by=request.user)
    except BlockedError as error:
        messages.error(request, _("This is not possible yet. %(why)s") % {"why": error})
    else:
        messages.success(request, _("%(name)s has left the network.") % {"name": member.get_full_name()})
    return redirect("members:manage_member", public_id)


@require_POST
def member_readmit(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _managed(request, public_id)
    readmit_member(member=member, by=request.user)
    messages.success(request, _("%(name)s is back. Add an appointment.") % {"name": member.get_full_name()})
    return redirect("members:manage_member", public_id)
