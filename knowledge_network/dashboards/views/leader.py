"""The lists behind what a school leader counts on «Mijn start»."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.queries.leader import (
    find_groups,
    find_people,
    name_led_schools,
    read_groups_of_team,
    read_people_by_function,
)
from knowledge_network.kit.pagination import slice_rows
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
    keys = read_people_by_function(request.user).get(function, ())
    return _show(request, title, keys, find=find_people, name=Member.get_full_name)


@require_safe
def leader_groups(request: MemberRequest) -> HttpResponse:
    """In which running groups somebody of those schools takes part."""
    if not request.user.is_school_leader:
        raise Http404
    title, keys = _("Groups in which they take part"), read_groups_of_team(request.user)
    return _show(request, title, keys, find=find_groups, name=str)


def _show(
    request: MemberRequest,
    title: str,
    keys: Sequence[int],
    *,
    find: Callable[[Sequence[int]], Sequence[Any]],
    name: Callable[[Any], str],
) -> HttpResponse:
    page = slice_rows(keys, request.GET, size=PAGE_SIZE)
    context = {
        "title": title,
        "count": len(keys),
        "page": page,
        "rows": [(name(row), row.get_absolute_url()) for row in find(page.rows)],
        "schools": ", ".join(name_led_schools(request.user)),
        "trail": [(_("My start"), reverse("dashboards:start"))],
    }
    return render(request, "dashboards/leader_list.html", context)
