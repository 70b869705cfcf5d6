"""The door of an obligation, and how forms about it are shown."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.queries import with_all
from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.members.people.requests import MemberRequest


def enter_obligation(
    request: MemberRequest, public_id: str, permission: str = "agreements.work_on_obligation"
) -> Obligation:
    """404 when it is not there, 403 without `permission`."""
    rows = with_all().visible_to(request.user)
    obligation: Obligation = get_permitted(request, rows, permission, public_id=public_id)
    return obligation


def trail_of(obligation: Obligation | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Agreements"), reverse("agreements:agreements_home")),
        (_("Obligations"), reverse("agreements:obligation_list")),
    ]
    if obligation is not None:
        trail.append((obligation.rule.title, obligation.get_absolute_url()))
    return trail


def render_form(
    request: MemberRequest,
    form: Form,
    *,
    heading: str,
    button: str,
    trail: list[tuple[str, str]],
    lede: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    """One form on a page; leaving it leads to the last of the trail."""
    context = {"form": form, "heading": heading, "button": button, "lede": lede, "trail": trail, "back": trail[-1][1]}
    return render_page(request, "agreements/form_page.html", context, status=status)
