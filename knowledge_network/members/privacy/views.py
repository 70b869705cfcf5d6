"""«Mijn gegevens»: what is stored, a copy of it, going and coming back; and what the privacy contact sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tables import present_in_parts
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.blockers import BlockedError, Blocker, find_blockers
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.privacy import actions, registry, retention
from knowledge_network.members.privacy.enums import DataRequestState
from knowledge_network.members.privacy.forms import AuditFilterForm, ErasureForm
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.trail import sentences as audit
from knowledge_network.members.trail.downloads import record_download
from knowledge_network.members.trail.models import AuditEvent

MOST_REQUESTS = 10

MY_EVENTS = 20
NEWEST_FIRST = ("-at", "-id")


@require_safe
def my_data(request: MemberRequest) -> HttpResponse:
    member = request.user
    events = AuditEvent.objects.filter(subject=member).select_related("actor", "subject").order_by(*NEWEST_FIRST)
    context = {
        "copy": actions.find_copy(member),
        "known": registry.known_about(member).items(),
        "lines": audit.tell_events(events[:MY_EVENTS], reader=member),
        "requests": cut(member.data_requests.order_by("-requested_at"), MOST_REQUESTS),
        "days": actions.TIME_TO_COME_BACK.days,
    }
    return render(request, "members/privacy/my_data.html", context)


@require_POST
def my_data_export(request: MemberRequest) -> HttpResponse:
    """Made in the background, one after the other: a copy may take long, and many may want one on the same day."""
    actions.ask_copy(member=request.user, by=request.user)
    messages.success(request, _("We are making your copy. You get a mail when it is ready, mostly within minutes."))
    return redirect("members:my_data_return" if request.user.is_leaving else "members:my_data")


@require_safe
def my_data_copy(request: MemberRequest) -> HttpResponseBase:
    """The newest copy of one's own, for a week."""
    found = actions.find_copy(request.user)
    if found is None:
        raise Http404
    name = _("my-data") + f"-{timezone.localdate(found.closed_at):%Y-%m-%d}.zip"
    response = FileResponse(found.file.open(), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request: MemberRequest) -> HttpResponse:
    member = request.user
    form = ErasureForm(request.POST if request.method == "POST" else None, member=member)
    blockers = find_blockers(member)
    if request.method == "POST" and not blockers and form.is_valid():
        try:
            actions.request_erasure(member=member, by=member)
        except BlockedError as error:
            blockers = error.blockers
        else:
            return redirect("members:my_data_return")
    context = {"form": form, "blockers": blockers, "days": actions.TIME_TO_COME_BACK.days}
    return render(request, "members/privacy/my_data_erase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_return(request: MemberRequest) -> HttpResponse:
    """The only page for who asked to be erased: when it happens, a copy of the data, and the way back."""
    member = request.user
    if not member.is_leaving:
        return redirect("members:my_data")
    if request.method == "POST":
        actions.withdraw_erasure(member=member, by=member)
        messages.success(request, _("Welcome back. Everything is as it was."))
        return redirect("members:my_data")
    context = {"date": actions.derive_erasure_day(member), "copy": actions.find_copy(member)}
    return render(request, "members/privacy/my_data_return.html", context)


# The privacy contact --------------------------------------------------------------------------


@require_safe
def audit_trail(request: MemberRequest) -> HttpResponse:
    require(request, "members.view_audit_trail")
    form = AuditFilterForm(request.GET)
    events = form.apply(AuditEvent.objects.visible_to(request.user).select_related("actor", "subject"))
    page = paginate(events, request.GET, by=NEWEST_FIRST, size=50)
    context = {"form": form, "page": page, "lines": audit.tell_events(page)}
    return render_page(request, "members/privacy/audit_trail.html", context, partials=("results",))


@require_POST
def audit_export(request: MemberRequest) -> HttpResponseBase:
    """The filtered part as CSV; that it was taken stands in the logbook itself."""
    require(request, "members.view_audit_trail")
    form = AuditFilterForm(request.POST)
    events = form.apply(AuditEvent.objects.visible_to(request.user).select_related("actor", "subject"))
    rows = events.order_by(*NEWEST_FIRST)
    if later := make_later(request, rows):
        return later
    header = [_("when"), _("what"), _("who"), _("about whom"), _("event")]
    lines = present_in_parts(rows, audit.tell_events)
    cells = ([found.at, found.text, found.actor, found.subject, found.verb] for found in lines)
    sheet = csv_response(_("logbook") + ".csv", header, cells)
    return record_download(sheet, "members.audit_exported", by=request.user, count=rows.count())


@dataclass(frozen=True)
class OpenRequest:
    """A request that is not closed, and what holds up an erasure whose day has come."""

    data_request: DataRequest
    blockers: list[Blocker]


@require_safe
def data_requests(request: MemberRequest) -> HttpResponse:
    """Open and closed requests, whose erasure is stuck, and who will be asked to go because nothing keeps them here."""
    require(request, "members.view_data_requests")
    found = DataRequest.objects.visible_to(request.user).select_related("member")
    today = timezone.localdate()
    open_requests = [
        OpenRequest(asked, find_blockers(asked.member) if asked.due_on <= today else [])
        for asked in found.filter(state=DataRequestState.OPEN).order_by("due_on", "pk")
    ]
    context = {
        "open_requests": open_requests,
        "page": paginate(found.exclude(state=DataRequestState.OPEN), request.GET, by=("-requested_at", "-id"), size=25),
        "inactive": list(retention.inactive_members()[:100]),
        "today": today,
        "answer_days": retention.TIME_TO_ANSWER.days,
    }
    return render(request, "members/privacy/data_requests.html", context)


@require_POST
def data_request_carry_out(request: MemberRequest, public_id: str) -> HttpResponse:
    """Erase now who asked for it and whose term is over, after what blocked it was arranged."""
    require(request, "members.view_data_requests")
    latest = timezone.now() - actions.TIME_TO_COME_BACK
    member = get_object_or_404(Member, public_id=public_id, erasure_requested_at__lte=latest, erased_at__isnull=True)
    try:
        actions.erase_member(member=member, by=request.user)
    except BlockedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The data were erased."))
    return redirect("members:data_requests")
