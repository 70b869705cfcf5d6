"""Going on, going back, a pause, stopping, finishing, opening again."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import cycles as actions
from lesson_study.cycles.actions.ending import finish_for_good, stop_for_good
from lesson_study.cycles.entrance import done, enter_cycle, render_cycle
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.forms.work import BackForm, ReasonForm, StopForm
from lesson_study.cycles.models import LessonStudyCycle

MOVE = "lesson_study.move_cycle"


@require_POST
def cycle_forward(request: MemberRequest, public_id: str) -> HttpResponse:
    """To the next phase, when its gate is open."""
    cycle = enter_cycle(request, public_id, MOVE)
    phase = request.POST.get("phase", "")
    seen = Phase(phase) if phase in Phase.values else None
    done(request, actions.go_forward, _("On to the next phase."), cycle=cycle, by=request.user, seen=seen)
    return HttpResponseRedirect(cycle.get_absolute_url())


@require_POST
def cycle_finish(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MOVE)
    done(
        request,
        finish_for_good,
        _("The study is finished. What you found is in the archive now."),
        cycle=cycle,
        by=request.user,
    )
    return HttpResponseRedirect(cycle.get_absolute_url())


@require_POST
def cycle_resume(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MOVE)
    done(request, actions.resume_cycle, _("You go on."), cycle=cycle, by=request.user)
    return HttpResponseRedirect(cycle.get_absolute_url())


@form_page
def cycle_back(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MOVE)
    form = BackForm(sent(request)[0], cycle=cycle)
    if form.is_valid():
        to, reason = Phase(form.cleaned_data["to"]), form.cleaned_data["reason"]
        done(
            request,
            actions.go_back,
            _("You are back in that phase."),
            cycle=cycle,
            by=request.user,
            to=to,
            reason=reason,
        )
        return HttpResponseRedirect(cycle.get_absolute_url())
    return _asked(request, cycle, form, "cycle_back")


@form_page
def cycle_pause(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MOVE)
    form = ReasonForm(sent(request)[0])
    if form.is_valid():
        done(
            request,
            actions.pause_cycle,
            _("Your Lesson Study pauses."),
            cycle=cycle,
            by=request.user,
            **form.cleaned_data,
        )
        return HttpResponseRedirect(cycle.get_absolute_url())
    return _asked(request, cycle, form, "cycle_pause")


@form_page
def cycle_stop(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, MOVE)
    form = StopForm(sent(request)[0])
    if form.is_valid():
        done(
            request,
            stop_for_good,
            _("Your Lesson Study stopped."),
            cycle=cycle,
            by=request.user,
            **form.cleaned_data,
        )
        return HttpResponseRedirect(cycle.get_absolute_url())
    return _asked(request, cycle, form, "cycle_stop")


@form_page
def cycle_reopen(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.reopen_cycle")
    form = ReasonForm(sent(request)[0])
    if form.is_valid():
        done(request, actions.reopen_cycle, _("You go on."), cycle=cycle, by=request.user, **form.cleaned_data)
        return HttpResponseRedirect(cycle.get_absolute_url())
    return _asked(request, cycle, form, "cycle_reopen")


def _asked(request: MemberRequest, cycle: LessonStudyCycle, form: forms.Form, name: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, f"lesson_study/cycles/{name}.html", {"form": form}, status=status)
