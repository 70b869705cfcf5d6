"""Working on an obligation: begin, note what is going on, met, lapsed, somebody else, another day."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.agreements.obligations.actions import checking, work
from knowledge_network.agreements.obligations.entrance import build_trail, enter_obligation
from knowledge_network.agreements.obligations.forms import AssignForm, MetForm, NoteForm, ReasonForm
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.plan.entrance import carry_out
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest


def _back(obligation: Obligation) -> HttpResponseRedirect:
    return HttpResponseRedirect(obligation.get_absolute_url())


@require_POST
def obligation_start(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id)
    work.start_obligation(obligation=obligation, by=request.user)
    messages.success(request, _("You work on it now."))
    return _back(obligation)


@form_page
def obligation_meet(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id)
    form, status = MetForm(sent(request)[0]), 200
    if request.method == "POST" and form.is_valid():
        try:
            work.meet_obligation(obligation=obligation, by=request.user, on=form.cleaned_data["on"])
            messages.success(request, _("It is met. Every party sees that now."))
            return _back(obligation)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    page = FormPage(
        heading=_("This is met"),
        button=_("Note that it is met"),
        lede=obligation.rule.title,
        trail=build_trail(obligation),
    )
    return render_form(request, form, page, status=status)


@form_page
def obligation_lapse(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id, "agreements.change_obligation")
    form, status = ReasonForm(sent(request)[0]), 200
    if request.method == "POST" and form.is_valid():
        try:
            work.lapse_obligation(obligation=obligation, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("It lapsed. It counts nowhere any more."))
            return _back(obligation)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    page = FormPage(
        heading=_("Let it lapse"), button=_("Let it lapse"), lede=obligation.rule.title, trail=build_trail(obligation)
    )
    return render_form(request, form, page, status=status)


@require_POST
def obligation_reopen(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id, "agreements.reopen_obligation")
    work.reopen_obligation(obligation=obligation, by=request.user)
    messages.success(request, _("It is open again."))
    return _back(obligation)


@require_POST
def obligation_check(request: MemberRequest, public_id: str) -> HttpResponse:
    """Count again now, and keep what was found."""
    obligation = enter_obligation(request, public_id, "agreements.read_obligation")
    if checking.check_obligation(obligation=obligation) is None:
        messages.info(request, _("This one does not check itself. Add what shows it."))
    else:
        messages.success(request, _("We counted again."))
    return _back(obligation)


@form_page
def obligation_note(request: MemberRequest, public_id: str) -> HttpResponse:
    obligation = enter_obligation(request, public_id)
    form = NoteForm(sent(request)[0], instance=obligation)
    page = FormPage(
        heading=_("What is going on?"), button=_("Save"), lede=obligation.rule.title, trail=build_trail(obligation)
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, page)
    return carry_out(
        request,
        form,
        work.note_obligation,
        success=_("Your note is saved."),
        back=obligation.get_absolute_url(),
        shown=page,
        obligation=obligation,
        **form.cleaned_data,
    )


@form_page
def obligation_assign(request: MemberRequest, public_id: str) -> HttpResponse:
    """Another owner, another partner or another day."""
    obligation = enter_obligation(request, public_id, "agreements.change_obligation")
    form = AssignForm(sent(request)[0], obligation=obligation)
    page = FormPage(
        heading=_("Who, and by when?"), button=_("Save"), lede=obligation.rule.title, trail=build_trail(obligation)
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, page)
    try:
        return carry_out(
            request,
            form,
            work.hand_over,
            success=_("Saved. Who answers for it now, hears it."),
            back=obligation.get_absolute_url(),
            shown=page,
            obligation=obligation,
            **form.cleaned_data,
        )
    except IntegrityError:
        form.add_error(None, _("There is one for that day and partner already."))
        return render_form(request, form, page, status=409)
