"""Requests to join groups over the whole network: who waits for how long, many at once, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import CSV, XLSX, present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.bulk import try_each
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download
from plg.groups.actions import joining
from plg.groups.enums import JoinState
from plg.groups.forms.membership import ReasonForm
from plg.groups.models import JoinRequest
from plg.pages.forms import JoinDeskFilter
from plg.pages.presenters.join_requests import (
    ACCEPT,
    ACTIONS,
    DECLINE,
    JOIN_REQUESTS,
    look_at_join_requests,
    present_join_requests,
)

MANAGE = "plg.manage_groups"
SHOWN = 40
DECIDED = "plg.join_requests_decided"


def _find_join_requests(request: MemberRequest) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.visible_to(request.user).filter(present("member__"))


def list_join_requests(request: MemberRequest) -> QuerySet[JoinRequest]:
    rows = _find_join_requests(request).select_related("member", "group", "decided_by")
    return rows.annotate(sort_name=F("member__sort_name"), sort_group=F("group__name"))


@require_safe
def manage_join_requests(request: MemberRequest) -> HttpResponse:
    """Who waits longest stands on top. Five queries."""
    require(request, MANAGE)
    filters = JoinDeskFilter(request.GET)
    rows = filters.apply(list_join_requests(request))
    context = {
        "filters": filters,
        "table": lay_out(request, JOIN_REQUESTS, rows, present=present_join_requests, actions=ACTIONS, size=SHOWN),
        "bulk_url": reverse("plg:join_requests_bulk"),
        # Their groups are joined only where the filter asks for them.
        "total": count_capped(filters.apply(_find_join_requests(request))),
    }
    return render_page(request, "plg/pages/manage_join_requests.html", context, partials=("results",))


@require_POST
def join_requests_bulk(request: MemberRequest) -> HttpResponseBase:
    """Let in, or decline with a reason: of several after a look. Or the list as a sheet, which is written down."""
    require(request, MANAGE)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect("plg:manage_join_requests")
    rows = form.choose(
        JOIN_REQUESTS,
        key="public_id",
        known=list_join_requests(request),
        narrow=lambda data, known: JoinDeskFilter(data).apply(known),
    )
    action = form.cleaned_data["action"]
    if action in {CSV, XLSX}:
        if later := make_later(request, rows):
            return later
        sheet = JOIN_REQUESTS.export(present_in_parts(rows, present_join_requests), action)
        return record_download(sheet, "plg.join_requests_exported", by=request.user, count=rows.count())
    reason = ReasonForm(form.words) if action == DECLINE else None
    chosen = list(rows[:MOST_AT_ONCE])
    if not form.may_go_on or (reason is not None and not reason.is_valid()):
        look = look_at_join_requests(present_join_requests(chosen), action, reason)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    waiting = [asked for asked in chosen if asked.state == JoinState.OPEN]
    if action == ACCEPT:
        done = try_each(request, waiting, lambda one: joining.accept_request(join_request=one, by=request.user))
        said = ngettext("%(n)d person is in the group.", "%(n)d people are in the group.", len(done))
    else:
        why = reason.cleaned_data["reason"] if reason is not None else ""
        done = try_each(
            request, waiting, lambda one: joining.decline_request(join_request=one, by=request.user, reason=why)
        )
        said = ngettext("%(n)d person gets your answer.", "%(n)d people get your answer.", len(done))
    request.session[DECIDED] = [asked.public_id for asked in done]
    offer_undo(request, said % {"n": len(done)}, reverse("plg:join_requests_undo"))
    return redirect("plg:manage_join_requests")


@require_POST
def join_requests_undo(request: MemberRequest) -> HttpResponse:
    """What this reader decided last waits again; who was let in is not in the group, and hears nothing of it."""
    require(request, MANAGE)
    rows = list(list_join_requests(request).filter(public_id__in=request.session.pop(DECIDED, [])))
    done = try_each(request, rows, lambda one: joining.take_decision_back(join_request=one, by=request.user))
    said = ngettext("%(n)d request waits again.", "%(n)d requests wait again.", len(done))
    messages.success(request, said % {"n": len(done)})
    return redirect("plg:manage_join_requests")
