"""The door of a cycle: who may come in, and what the frame of its pages shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, render_private
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.cycles.presenters import present_ring
from lesson_study.cycles.pupil_names import find_possible_names


def enter_cycle(
    request: MemberRequest, public_id: str, permission: str = "lesson_study.view_cycle"
) -> LessonStudyCycle:
    """404 when it is hidden from the reader, 403 without `permission`."""
    cycles = LessonStudyCycle.objects.visible_to(request.user).select_related("group", "product")
    cycle: LessonStudyCycle = get_permitted(request, cycles, permission, public_id=public_id)
    return cycle


def refuse_link(request: HttpRequest, guest: KnowledgeableOther | None = None) -> HttpResponse:
    """A signed address that opens nothing any more, and why: the study of this guest is over, or it was taken back."""
    is_over = guest is not None and guest.cycle.is_over
    return render_private(request, "lesson_study/cycles/link_invalid.html", {"is_over": is_over}, status=404)


def build_trail(cycle: LessonStudyCycle) -> list[tuple[str, str]]:
    """The way back from a page of a cycle: the list, then the cycle."""
    return [(_("Lesson Study"), reverse("lesson_study:cycle_list")), (cycle.title, cycle.get_absolute_url())]


def render_cycle(
    request: MemberRequest,
    cycle: LessonStudyCycle,
    template: str,
    context: dict[str, Any],
    *,
    page: Phase | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of a cycle; `page` is the phase that it is about."""
    trail = build_trail(cycle)
    if template == "lesson_study/cycles/cycle_detail.html":
        trail.pop()
    frame = {"cycle": cycle, "ring": present_ring(cycle, request.user, page), "trail": trail}
    return render_private(request, template, {**frame, **context}, status=status)


def warn_of_names(request: HttpRequest, *texts: str) -> None:
    """Ask of a text that was stored whether it names a child; never a ban."""
    if names := find_possible_names("\n".join(texts)):
        messages.warning(
            request,
            _("Is this the name of a child: %(names)s? Write the letter of the case pupil instead.")
            % {"names": ", ".join(names[:10])},
        )


def done(request: HttpRequest, action: Callable[..., Any], success: str = "", /, **arguments: Any) -> bool:
    """Whether the action was carried out; otherwise its reason is shown."""
    try:
        action(**arguments)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return False
    if success:
        messages.success(request, success)
    return True


def saved_together(request: HttpRequest, met: Sequence[str]) -> None:
    """Say that it is saved, and where two people wrote at once (`met`) that both texts stand there now."""
    if met:
        messages.warning(request, _("Saved. Somebody else wrote here at the same time: now both texts stand there."))
    else:
        messages.success(request, _("Saved."))
