"""The list of scans, starting one, one of them, what a group takes from it, and the cards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.scans import actions
from knowledge_network.insight.scans.cards import draw_blank_cards, draw_outcome_cards
from knowledge_network.insight.scans.forms import ChooseForms, StartForm
from knowledge_network.insight.scans.presenters import Outcome, build_outcome, describe_self, sort_lines, wave_line
from knowledge_network.insight.scans.queries import find_groups, find_next_meeting, list_waves
from knowledge_network.insight.scans.statements import SCANS
from knowledge_network.insight.surveys.entrance import WaveRoom, enter_wave
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def scan_list(request: MemberRequest) -> HttpResponse:
    """What waits for the reader first, then what runs, then what there is to read."""
    page = paginate(list_waves(request.user), request.GET, by=("-closes_on", "-public_id"), size=30)
    context = {
        **sort_lines([wave_line(wave) for wave in page]),
        "page": page,
        "scans": [scan for scan in SCANS.values() if scan.count],
        "can_start": request.user.is_coordinator or find_groups(request.user).exists(),
        "can_see_desk": request.user.has_perm("insight.see_scan_desk"),
    }
    return render_page(request, "insight/scans/scan_list.html", context)


@form_page
def scan_start(request: MemberRequest) -> HttpResponse:
    """`groep` and `soort` in the address choose beforehand."""
    groups = find_groups(request.user)
    if not request.user.is_coordinator and not groups.exists():
        raise PermissionDenied
    slug = request.GET.get("groep", "").replace("\x00", "")
    asked = groups.filter(slug=slug).first() if slug else None
    kind = request.GET.get("soort", "")
    form = StartForm(sent(request)[0], reader=request.user, group=asked, kind=kind)
    if request.method == "POST" and form.is_valid():
        wave = actions.start_scan(by=request.user, **form.cleaned_data)
        messages.success(request, _("The scan is ready to be looked at."))
        return HttpResponseRedirect(wave.get_absolute_url())
    context = {
        "form": form,
        "cards": form.find_cards(),
        "scans": SCANS.values(),
        "trail": [(_("Scans"), reverse("insight:scan_list"))],
    }
    return render_page(request, "insight/scans/scan_start.html", context, status=422 if form.is_bound else 200)


@require_safe
def scan_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """A round, in whatever state it is."""
    return _render(request, enter_wave(request, public_id))


def _render(
    request: MemberRequest, room: WaveRoom, forms: ChooseForms | None = None, *, status: int = 200
) -> HttpResponse:
    wave, reader = room.wave, request.user
    context: dict[str, Any] = {
        "wave": wave,
        "room": room,
        "scan": SCANS[wave.instrument],
        "about": describe_self(wave),
        "trail": [(_("Scans"), reverse("insight:scan_list"))],
        "can_prepare": wave.is_concept and reader.has_perm("insight.prepare_wave", wave),
        "can_run": reader.has_perm("insight.open_wave", wave),
        "can_release": wave.is_closed and wave.is_enough and reader.has_perm("insight.release_wave", wave),
        "can_export": reader.has_perm("insight.export_wave", wave),
    }
    shows = wave.is_published or (wave.is_closed and wave.is_enough and reader.has_perm("insight.preview_wave", wave))
    if shows:
        outcome = build_outcome(wave)
        context["outcome"] = outcome
        if reader.has_perm("insight.choose_actions", wave) and not outcome.chosen:
            context["choose"] = forms or ChooseForms(None, wave=wave)
            context["next_meeting"] = find_next_meeting(wave.group)
        return render_page(request, "insight/scans/scan_outcome.html", context, status=status)
    context["questions"] = list(wave.questions.order_by("position"))
    return render_page(request, "insight/scans/scan_detail.html", context, status=status)


@require_POST
def scan_choose(request: MemberRequest, public_id: str) -> HttpResponse:
    """Two things at most, on the agenda and as action points."""
    room = enter_wave(request, public_id, "insight.choose_actions")
    forms = ChooseForms(request.POST, wave=room.wave)
    if not (choices := forms.choices()):
        return _render(request, room, forms, status=422)
    try:
        actions.choose_actions(wave=room.wave, by=request.user, choices=choices)
        messages.success(request, _("It stands on the agenda and among the action points."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(room.wave.get_absolute_url())


def _as_pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@require_safe
def scan_cards(request: MemberRequest, public_id: str) -> HttpResponse:
    """Of an outcome: first what the group sees differently, then where there is room, then what goes well."""
    room = enter_wave(request, public_id, "insight.read_wave")
    content = draw_outcome_cards(room.wave.title, room.wave.unit_name, _cards(build_outcome(room.wave)))
    return _as_pdf(content, f"scan-{room.wave.public_id}")


def _cards(outcome: Outcome) -> list[tuple[str, str, str]]:
    parts = (
        (_("You see this differently"), outcome.divided, _("Tell each other an example. What does each of you see?")),
        (_("Room to grow"), outcome.lowest, _("What is one small thing that we could try this month?")),
        (_("This goes well"), outcome.highest, _("Why does this go well? How do we keep it?")),
    )
    seen: set[str] = set()
    found = []
    for above, items, ask in parts:
        for item in items:
            if item.text not in seen:
                found.append((above, item.text, ask))
                seen.add(item.text)
    return found


@require_safe
def scan_blank_cards(request: MemberRequest, kind: str) -> HttpResponse:
    """A whole scan on paper."""
    instrument = Instrument.by_address().get(kind)
    if instrument is None or not SCANS[instrument].count:
        raise Http404
    return _as_pdf(draw_blank_cards(instrument), f"kaarten-{kind}")
