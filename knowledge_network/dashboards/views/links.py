"""The page of weak links: between which partners nothing went, and what somebody can do about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.weak_links import build_weak_links
from knowledge_network.kit.http import render_page, require
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def weak_links(request: MemberRequest) -> HttpResponse:
    require(request, "dashboards.view_weak_links")
    return render_page(request, "dashboards/weak_links.html", {"shown": build_weak_links(request.user)})
