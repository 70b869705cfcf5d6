"""Where who opens and who releases scans sees what waits for them, over all groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.insight.scans.presenters import build_desk
from knowledge_network.kit.http import render_page, require
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def scan_desk(request: MemberRequest) -> HttpResponse:
    """To open, open, to release, and what was told lately: each a page at a time."""
    require(request, "insight.see_scan_desk")
    context = {
        "parts": build_desk(request.GET, request.user),
        "can_start": request.user.has_perm("insight.run_waves"),
        "trail": [(_("Scans"), reverse("insight:scan_list"))],
    }
    return render_page(request, "insight/scans/scan_desk.html", context)
