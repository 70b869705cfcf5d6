"""Filling in a round, changing what one said, taking it back. Nothing of it may stay behind on a shared device."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.insight.surveys.actions import answers as actions
from knowledge_network.insight.surveys.entrance import WaveRoom, enter_answering
from knowledge_network.insight.surveys.forms import AnswerForm, CodeForm
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest


def _cookie(wave: Wave) -> str:
    return f"scan-{wave.public_id}"


def _read_code(request: MemberRequest, wave: Wave) -> str:
    return request.COOKIES.get(_cookie(wave), "")


def _keep_code(response: HttpResponse, wave: Wave, code: str) -> HttpResponse:
    """In this browser only, for the pages of this round, until it closes."""
    ends = dt.datetime.combine(wave.closes_on + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    response.set_cookie(
        _cookie(wave),
        code,
        expires=ends,
        path=wave.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@form_page
def scan_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """All statements on one page; who took part already sees their own answers with the code of this browser."""
    room = enter_answering(request, public_id)
    wave = room.wave
    if not wave.is_open:
        return HttpResponseRedirect(wave.get_absolute_url())
    code = _read_code(request, wave)
    found = actions.find_sent(wave, code) if room.took_part else None
    if room.took_part and found is None:
        return _ask_code(request, room)
    questions = list(wave.questions.order_by("position"))
    form = AnswerForm(sent(request)[0], questions=questions, values=found.values if found else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return _render(request, room, form, status=status)
    try:
        if found is not None:
            actions.change_answers(wave=wave, code=code, values=form.values())
            messages.success(request, _("Your answers are changed."))
            return HttpResponseRedirect(wave.get_absolute_url())
        made = actions.send_answers(wave=wave, by=request.user, values=form.values())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(wave.get_absolute_url())
    shown = render_private(request, "insight/surveys/scan_thanks.html", {"wave": wave, "code": made})
    return _keep_code(shown, wave, made)


def _render(request: MemberRequest, room: WaveRoom, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "wave": room.wave,
        "form": form,
        "rows": list(form.rows()),
        "is_change": room.took_part,
        "trail": [(_("Scans"), reverse("insight:scan_list")), (room.wave.title, room.wave.get_absolute_url())],
    }
    return render_private(request, "insight/surveys/scan_answer.html", context, status=status)


def _ask_code(request: MemberRequest, room: WaveRoom) -> HttpResponse:
    form = CodeForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        if actions.find_sent(room.wave, form.cleaned_data["code"]) is not None:
            back = HttpResponseRedirect(reverse("insight:scan_answer", args=[room.wave.public_id]))
            return _keep_code(back, room.wave, form.cleaned_data["code"])
        form.add_error("code", str(actions.WRONG_CODE))
    context = {
        "wave": room.wave,
        "form": form,
        "trail": [(_("Scans"), reverse("insight:scan_list")), (room.wave.title, room.wave.get_absolute_url())],
    }
    status = 422 if form.is_bound else 200
    return render_private(request, "insight/surveys/scan_code.html", context, status=status)


@require_POST
def scan_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take one's answers back, with the code of this browser."""
    room = enter_answering(request, public_id)
    try:
        actions.withdraw_answers(wave=room.wave, by=request.user, code=_read_code(request, room.wave))
        messages.success(request, _("Your answers are gone. You can take part anew as long as the scan is open."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    back = HttpResponseRedirect(room.wave.get_absolute_url())
    back.delete_cookie(_cookie(room.wave), path=room.wave.get_absolute_url(), samesite="Lax")
    return back
