"""The strategic agenda, and the evaluations at five levels."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.agreements.plan import presenters
from knowledge_network.agreements.plan.actions import agenda as actions
from knowledge_network.agreements.plan.entrance import build_trail, carry_out, the_partnership
from knowledge_network.agreements.plan.enums import EvaluationLevel
from knowledge_network.agreements.plan.forms import EvaluationForm, RemoveForm, ThemeForm, year_choices
from knowledge_network.agreements.plan.models import Evaluation, StrategicAgendaItem
from knowledge_network.agreements.plan.queries import find_agenda, with_activities
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.organisations.actions import the_partnership as make_partnership
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def theme_list(request: MemberRequest) -> HttpResponse:
    """What the partners want over some years, and what this year's activities do for it."""
    require(request, "agreements.view_plan")
    can_edit = request.user.has_perm("agreements.edit_plan")
    items = with_activities(find_agenda(year := presenters.this_year()), year)
    context = {
        "tab": "agenda",
        "themes": presenters.theme_cards(items, can_edit=can_edit),
        "can_edit": can_edit,
    }
    return render_page(request, "agreements/plan/theme_list.html", context)


def _themes() -> str:
    return reverse("agreements:theme_list")


def _theme_trail() -> list[tuple[str, str]]:
    return [*build_trail()[:1], (_("Strategic agenda"), _themes())]


@form_page
def theme_add(request: MemberRequest) -> HttpResponse:
    require(request, "agreements.edit_plan")
    form = ThemeForm(sent(request)[0])
    shown = FormPage(heading=_("Add a theme"), button=_("Add it"), trail=_theme_trail())
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.add_theme,
        success=_("The theme stands on the agenda."),
        back=_themes(),
        shown=shown,
        partnership=make_partnership(),
        **form.cleaned_data,
    )


def _item(request: MemberRequest, public_id: str) -> StrategicAgendaItem:
    require(request, "agreements.edit_plan")
    rows = StrategicAgendaItem.objects.select_related("topic", "owner")
    found: StrategicAgendaItem = get_object_or_404(rows, public_id=public_id)
    return found


@form_page
def theme_change(request: MemberRequest, public_id: str) -> HttpResponse:
    item = _item(request, public_id)
    form = ThemeForm(sent(request)[0], item=item)
    shown = FormPage(
        heading=_("Change the theme"),
        button=_("Save"),
        trail=_theme_trail(),
        remove_url=reverse("agreements:theme_remove", args=[public_id]),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.change_theme,
        success=_("The theme is saved."),
        back=_themes(),
        shown=shown,
        item=item,
        **form.cleaned_data,
    )


@form_page
def theme_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    item = _item(request, public_id)
    form = RemoveForm(sent(request)[0], asks_reason=False)
    shown = FormPage(heading=_("Take it from the agenda"), button=_("Remove"), lede=str(item), trail=_theme_trail())
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.remove_theme,
        success=_("The theme is gone from the agenda."),
        back=_themes(),
        shown=shown,
        item=item,
    )


# Evaluations --------------------------------------------------------------------------------------


def _evaluations(year: int) -> str:
    return reverse("agreements:evaluation_list", query={"schooljaar": year})


def _evaluation_trail() -> list[tuple[str, str]]:
    return [*build_trail()[:1], (_("Evaluations"), reverse("agreements:evaluation_list"))]


@require_safe
def evaluation_list(request: MemberRequest) -> HttpResponse:
    """The five levels of one school year: what was looked back on, and what was not yet."""
    require(request, "agreements.read_evaluations")
    choices = year_choices()
    asked = request.GET.get("schooljaar", "")
    year = next((value for value, _label in choices if str(value) == asked), presenters.this_year())
    rows = Evaluation.objects.filter(partnership=the_partnership(), school_year=year).order_by("held_on", "pk")
    context = {
        "tab": "evaluations",
        "years": choices,
        "year": year,
        "levels": presenters.level_rows(rows),
        "can_edit": request.user.has_perm("agreements.edit_evaluations"),
    }
    return render_page(request, "agreements/plan/evaluation_list.html", context)


@require_safe
def evaluation_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "agreements.read_evaluations")
    evaluation = get_object_or_404(Evaluation, public_id=public_id)
    context = {
        "evaluation": evaluation,
        "can_edit": request.user.has_perm("agreements.edit_evaluations"),
        "trail": _evaluation_trail(),
    }
    return render_page(request, "agreements/plan/evaluation_detail.html", context)


@form_page
def evaluation_add(request: MemberRequest) -> HttpResponse:
    """`niveau` in the address chooses the level."""
    require(request, "agreements.edit_evaluations")
    asked = request.GET.get("niveau", "")
    level = asked if asked in EvaluationLevel.values else ""
    form = EvaluationForm(sent(request)[0], level=level)
    shown = FormPage(heading=_("Plan or write an evaluation"), button=_("Save"), trail=_evaluation_trail())
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.write_evaluation,
        success=_("The evaluation is saved."),
        back=_evaluations(form.cleaned_data["school_year"]),
        shown=shown,
        partnership=make_partnership(),
        **form.cleaned_data,
    )


@form_page
def evaluation_change(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "agreements.edit_evaluations")
    evaluation = get_object_or_404(Evaluation, public_id=public_id)
    form = EvaluationForm(sent(request)[0], evaluation=evaluation)
    shown = FormPage(
        heading=_("Change the evaluation"),
        button=_("Save"),
        trail=_evaluation_trail(),
        remove_url=reverse("agreements:evaluation_remove", args=[public_id]),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.change_evaluation,
        success=_("The evaluation is saved."),
        back=evaluation.get_absolute_url(),
        shown=shown,
        evaluation=evaluation,
        **form.cleaned_data,
    )


@form_page
def evaluation_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "agreements.edit_evaluations")
    evaluation = get_object_or_404(Evaluation, public_id=public_id)
    form = RemoveForm(sent(request)[0], asks_reason=False)
    shown = FormPage(
        heading=_("Remove the evaluation"),
        button=_("Remove"),
        lede=str(evaluation),
        trail=_evaluation_trail(),
    )
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, shown)
    return carry_out(
        request,
        form,
        actions.remove_evaluation,
        success=_("The evaluation is removed."),
        back=_evaluations(evaluation.school_year),
        shown=shown,
        evaluation=evaluation,
    )
