"""The list of frameworks, one of them, and what who runs the network changes in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.frameworks.actions import keeping as actions
from knowledge_network.insight.frameworks.forms import BeginForm, CriterionForm, FrameworkForm
from knowledge_network.insight.frameworks.models import Criterion, Framework, Look
from knowledge_network.insight.frameworks.presenters import build_criteria
from knowledge_network.insight.frameworks.queries import list_of_groups, list_own
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest

SHOWN = 40


def enter_framework(request: MemberRequest, slug: str, permission: str = "insight.view_framework") -> Framework:
    return get_permitted(request, Framework.objects.visible_to(request.user), permission, slug=slug)


def make_trail(framework: Framework | None = None) -> list[tuple[str, str]]:
    trail = [(_("Frameworks and profiles"), reverse("insight:framework_list"))]
    return [*trail, (framework.title, framework.get_absolute_url())] if framework is not None else trail


@require_safe
def framework_list(request: MemberRequest) -> HttpResponse:
    """What one looks at by oneself, with one's groups and as a friend, and what there is to look by."""
    rows = Framework.objects.visible_to(request.user).order_by("scope", "title", "pk")
    asked = Look.objects.asked_of(request.user).select_related("framework", "group", "member")
    context = {
        "frameworks": cut(rows, SHOWN),
        "own": cut(list_own(request.user), SHOWN),
        "of_groups": cut(list_of_groups(request.user), SHOWN),
        "asked": cut(asked.order_by("begun_on", "pk"), SHOWN),
        "can_edit": request.user.has_perm("insight.edit_framework"),
    }
    return render_page(request, "insight/frameworks/framework_list.html", context)


@require_safe
def framework_detail(request: MemberRequest, slug: str) -> HttpResponse:
    framework = enter_framework(request, slug)
    criteria = list(framework.criteria.order_by("position"))
    context = {
        "framework": framework,
        "parts": build_criteria(criteria, framework.levels),
        "begin": None if framework.is_of_person else BeginForm(reader=request.user),
        "can_begin": framework.in_use and bool(criteria),
        "can_edit": request.user.has_perm("insight.edit_framework", framework),
        "trail": make_trail(),
    }
    return render_page(request, "insight/frameworks/framework_detail.html", context)


@form_page
def framework_add(request: MemberRequest) -> HttpResponse:
    require(request, "insight.edit_framework")
    form = FrameworkForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        framework = actions.add_framework(by=request.user, **form.cleaned_data)
        messages.success(request, _("The framework is there. Add its criteria."))
        return HttpResponseRedirect(framework.get_absolute_url())
    return _render_form(request, form, None)


@form_page
def framework_change(request: MemberRequest, slug: str) -> HttpResponse:
    framework = enter_framework(request, slug, "insight.edit_framework")
    form = FrameworkForm(sent(request)[0], framework=framework)
    if request.method == "POST" and form.is_valid():
        actions.change_framework(framework=framework, by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(framework.get_absolute_url())
    return _render_form(request, form, framework)


def _render_form(request: MemberRequest, form: FrameworkForm, framework: Framework | None) -> HttpResponse:
    context = {"form": form, "framework": framework, "trail": make_trail(framework)}
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/frameworks/framework_change.html", context, status=status)


# Criteria -----------------------------------------------------------------------------------------


def _edit_criterion(request: MemberRequest, framework: Framework, criterion: Criterion | None) -> HttpResponse:
    form = CriterionForm(sent(request)[0], framework=framework, criterion=criterion)
    if request.method == "POST" and form.is_valid():
        try:
            if criterion is None:
                actions.add_criterion(framework=framework, by=request.user, **form.values())
            else:
                actions.change_criterion(criterion=criterion, by=request.user, **form.values())
            messages.success(request, _("It stands in the framework."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(framework.get_absolute_url())
    context = {"form": form, "framework": framework, "criterion": criterion, "trail": make_trail(framework)}
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/frameworks/criterion_change.html", context, status=status)


@form_page
def criterion_add(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit_criterion(request, enter_framework(request, slug, "insight.edit_framework"), None)


@form_page
def criterion_change(request: MemberRequest, slug: str, criterion: str) -> HttpResponse:
    framework = enter_framework(request, slug, "insight.edit_framework")
    row = get_object_or_404(framework.criteria.select_related("framework"), public_id=criterion)
    return _edit_criterion(request, framework, row)


@require_POST
def criterion_remove(request: MemberRequest, slug: str, criterion: str) -> HttpResponse:
    framework = enter_framework(request, slug, "insight.edit_framework")
    row = get_object_or_404(framework.criteria.select_related("framework"), public_id=criterion)
    actions.remove_criterion(criterion=row, by=request.user)
    messages.success(request, _("Taken away. Who looks by it now keeps it until they round off."))
    return HttpResponseRedirect(framework.get_absolute_url())
