"""The session page, live on everybody's screen, and what is done there. No browser keeps it on its disk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest
from plg.intervision.actions import sessions as actions
from plg.intervision.actions import texts
from plg.intervision.entrance import enter_session, make_trail
from plg.intervision.forms import CaseForm, LeadForm, NoteForm, TakeawayForm
from plg.intervision.models import IntervisionNote, IntervisionSession
from plg.intervision.presenters.sessions import SessionView, build_view, tell_screen
from plg.intervision.queries import find_case, find_people_there

PAGE = "plg/intervision/intervision_detail.html"
NAMES = ("live", "start", "on", "back", "close", "lead", "note_add", "take_along", "case", "change", "cancel", "erase")


@require_safe
def intervision_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    return render_session(request, enter_session(request, public_id, "plg.read_intervision"))


@never_cache
@require_safe
def intervision_live(request: MemberRequest, public_id: str) -> HttpResponse:
    """The page once more, or 204 when it would say nothing new to who has the state in `stand`."""
    session = enter_session(request, public_id, "plg.read_intervision")
    if request.GET.get("stand") == tell_screen(session):
        return HttpResponse(status=204)
    return render_session(request, session)


def render_session(
    request: MemberRequest, session: IntervisionSession, *, status: int = 200, **bound: Any
) -> HttpResponse:
    """`bound` are forms that were filled in wrongly, by their name in the template."""
    view = build_view(session, request.user)
    context: dict[str, Any] = {"session": session, "view": view, "trail": make_trail()}
    context |= {f"{name}_url": reverse(f"plg:intervision_{name}", args=[session.public_id]) for name in NAMES}
    context |= _build_forms(session, view)
    context |= {
        "can_change": session.is_planned and request.user.has_perm("plg.change_intervision", session),
        "can_erase": request.user.has_perm("plg.erase_case", session)
        and view.shows_texts
        and (session.is_finished or session.is_planned),
    }
    return render_private(request, PAGE, context | bound, status=status)


def _build_forms(session: IntervisionSession, view: SessionView) -> dict[str, Any]:
    forms: dict[str, Any] = {"taken_form": TakeawayForm(auto_id="taken_%s")}
    if view.now is not None:
        forms["note_form"] = _note_form(view)
    forms["lead_form"] = LeadForm(people=find_people_there(session), auto_id="lead_%s")
    return forms


def _note_form(view: SessionView, data: Any = None) -> NoteForm:
    now = view.now
    return NoteForm(
        data,
        position=now.place if now else 1,
        is_silent=bool(now and now.is_silent),
        offers_parking=not view.can_take_up,
    )


# Leading ------------------------------------------------------------------------------------------


def _lead(request: MemberRequest, public_id: str, deed: Callable[[IntervisionSession], object]) -> HttpResponse:
    session = enter_session(request, public_id, "plg.lead_intervision")
    try:
        deed(session)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(session.get_absolute_url())


def _read_seen(request: MemberRequest) -> int:
    text = request.POST.get("step", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


@require_POST
def intervision_start(request: MemberRequest, public_id: str) -> HttpResponse:
    return _lead(request, public_id, lambda session: actions.start_session(session=session, by=request.user))


@require_POST
def intervision_on(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = _read_seen(request)
    return _lead(request, public_id, lambda session: actions.go_on(session=session, by=request.user, seen=seen))


@require_POST
def intervision_back(request: MemberRequest, public_id: str) -> HttpResponse:
    seen = _read_seen(request)
    return _lead(request, public_id, lambda session: actions.go_back(session=session, by=request.user, seen=seen))


@require_POST
def intervision_close(request: MemberRequest, public_id: str) -> HttpResponse:
    return _lead(request, public_id, lambda session: actions.close_session(session=session, by=request.user))


@require_POST
def intervision_lead(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.lead_intervision")
    form = LeadForm(request.POST, people=find_people_there(session), auto_id="lead_%s")
    if not form.is_valid():
        return render_session(request, session, status=422, lead_form=form)
    actions.hand_over_lead(session=session, to=form.cleaned_data["member"], by=request.user)
    return HttpResponseRedirect(session.get_absolute_url())


# What is told -------------------------------------------------------------------------------------


@form_page
def intervision_case(request: MemberRequest, public_id: str) -> HttpResponse:
    """The case in the words of who brings it."""
    session = enter_session(request, public_id, "plg.write_case")
    case = find_case(session)
    form = CaseForm(sent(request)[0], initial={"text": case.text if case is not None else ""})
    if request.method == "POST" and form.is_valid():
        try:
            texts.write_case(session=session, by=request.user, text=form.cleaned_data["text"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your case is kept. The session reads it once it begins."))
            return HttpResponseRedirect(session.get_absolute_url())
    context = {"form": form, "session": session, "trail": make_trail(session)}
    status = 422 if form.is_bound else 200
    return render_private(request, "plg/intervision/intervision_case.html", context, status=status)


@require_POST
def intervision_note_add(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.write_in_intervision")
    view = build_view(session, request.user)
    form = _note_form(view, request.POST)
    if form.is_valid():
        try:
            note = texts.add_note(session=session, by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            if note.is_parked:
                messages.info(request, _("Parked. You take it up when advice is welcome."))
            return HttpResponseRedirect(f"{session.get_absolute_url()}#gezegd")
    return render_session(request, session, status=422, note_form=form)


def _note(request: MemberRequest, public_id: str, key: uuid.UUID) -> IntervisionNote:
    session = enter_session(request, public_id, "plg.write_in_intervision")
    return get_object_or_404(IntervisionNote.objects.filter(session=session).select_related("session"), uuid=key)


def _with_note(request: MemberRequest, note: IntervisionNote, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{note.session.get_absolute_url()}#gezegd")


@require_POST
def intervision_note_remove(request: MemberRequest, public_id: str, key: uuid.UUID) -> HttpResponse:
    note = _note(request, public_id, key)
    return _with_note(request, note, lambda: texts.remove_note(note=note, by=request.user))


@require_POST
def intervision_note_take_up(request: MemberRequest, public_id: str, key: uuid.UUID) -> HttpResponse:
    note = _note(request, public_id, key)
    return _with_note(request, note, lambda: texts.take_up_note(note=note, by=request.user))


@require_POST
def intervision_note_speaks(request: MemberRequest, public_id: str, key: uuid.UUID) -> HttpResponse:
    """Who brought the case says whether this advice speaks to them."""
    note = _note(request, public_id, key)
    speaks = request.POST.get("spreekt") == "ja"
    return _with_note(request, note, lambda: texts.mark_advice(note=note, by=request.user, speaks=speaks))


@require_POST
def intervision_take_along(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.write_in_intervision")
    form = TakeawayForm(request.POST, auto_id="taken_%s")
    if not form.is_valid():
        return render_session(request, session, status=422, taken_form=form)
    try:
        texts.take_along(session=session, by=request.user, text=form.cleaned_data["taken"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{session.get_absolute_url()}#meenemen")


@require_POST
def intervision_taken_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.write_in_intervision")
    takeaway = get_object_or_404(session.takeaways.select_related("session"), public_id=key)
    try:
        texts.take_back(takeaway=takeaway, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{session.get_absolute_url()}#meenemen")


@form_page
def intervision_erase(request: MemberRequest, public_id: str) -> HttpResponse:
    """Before thirty days are over: asked once more, for nothing brings the texts back."""
    session = enter_session(request, public_id, "plg.erase_case")
    if request.method == "POST":
        try:
            texts.erase_texts(session=session, by=request.user)
            messages.success(request, _("The case and all notes are erased. What you took along stays."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(session.get_absolute_url())
    context = {"session": session, "trail": make_trail(session)}
    return render_private(request, "plg/intervision/intervision_erase.html", context)
