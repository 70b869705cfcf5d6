"""When schools are closed: the official list, and what boards and schools add to it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year import actions
from knowledge_network.school_year import files as holiday_files
from knowledge_network.school_year.forms import ClosedDayForm, HolidayForm
from knowledge_network.school_year.models import ClosedDay, SchoolHoliday

MOST_CLOSED = 100

MANAGE = "school_year.manage"
UNDO = "school_year.holidays_undo"


@require_safe
def holiday_list(request: MemberRequest) -> HttpResponse:
    """Holidays by school year and region, the newest on top, and the days that boards and schools added."""
    require(request, MANAGE)
    return render_page(request, "school_year/holiday_list.html", _page(HolidayForm(), ClosedDayForm()))


def _page(form: HolidayForm, day_form: ClosedDayForm, **more: object) -> dict[str, object]:
    years: dict[str, list[SchoolHoliday]] = {}
    for holiday in SchoolHoliday.objects.order_by("-school_year", "start", "region"):
        years.setdefault(holiday.school_year, []).append(holiday)
    days = ClosedDay.objects.select_related("organisation").filter(end__gte=timezone.localdate())
    return {
        "form": form,
        "day_form": day_form,
        "years": list(years.items()),
        "trail": [(_("Management"), reverse("dashboards:management"))],
        "closed": cut(days.order_by("start", "organisation__name", "pk"), MOST_CLOSED),
        **more,
    }


@require_http_methods(["POST"])
def holiday_import(request: MemberRequest) -> HttpResponse:
    """First what the list would change; with `store` it is stored."""
    require(request, MANAGE)
    form = HolidayForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            data = form.list_as_bytes()
            found = holiday_files.read(data)
        except holiday_files.UnreadableHolidays as problem:
            form.add_error(None, str(problem))
        else:
            if request.POST.get("store") == "1":
                return _stored(request, found)
            lines = actions.compare(found)
            new, changed = sum(line.is_new for line in lines), sum(line.is_changed for line in lines)
            counts = {"new": new, "changed": changed, "same": len(lines) - new - changed}
            context = _page(form, ClosedDayForm(), lines=lines, counts=counts, content=data.decode("utf-8-sig"))
            return render_page(request, "school_year/holiday_list.html", context)
    return render_page(request, "school_year/holiday_list.html", _page(form, ClosedDayForm()), status=status)


def _stored(request: MemberRequest, found: list[holiday_files.Holiday]) -> HttpResponse:
    undo = actions.store_holidays(holidays=found, by=request.user)
    request.session[UNDO] = undo
    text = ngettext("%(n)d holiday is stored.", "%(n)d holidays are stored.", undo["count"]) % {"n": undo["count"]}
    offer_undo(request, text, reverse("school_year:holiday_undo"))
    return HttpResponseRedirect(reverse("school_year:holiday_list"))


@require_POST
def holiday_undo(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    undo = request.session.pop(UNDO, None)
    if undo is not None:
        actions.undo_holidays(undo=undo, by=request.user)
        messages.success(request, _("The holidays are as they were before."))
    return HttpResponseRedirect(reverse("school_year:holiday_list"))


@require_POST
def closed_day_add(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    form = ClosedDayForm(request.POST)
    if form.is_valid():
        try:
            actions.add_closed_day(by=request.user, **form.cleaned_data)
        except forms.ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The day is added. Planning a series takes it into account."))
            return HttpResponseRedirect(reverse("school_year:holiday_list"))
    return render_page(request, "school_year/holiday_list.html", _page(HolidayForm(), form), status=422)


@require_POST
def closed_day_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, MANAGE)
    actions.remove_closed_day(day=get_object_or_404(ClosedDay, public_id=public_id), by=request.user)
    messages.success(request, _("The day is removed."))
    return HttpResponseRedirect(reverse("school_year:holiday_list"))
