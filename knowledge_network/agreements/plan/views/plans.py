"""The work plan of a school year: read, begun, described, adopted, taken along as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.plan import presenters
from knowledge_network.agreements.plan.actions import plans as actions
from knowledge_network.agreements.plan.entrance import build_trail, carry_out, enter_plan, the_partnership
from knowledge_network.agreements.plan.forms import AdoptForm, PlanForm, PlanStartForm, RemoveForm
from knowledge_network.agreements.plan.models import WorkPlan
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.tabular_export import xlsx_response
from knowledge_network.members.organisations.actions import the_partnership as make_partnership
from knowledge_network.members.people.requests import MemberRequest

MOST_CHANGES = 50


def _plans() -> list[WorkPlan]:
    return list(WorkPlan.objects.filter(partnership=the_partnership()).order_by("school_year"))


@require_safe
def work_plan_list(request: MemberRequest) -> HttpResponse:
    """The plan of this school year; without it the newest, and without any what to do."""
    require(request, "agreements.view_plan")
    plans = _plans()
    this = presenters.this_year()
    shown = next((plan for plan in plans if plan.school_year == this), plans[-1] if plans else None)
    return render_plan(request, shown, plans)


@require_safe
def work_plan(request: MemberRequest, year: str) -> HttpResponse:
    plan = enter_plan(request, year, "agreements.view_plan")
    return render_plan(request, plan, _plans())


def render_plan(request: MemberRequest, plan: WorkPlan | None, plans: list[WorkPlan]) -> HttpResponse:
    """Activities for everybody; the lines of the budget for who reads agreements."""
    reads = request.user.has_perm("agreements.read_agreements")
    can_edit = request.user.has_perm("agreements.edit_plan")
    context: dict[str, Any] = {
        "tab": "plan",
        "plan": plan,
        "years": presenters.year_links(plans, plan),
        "can_edit": can_edit,
        "reads_money": reads,
    }
    if plan is not None:
        activities = plan.activities.select_related("theme__topic", "owner").prefetch_related("groups", "products")
        changes = cut(plan.changes.select_related("by").order_by("-at", "-pk") if reads else [], MOST_CHANGES)
        context |= {
            "activities": [presenters.activity_card(one, can_edit=can_edit) for one in activities],
            "budget": presenters.budget_table(plan, with_lines=reads),
            "changes": changes.told(presenters.change_line),
        }
    return render_page(request, "agreements/plan/work_plan.html", context)


@form_page
def plan_start(request: MemberRequest) -> HttpResponse:
    """A draft for a school year that has none."""
    require(request, "agreements.edit_plan")
    form = PlanStartForm(sent(request)[0], taken={plan.school_year for plan in _plans()})
    shown = FormPage(heading=_("Begin a work plan"), button=_("Begin"), trail=build_trail())
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    year = form.cleaned_data["school_year"]
    return carry_out(
        request,
        form,
        actions.start_plan,
        success=_("The draft is there. Add activities and lines of the budget."),
        back=reverse("agreements:work_plan", args=[f"{year}-{year + 1}"]),
        shown=shown,
        partnership=make_partnership(),
        school_year=year,
    )


@form_page
def plan_change(request: MemberRequest, year: str) -> HttpResponse:
    plan = enter_plan(request, year)
    form = PlanForm(sent(request)[0], plan=plan)
    shown = FormPage(heading=_("The plan in short"), button=_("Save"), trail=build_trail(plan))
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.describe_plan,
        success=_("The plan is saved."),
        back=plan.get_absolute_url(),
        shown=shown,
        plan=plan,
        **form.cleaned_data,
    )


@require_POST
def plan_draft_ready(request: MemberRequest, year: str) -> HttpResponse:
    plan = enter_plan(request, year)
    try:
        actions.finish_draft(plan=plan, by=request.user)
        messages.success(request, _("The draft is ready. The partners can talk about it."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(plan.get_absolute_url())


@form_page
def plan_adopt(request: MemberRequest, year: str) -> HttpResponse:
    """From here on every change says why."""
    plan = enter_plan(request, year)
    form = AdoptForm(sent(request)[0])
    shown = FormPage(
        heading=_("Adopt the work plan"),
        button=_("Note that it was adopted"),
        lede=_("From now on a change says why, and every party sees that."),
        trail=build_trail(plan),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.adopt_plan,
        success=_("The work plan is adopted."),
        back=plan.get_absolute_url(),
        shown=shown,
        plan=plan,
        on=form.cleaned_data["on"],
    )


@form_page
def plan_remove(request: MemberRequest, year: str) -> HttpResponse:
    """What goes with a draft, and then taking it away."""
    plan = enter_plan(request, year)
    form = RemoveForm(sent(request)[0], asks_reason=False)
    words = {"activities": plan.activities.count(), "lines": plan.budget_lines.count()}
    shown = FormPage(
        heading=_("Remove the draft"),
        button=_("Remove"),
        lede=_("Its activities (%(activities)d) and lines of the budget (%(lines)d) go with it.") % words,
        trail=build_trail(plan),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.remove_plan,
        success=_("The draft is removed."),
        back=reverse("agreements:work_plan_list"),
        shown=shown,
        plan=plan,
    )


@require_safe
def budget_export(request: MemberRequest, year: str) -> HttpResponse:
    """The budget as a workbook: each line, the sum of each kind of money, and the sum of both."""
    plan = enter_plan(request, year, "agreements.read_agreements")
    name = f"begroting-{plan}.xlsx"
    return xlsx_response(name, _("Budget of the work plan"), presenters.sheet_header(), presenters.sheet_rows(plan))
