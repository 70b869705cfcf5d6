"""The coordinator's desk for members: the table, one member, appointments, suspension, leaving."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import get_permitted, redirect_back, render_page, require
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import EXPORTS, present_in_parts
from knowledge_network.members.people import facets, presenters, queries
from knowledge_network.members.people.actions import appointments as appointment_actions
from knowledge_network.members.people.actions import details
from knowledge_network.members.people.actions.leaving import leave_network, readmit_member
from knowledge_network.members.people.actions.messages import take_messages_back, write_to_many
from knowledge_network.members.people.actions.roles import LastOfItsKindError
from knowledge_network.members.people.actions.suspension import OwnAccountError, resume_member, suspend_member
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.enums import Function, Standing
from knowledge_network.members.people.forms.appointments import (
    AppointmentForm,
    DetailsForm,
    EndAppointmentForm,
    ManagementFilterForm,
    SuspensionForm,
)
from knowledge_network.members.people.forms.profile import ManyMessageForm
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import Look, Skipped, lay_out
from knowledge_network.members.trail import sentences as audit
from knowledge_network.members.trail.downloads import record_download
from knowledge_network.members.trail.models import AuditEvent

WRITE = "write"
ACTIONS = [(WRITE, gettext_lazy("Write a message")), *EXPORTS]
WROTE = "members.wrote_to_many"
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
    options = filters.options
    rows = queries.management_rows(members)
    table = lay_out(request, presenters.MEMBERS, rows, present=presenters.present_managed, actions=ACTIONS)
    page = table.page
    context = {
        "filters": filters,
        "values": {name: filters.value(name) for name in filters.fields},
        "organisations": facets.with_selected(options.organisations_html, filters.value("organisation")),
        "functions": facets.with_selected(options.functions_html, filters.value("function")),
        "states": Standing.address_choices(),
        "table": table,
        "bulk_url": reverse("members:manage_members_bulk"),
        "total": len(page) if not (page.next_cursor or page.previous_cursor) else queries.capped_count(members),
        "cap": queries.COUNT_CAP,
    }
    return render_page(request, "members/people/manage_members.html", context, partials=("results",))


# Many at once ---------------------------------------------------------------------------------


@require_POST
def manage_members_bulk(request: MemberRequest) -> HttpResponseBase:
    """A message to whom one ticked, looked at first; or the list as a sheet, which is written down."""
    require(request, "members.manage_members")
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect("members:manage_members")
    _filters, members = _filtered(form.filter_data)
    if not form.cleaned_data["everything"]:
        members = Member.objects.filter(erased_at__isnull=True, public_id__in=form.cleaned_data["ids"])
    if form.cleaned_data["action"] == WRITE:
        return _write_to_many(request, list(members.order_by("sort_name", "public_id")[:MOST_AT_ONCE]))
    order = presenters.MEMBERS.read_order(form.filter_data)
    rows = queries.management_rows(members).order_by(*order)
    if later := make_later(request, rows):
        return later
    lines = present_in_parts(rows, presenters.present_managed)
    sheet = presenters.MEMBERS.export(lines, form.cleaned_data["action"])
    return record_download(sheet, "members.list_exported", by=request.user, count=rows.count())


def _write_to_many(request: MemberRequest, chosen: list[Member]) -> HttpResponse:
    present = [member for member in chosen if member.is_present and member != request.user]
    confirmed = "confirmed" in request.POST
    form = ManyMessageForm(request.POST if confirmed else None, initial={"key": random_public_id()})
    if not confirmed or not form.is_valid() or not present:
        return render(request, "members/tables/look_first.html", {"look": _look_at_writing(chosen, present, form)})
    count = write_to_many(members=present, by=request.user, **form.cleaned_data)
    request.session[WROTE] = form.cleaned_data["key"]
    said = ngettext(
        "Your message goes to %(n)d person, in a quarter of an hour.",
        "Your message goes to %(n)d people, in a quarter of an hour.",
        count,
    )
    offer_undo(request, said % {"n": count}, reverse("members:manage_members_take_back"))
    return redirect("members:manage_members")


def _look_at_writing(chosen: list[Member], present: list[Member], form: ManyMessageForm) -> Look:
    words = {"n": len(present), "skipped": len(chosen) - len(present)}
    why = _("is not in the network now, or is you")
    return Look(
        title=_("Write to members"),
        summary=ngettext(
            "Goes to %(n)d person, %(skipped)d skipped.", "Goes to %(n)d people, %(skipped)d skipped.", len(present)
        )
        % words,
        heading=_("Who gets it"),
        names=[member.get_full_name() for member in present],
        skipped=[Skipped(member.get_full_name(), why) for member in chosen if member not in present],
        button=ngettext("Send to %(n)d person", "Send to %(n)d people", len(present)) % words,
        hidden=[("action", WRITE), *(("ids", member.public_id) for member in present)],
        form=form,
        url=reverse("members:manage_members_bulk"),
        back=reverse("members:manage_members"),
    )


@require_POST
def manage_members_take_back(request: MemberRequest) -> HttpResponse:
    """The message that this reader wrote to many last stays unsent, as far as it was not sent yet."""
    require(request, "members.manage_members")
    key = request.session.pop(WROTE, "")
    count = take_messages_back(by=request.user, key=key) if key else 0
    said = ngettext("%(n)d mail is not sent.", "%(n)d mails are not sent.", count) % {"n": count}
    messages.success(request, said)
    return redirect("members:manage_members")


# One member -----------------------------------------------------------------------------------


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
        "lines": audit.tell_events(events[:15], reader=request.user),
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
