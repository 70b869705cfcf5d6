"""The open part of one group: who it is, when it meets, what it gave."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import Viewer
from plg.groups import outputs, queries
from plg.groups.actions.joining import why_not_join
from plg.groups.enums import GroupRole, GroupState, Openness
from plg.groups.kinds import INFO
from plg.groups.views.group import FUNCTION_LABELS, trail_of
from plg.meetings.queries import next_meeting
from plg.space.queries import shown_results

MAX_MEMBERS_SHOWN = 40
ROLE_LABELS = dict(GroupRole.choices)


@login_not_required
@require_safe
def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for_page(request.user, slug)
    if group is None:
        raise Http404
    queries.remember_role(group, request.user)
    members = [_member_row(row, request.user) for row in queries.shown_members(group)[:MAX_MEMBERS_SHOWN]]
    return render_page(
        request,
        "plg/pages/group_detail.html",
        {
            "group": group,
            "info": INFO[group.kind],
            "trail": trail_of(group)[:1],
            "members": members,
            "not_shown": max(0, group.member_count - len(members)),
            "contact": _contact_row(group.contact_person, request.user),
            "meeting": next_meeting(group) if group.is_running else None,
            **_what_it_gave(group, request.user),
            **_what_i_can_do(group, request.user),
        },
    )


def _what_it_gave(group: Any, viewer: Viewer) -> dict[str, Any]:
    """What apps above keep of the group, and its own results that did not grow into one of those."""
    found = outputs.outputs_of(group, viewer)
    grown = {output.result for output in found}
    results = [row for row in shown_results(group) if row["public_id"] not in grown]
    return {"outputs": found, "output_urls": outputs.start_urls(group), "results": results}


def _member_row(row: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """Who it is, with what this person lets this reader see."""
    person, role = row["person"], row["role"]
    shows_work = person.shows("work", viewer) and row["function"]
    function = FUNCTION_LABELS.get(row["function"], "") if shows_work else ""
    return {
        "person": person,
        "name": person.get_full_name(),
        "role": ROLE_LABELS[role] if role != GroupRole.MEMBER else "",
        "work": " · ".join(str(part) for part in (function, row["workplace"]) if part) if shows_work else "",
        "url": f"/leden/{person.public_id}/" if person.shows("name", viewer) else "",
    }


def _contact_row(person: Any, viewer: Viewer) -> dict[str, Any] | None:
    if person is None or not person.is_present:
        return None
    return {
        "person": person,
        "name": person.get_full_name(),
        "url": f"/leden/{person.public_id}/" if person.shows("name", viewer) else "",
    }


def _what_i_can_do(group: Any, viewer: Viewer) -> dict[str, Any]:
    """The reader's relation to the group, and which buttons belong to it."""
    signed_in = viewer.is_authenticated
    is_in = bool(signed_in and group.my_role)
    can_ask = not is_in and group.state in GroupState.JOINABLE and group.openness == Openness.OPEN
    refusal = ""
    if viewer.is_authenticated and can_ask and not group.open_to_students:
        refusal = why_not_join(group, viewer) or ""
    return {
        "is_in": is_in,
        "can_ask": can_ask and not refusal,
        "refusal": refusal,
        "asked": bool(signed_in and group.my_request),
        "invitation": group.my_invitation if signed_in else None,
        "may_change": viewer.has_perm("plg.change_group", group) if signed_in else False,
        "may_manage": viewer.has_perm("plg.manage_members", group) if signed_in else False,
        "may_move": viewer.has_perm("plg.change_state", group) if signed_in else False,
    }
