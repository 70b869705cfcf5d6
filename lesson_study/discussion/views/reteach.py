"""The second lesson beside the first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_private
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.entrance import build_trail, saved_together, warn_of_names
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters import present_ring
from lesson_study.discussion.actions import reflection as actions
from lesson_study.discussion.entrance import enter_cycle
from lesson_study.discussion.forms import ReasonForm
from lesson_study.discussion.gates import taught_without_changes
from lesson_study.discussion.links import build_address
from lesson_study.discussion.presenters.matrix import legend
from lesson_study.discussion.presenters.sides import present_sides
from lesson_study.discussion.queries import find_discussion, find_lesson, list_pupils, read_seen

WHY = _("Why is there no second lesson?")


@require_safe
def reteach(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    return _render(request, cycle, ReasonForm(initial={"reason": cycle.no_reteach_reason}, label=WHY))


def _render(request: MemberRequest, cycle: LessonStudyCycle, form: ReasonForm, status: int = 200) -> HttpResponse:
    first, second = find_lesson(cycle, 1), find_lesson(cycle, 2)
    shows_notes = request.user.has_perm("lesson_study.read_notes", cycle)
    context: dict[str, Any] = {
        "cycle": cycle,
        "ring": present_ring(cycle, request.user, Phase.RETEACH),
        "first": first,
        "second": second,
        "form": form,
        "lesson_url": reverse("lesson_study:lesson_of_number", args=[cycle.public_id, 2]),
        "setup_url": reverse("lesson_study:lesson_setup", args=[cycle.public_id, 2]),
        "legend": legend(),
        "can_write": request.user.has_perm("lesson_study.change_work", cycle),
        "may_say_why": second is None or not second.is_taught or taught_without_changes(first, second),
        "trail": build_trail(cycle),
    }
    if first is not None and second is not None:
        context["sides"] = present_sides(
            read_seen(first), read_seen(second), list_pupils(cycle), shows_notes=shows_notes
        )
        context["talk_url"] = build_address(second)
        talk = find_discussion(second)
        context["is_talked_over"] = talk is not None and talk.is_finished
    return render_private(request, "lesson_study/discussion/reteach.html", context, status=status)


@require_POST
def reteach_skip(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.change_work")
    form = ReasonForm(request.POST, label=WHY)
    if not form.is_valid():
        return _render(request, cycle, form, status=422)
    try:
        met = actions.skip_reteach(cycle=cycle, by=request.user, reason=form.cleaned_data["reason"], seen=form.seen())
    except RefusedError as refusal:
        form.add_error("reason", str(refusal))
        return _render(request, cycle, form, status=409)
    if met:
        saved_together(request, met)
    else:
        messages.success(request, _("Saved. This part of the ring stays open."))
    warn_of_names(request, form.cleaned_data["reason"])
    return HttpResponseRedirect(reverse("lesson_study:reteach", args=[cycle.public_id]))
