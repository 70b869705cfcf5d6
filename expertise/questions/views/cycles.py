"""The cycles: the list, one of them, its team and room, and going on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.products.queries.reviews import people_found
from expertise.questions.actions import cycles as actions
from expertise.questions.enums import CycleState
from expertise.questions.forms.board import CycleForm
from expertise.questions.models import CoPCycle
from expertise.questions.presenters.cycles import build_cycle, build_cycle_lines
from expertise.questions.states import find_next_states
from expertise.questions.views.questions import make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year

MANAGE = "expertise.manage_cycles"
TEAM_SHOWN = 30


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
        actions.change_cycle(cycle=form.instance, by=request.user, plenaries=form.cleaned_data["plenaries"])
        messages.success(request, _("The cycle is changed."))
        return HttpResponseRedirect(cycle.get_absolute_url())
    trail = [(_("Cycles"), reverse("expertise:cop_cycle_list")), (cycle.name, cycle.get_absolute_url())]
    context = {"form": form, "cycle": cycle, "trail": trail}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "expertise/questions/cop_cycle_change.html", context, status=status)


@form_page
def cop_cycle_team(request: MemberRequest, year: str) -> HttpResponse:
    """Who bundles this year: found by name and added, or taken out."""
    cycle = enter_cycle(request, year)
    require(request, MANAGE)
    if request.method == "POST":
        member = get_object_or_404(Member, public_id=request.POST.get("member", "")[:10])
        name = {"name": member.get_full_name()}
        if "weg" in request.POST:
            actions.take_from_team(cycle=cycle, by=request.user, member=member)
            messages.success(request, _("%(name)s is not in the team any more.") % name)
        elif member.is_present:
            actions.add_to_team(cycle=cycle, by=request.user, member=member)
            messages.success(request, _("%(name)s is in the team.") % name)
        return HttpResponseRedirect(reverse("expertise:cop_cycle_team", args=[cycle.name]))
    text = request.GET.get("zoek", "")[:100]
    others = Member.objects.active().exclude(pk__in=cycle.team.values("pk"))
    context = {
        "cycle": cycle,
        "page": paginate(cycle.team.all(), request.GET, size=TEAM_SHOWN),
        "text": text,
        "found": people_found(text, others),
        "trail": [(_("Cycles"), reverse("expertise:cop_cycle_list")), (cycle.name, cycle.get_absolute_url())],
    }
    return render_page(request, "expertise/questions/cop_cycle_team.html", context, partials=("found",))


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
