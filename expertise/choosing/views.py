"""Choosing of one cycle: preparing, the ballot, and once it is closed the order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from expertise.choosing.actions import choosing as actions
from expertise.choosing.actions.ballots import cast_ballot
from expertise.choosing.counting import suggest_joins
from expertise.choosing.forms import BallotForm, PrepareForm
from expertise.choosing.models import Choosing
from expertise.choosing.names import NEAR
from expertise.choosing.presenters import build_ballot, build_result
from expertise.choosing.queries import list_options, read_electorate, read_joins
from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle
from expertise.questions.views.cycles import enter_cycle
from expertise.questions.views.questions import make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest

MANAGE = "expertise.manage_choosing"


def _trail(cycle: CoPCycle) -> list[tuple[str, str]]:
    cycles = (_("Cycles"), reverse("expertise:cop_cycle_list"))
    return [*make_trail(), cycles, (cycle.name, cycle.get_absolute_url())]


def enter_choosing(request: MemberRequest, year: str, permission: str = "") -> Choosing:
    """404 where nothing was prepared yet."""
    cycle = enter_cycle(request, year)
    rows = Choosing.objects.visible_to(request.user).select_related("cycle")
    found = get_object_or_404(rows, cycle=cycle)
    if permission:
        require(request, permission, found)
    return found


@form_page
def choosing(request: MemberRequest, year: str) -> HttpResponse:
    """What it is depends on how far choosing is: not open yet, the ballot, or the order."""
    cycle = enter_cycle(request, year)
    found = Choosing.objects.visible_to(request.user).select_related("cycle").filter(cycle=cycle).first()
    context: dict[str, object] = {
        "cycle": cycle,
        "choosing": found,
        "can_manage": request.user.has_perm(MANAGE),
        "is_due": cycle.state == CycleState.CHOOSING,
        "trail": _trail(cycle),
    }
    if found is not None and found.is_closed:
        context["result"] = build_result(found)
        return render_page(request, "expertise/choosing/choosing_result.html", context)
    if found is None or not found.takes_ballots():
        return render_page(request, "expertise/choosing/choosing_waits.html", context)
    return _show_ballot(request, found, context)


def _show_ballot(request: MemberRequest, found: Choosing, context: dict[str, object]) -> HttpResponse:
    mine = found.ballots.filter(voter=request.user).first()
    picked = list(mine.picks.values_list("bundle__public_id", flat=True)) if mine is not None else []
    form = BallotForm(sent(request)[0], options=list_options(found), picked=picked)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                cast_ballot(choosing=found, by=request.user, picks=form.picks())
                messages.success(request, _("Your choice is stored. You can change it until choosing closes."))
                return HttpResponseRedirect(found.get_absolute_url())
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context |= {"form": form, "themes": build_ballot(form), "has_chosen": mine is not None}
    return render_page(request, "expertise/choosing/choosing.html", context, status=status)


@require_POST
def choosing_begin(request: MemberRequest, year: str) -> HttpResponse:
    """Takes over what was bundled, so that it can be prepared."""
    cycle = enter_cycle(request, year)
    require(request, MANAGE)
    try:
        actions.begin_choosing(cycle=cycle, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(cycle.get_absolute_url())
    return HttpResponseRedirect(reverse("expertise:choosing_prepare", args=[cycle.name]))


@form_page
def choosing_prepare(request: MemberRequest, year: str) -> HttpResponse:
    """Until when, which role groups count together, and under which theme each question stands."""
    cycle = enter_cycle(request, year)
    require(request, MANAGE)
    if not Choosing.objects.filter(cycle=cycle).exists():
        # There one reads when it can begin, and begins it.
        return HttpResponseRedirect(reverse("expertise:choosing", args=[cycle.name]))
    found = enter_choosing(request, year, MANAGE)
    if not found.is_preparing:
        return HttpResponseRedirect(found.get_absolute_url())
    electorate, joins = read_electorate(), read_joins(found)
    counts = electorate.found
    if found.closes_at is None and not any(joins.values()):
        joins |= suggest_joins(counts, NEAR, else_to=max(counts, key=counts.__getitem__))
    options = list_options(found)
    form = PrepareForm(sent(request)[0], choosing=found, options=options, counts=counts, joins=joins)
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare_choosing(
                choosing=found, by=request.user, closes_at=form.closes_at, joins=form.joins(), themes=form.themes()
            )
            messages.success(request, _("Choosing is prepared. Open it when you are ready."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "cycle": found.cycle,
        "choosing": found,
        "form": form,
        "counted_at": electorate.at,
        "trail": [*_trail(found.cycle), (_("Choosing"), found.get_absolute_url())],
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "expertise/choosing/choosing_prepare.html", context, status=status)


@require_POST
def choosing_open(request: MemberRequest, year: str) -> HttpResponse:
    found = enter_choosing(request, year, MANAGE)
    try:
        actions.open_choosing(choosing=found, by=request.user)
        messages.success(request, _("Choosing is open. Everybody is told."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
def choosing_close(request: MemberRequest, year: str) -> HttpResponse:
    """Before its day; it does not open again."""
    found = enter_choosing(request, year, MANAGE)
    try:
        actions.close_choosing(choosing=found, by=request.user)
        messages.success(request, _("Choosing is closed. Everybody hears the outcome."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
def choosing_remind(request: MemberRequest, year: str) -> HttpResponse:
    found = enter_choosing(request, year, MANAGE)
    try:
        count = actions.remind_silent(choosing=found, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(found.get_absolute_url())
    if count:
        said = ngettext("%(n)d person gets a reminder.", "%(n)d people get a reminder.", count)
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("Nobody was left to remind: they chose, or had a reminder today."))
    return HttpResponseRedirect(found.get_absolute_url())
