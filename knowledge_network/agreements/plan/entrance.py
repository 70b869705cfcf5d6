"""The door of the plan: which one, and how what was filled in about it is carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.agreements.plan.models import WorkPlan
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.requests import MemberRequest


def the_partnership() -> Partnership | None:
    """The network itself, to read of; none in an installation that just began. Who writes something makes it."""
    return Partnership.objects.order_by("pk").first()


def enter_plan(request: MemberRequest, year: str, permission: str = "agreements.edit_plan") -> WorkPlan:
    """By its school year («2026-2027»): 404 when there is none, 403 without `permission`."""
    first = year.partition("-")[0]
    begins = int(first) if first.isascii() and first.isdigit() and len(first) == len("2026") else 0
    rows = WorkPlan.objects.select_related("partnership", "agreement").order_by("pk")
    found = get_permitted(request, rows.filter(partnership=the_partnership()), permission, school_year=begins)
    plan: WorkPlan = found
    return plan


def build_trail(plan: WorkPlan | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Agreements"), reverse("agreements:agreements_home")),
        (_("Work plan"), reverse("agreements:work_plan_list")),
    ]
    if plan is not None:
        trail.append((str(plan), plan.get_absolute_url()))
    return trail


def carry_out(
    request: MemberRequest,
    form: Any,
    action: Callable[..., Any],
    *,
    success: str,
    back: str,
    shown: FormPage,
    **arguments: Any,
) -> HttpResponse:
    """Do it and go back; what was refused shows the form again with why."""
    try:
        action(by=request.user, **arguments)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render_form(request, form, shown, status=409)
    messages.success(request, success)
    return HttpResponseRedirect(back)
