"""Who does what for the network as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.actions import roles
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.forms.roles import RoleFilterForm, RoleForm
from knowledge_network.members.people.models import NetworkRole, RoleProposal
from knowledge_network.members.people.requests import MemberRequest

MOST_PAST, PROPOSALS_SHOWN = 50, 24


def grantable(request: MemberRequest) -> tuple[str, ...]:
    """Only an administrator makes administrators."""
    return tuple(
        role
        for role in NetworkRoleKind.values
        if role != NetworkRoleKind.PLATFORM_ADMIN or request.user.is_platform_admin
    )


@dataclass(frozen=True)
class HeldRoles:
    """Who holds a kind of role, and whether the reader may end it."""

    label: str | Promise
    roles: list[NetworkRole]
    can_be_ended: bool


@dataclass(frozen=True)
class Proposed:
    """A role that waits for a second person, and whether the reader can be that person."""

    row: RoleProposal
    may_confirm: bool


def _may_confirm(request: MemberRequest, proposal: RoleProposal) -> bool:
    return proposal.role in grantable(request) and request.user.pk not in (proposal.proposed_by_id, proposal.member_id)


@require_safe
def role_list(request: MemberRequest) -> HttpResponse:
    require(request, "members.manage_roles")
    today = timezone.localdate()
    known = NetworkRole.objects.select_related("member", "scope_board", "granted_by", "confirmed_by").order_by(
        "member__sort_name"
    )
    may = grantable(request)
    held: dict[str, list[NetworkRole]] = {role: [] for role in NetworkRoleKind.values}
    shown = RoleFilterForm(request.GET)
    for role in shown.apply(known.filter(Q(end__isnull=True) | Q(end__gt=today))):
        held[role.role].append(role)
    sections = [HeldRoles(NetworkRoleKind(code).label, rows, can_be_ended=code in may) for code, rows in held.items()]
    proposals = RoleProposal.objects.select_related("member", "proposed_by")
    page = paginate(proposals, request.GET, by=("proposed_at", "public_id"), size=PROPOSALS_SHOWN)
    if shown.is_chosen:
        sections = [section for section in sections if section.roles]
    context = {
        "shown": shown,
        "sections": sections,
        "past": cut([] if shown.is_chosen else known.filter(end__lte=today).order_by("-end", "-pk"), MOST_PAST),
        "today": today,
        "proposals": [Proposed(row, may_confirm=_may_confirm(request, row)) for row in page.rows],
        "page": page,
    }
    return render_page(request, "members/people/role_list.html", context)


@form_page
def role_grant(request: MemberRequest) -> HttpResponse:
    require(request, "members.manage_roles")
    form = RoleForm(request.POST or None, roles=grantable(request))
    if request.method == "POST" and form.is_valid():
        try:
            given = roles.give_role(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("%(name)s has this role now: %(role)s.")
            if isinstance(given, RoleProposal):
                said = _("A second person has to confirm that %(name)s gets this role: %(role)s. We told them.")
            values = {"name": given.member.get_full_name(), "role": given.get_role_display()}
            messages.success(request, said % values)
            return redirect("members:role_list")
    return render_page(request, "members/people/role_grant.html", {"form": form})


@require_POST
def role_confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    """The second of two people says yes."""
    require(request, "members.manage_roles")
    proposal = get_object_or_404(RoleProposal.objects.select_related("member"), public_id=public_id)
    if not _may_confirm(request, proposal):
        raise PermissionDenied
    try:
        granted = roles.confirm_role(proposal=proposal, by=request.user)
    except (RefusedError, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    else:
        values = {"name": granted.member.get_full_name(), "role": granted.get_role_display()}
        messages.success(request, _("%(name)s has this role now: %(role)s.") % values)
    return redirect("members:role_list")


@require_POST
def role_refuse(request: MemberRequest, public_id: str) -> HttpResponse:
    """The role is not given: the first person thinks better of it, or the second says no."""
    require(request, "members.manage_roles")
    roles.withdraw_role(proposal=get_object_or_404(RoleProposal, public_id=public_id), by=request.user)
    messages.success(request, _("The role is not given."))
    return redirect("members:role_list")


@require_POST
def role_end(request: MemberRequest, public_id: str, role: str) -> HttpResponse:
    """Ends one role of one member; a member may hold the same role for several boards."""
    require(request, "members.manage_roles")
    if role not in grantable(request):
        raise PermissionDenied
    held = NetworkRole.objects.filter(
        Q(end__isnull=True) | Q(end__gt=timezone.localdate()),
        variant=request.POST.get("variant", ""),
        scope_sector=request.POST.get("sector", ""),
    )
    board = request.POST.get("board", "")
    held = held.filter(scope_board__slug=board) if board else held.filter(scope_board=None)
    found = get_object_or_404(held, member__public_id=public_id, role=role)
    try:
        roles.end_role(role=found, by=request.user)
    except roles.LastOfItsKindError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("members:role_list")
