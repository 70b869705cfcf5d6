"""What is shown: adding, changing and taking away; signing up, signing off and what is taken home."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expertise.showing.actions import slots as actions
from expertise.showing.forms import SlotForm, TakeHomeForm
from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from expertise.showing.presenters.days import build_told
from expertise.showing.queries import find_products_to_show
from expertise.showing.views.days import MANAGE, enter_day, make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from plg.records.enums import ReturnAudience


def enter_slot(request: MemberRequest, public_id: str, key: str, permission: str) -> ShowSlot:
    day = enter_day(request, public_id)
    slot = get_object_or_404(ShowSlot.objects.filter(day=day).select_related("contact", "product"), public_id=key)
    slot.day = day
    require(request, permission, slot)
    return slot


def _make_form(request: MemberRequest, day: ShowDay, slot: ShowSlot | None = None) -> SlotForm:
    """Who runs the network says who shows it; others show it themselves."""
    return SlotForm(
        sent(request)[0],
        instance=slot,
        day=day,
        products=find_products_to_show(request.user),
        names_contact=request.user.has_perm(MANAGE),
    )


def _render_form(request: MemberRequest, form: SlotForm, day: ShowDay, slot: ShowSlot | None) -> HttpResponse:
    context = {"form": form, "day": day, "slot": slot, "trail": make_trail(day)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/showing/show_slot_add.html", context, status=status)


@form_page
def show_slot_add(request: MemberRequest, public_id: str) -> HttpResponse:
    day = enter_day(request, public_id, "expertise.offer_show_slot")
    form = _make_form(request, day)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"contact": request.user} | form.values()
        try:
            slot = actions.add_slot(day=day, by=request.user, **values)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It stands on the programme."))
            return HttpResponseRedirect(f"{day.get_absolute_url()}#r{slot.round}")
    return _render_form(request, form, day, None)


@form_page
def show_slot_change(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    slot = enter_slot(request, public_id, key, "expertise.change_show_slot")
    form = _make_form(request, slot.day, slot)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_slot(slot=slot, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The programme is changed. Who signed up is told of another round or room."))
            return HttpResponseRedirect(f"{slot.day.get_absolute_url()}#r{changed.round}")
    return _render_form(request, form, slot.day, slot)


@require_POST
def show_slot_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    slot = enter_slot(request, public_id, key, "expertise.change_show_slot")
    try:
        actions.remove_slot(slot=slot, by=request.user)
        messages.success(request, _("It is off the programme. Who signed up is told."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(slot.day.get_absolute_url())


@require_POST
def show_slot_sign_up(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    slot = enter_slot(request, public_id, key, "expertise.visit_show_slot")
    try:
        actions.sign_up(slot=slot, by=request.user)
        messages.success(request, _("You have a place at «%(title)s».") % {"title": slot.title})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{slot.day.get_absolute_url()}#r{slot.round}")


@require_POST
def show_slot_sign_off(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    slot = enter_slot(request, public_id, key, "expertise.visit_show_slot")
    try:
        if actions.sign_off(slot=slot, by=request.user):
            messages.success(request, _("Your place at «%(title)s» is free again.") % {"title": slot.title})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{slot.day.get_absolute_url()}#r{slot.round}")


@form_page
def show_slot_take_home(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """One line of a visitor; who showed it reads here what visitors let them read."""
    slot = enter_slot(request, public_id, key, "expertise.visit_show_slot")
    visit = SlotVisit.objects.filter(slot=slot, member=request.user).select_related("returned", "day").first()
    form = TakeHomeForm(sent(request)[0], initial=_read_stored(visit)) if visit is not None else None
    if form is not None and visit is not None and form.is_valid():
        try:
            actions.take_home(visit=visit, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down. It stands with what you bring back to school."))
            return HttpResponseRedirect(f"{slot.day.get_absolute_url()}#r{slot.round}")
    can_read = slot.contact_id == request.user.pk
    context = {
        "slot": slot,
        "day": slot.day,
        "form": form,
        "told": build_told(slot) if can_read else [],
        "can_read": can_read,
        "trail": make_trail(slot.day),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render_page(request, "expertise/showing/show_slot_take_home.html", context, status=status)


def _read_stored(visit: SlotVisit) -> dict[str, Any]:
    returned = visit.returned if visit.returned is not None and visit.returned.removed_at is None else None
    return {
        "what": returned.what if returned is not None else "",
        "audience": returned.audience if returned is not None else ReturnAudience.CLASS,
        "shares": visit.shared_with_contact,
    }
