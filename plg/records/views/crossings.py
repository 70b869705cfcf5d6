"""How one learns across boundaries, over time: one's own line, and that of a group for who is in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import render_page
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from plg.records.models import ReturnToSchool
from plg.records.presenters.crossings import draw_crossings
from plg.space.entrance import enter, render_space


@require_safe
def my_crossings(request: MemberRequest) -> HttpResponse:
    """For oneself alone."""
    rows = ReturnToSchool.objects.present().filter(member=request.user)
    context = {
        "shown": draw_crossings(rows, timezone.localdate()),
        "trail": [(_("What I took back"), reverse("plg:my_returns"))],
    }
    return render_page(request, "plg/records/my_crossings.html", context)


@require_safe
def space_crossings(request: MemberRequest, slug: str) -> HttpResponse:
    """Of what its members share with the group: nothing that they could not read there, and nobody by name."""
    space = enter(request, slug)
    rows = ReturnToSchool.objects.present().filter(present("member__"), group=space.group, shared_with_group=True)
    context = {"shown": draw_crossings(rows, timezone.localdate())}
    return render_space(request, space, "plg/records/space_crossings.html", "meetings", context)
