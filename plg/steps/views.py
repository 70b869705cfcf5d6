"""The ten steps of a theme group: the page, writing, standing by the central question, going on and back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import form_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.enums import GroupKind
from plg.space.entrance import Space, enter, render_space
from plg.steps import actions
from plg.steps.enums import EntryKind, ThemeStep
from plg.steps.forms import BackForm, EntryForm, PartForm
from plg.steps.models import StepEntry, ThemeWalk
from plg.steps.names import PARTS
from plg.steps.presenters import build_steps

TAB = "steps"


def enter_steps(request: MemberRequest, slug: str, permission: str = "plg.view_steps") -> tuple[Space, ThemeWalk]:
    """404 for a group that is no theme group or did not begin."""
    space = enter(request, slug, permission)
    walk = get_object_or_404(ThemeWalk.objects.visible_to(request.user), group=space.group)
    # The group of the space knows already who the reader is there.
    walk.group = space.group
    return space, walk


@require_safe
def steps(request: MemberRequest, slug: str) -> HttpResponse:
    """Where the group is, what is there, and what is missing."""
    space = enter(request, slug, "plg.view_steps")
    if space.group.kind != GroupKind.THEME:
        raise Http404
    walk = ThemeWalk.objects.visible_to(request.user).filter(group=space.group).first()
    if walk is None:
        context: dict[str, object] = {"can_begin": space.may("plg.begin_steps")}
        return render_space(request, space, "plg/steps/steps_begin.html", TAB, context)
    walk.group = space.group
    shown = build_steps(space, walk)
    can_take = space.may("plg.take_step")
    context = {
        "walk": walk,
        "shown": shown,
        "can_write": space.may("plg.write_steps"),
        "can_take": can_take,
        "back_form": BackForm(steps=shown.earlier) if can_take and shown.earlier else None,
    }
    return render_space(request, space, "plg/steps/steps.html", TAB, context)


@require_POST
def steps_start(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug, "plg.begin_steps")
    try:
        actions.begin_steps(group=space.group, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(space.group.get_absolute_url())
    return HttpResponseRedirect(space.url("steps"))


@form_page
def steps_write(request: MemberRequest, slug: str, step: int) -> HttpResponse:
    """What the whole group writes in one step."""
    space, walk = enter_steps(request, slug, "plg.write_steps")
    if step not in PARTS:
        raise Http404
    before = walk.central_question
    form = PartForm(sent(request)[0], instance=walk, step=step)
    if request.method == "POST" and form.is_valid():
        actions.write_part(walk=walk, by=request.user, fields={name: form.cleaned_data[name] for name in form.fields})
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(f"{space.url('steps')}#stap-{step}")
    context = {
        "form": form,
        "step": ThemeStep(step),
        "asks_again": step == ThemeStep.BRAINSTORM and bool(before) and walk.approvals.exists(),
    }
    status = 422 if request.method == "POST" else 200
    return render_space(request, space, "plg/steps/steps_write.html", TAB, context, status=status)


@form_page
def step_entry_add(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    space, walk = enter_steps(request, slug, "plg.write_steps")
    found = EntryKind.by_address().get(kind)
    if found is None:
        raise Http404
    form = EntryForm(sent(request)[0], kind=found, instance=StepEntry(walk=walk))
    if request.method == "POST" and form.is_valid():
        actions.add_entry(walk=walk, by=request.user, kind=found, **form.values())
        messages.success(request, _("It stands with the steps of your group."))
        return HttpResponseRedirect(space.url("steps"))
    context = {"form": form, "kind": found, "entry": None}
    status = 422 if request.method == "POST" else 200
    return render_space(request, space, "plg/steps/step_entry.html", TAB, context, status=status)


def _find_entry(request: MemberRequest, walk: ThemeWalk, public_id: str) -> StepEntry:
    """403 for who neither wrote it nor edits the group."""
    entry = get_object_or_404(walk.entries.all(), public_id=public_id)
    entry.walk = walk
    require(request, "plg.change_step_entry", entry)
    return entry


@form_page
def step_entry_change(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space, walk = enter_steps(request, slug, "plg.write_steps")
    entry = _find_entry(request, walk, public_id)
    form = EntryForm(sent(request)[0], kind=entry.kind, instance=entry)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_entry(entry=form.instance, by=request.user, names=list(form.fields))
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(space.url("steps"))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "kind": EntryKind(entry.kind), "entry": entry}
    status = 422 if request.method == "POST" else 200
    return render_space(request, space, "plg/steps/step_entry.html", TAB, context, status=status)


@require_POST
def step_entry_remove(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space, walk = enter_steps(request, slug, "plg.write_steps")
    try:
        actions.remove_entry(entry=_find_entry(request, walk, public_id), by=request.user)
        messages.success(request, _("It is taken out."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(space.url("steps"))


@require_POST
def steps_approve(request: MemberRequest, slug: str) -> HttpResponse:
    """Stand by the central question, or take that back."""
    space, walk = enter_steps(request, slug, "plg.write_steps")
    try:
        if "terug" in request.POST:
            actions.take_approval_back(walk=walk, by=request.user)
            messages.success(request, _("You do not stand by it any more."))
        else:
            actions.approve_question(walk=walk, by=request.user, question=request.POST.get("vraag", ""))
            messages.success(request, _("You stand by the central question. No school is bound by it."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{space.url('steps')}#stap-{ThemeStep.BRAINSTORM.value}")


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


@require_POST
def steps_go(request: MemberRequest, slug: str) -> HttpResponse:
    """On to the next step, or with a reason back."""
    space, walk = enter_steps(request, slug, "plg.take_step")
    seen, to, reason = _read_number(request.POST.get("stand", "")), walk.step + 1, ""
    if "to" in request.POST:
        earlier = [(step.value, str(step.label)) for step in ThemeStep if step < walk.step]
        form = BackForm(request.POST, steps=earlier)
        if not form.is_valid():
            messages.error(request, say_errors(form))
            return HttpResponseRedirect(space.url("steps"))
        to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    try:
        taken = actions.take_step(walk=walk, by=request.user, seen=seen, to=to, reason=reason)
        label = ThemeStep(taken.step).label
        messages.success(request, _("Your group is at step %(n)d: %(step)s.") % {"n": taken.step, "step": label})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(space.url("steps"))
