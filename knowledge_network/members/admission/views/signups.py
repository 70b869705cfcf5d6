"""The desk for requests to become a member: one table, many decided at once after a look, and taken back."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import CSV, XLSX, present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.admission.actions import signups
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.forms import RejectForm, SignupFilterForm
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.admission.presenters import (
    ACTIONS,
    APPROVE,
    REJECT,
    SIGNUPS,
    UNDO,
    look_at_signups,
    present_signups,
)
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.bulk import try_each
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download

SEE = "members.view_signup_queue"
REFUSALS = (AdmissionError, BlockedError)
DECIDED = "members.decided_together"
# Of what nobody decided yet.
NEVER = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
SHOWN = 40


def list_signups(request: MemberRequest) -> QuerySet[SignupRequest]:
    rows = SignupRequest.objects.visible_to(request.user).select_related("organisation", "decided_by")
    return rows.annotate(sort_school=F("organisation__name"), sort_decided=Coalesce("decided_at", Value(NEVER)))


@require_safe
def signup_list(request: MemberRequest) -> HttpResponse:
    """Who waits longest stands on top. Five queries."""
    require(request, SEE)
    filters, now = SignupFilterForm(request.GET), timezone.now()
    rows = filters.apply(list_signups(request))
    context = {
        "filters": filters,
        "table": lay_out(
            request,
            SIGNUPS,
            rows,
            present=lambda page: present_signups(page, request.user, now=now),
            actions=ACTIONS,
            size=SHOWN,
        ),
        "bulk_url": reverse("members:signups_bulk"),
        "total": count_capped(rows.select_related(None), along=("requested_at",)),
    }
    return render_page(request, "members/admission/signup_list.html", context, partials=("results",))


@require_POST
def signups_bulk(request: MemberRequest) -> HttpResponseBase:
    """Approve, reject or take back: of several after a look. Or the list as a sheet, which is written down."""
    require(request, SEE)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect("members:signup_list")
    rows = form.choose(
        SIGNUPS,
        key="public_id",
        known=list_signups(request),
        narrow=lambda data, known: SignupFilterForm(data).apply(known),
    )
    action, now = form.cleaned_data["action"], timezone.now()
    if action in {CSV, XLSX}:
        if later := make_later(request, rows):
            return later
        lines = present_in_parts(rows, lambda part: present_signups(part, request.user, now=now))
        sheet = SIGNUPS.export(lines, action)
        return record_download(sheet, "members.signups_exported", by=request.user, count=rows.count())
    reason = RejectForm(form.words) if action == REJECT else None
    chosen = list(rows[:MOST_AT_ONCE])
    if not form.may_go_on or (reason is not None and not reason.is_valid()):
        look = look_at_signups(present_signups(chosen, request.user, now=now), action, reason)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    _decide(request, chosen, action, reason.cleaned_data["reason"] if reason is not None else "")
    return redirect("members:signup_list")


def _decide(request: MemberRequest, chosen: list[SignupRequest], action: str, reason: str) -> None:
    """Those that can be; of the others it is said why not. What was decided can be taken back at once."""
    if action == UNDO:
        _take_back(request, chosen)
        return
    if action == APPROVE:
        done = try_each(
            request,
            chosen,
            lambda one: signups.approve_signup(signup_request=one, by=request.user),
            refusals=REFUSALS,
        )
    else:
        done = try_each(
            request,
            chosen,
            lambda one: signups.reject_signup(signup_request=one, by=request.user, reason=reason),
            refusals=REFUSALS,
        )
    if done:
        request.session[DECIDED] = [one.public_id for one in done]
        offer_undo(request, _say_decided(done, action), reverse("members:signups_undo"))


def _say_decided(done: list[SignupRequest], action: str) -> str:
    words = {"n": len(done), "name": done[0].get_full_name()}
    if len(done) == 1:
        alone = {
            APPROVE: _("%(name)s is a member now and gets a mail in a few minutes."),
            REJECT: _("%(name)s gets a mail with the reason in a few minutes."),
        }
        return alone[action] % words
    if action == APPROVE:
        return _("%(n)d people are members now. The mails go in a few minutes.") % words
    return _("%(n)d people get a mail with the reason in a few minutes.") % words


@require_POST
def signups_undo(request: MemberRequest) -> HttpResponse:
    """Take back what this reader decided last, while the mails about it wait."""
    require(request, SEE)
    _take_back(request, list(list_signups(request).filter(public_id__in=request.session.pop(DECIDED, []))))
    return redirect("members:signup_list")


def _take_back(request: MemberRequest, chosen: list[SignupRequest]) -> None:
    done = try_each(
        request,
        chosen,
        lambda one: signups.take_decision_back(signup_request=one, by=request.user),
        refusals=REFUSALS,
    )
    if done:
        said = ngettext(
            "%(n)d request waits again; no mail was sent.", "%(n)d requests wait again; no mail was sent.", len(done)
        )
        messages.success(request, said % {"n": len(done)})
