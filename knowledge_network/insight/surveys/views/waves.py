"""Deeds on a round: what it asks, opening, a later day, closing, releasing, throwing away; and its aggregates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.surveys.actions import waves as actions
from knowledge_network.insight.surveys.entrance import do_and_return, enter_wave, look_first
from knowledge_network.insight.surveys.export import HEADER, list_told
from knowledge_network.insight.surveys.forms import PrepareForm, ProlongForm
from knowledge_network.insight.surveys.queries import list_asked
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, sent
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.requests import MemberRequest


@form_page
def scan_prepare(request: MemberRequest, public_id: str) -> HttpResponse:
    """Title, purpose, last day, own statements, and what is asked twice."""
    room = enter_wave(request, public_id, "insight.prepare_wave")
    wave, status = room.wave, 200
    if not wave.is_concept:
        messages.error(request, str(actions.NOT_A_CONCEPT))
        return HttpResponseRedirect(wave.get_absolute_url())
    form = PrepareForm(sent(request)[0], wave=wave)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_wave(wave=wave, by=request.user, **form.choices())
            messages.success(request, _("What the scan asks is saved."))
            return HttpResponseRedirect(wave.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {
        "wave": wave,
        "form": form,
        "trail": [(_("Scans"), reverse("insight:scan_list")), (wave.title, wave.get_absolute_url())],
    }
    return render_page(request, "insight/surveys/scan_prepare.html", context, status=status)


@require_POST
def scan_open(request: MemberRequest, public_id: str) -> HttpResponse:
    """More than fifty people are asked only after a look at who they are."""
    wave = enter_wave(request, public_id, "insight.open_wave").wave
    back = wave.get_absolute_url()
    try:
        people = actions.check_opening(wave, by=request.user, today=timezone.localdate())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    page = look_first(request, people, title=_("Open the scan"), button=_("Open the scan"), back=back)
    return page or do_and_return(request, wave, actions.open_wave, _("The scan is open. Who is asked is told."))


@require_POST
def scan_close(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_wave(request, public_id, "insight.open_wave")
    return do_and_return(request, room.wave, actions.close_wave, _("The scan is closed, and all answers are gone."))


@form_page
def scan_prolong(request: MemberRequest, public_id: str) -> HttpResponse:
    """A later last day."""
    room = enter_wave(request, public_id, "insight.open_wave")
    form = ProlongForm(sent(request)[0], until=room.wave.closes_on)
    if request.method == "POST" and form.is_valid():
        done = _("The scan stays open longer.")
        return do_and_return(request, room.wave, actions.prolong_wave, done, closes_on=form.cleaned_data["closes_on"])
    context = {
        "about": room.wave,
        "form": form,
        "trail": [(_("Scans"), reverse("insight:scan_list")), (room.wave.title, room.wave.get_absolute_url())],
    }
    return render_page(request, "insight/surveys/scan_prolong.html", context, status=422 if form.is_bound else 200)


@require_POST
def scan_release(request: MemberRequest, public_id: str) -> HttpResponse:
    wave = enter_wave(request, public_id, "insight.release_wave").wave
    words, back = _("Release it"), wave.get_absolute_url()
    page = look_first(request, list_asked(wave), title=words, button=words, back=back)
    return page or do_and_return(request, wave, actions.release_wave, _("The outcome is released. The group is told."))


@require_POST
def scan_discard(request: MemberRequest, public_id: str) -> HttpResponse:
    room = enter_wave(request, public_id, "insight.prepare_wave")
    done, back = _("The scan is thrown away."), reverse("insight:scan_list")
    return do_and_return(request, room.wave, actions.discard_wave, done, back=back)


@require_safe
def scan_export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Exactly what the page shows, as a sheet."""
    room = enter_wave(request, public_id, "insight.export_wave")
    return csv_response(f"scan-{room.wave.public_id}.csv", [str(word) for word in HEADER], list_told(room.wave))
