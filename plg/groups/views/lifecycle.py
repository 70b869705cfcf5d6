"""The life of a group: where it is, what the next step asks, and taking that step."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.groups import advice, lifecycle
from plg.groups.actions.lifecycle import StepBlockedError, change_state, undo_transition, undoable_transition
from plg.groups.enums import GroupState
from plg.groups.facts import collect_facts
from plg.groups.forms.lifecycle import StepForm
from plg.groups.lifecycle import Step
from plg.groups.models import Group
from plg.groups.presenters import draw_step
from plg.groups.views.group import build_trail, posted, visible_groups

MOST_HISTORY = 30


@require_safe
def group_state(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_permitted(request, visible_groups(request), "plg.change_state", slug=slug)
    facts = collect_facts(group, timezone.localdate())
    steps = [draw_step(group, step, facts, request.user) for step in lifecycle.list_steps(group.kind, group.state)]
    labels = dict(GroupState.choices)
    road = lifecycle.ROADS[group.kind]
    here = road.index(group.state) if group.state in road else 1
    context = {
        "group": group,
        "trail": build_trail(group),
        "road": [(labels[state], index < here, index == here) for index, state in enumerate(road)],
        "steps": steps,
        "hints": advice.hints(facts),
        "history": cut(group.transitions.select_related("by").order_by("-at", "-pk"), MOST_HISTORY),
    }
    return render_page(request, "plg/groups/group_state.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_step(request: MemberRequest, slug: str, to: str) -> HttpResponse:
    """Take a step; one that asks something shows its form first."""
    group = get_permitted(request, visible_groups(request), "plg.change_state", slug=slug)
    step = lifecycle.find_step(group.kind, group.state, to)
    if step is None:
        if to not in GroupState.values:
            raise Http404
        messages.warning(request, _("The group is in another state now. Look again."))
        return redirect("plg:group_state", slug)
    require(request, step.permission, group)
    form = StepForm(posted(request), step=step, group=group)
    if request.method == "POST" and form.is_valid():
        answer = _take(request, group, step, form)
        if answer is not None:
            return answer
    line = draw_step(group, step, collect_facts(group, timezone.localdate()), request.user)
    context = {"group": group, "form": form, "trail": build_trail(group), "drawn": line, "step": step}
    return render_page(request, "plg/groups/group_step.html", context)


def _take(request: MemberRequest, group: Group, step: Step, form: StepForm) -> HttpResponse | None:
    """The page to go to, or None when something is missing and the form comes back."""
    try:
        change_state(group=group, to=step.to, by=request.user, **form.cleaned_data)
    except StepBlockedError as blocked:
        form.add_error(None, str(blocked))
        return None
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("plg:group_state", group.slug)
    said = _("«%(group)s» is now: %(state)s.") % {"group": group.name, "state": group.get_state_display()}
    if undoable_transition(group, request.user):
        offer_undo(request, said, reverse("plg:group_step_back", args=[group.slug]))
    else:
        messages.success(request, said)
    return redirect("plg:group_state", group.slug)


@require_POST
def group_step_back(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_permitted(request, visible_groups(request), "plg.change_state", slug=slug)
    try:
        undo_transition(group=group, by=request.user)
        messages.success(request, _("Taken back. Nothing changed."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("plg:group_state", slug)
