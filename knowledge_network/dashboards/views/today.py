"""The cockpit: what asks for a hand today, done in place and taken back, beside a week of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.dashboards.desks import Desk
from knowledge_network.dashboards.enums import Deed
from knowledge_network.dashboards.forms import DeedForm
from knowledge_network.dashboards.today.deeds import perform, take_back
from knowledge_network.dashboards.today.page import find_today
from knowledge_network.dashboards.today.week import read_monday
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

# What this reader did today, to be taken back: {"item", "deed", "said", "at", "day", "can_undo"}.
DONE = "dashboards.done_today"
MOST_DONE = 6


def show_cockpit(request: MemberRequest, desks: list[Desk], context: dict[str, object]) -> HttpResponse:
    """«Mijn start» of who runs the network."""
    today = timezone.localdate()
    context["today"] = find_today(
        request.user,
        desks,
        tab=request.GET.get("deel", ""),
        monday=read_monday(request.GET.get("week", ""), today),
    )
    context["done"] = [deed for deed in request.session.get(DONE, []) if deed["day"] == today.isoformat()]
    context["deeds"] = Deed
    return render_page(request, "dashboards/today/cockpit.html", context, partials=("today",))


@require_POST
def today_act(request: MemberRequest) -> HttpResponse:
    """Do one thing with one row, and come back to where one was."""
    require(request, "dashboards.view_cockpit")
    form = DeedForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return _back(request)
    asked = form.cleaned_data
    try:
        outcome = perform(by=request.user, **asked)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    except PermissionDenied:
        messages.error(request, _("You may not do this."))
        return _back(request)
    now = timezone.localtime()
    deed = {
        "item": asked["item"],
        "deed": asked["deed"],
        "said": outcome.said,
        "at": now.strftime("%H:%M"),
        "day": now.date().isoformat(),
        "can_undo": outcome.can_undo,
    }
    request.session[DONE] = [deed, *_without(request, asked["item"], asked["deed"])][:MOST_DONE]
    return _back(request)


@require_POST
def today_undo(request: MemberRequest) -> HttpResponse:
    require(request, "dashboards.view_cockpit")
    form = DeedForm(request.POST)
    if form.is_valid():
        item, deed = form.cleaned_data["item"], form.cleaned_data["deed"]
        try:
            messages.success(request, take_back(item=item, deed=deed, by=request.user))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        request.session[DONE] = _without(request, item, deed)
    else:
        messages.error(request, say_errors(form))
    return _back(request)


def _without(request: MemberRequest, item: str, deed: str) -> list[dict[str, Any]]:
    done: list[dict[str, Any]] = request.session.get(DONE, [])
    return [one for one in done if (one["item"], one["deed"]) != (item, deed)]


def _back(request: MemberRequest) -> HttpResponse:
    """To the part of the list and the week that were looked at."""
    query = {name: request.POST[name] for name in ("deel", "week") if request.POST.get(name)}
    return HttpResponseRedirect(reverse("dashboards:start", query=query or None))
