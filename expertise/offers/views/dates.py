"""Days of an offer: planning, changing and calling off; signing up and off; questions, and what is taken home."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from expertise.offers.actions import dates as actions
from expertise.offers.actions import hosting
from expertise.offers.forms import BeforehandForm, DateForm, TakeHomeForm, WhoCameForm, read_date
from expertise.offers.models import OfferDate, TakenHome, VisitorQuestion
from expertise.offers.queries import list_told, list_visitors, was_there
from expertise.offers.views.offers import enter_offer, make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.forms.meetings import CancelMeetingForm
from plg.records.enums import ReturnAudience


def enter_date(request: MemberRequest, public_id: str, key: str) -> OfferDate:
    offer = enter_offer(request, public_id)
    date = get_object_or_404(OfferDate.objects.filter(offer=offer).select_related("meeting__host_site"), public_id=key)
    date.offer = offer
    return date


def run_date(request: MemberRequest, public_id: str, key: str) -> OfferDate:
    """For who receives or runs the network."""
    date = enter_date(request, public_id, key)
    require(request, "expertise.change_offer", date.offer)
    return date


@form_page
def offer_date_plan(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = enter_offer(request, public_id, "expertise.change_offer")
    form = DateForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_date(offer=offer, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The day is there. People can sign up now."))
            return HttpResponseRedirect(offer.get_absolute_url())
    context = {"form": form, "offer": offer, "date": None, "trail": make_trail(offer)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_date_plan.html", context, status=status)


@form_page
def offer_date_change(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    date = run_date(request, public_id, key)
    form = DateForm(sent(request)[0], initial=read_date(date))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_date(date=date, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed. Who signed up is told of another moment or place."))
            return HttpResponseRedirect(date.offer.get_absolute_url())
    context = {"form": form, "offer": date.offer, "date": date, "trail": make_trail(date.offer)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_date_plan.html", context, status=status)


@form_page
def offer_date_cancel(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    date = run_date(request, public_id, key)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.cancel_date(date=date, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The day is called off. Who signed up is told."))
        return HttpResponseRedirect(date.offer.get_absolute_url())
    context = {"form": form, "offer": date.offer, "date": date, "trail": make_trail(date.offer)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_date_cancel.html", context, status=status)


@form_page
def offer_date_detail(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """Who comes and what they want to know beforehand; for who receives, what they took home as well."""
    date = enter_date(request, public_id, key)
    require(request, "expertise.view_offer_date", date)
    form = BeforehandForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_beforehand(date=date, by=request.user, text=form.cleaned_data["text"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked. Who receives you reads it."))
            return HttpResponseRedirect(actions.find_url(date))
    receives = request.user.pk in date.offer.contact_keys
    context = {
        "form": form,
        "offer": date.offer,
        "date": date,
        "visitors": [row for row in list_visitors(date) if row.member is not None and row.member.is_present],
        "questions": [row for row in date.questions.select_related("by").order_by("at", "pk") if row.by.is_present],
        "told": [row for row in list_told(date) if row.member.is_present] if receives else [],
        "receives": receives,
        "has_begun": date.meeting.starts_at <= timezone.now() and not date.meeting.is_cancelled,
        "can_change": request.user.has_perm("expertise.change_offer", date.offer),
        "trail": make_trail(date.offer),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_date_detail.html", context, status=status)


@form_page
def offer_date_attendance(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """Who of those with a place was there, noted by who received them."""
    date = run_date(request, public_id, key)
    seats = [row for row in list_visitors(date) if row.has_seat and row.member is not None]
    form = WhoCameForm(sent(request)[0], seats=seats, is_noted=date.meeting.attendance_confirmed_at is not None)
    if request.method == "POST" and form.is_valid():
        try:
            count = hosting.note_who_came(date=date, by=request.user, came=form.cleaned_data["came"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("Noted: %(n)d visitor was there.", "Noted: %(n)d visitors were there.", count)
            messages.success(request, said % {"n": count})
            return HttpResponseRedirect(actions.find_url(date))
    context = {"form": form, "offer": date.offer, "date": date, "seats": seats, "trail": make_trail(date.offer)}
    status = 422 if form.is_bound else 200
    return render_page(request, "expertise/offers/offer_date_attendance.html", context, status=status)


@require_POST
def visitor_question_remove(request: MemberRequest, public_id: str, key: str, question: str) -> HttpResponse:
    date = enter_date(request, public_id, key)
    row = get_object_or_404(VisitorQuestion.objects.filter(date=date, by=request.user), public_id=question)
    row.date = date
    actions.take_question_back(question=row, by=request.user)
    messages.success(request, _("Taken away."))
    return HttpResponseRedirect(date.offer.get_absolute_url())


@require_POST
def offer_sign_up(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    date = enter_date(request, public_id, key)
    require(request, "expertise.join_offer", date.offer)
    try:
        place = actions.sign_up(date=date, by=request.user)
        if place.has_seat:
            messages.success(request, _("You are coming. It stands in your agenda."))
        else:
            messages.success(
                request, _("It is full. You stand on the waiting list, and hear it when there is a place.")
            )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(date.offer.get_absolute_url())


@require_POST
def offer_sign_off(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    date = enter_date(request, public_id, key)
    require(request, "expertise.join_offer", date.offer)
    place = date.find_place(request.user)
    had_seat = place is not None and place.has_seat
    try:
        if actions.sign_off(date=date, by=request.user):
            said = _("You are signed off. Your place is for somebody else.") if had_seat else _("You wait no longer.")
            messages.success(request, said)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(date.offer.get_absolute_url())


@form_page
def offer_take_home(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """One line of who was there, with for whom it is and how it made them learn."""
    date = enter_date(request, public_id, key)
    require(request, "expertise.join_offer", date.offer)
    place = date.find_place(request.user)
    form = None
    if place is not None and was_there(place):
        form = TakeHomeForm(sent(request)[0], initial=_read_stored(date, request))
    if form is not None and form.is_valid():
        try:
            actions.take_home(date=date, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down. It stands with what you bring back to school."))
            return HttpResponseRedirect(date.offer.get_absolute_url())
    context = {"form": form, "offer": date.offer, "date": date, "trail": make_trail(date.offer)}
    status = 422 if form is not None and form.is_bound else 200
    return render_page(request, "expertise/offers/offer_take_home.html", context, status=status)


def _read_stored(date: OfferDate, request: MemberRequest) -> dict[str, Any]:
    rows = TakenHome.objects.filter(date=date, member=request.user, returned__removed_at__isnull=True)
    kept = rows.select_related("returned").first()
    if kept is None:
        return {"what": "", "audience": ReturnAudience.CLASS, "mechanism": "", "shares": True}
    row = kept.returned
    return {"what": row.what, "audience": row.audience, "mechanism": row.mechanism, "shares": kept.shared_with_host}
