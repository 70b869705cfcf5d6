"""The days of a team: a proposal around holidays, changing it, and settling it as meetings of the team."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import knows_holidays
from lesson_study.cycles.actions import days as actions
from lesson_study.cycles.entrance import done, enter_cycle, render_cycle
from lesson_study.cycles.enums import CoverState
from lesson_study.cycles.forms.start import DayForm, ProposeForm
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters.steps import present_steps
from lesson_study.cycles.scheduling import check_days, propose_days

MANAGE = "lesson_study.manage_team"


@form_page
def start_days(request: MemberRequest, public_id: str) -> HttpResponse:
    """A proposal that may be made anew, the days with what is wrong with them, and a button that settles them."""
    cycle = enter_cycle(request, public_id, MANAGE)
    today = timezone.localdate()
    form = ProposeForm(sent(request)[0], initial={"first": today + dt.timedelta(days=7)})
    if form.is_valid():
        wishes = form.wishes()
        calendar = actions.build_calendar_around(cycle, [wishes.first], today)
        proposed = propose_days(wishes, calendar, today)
        done(
            request,
            actions.store_proposal,
            _("These days could do. Change what you like."),
            cycle=cycle,
            by=request.user,
            days=proposed,
        )
        return HttpResponseRedirect(_page(cycle))
    days = list(cycle.days.select_related("site", "meeting").order_by("day", "start_time", "pk"))
    findings = (
        check_days(days, actions.build_calendar_around(cycle, [day.day for day in days], today), today) if days else []
    )
    context = {
        "form": form,
        "days": days,
        "errors": [finding for finding in findings if finding.is_error],
        "warnings": [finding for finding in findings if not finding.is_error],
        "open_days": sum(day.meeting_id is None for day in days),
        "today": today,
        "knows_holidays": knows_holidays(),
        "steps": present_steps(cycle, "start_days"),
    }
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/start_days.html", context, status=status)


def _page(cycle: LessonStudyCycle) -> str:
    return reverse("lesson_study:start_days", args=[cycle.public_id])


@require_POST
def days_settle(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MANAGE)
    if done(request, actions.settle_days, _("The days are in everybody's calendar."), cycle=cycle, by=request.user):
        return HttpResponseRedirect(reverse("lesson_study:start_cover", args=[cycle.public_id]))
    return HttpResponseRedirect(_page(cycle))


@form_page
def day_add(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MANAGE)
    form = DayForm(sent(request)[0], cycle=cycle)
    if form.is_valid() and done(
        request, actions.add_day, _("Saved."), cycle=cycle, by=request.user, **form.cleaned_data
    ):
        return HttpResponseRedirect(_page(cycle))
    context = {"form": form, "day": None}
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/day_change.html", context, status=status)


@form_page
def day_change(request: MemberRequest, public_id: str, day: str) -> HttpResponse:
    """Another day, time or school; the meeting moves along."""
    cycle = enter_cycle(request, public_id, MANAGE)
    found = get_object_or_404(cycle.days.select_related("cycle__group", "meeting", "site"), public_id=day)
    asked = found.cover_requests.exclude(state=CoverState.WITHDRAWN).count()
    form = DayForm(sent(request)[0], instance=found, cycle=cycle)
    if form.is_valid():
        data = form.cleaned_data
        moved = done(
            request,
            actions.move_day,
            _("Saved."),
            day=found,
            by=request.user,
            to=data["day"],
            start_time=data["start_time"],
            end_time=data["end_time"],
            site=data["site"],
        )
        if moved:
            return HttpResponseRedirect(_page(cycle))
    warning = ngettext(
        "For this day cover is asked for %(count)s colleague. When it moves, that is taken back.",
        "For this day cover is asked for %(count)s colleagues. When it moves, that is taken back.",
        asked,
    )
    context = {"form": form, "day": found, "warning": warning % {"count": asked} if asked else ""}
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/day_change.html", context, status=status)


@require_POST
def day_remove(request: MemberRequest, public_id: str, day: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MANAGE)
    found = get_object_or_404(cycle.days.select_related("cycle__group", "meeting"), public_id=day)
    done(request, actions.remove_day, _("Taken out."), day=found, by=request.user)
    return HttpResponseRedirect(_page(cycle))
