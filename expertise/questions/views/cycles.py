"""The cycles: the list, one of them, its team and room, and going on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.actions import cycles as actions
from expertise.questions.enums import CycleState
from expertise.questions.forms.board import CycleForm
from expertise.questions.models import CoPCycle
from expertise.questions.presenters.cycles import build_cycle, build_cycle_lines
from expertise.questions.states import find_next_states
from expertise.questions.views.questions import make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year

MANAGE = "expertise.manage_cycles"


def enter_cycle(request: MemberRequest, year: str) -> CoPCycle:
    """«2026-2027»; 404 for anything else."""
    first = year.partition("-")[0]
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        raise Http404
    cycle = get_object_or_404(CoPCycle.objects.visible_to(request.user), school_year=int(first))
    if cycle.name != year:
        raise Http404
    return cycle


@require_safe
def cop_cycle_list(request: MemberRequest) -> HttpResponse:
    rows = CoPCycle.objects.visible_to(request.user).order_by("-school_year")[:30]
    lines = build_cycle_lines(rows)
    this_year = find_school_year(timezone.localdate())
    has_this_year = any(line.school_year == this_year for line in lines)
    context = {
        "lines": lines,
        "this_year": f"{this_year}-{this_year + 1}",
        "can_start": request.user.has_perm(MANAGE) and not has_this_year,
        "trail": make_trail(),
    }
    return render_page(request, "expertise/questions/cop_cycle_list.html", context)


@require_POST
def cop_cycle_start(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    try:
        cycle = actions.start_cycle(school_year=find_school_year(timezone.localdate()), by=request.user)
        messages.success(request, _("The cycle is there. Choose the team, then open it for questions."))
        return HttpResponseRedirect(cycle.get_absolute_url())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("expertise:cop_cycle_list"))


@require_safe
def cop_cycle(request: MemberRequest, year: str) -> HttpResponse:
    """Where the cycle stands, what was done, and what comes."""
    cycle = enter_cycle(request, year)
    can_manage = request.user.has_perm(MANAGE)
    context = {
        "cycle": cycle,
        "shown": build_cycle(cycle),
        "can_manage": can_manage,
        "can_bundle": request.user.has_perm("expertise.bundle_in_cycle", cycle) and cycle.is_on_board,
        "next_states": find_next_states(cycle.state) if can_manage else [],
        "trail": [*make_trail(), (_("Cycles"), reverse("expertise:cop_cycle_list"))],
    }
    return render_page(request, "expertise/questions/cop_cycle.html", context)


@form_page
def cop_cycle_change(request: MemberRequest, year: str) -> HttpResponse:
    cycle = enter_cycle(request, year)
    require(request, MANAGE)
    form = CycleForm(sent(request)[0], instance=cycle)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_cycle(cycle=form.instance, by=request.user, team=data["team"], plenaries=data["plenaries"])
        messages.success(request, _("The cycle is changed."))
        return HttpResponseRedirect(cycle.get_absolute_url())
    trail = [(_("Cycles"), reverse("expertise:cop_cycle_list")), (cycle.name, cycle.get_absolute_url())]
    context = {"form": form, "cycle": cycle, "trail": trail}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "expertise/questions/cop_cycle_change.html", context, status=status)


@require_POST
def cop_cycle_go(request: MemberRequest, year: str) -> HttpResponse:
    cycle = enter_cycle(request, year)
    require(request, MANAGE)
    state = CycleState.by_address().get(request.POST.get("naar", ""), cycle.state)
    try:
        actions.go_to_state(cycle=cycle, by=request.user, state=state)
        messages.success(request, _("The cycle goes on."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(cycle.get_absolute_url())
