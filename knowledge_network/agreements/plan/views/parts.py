"""The activities of a plan, and the lines of its budget with what was promised and spent on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.agreements.plan import presenters
from knowledge_network.agreements.plan.actions import parts as actions
from knowledge_network.agreements.plan.entrance import build_trail, carry_out, enter_plan
from knowledge_network.agreements.plan.forms import ActivityForm, EntryForm, LineForm, RemoveForm
from knowledge_network.agreements.plan.models import BudgetLine, PlanActivity
from knowledge_network.agreements.plan.queries import Money, find_lines
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest


def _activity(request: MemberRequest, public_id: str) -> PlanActivity:
    require(request, "agreements.edit_plan")
    rows = PlanActivity.objects.select_related("plan__partnership", "plan__agreement", "owner")
    found: PlanActivity = get_object_or_404(rows, public_id=public_id)
    return found


def _line(request: MemberRequest, public_id: str, permission: str = "agreements.edit_plan") -> BudgetLine:
    require(request, permission)
    rows = BudgetLine.objects.select_related("plan__partnership", "plan__agreement", "party", "activity")
    found: BudgetLine = get_object_or_404(rows, public_id=public_id)
    return found


@form_page
def activity_add(request: MemberRequest, year: str) -> HttpResponse:
    plan = enter_plan(request, year)
    form = ActivityForm(sent(request)[0], plan=plan)
    shown = FormPage(heading=_("Add an activity"), button=_("Add it"), trail=build_trail(plan))
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.add_activity,
        success=_("The activity stands in the plan."),
        back=plan.get_absolute_url(),
        shown=shown,
        plan=plan,
        **form.cleaned_data,
    )


@form_page
def activity_change(request: MemberRequest, public_id: str) -> HttpResponse:
    activity = _activity(request, public_id)
    form = ActivityForm(sent(request)[0], plan=activity.plan, activity=activity)
    shown = FormPage(
        heading=_("Change the activity"),
        button=_("Save"),
        trail=build_trail(activity.plan),
        remove_url=reverse("agreements:activity_remove", args=[public_id]),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.change_activity,
        success=_("The activity is saved."),
        back=activity.plan.get_absolute_url(),
        shown=shown,
        activity=activity,
        **form.cleaned_data,
    )


@form_page
def activity_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    activity = _activity(request, public_id)
    form = RemoveForm(sent(request)[0], asks_reason=activity.plan.is_adopted)
    shown = FormPage(
        heading=_("Remove the activity"),
        button=_("Remove"),
        lede=activity.title,
        trail=build_trail(activity.plan),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.remove_activity,
        success=_("The activity is removed."),
        back=activity.plan.get_absolute_url(),
        shown=shown,
        activity=activity,
        **form.cleaned_data,
    )


@form_page
def line_add(request: MemberRequest, year: str) -> HttpResponse:
    plan = enter_plan(request, year)
    form = LineForm(sent(request)[0], plan=plan)
    shown = FormPage(heading=_("Add a line to the budget"), button=_("Add it"), trail=build_trail(plan))
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.add_line,
        success=_("The line stands in the budget."),
        back=plan.get_absolute_url(),
        shown=shown,
        plan=plan,
        **form.cleaned_data,
    )


@form_page
def line_change(request: MemberRequest, public_id: str) -> HttpResponse:
    line = _line(request, public_id)
    form = LineForm(sent(request)[0], plan=line.plan, line=line)
    shown = FormPage(
        heading=_("Change the line"),
        button=_("Save"),
        trail=build_trail(line.plan),
        remove_url=reverse("agreements:line_remove", args=[public_id]),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.change_line,
        success=_("The line is saved."),
        back=reverse("agreements:budget_line", args=[public_id]),
        shown=shown,
        line=line,
        **form.cleaned_data,
    )


@form_page
def line_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    line = _line(request, public_id)
    form = RemoveForm(sent(request)[0], asks_reason=line.plan.is_adopted)
    shown = FormPage(
        heading=_("Remove the line"),
        button=_("Remove"),
        lede=line.title,
        trail=build_trail(line.plan),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.remove_line,
        success=_("The line is removed."),
        back=line.plan.get_absolute_url(),
        shown=shown,
        line=line,
        **form.cleaned_data,
    )


@form_page
def budget_line(request: MemberRequest, public_id: str) -> HttpResponse:
    """What was promised and spent on a line, for who reads agreements; who runs the network adds to it."""
    line = _line(request, public_id, "agreements.read_agreements")
    form, status = EntryForm(sent(request)[0]), 200
    can_edit = request.user.has_perm("agreements.edit_plan")
    if request.method == "POST":
        require(request, "agreements.edit_plan")
        if form.is_valid():
            actions.add_entry(line=line, by=request.user, **form.cleaned_data)
            messages.success(request, _("The amount is noted."))
            return HttpResponseRedirect(reverse("agreements:budget_line", args=[public_id]))
        status = 422
    row = find_lines(line.plan).get(pk=line.pk)
    entries = line.entries.select_related("added_by").order_by("-on", "-pk")
    context = {
        "line": presenters.line_row(row),
        "plan": line.plan,
        "funding": line.get_funding_display(),
        "money": Money(row.planned, row.promised, row.spent),
        "entries": [presenters.entry_line(entry) for entry in entries],
        "form": form if can_edit else None,
        "change_url": reverse("agreements:line_change", args=[public_id]) if can_edit else "",
        "trail": build_trail(line.plan),
    }
    return render_page(request, "agreements/plan/budget_line.html", context, status=status)
