"""/beheer/: what waits, and the way to every desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.desks import address
from knowledge_network.dashboards.places import DESKS, Place
from knowledge_network.kit.http import require

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import MemberRequest


def list_desks(member: Member) -> list[tuple[Place, str]]:
    """The desks that this member may sit down at, with their address."""
    found = [(place, address(place.url_name)) for place in DESKS if place.desk and member.has_perm(place.permission)]
    return [(place, url) for place, url in found if url]


@require_safe
def management(request: MemberRequest) -> HttpResponse:
    require(request, "dashboards.manage")
    context = {"desks": cockpit.find_desks(request.user), "places": list_desks(request.user)}
    return render(request, "dashboards/management.html", context)
