"""The lists behind what a school leader counts on «Mijn start»."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.queries.leader import find_groups_with_people_of, find_led_schools, find_people_of
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

PAGE_SIZE = 40


@require_safe
def leader_people(request: MemberRequest, function: str) -> HttpResponse:
    """Who works as that at the schools that the reader leads; for others it does not exist."""
    if not request.user.is_school_leader or function not in Function.values:
        raise Http404
    title = str(Function(function).label).capitalize()
    people = find_people_of(request.user, function)
    return _show(request, title, people, by=("sort_name", "public_id"), name=Member.get_full_name)


@require_safe
def leader_groups(request: MemberRequest) -> HttpResponse:
    """In which running groups somebody of those schools takes part."""
    if not request.user.is_school_leader:
        raise Http404
    title, groups = _("Groups in which they take part"), find_groups_with_people_of(request.user)
    return _show(request, title, groups, by=("fewer", "name", "slug"), name=str)


def _show(
    request: MemberRequest, title: str, found: QuerySet[Any], *, by: tuple[str, ...], name: Callable[[Any], str]
) -> HttpResponse:
    page = paginate(found, request.GET, by=by, size=PAGE_SIZE)
    context = {
        "title": title,
        "count": found.count(),
        "page": page,
        "rows": [(name(row), row.get_absolute_url()) for row in page.rows],
        "schools": ", ".join(school.name for school in find_led_schools(request.user)),
        "trail": [(_("My start"), reverse("dashboards:start"))],
    }
    return render(request, "dashboards/leader_list.html", context)
