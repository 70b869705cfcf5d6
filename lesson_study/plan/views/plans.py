"""The plan of a cycle: writing it, its versions, and rows of an earlier study."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent
from knowledge_network.kit.pagination import paginate_several
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.plan import presenters, queries
from lesson_study.plan.actions import plans as actions
from lesson_study.plan.entrance import CHANGE, enter_cycle, enter_plan, read_key, render_phase
from lesson_study.plan.forms import CommentForm, FeedbackForm, FixForm, NoFeedbackForm, TakeOverForm
from lesson_study.plan.models import LessonPlan

SOURCES_SHOWN = 40


@require_safe
def lesson_plan(request: MemberRequest, public_id: str) -> HttpResponse:
    """The grid for who writes; for the knowledgeable other, and of a fixed version, the same to read."""
    return draw_plan(request, enter_cycle(request, public_id))


def draw_plan(
    request: MemberRequest,
    cycle: LessonStudyCycle,
    *,
    typed: presenters.Typed | None = None,
    error: str = "",
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of the plan; `typed` and `error` after something that could not be stored."""
    plan = queries.newest_plan(cycle)
    may_write = request.user.has_perm(CHANGE, cycle)
    context: dict[str, Any] = {
        "may_write": may_write,
        "error": error,
        "plan": plan,
        "grid": None,
        "commented": None,
        "comment_action": reverse("lesson_study:plan_comment", args=[cycle.public_id]),
    }
    if plan is not None:
        plan.cycle = cycle
        context |= _around(request, plan, may_write=may_write)
        if may_write and not plan.is_fixed:
            context["grid"] = presenters.present_grid(plan, request.user, typed)
        else:
            context["read"] = presenters.read_plan(plan)
    return render_phase(
        request, cycle, "lesson_plan.html", context | (forms or {}), status=422 if error or forms else 200
    )


def _around(request: MemberRequest, plan: LessonPlan, *, may_write: bool) -> dict[str, Any]:
    """What stands above and below the table. Two queries at most."""
    experts = list(KnowledgeableOther.objects.standing().filter(cycle=plan.cycle).select_related("member"))
    mine = next((expert for expert in experts if expert.member_id == request.user.pk), None)
    return {
        "experts": experts,
        "my_expert": mine,
        "comment_form": CommentForm(),
        "feedback_form": FeedbackForm(initial={"feedback": mine.feedback if mine is not None else ""}),
        "no_feedback_form": NoFeedbackForm(instance=plan),
        "fix_form": FixForm(),
        "too_late": presenters.present_conflicts(plan, request.user) if may_write and plan.is_fixed else {},
    }


@require_POST
def plan_start(request: MemberRequest, public_id: str) -> HttpResponse:
    """Version 1: with three starting rows, or (`leeg`) none, to take rows over."""
    cycle = enter_cycle(request, public_id, CHANGE)
    actions.start_plan(cycle=cycle, by=request.user, with_rows="leeg" not in request.POST)
    name = "lesson_study:plan_take_over" if "leeg" in request.POST else "lesson_study:lesson_plan"
    return HttpResponseRedirect(reverse(name, args=[cycle.public_id]))


@require_POST
def plan_fix(request: MemberRequest, public_id: str) -> HttpResponse:
    plan = enter_plan(request, public_id)
    form = FixForm(request.POST)
    if not form.is_valid():
        return draw_plan(request, plan.cycle, forms={"fix_form": form})
    try:
        actions.fix_plan(plan=plan, by=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        return draw_plan(request, plan.cycle, error=str(refusal), forms={"fix_form": form})
    messages.success(request, _("Version %(version)s is fixed.") % {"version": plan.version})
    return _to_plan(plan)


@require_POST
def plan_next(request: MemberRequest, public_id: str) -> HttpResponse:
    """Write on in the next version, a copy of this one."""
    plan = enter_plan(request, public_id)
    made = actions.start_next_version(plan=plan, by=request.user)
    messages.success(request, _("You write in version %(version)s now.") % {"version": made.version})
    return _to_plan(plan)


@require_safe
def plan_versions(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id)
    versions = list(cycle.plans.select_related("fixed_by").order_by("-version"))
    return render_phase(request, cycle, "plan_versions.html", {"versions": versions})


@require_safe
def plan_version(request: MemberRequest, public_id: str, version: int) -> HttpResponse:
    """One version to read, with what differs from the one before."""
    cycle = enter_cycle(request, public_id)
    plan = get_object_or_404(LessonPlan, cycle=cycle, version=version)
    plan.cycle = cycle
    earlier = LessonPlan.objects.filter(cycle=cycle, version__lt=version).order_by("-version").first()
    context = {
        "plan": plan,
        "earlier": earlier,
        "changes": presenters.changes_between(earlier, plan) if earlier is not None else [],
        "read": presenters.read_plan(plan, with_remarks=False),
        "comment_action": "",
        "may_write": False,
        "commented": None,
    }
    return render_phase(request, cycle, "plan_version.html", context)


@form_page
def plan_take_over(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose an earlier study (`uit` is its public id), then its rows. A page shows its studies with a fixed plan."""
    plan = enter_plan(request, public_id)
    wanted = request.GET.get("uit", "")
    source = queries.find_source(plan.cycle, request.user, wanted) if wanted else None
    page = None
    if not wanted:
        studies = queries.find_source_studies(plan.cycle, request.user)
        page = paginate_several(studies, request.GET, by=("-finished_at", "-public_id"), size=SOURCES_SHOWN)
    if wanted and source is None:
        raise Http404
    rows = queries.list_rows(source) if source is not None else []
    choices = [(str(row.key), f"{row.label or '…'} ({row.minutes or '–'})") for row in rows]
    form = TakeOverForm(sent(request)[0], choices=choices) if source is not None else None
    if source is not None and form is not None and form.is_valid():
        keys = {key for text in form.cleaned_data["rows"] if (key := read_key(text))}
        try:
            made = actions.take_over_rows(plan=plan, source=source, keys=keys, by=request.user)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(count)d rows are taken over.") % {"count": len(made)})
            return _to_plan(plan)
    sources = queries.find_sources(page) if page is not None else []
    context = {"sources": sources, "page": page, "source": source, "form": form, "plan": plan}
    status = 422 if form is not None and form.errors else 200
    return render_phase(request, plan.cycle, "plan_take_over.html", context, status=status)


def _to_plan(plan: LessonPlan) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("lesson_study:lesson_plan", args=[plan.cycle.public_id]))
