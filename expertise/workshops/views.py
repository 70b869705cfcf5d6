"""A workshop: the list, starting it, coming in, the page of each, the screen of the room, and what its leader does."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.questions.views.cycles import enter_cycle
from expertise.questions.views.questions import make_trail
from expertise.workshops import actions
from expertise.workshops.enums import WorkshopState
from expertise.workshops.forms import ChangeForm, ClockForm, DivideForm, JoinForm, SheetForm, StartForm
from expertise.workshops.models import Workshop
from expertise.workshops.presenters import build_workshop
from expertise.workshops.queries import find_order, read_sheets
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.accounts.actions import note_guess
from knowledge_network.members.people.requests import MemberRequest

MOST_SHOWN = 50

LEAD = "expertise.lead_workshop"
START = "expertise.start_workshop"


def _trail(cycle: CoPCycle) -> list[tuple[str, str]]:
    cycles = (_("Cycles"), reverse("expertise:cop_cycle_list"))
    return [*make_trail(), cycles, (cycle.name, cycle.get_absolute_url())]


def enter_workshop(request: MemberRequest, public_id: str, permission: str = "") -> Workshop:
    """404 for who did not come in and has nothing to do with the cycle."""
    rows = Workshop.objects.visible_to(request.user).select_related("cycle")
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request, permission, found)
    return found


@require_safe
def workshop_list(request: MemberRequest, year: str) -> HttpResponse:
    cycle = enter_cycle(request, year)
    rows = Workshop.objects.visible_to(request.user).filter(cycle=cycle).order_by("-made_at", "-pk")
    context = {
        "cycle": cycle,
        "workshops": cut(rows, MOST_SHOWN),
        "can_start": request.user.has_perm(START, cycle),
        "trail": _trail(cycle),
    }
    return render_page(request, "expertise/workshops/workshop_list.html", context)


@form_page
def workshop_start(request: MemberRequest, year: str) -> HttpResponse:
    cycle = enter_cycle(request, year)
    require(request, START, cycle)
    bundles = IndicativeQuestion.objects.present().filter(cycle=cycle).exclude(words="").order_by("name")
    if "look" in request.POST:
        form = StartForm(None, bundles=bundles, initial=StartForm.read_sent(request.POST))
    else:
        form = StartForm(sent(request)[0], bundles=bundles)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = actions.start_workshop(
            cycle=cycle, by=request.user, name=data["name"], questions=data["questions"], minutes=data["minutes"]
        )
        return HttpResponseRedirect(made.get_absolute_url())
    context = {"cycle": cycle, "form": form, "trail": _trail(cycle)}
    return render_page(
        request, "expertise/workshops/workshop_start.html", context, status=422 if form.is_bound else 200
    )


# Of so many codes somebody finds none at this pace before the workshop is over.
GUESSES, GUESSES_COUNT = 10, dt.timedelta(minutes=10)


@form_page
def workshop_join(request: MemberRequest) -> HttpResponse:
    """By the code on the screen; the QR code opens this page with the code in it."""
    data = sent(request)[0]
    form = JoinForm(data, initial={"code": request.GET.get("code", "").replace("\x00", "")[:5]})
    status = 200
    if request.method == "POST":
        if not note_guess("workshop", request.user.public_id, most=GUESSES, within=GUESSES_COUNT):
            return render(request, "429.html", status=429)
        status = 422
        if form.is_valid():
            found = Workshop.objects.filter(code=form.cleaned_data["code"]).first()
            if found is None:
                form.add_error("code", _("No workshop has this code. Look at the screen again."))
            else:
                try:
                    actions.join_workshop(workshop=found, by=request.user)
                    return HttpResponseRedirect(found.get_absolute_url())
                except RefusedError as refusal:
                    form.add_error(None, str(refusal))
                    status = 409
    context = {"form": form, "trail": make_trail()}
    return render_page(request, "expertise/workshops/workshop_join.html", context, status=status)


@require_safe
def workshop(request: MemberRequest, public_id: str) -> HttpResponse:
    """On a phone: at which table one sits, its sheet, and what comes of it. For its leader the steps too."""
    found = enter_workshop(request, public_id)
    return _show(request, found, "expertise/workshops/workshop.html")


@require_safe
def workshop_screen(request: MemberRequest, public_id: str) -> HttpResponse:
    """For on the wall: the code, the clock, the tables, the order."""
    found = enter_workshop(request, public_id, LEAD)
    return _show(request, found, "expertise/workshops/workshop_screen.html")


def _show(request: MemberRequest, found: Workshop, template: str) -> HttpResponse:
    if request.GET.get("stand") == str(found.version):
        # Nothing new: the screen stays as it is.
        return HttpResponse(status=204)
    shown = build_workshop(found, request.user)
    can_lead = request.user.has_perm(LEAD, found)
    order = find_order(found) if can_lead and found.is_plenary else []
    context = {
        "workshop": found,
        "shown": shown,
        "can_lead": can_lead,
        "divide_form": DivideForm() if can_lead and found.is_gathering else None,
        "clock_form": ClockForm(initial={"minutes": found.minutes}) if can_lead else None,
        "change_form": ChangeForm(workshop=found, order=order) if order else None,
        "trail": _trail(found.cycle),
    }
    return render_page(request, template, context, partials=("workshop-live",))


@form_page
def workshop_sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    """The order of one's own table; somebody else at it may have stored one meanwhile."""
    found = enter_workshop(request, public_id)
    seat = found.seats.filter(member=request.user, table__isnull=False).first()
    if seat is None or seat.table is None or not found.is_ranking:
        messages.info(request, _("There is no sheet to fill in now."))
        return HttpResponseRedirect(found.get_absolute_url())
    questions = list(found.questions.order_by("name"))
    form = SheetForm(sent(request)[0], questions=questions, stored=read_sheets(found).get(seat.table, {}))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.store_sheet(workshop=found, by=request.user, table=seat.table, order=form.order())
                messages.success(request, _("The order of your table is stored."))
                return HttpResponseRedirect(found.get_absolute_url())
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {"workshop": found, "table": seat.table, "form": form, "trail": _trail(found.cycle)}
    return render_page(request, "expertise/workshops/workshop_sheet.html", context, status=status)


@require_POST
def workshop_divide(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_workshop(request, public_id, LEAD)
    form = DivideForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(found.get_absolute_url())
    try:
        count = actions.divide_tables(workshop=found, by=request.user, count=form.cleaned_data["tables"])
        said = ngettext("%(n)d table, of several boards.", "%(n)d tables, each of several boards.", count)
        messages.success(request, said % {"n": count})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
def workshop_clock(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_workshop(request, public_id, LEAD)
    form = ClockForm(request.POST)
    if "stop" in request.POST:
        actions.set_clock(workshop=found, by=request.user, minutes=None)
    elif form.is_valid():
        actions.set_clock(workshop=found, by=request.user, minutes=form.cleaned_data["minutes"])
    else:
        messages.error(request, say_errors(form))
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
def workshop_go(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_workshop(request, public_id, LEAD)
    state = request.POST.get("naar", "")
    try:
        actions.go_to_step(workshop=found, by=request.user, state=state if state in WorkshopState else "")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
def workshop_change(request: MemberRequest, public_id: str) -> HttpResponse:
    """What all together put elsewhere."""
    found = enter_workshop(request, public_id, LEAD)
    form = ChangeForm(request.POST, workshop=found, order=find_order(found))
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(found.get_absolute_url())
    try:
        actions.change_together(workshop=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The order is changed, with the reason beside it."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(found.get_absolute_url())
