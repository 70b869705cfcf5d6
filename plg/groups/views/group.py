"""The open part of one group, and writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.http import MemberRequest, get_permitted, render_page
from knowledge_network.members.people.enums import Function
from plg.groups import outputs, queries
from plg.groups.actions.groups import create_group, update_group
from plg.groups.actions.joining import why_not_join
from plg.groups.enums import GroupRole, GroupState, Openness
from plg.groups.forms.groups import DeliverableFormSet, GroupForm
from plg.groups.kinds import INFO, KINDS, PROJECT
from plg.groups.models import Group
from plg.groups.views.catalogue import may_start

MAX_MEMBERS_SHOWN = 40
FUNCTION_LABELS = dict(Function.choices)
ROLE_LABELS = dict(GroupRole.choices)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None for a page that is only looked at; a post without fields is still a post."""
    return request.POST if request.method == "POST" else None


def visible_groups(request: HttpRequest) -> QuerySet[Any]:
    return Group.objects.visible_to(request.user)


def trail_of(group: Group) -> list[tuple[str, str]]:
    """From the page of its kind to the group, for the line «you are here»."""
    info = INFO[group.kind]
    here = (group.name, reverse("plg:group_detail", args=[group.slug]))
    return [(str(info.plural), reverse(info.list_url_name)), here]


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
        "plg/groups/group_detail.html",
        {
            "group": group,
            "info": INFO[group.kind],
            "trail": trail_of(group)[:1],
            "members": members,
            "not_shown": max(0, group.member_count - len(members)),
            "contact": _contact_row(group.contact_person, request.user),
            "meeting": queries.next_meeting(group) if group.is_running else None,
            **_what_it_gave(group, request.user),
            **_what_i_can_do(group, request.user),
        },
    )


def _what_it_gave(group: Any, viewer: Any) -> dict[str, Any]:
    """What apps above keep of the group, and its own results that did not grow into one of those."""
    found = outputs.outputs_of(group, viewer)
    grown = {output.result for output in found}
    results = [row for row in queries.shown_results(group) if row["public_id"] not in grown]
    return {"outputs": found, "output_urls": outputs.start_urls(group), "results": results}


def _member_row(row: dict[str, Any], viewer: Any) -> dict[str, Any]:
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


def _contact_row(person: Any, viewer: Any) -> dict[str, Any] | None:
    if person is None or not person.is_present:
        return None
    return {
        "person": person,
        "name": person.get_full_name(),
        "url": f"/leden/{person.public_id}/" if person.shows("name", viewer) else "",
    }


def _what_i_can_do(group: Any, viewer: Any) -> dict[str, Any]:
    """The reader's relation to the group, and which buttons belong to it."""
    signed_in = viewer.is_authenticated
    is_in = bool(signed_in and group.my_role)
    can_ask = not is_in and group.state in GroupState.JOINABLE and group.openness == Openness.OPEN
    refusal = ""
    if signed_in and can_ask and not group.open_to_students:
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


@require_safe
def group_new(request: MemberRequest) -> HttpResponse:
    """Choose what to start."""
    kinds = [(INFO[kind], may_start(request.user, kind)) for kind in KINDS]
    return render_page(request, "plg/groups/group_new.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: MemberRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    if not may_start(request.user, kind):
        raise PermissionDenied
    form = GroupForm(posted(request), kind=kind)
    products = _products(request, kind)
    if request.method == "POST" and _all_valid(form, products):
        group = create_group(
            by=request.user,
            kind=kind,
            topics=form.cleaned_data["topics"],
            deliverables=products.rows() if products else (),
            **form.changes(),
        )
        messages.success(request, _("Your draft is ready. Only you and the coordinator see it."))
        return redirect("plg:group_state", group.slug)
    return render_page(
        request, "plg/groups/group_create.html", {"form": form, "products": products, "info": INFO[kind]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_permitted(request, visible_groups(request), "plg.change_group", slug=slug)
    form = GroupForm(posted(request), instance=group, kind=group.kind)
    before = Group.objects.get(pk=group.pk)
    products = _products(request, group.kind, group)
    if request.method == "POST" and _all_valid(form, products):
        update_group(
            group=before,
            by=request.user,
            changes=form.changes(),
            topics=form.cleaned_data["topics"],
            deliverables=products.rows() if products else None,
        )
        messages.success(request, _("Saved."))
        return redirect("plg:group_detail", group.slug)
    context = {
        "group": before,
        "form": form,
        "products": products,
        "info": INFO[group.kind],
        "trail": trail_of(before),
    }
    return render_page(request, "plg/groups/group_edit.html", context)


def _products(request: HttpRequest, kind: str, group: Group | None = None) -> Any:
    """The rows for a project's products; other kinds have none."""
    if kind != PROJECT:
        return None
    known = list(group.deliverables.order_by("due_on").values("title", "due_on", "delivered_on")) if group else []
    return DeliverableFormSet(posted(request), initial=known, prefix="products")


def _all_valid(form: GroupForm, products: Any) -> bool:
    return all([form.is_valid(), products is None or products.is_valid()])
