"""Days of show and share: the list, one with its programme, on paper, and preparing one."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.showing.actions import days as actions
from expertise.showing.forms import DayForm, NewDayForm
from expertise.showing.models import ShowDay
from expertise.showing.presenters.days import build_line, build_page
from expertise.showing.queries import add_counts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.models import Meeting

MANAGE = "expertise.manage_show_days"


def enter_day(request: MemberRequest, public_id: str, permission: str = "expertise.view_show_day") -> ShowDay:
    """404 for what is still prepared by others, 403 without `permission`."""
    rows = ShowDay.objects.visible_to(request.user).select_related("meeting")
    day = get_permitted(request, rows, "expertise.view_show_day", public_id=public_id)
    require(request, permission)
    return day


def make_trail(day: ShowDay | None = None) -> list[tuple[str, str]]:
    trail = [(_("Show and share"), reverse("expertise:show_day_list"))]
    return [*trail, (day.title, day.get_absolute_url())] if day is not None else trail


def find_meetings(request: MemberRequest) -> QuerySet[Meeting]:
    """Meetings of the whole network from today on: what began before is not walked through."""
    today = rhythm.local(timezone.localdate(), dt.time())
    rows = Meeting.objects.visible_to(request.user).upcoming().filter(partnership__isnull=False, starts_at__gte=today)
    return rows.order_by("starts_at", "pk")


@require_safe
def show_day_list(request: MemberRequest) -> HttpResponse:
    """The newest first."""
    rows = add_counts(ShowDay.objects.visible_to(request.user), request.user)
    page = paginate(rows, request.GET, by=("-starts_at", "-public_id"), size=24)
    context = {
        "page": page,
        "lines": [build_line(day) for day in page],
        "can_manage": request.user.has_perm(MANAGE),
    }
    return render_page(request, "expertise/showing/show_day_list.html", context)


@require_safe
def show_day_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    day = enter_day(request, public_id)
    has_begun = day.has_begun()
    context = {
        "day": day,
        "shown": build_page(day, request.user),
        "has_begun": has_begun,
        "can_manage": request.user.has_perm(MANAGE) and not day.is_cancelled,
        "can_offer": not has_begun and not day.is_cancelled,
        "trail": make_trail(),
    }
    return render_page(request, "expertise/showing/show_day_detail.html", context)


@require_safe
def show_day_programme(request: MemberRequest, public_id: str) -> HttpResponse:
    """The programme on A4, for on the door."""
    day = enter_day(request, public_id)
    context = {"day": day, "shown": build_page(day, request.user), "trail": make_trail(day)}
    return render_page(request, "expertise/showing/show_day_programme.html", context)


@form_page
def show_day_plan(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    form = NewDayForm(sent(request)[0], meetings=find_meetings(request))
    if request.method == "POST" and form.is_valid():
        day = actions.plan_day(by=request.user, idempotency_key=form.cleaned_data["key"], **form.values())
        messages.success(request, _("The day is there. Put something on the programme, then open it for sign-up."))
        return HttpResponseRedirect(day.get_absolute_url())
    context = {"form": form, "trail": make_trail()}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/showing/show_day_plan.html", context, status=status)


@form_page
def show_day_change(request: MemberRequest, public_id: str) -> HttpResponse:
    day = enter_day(request, public_id, MANAGE)
    form = DayForm(sent(request)[0], instance=day, meetings=find_meetings(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_day(day=day, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The day is changed."))
            return HttpResponseRedirect(day.get_absolute_url())
    context = {"form": form, "day": day, "trail": make_trail(day)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/showing/show_day_plan.html", context, status=status)


@require_POST
def show_day_open(request: MemberRequest, public_id: str) -> HttpResponse:
    day = enter_day(request, public_id, MANAGE)
    try:
        actions.open_day(day=day, by=request.user)
        messages.success(request, _("Everybody can sign up now."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(day.get_absolute_url())


@form_page
def show_day_cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    day = enter_day(request, public_id, MANAGE)
    if request.method == "POST":
        try:
            actions.cancel_day(day=day, by=request.user)
            messages.success(request, _("The day is called off. Who shows something or signed up is told."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(day.get_absolute_url())
    context = {"day": day, "trail": make_trail(day)}
    return render_page(request, "expertise/showing/show_day_cancel.html", context)
