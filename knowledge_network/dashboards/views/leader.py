"""The lists behind what a school leader counts on «Mijn start»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.queries.leader import find_groups_with_people_of, find_led_schools, find_people_of
from knowledge_network.members.people.enums import Function

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest


@require_safe
def leader_people(request: MemberRequest, function: str) -> HttpResponse:
    """Who works as that at the schools that the reader leads; for others it does not exist."""
    if not request.user.is_school_leader or function not in Function.values:
        raise Http404
    people = find_people_of(request.user, function)
    rows = [(person.get_full_name(), person.get_absolute_url()) for person in people]
    return _show(request, str(Function(function).label).capitalize(), rows)


@require_safe
def leader_groups(request: MemberRequest) -> HttpResponse:
    """In which running groups somebody of those schools takes part."""
    if not request.user.is_school_leader:
        raise Http404
    groups = find_groups_with_people_of(request.user)
    return _show(request, _("Groups in which they take part"), [(g.name, g.get_absolute_url()) for g in groups])


def _show(request: MemberRequest, title: str, rows: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "title": title,
        "rows": rows,
        "schools": ", ".join(school.name for school in find_led_schools(request.user)),
        "trail": [(_("My start"), reverse("dashboards:start"))],
    }
    return render(request, "dashboards/leader_list.html", context)
