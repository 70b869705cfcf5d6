"""Pages that show organisations together with their people."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import render_page
from knowledge_network.members.organisations.actions import in_full
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.organisations.queries import list_schools
from knowledge_network.members.pages.queries import find_people
from knowledge_network.members.people.requests import MemberRequest

MANAGE = "members.manage_organisations"


@login_not_required
@require_safe
def organisation_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """One partner or school; who works there is for members only."""
    found = Organisation.objects.visible_to(request.user).select_related("governing_board", "successor")
    organisation = get_object_or_404(found, slug=slug)
    people, more = find_people(organisation) if request.user.is_authenticated else ([], False)
    trail = [(_("Partners"), reverse("members:organisation_list"))]
    if board := organisation.governing_board:
        trail.append((board.name, reverse("members:organisation_detail", args=[board.slug])))
    full = in_full(organisation)
    context = {
        "organisation": full,
        "board": board,
        "successor": organisation.successor,
        "schools": list_schools(organisation),
        "people": people,
        "more_people": more,
        "source_day": getattr(full, "source_date", None),
        "can_manage": request.user.is_authenticated and request.user.has_perm(MANAGE),
        "trail": trail,
    }
    return render_page(request, "members/pages/organisation_detail.html", context)
