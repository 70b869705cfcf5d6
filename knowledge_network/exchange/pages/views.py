"""«Koppelingen»: everything that is joined up, on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge_network.exchange.pages.presenters import build_overview
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.http import render_private, require
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def connections(request: MemberRequest) -> HttpResponse:
    require(request, "exchange.manage_connections")
    context = {"overview": build_overview(request.GET), "harvest": absolute_url(reverse("exchange:oai"))}
    return render_private(request, "exchange/pages/connections.html", context)
