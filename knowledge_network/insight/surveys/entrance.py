"""The door of one round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from knowledge_network.insight.surveys.models import Participation, Wave
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page, require
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.presenters.ahead import Ahead, look_at_deed


@dataclass(frozen=True)
class WaveRoom:
    """A round as one member sees it; `mark` says that they are asked, and whether they took part."""

    wave: Wave
    mark: Participation | None

    @property
    def can_answer(self) -> bool:
        return self.mark is not None and self.wave.is_open

    @property
    def took_part(self) -> bool:
        return self.mark is not None and self.mark.took_part


def enter_wave(request: MemberRequest, public_id: str, permission: str = "") -> WaveRoom:
    """404 for what the reader cannot see, 403 without `permission`. Two queries."""
    waves = Wave.objects.visible_to(request.user).select_related("group", "previous")
    wave = get_object_or_404(waves, public_id=public_id)
    if permission:
        require(request, permission, wave)
    return WaveRoom(wave, Participation.objects.filter(wave=wave, member=request.user).first())


def enter_answering(request: MemberRequest, public_id: str) -> WaveRoom:
    """For who is asked only."""
    room = enter_wave(request, public_id)
    if room.mark is None:
        raise PermissionDenied
    return room


def look_first(
    request: MemberRequest,
    people: Sequence[Member],
    *,
    title: str,
    button: str,
    back: str,
    hidden: Sequence[tuple[str, str]] = (),
) -> HttpResponse | None:
    """The page that names who hears of a deed; nothing when they are few, or were looked at."""
    ahead = Ahead([person.get_full_name() for person in people], 0, "", str(len(people)))
    if not ahead.is_worth_a_look or request.POST.get("seen") == ahead.seen:
        return None
    look = look_at_deed(ahead, title=title, button=button, url=request.path, back=back)
    look = replace(look, hidden=[*look.hidden, *hidden])
    return render_page(request, "members/tables/look_first.html", {"look": look})


def do_and_return(
    request: MemberRequest, wave: Wave, action: Callable[..., Any], success: str, *, back: str = "", **arguments: Any
) -> HttpResponse:
    """Do it and go back to the round; what was refused is said there."""
    try:
        action(wave=wave, by=request.user, **arguments)
        messages.success(request, success)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(wave.get_absolute_url())
    return HttpResponseRedirect(back or wave.get_absolute_url())
