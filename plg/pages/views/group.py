"""The open part of one group: who it is, when it meets, what it gave."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import render_page
from plg.groups import queries
from plg.groups.enums import GroupKind
from plg.groups.forms.membership import ReadAlongForm
from plg.groups.kinds import INFO
from plg.groups.views.group import build_trail
from plg.meetings.queries import next_meeting
from plg.pages.presenters.group import draw_contact, draw_members, relate, what_it_gave
from plg.space.corners import collect_starts
from plg.steps.models import ThemeWalk

MAX_MEMBERS_SHOWN = 40


@login_not_required
@require_safe
def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for_page(request.user, slug)
    if group is None:
        raise Http404
    queries.remember_role(group, request.user)
    members = draw_members(group, request.user, most=MAX_MEMBERS_SHOWN)
    relation = relate(group, request.user)
    context = {
        "group": group,
        "starts": collect_starts(group, request.user) if relation.is_in else [],
        "info": INFO[group.kind],
        "trail": build_trail(group)[:1],
        "members": members,
        "not_shown": max(0, group.member_count - len(members)),
        "contact": draw_contact(group.contact_person, request.user),
        "meeting": next_meeting(group) if group.is_running else None,
        "gave": what_it_gave(group, request.user),
        "relation": relation,
        "along": ReadAlongForm() if request.user.has_perm("plg.ask_to_read_along", group) else None,
        "walk": ThemeWalk.objects.filter(group=group).first() if group.kind == GroupKind.THEME else None,
    }
    return render_page(request, "plg/pages/group_detail.html", context)
