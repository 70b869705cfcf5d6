"""Joining, leaving, and looking after who is in a group."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors, say_met
from knowledge_network.kit.http import get_permitted, redirect_back, render_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.requests import MemberRequest
from plg.groups import queries
from plg.groups.actions import joining, membership
from plg.groups.actions.groups import hand_over_contact
from plg.groups.enums import GroupRole
from plg.groups.forms.membership import (
    ContactPersonForm,
    InviteForm,
    JoinForm,
    ReadAlongForm,
    ReasonForm,
    RoleForm,
    ShownForm,
)
from plg.groups.models import Group, GroupInvitation, GroupMembership, JoinRequest
from plg.groups.presenters import draw_people
from plg.groups.views.group import build_trail, posted, visible_groups


def _to_group(slug: str) -> HttpResponse:
    return redirect("plg:group_detail", slug)


def _to_members(slug: str) -> HttpResponse:
    return redirect("plg:group_members", slug)


# For yourself ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def join_ask(request: MemberRequest, slug: str) -> HttpResponse:
    """«Vraag om mee te doen»: one press; who comes here from the log-in page presses once more."""
    group = get_object_or_404(visible_groups(request), slug=slug)
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask_to_join(group=group, by=request.user, message=form.cleaned_data["message"])
        except RefusedError as refusal:
            messages.warning(request, str(refusal))
            return _to_group(slug)
        offer_undo(
            request,
            _("Your request is with the group leader. You hear from them."),
            reverse("plg:join_withdraw", args=[slug]),
        )
        return redirect_back(request, reverse("plg:group_detail", args=[slug]))
    why_not = joining.why_not_join(group, request.user)
    return render_page(
        request,
        "plg/groups/join_ask.html",
        {"group": group, "form": form, "refusal": why_not, "trail": build_trail(group)},
    )


@require_POST
def read_along_ask(request: MemberRequest, slug: str) -> HttpResponse:
    """«Vraag toegang»: who runs the network asks who leads the group."""
    group = get_permitted(request, visible_groups(request), "plg.ask_to_read_along", slug=slug)
    form = ReadAlongForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return _to_group(slug)
    try:
        joining.ask_to_read_along(group=group, by=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return _to_group(slug)
    said = _("Your request is with the group leader. You hear from them.")
    offer_undo(request, said, reverse("plg:join_withdraw", args=[slug]))
    return _to_group(slug)


@require_POST
def join_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(visible_groups(request), slug=slug)
    for asked in JoinRequest.objects.open().filter(group=group, member=request.user):
        joining.withdraw_request(join_request=asked, by=request.user)
        messages.success(request, _("You took your request back."))
    return redirect_back(request, reverse("plg:group_detail", args=[slug]))


def _my_membership(request: MemberRequest, slug: str) -> GroupMembership:
    group = get_permitted(request, visible_groups(request), "plg.enter_group", slug=slug)
    return group.memberships.current().get(member=request.user)


@require_POST
def group_leave(request: MemberRequest, slug: str) -> HttpResponse:
    mine = _my_membership(request, slug)
    try:
        membership.end_membership(membership=mine, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _to_group(slug)
    offer_undo(
        request,
        _("You left «%(group)s».") % {"group": mine.group.name},
        reverse("plg:group_return", args=[slug]),
    )
    return redirect("plg:group_list")


@require_POST
def group_return(request: MemberRequest, slug: str) -> HttpResponse:
    """Undo of leaving, on the same day and only for who left by themselves."""
    left = GroupMembership.objects.filter(group__slug=slug, member=request.user, end=timezone.localdate())
    mine = get_object_or_404(left.select_related("group").order_by("-pk")[:1])
    if not membership.left_by_themselves(mine):
        messages.error(request, _("You can ask to join again."))
        return redirect("plg:group_list")
    membership.restore_membership(membership=mine, by=request.user)
    messages.success(request, _("You are in «%(group)s» again.") % {"group": mine.group.name})
    return redirect_back(request, reverse("plg:group_list"))


@require_POST
def membership_shown(request: MemberRequest, slug: str) -> HttpResponse:
    mine = _my_membership(request, slug)
    form = ShownForm(request.POST)
    form.is_valid()
    shown = form.cleaned_data["shown"]
    membership.show_on_public_page(membership=mine, by=request.user, shown=shown)
    said = _("Your name stands on the public page.") if shown else _("Your name is off the public page.")
    messages.success(request, said)
    return redirect_back(request, reverse("plg:group_detail", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def group_invitation(request: MemberRequest, public_id: str) -> HttpResponse:
    """An invitation as the invited member sees it; for others it does not exist."""
    mine = GroupInvitation.objects.filter(member=request.user).select_related("group__contact_person", "invited_by")
    invitation = get_object_or_404(mine, public_id=public_id)
    group = invitation.group
    if request.method != "POST":
        inviter = invitation.invited_by.get_full_name() if invitation.invited_by else _("The network")
        context = {"invitation": invitation, "group": group, "inviter": inviter}
        return render_page(request, "plg/groups/group_invitation.html", context)
    if request.POST.get("answer") != "accept":
        joining.decline_invitation(invitation=invitation, by=request.user)
        messages.success(request, _("You said no. The person who invited you hears that."))
        return redirect("plg:group_list")
    try:
        joined = joining.accept_invitation(invitation=invitation, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("plg:group_list")
    if joined is None:
        messages.warning(request, _("This invitation is no longer open."))
        return redirect("plg:group_list")
    messages.success(request, _("You are in. Welcome to «%(group)s».") % {"group": group.name})
    return _to_group(group.slug)


# For the group --------------------------------------------------------------------------------


def _managed(request: MemberRequest, slug: str) -> Group:
    return get_permitted(request, visible_groups(request), "plg.manage_members", slug=slug)


@require_safe
def group_members(request: MemberRequest, slug: str) -> HttpResponse:
    """Requests, members with their roles, invitations, and who is the contact person."""
    group = _managed(request, slug)
    text = request.GET.get("zoek", "")[:100]
    found = queries.people_to_invite(group, text) if text.strip() else []
    rows = list(
        group.memberships.current()
        .of_present()
        .select_related("member")
        .annotate(**queries.primary_work("member_id"))
        .order_by("member__sort_name")
    )
    invited = group.invitations.open().filter(present("member__"))
    context = {
        "group": group,
        "trail": build_trail(group),
        "rows": draw_people(rows, request.user),
        "asked": draw_people(queries.open_requests(group), request.user),
        "invited": list(invited.select_related("member").order_by("invited_at")),
        "text": text,
        "found": draw_people(found, request.user),
        "roles": GroupRole.choices,
        "contact_form": ContactPersonForm(
            group=group, initial={"member": group.contact_person.public_id if group.contact_person else None}
        ),
    }
    return render_page(request, "plg/groups/group_members.html", context, partials=("found",))


@require_POST
def join_decide(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    group = _managed(request, slug)
    asked = get_object_or_404(group.join_requests.select_related("member", "group"), public_id=public_id)
    try:
        if request.POST.get("answer") == "accept":
            joining.accept_request(join_request=asked, by=request.user)
            said = _("%(name)s is in the group.") % {"name": asked.member.get_full_name()}
            offer_undo(request, said, reverse("plg:join_undecide", args=[slug, public_id]))
            return _to_members(slug)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say why you decline this request."))
            return _to_members(slug)
        joining.decline_request(join_request=asked, by=request.user, reason=form.cleaned_data["reason"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _to_members(slug)
    said = _("%(name)s gets your answer.") % {"name": asked.member.get_full_name()}
    offer_undo(request, said, reverse("plg:join_undecide", args=[slug, public_id]))
    return _to_members(slug)


@require_POST
def join_undecide(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Undo of letting somebody in or declining: the request waits again."""
    group = _managed(request, slug)
    asked = get_object_or_404(group.join_requests.select_related("member", "group"), public_id=public_id)
    try:
        joining.take_decision_back(join_request=asked, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is as it was."))
    return _to_members(slug)


@require_POST
def invitation_send(request: MemberRequest, slug: str) -> HttpResponse:
    group = _managed(request, slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose somebody from the list."))
        return _to_members(slug)
    person = form.cleaned_data["member"]
    try:
        invitation = joining.invite_to_group(
            group=group,
            member=person,
            by=request.user,
            role=form.cleaned_data["role"],
            message=form.cleaned_data["message"],
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _to_members(slug)
    offer_undo(
        request,
        _("%(name)s gets an invitation.") % {"name": person.get_full_name()},
        reverse("plg:invitation_withdraw", args=[slug, invitation.public_id]),
    )
    return _to_members(slug)


@require_POST
def invitation_withdraw(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    group = _managed(request, slug)
    invitation = get_object_or_404(group.invitations.select_related("member", "group"), public_id=public_id)
    joining.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return _to_members(slug)


def _membership_in(request: MemberRequest, slug: str, member_id: str) -> GroupMembership:
    group = _managed(request, slug)
    return get_object_or_404(group.memberships.current().select_related("member", "group"), member__public_id=member_id)


@require_POST
def membership_role(request: MemberRequest, slug: str, member_id: str) -> HttpResponse:
    found = _membership_in(request, slug, member_id)
    form = RoleForm(request.POST, initial={"role": found.role})
    if form.is_valid():
        try:
            membership.change_role(membership=found, by=request.user, role=form.cleaned_data["role"])
            messages.success(request, _("The role is changed."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, say_met(form))
    return _to_members(slug)


@require_POST
def membership_end(request: MemberRequest, slug: str, member_id: str) -> HttpResponse:
    """Take somebody out of the group; they read the reason."""
    found = _membership_in(request, slug, member_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why. %(name)s reads it.") % {"name": found.member.get_full_name()})
        return _to_members(slug)
    try:
        membership.end_membership(membership=found, by=request.user, reason=form.cleaned_data["reason"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return _to_members(slug)
    offer_undo(
        request,
        _("%(name)s is no longer in the group.") % {"name": found.member.get_full_name()},
        reverse("plg:membership_restore", args=[slug, member_id]),
    )
    return _to_members(slug)


@require_POST
def membership_restore(request: MemberRequest, slug: str, member_id: str) -> HttpResponse:
    group = _managed(request, slug)
    ended = group.memberships.filter(member__public_id=member_id, end=timezone.localdate())
    found = get_object_or_404(ended.select_related("member", "group").order_by("-pk")[:1])
    membership.restore_membership(membership=found, by=request.user)
    messages.success(request, _("%(name)s is in the group.") % {"name": found.member.get_full_name()})
    return _to_members(slug)


@require_POST
def contact_hand_over(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_permitted(request, visible_groups(request), "plg.hand_over_contact", slug=slug)
    form = ContactPersonForm(request.POST, group=group)
    if not form.is_valid():
        messages.error(request, _("Choose somebody who is in the group."))
        return redirect_back(request, reverse("plg:group_detail", args=[slug]))
    person = form.cleaned_data["member"]
    hand_over_contact(group=group, by=request.user, to=person)
    messages.success(request, _("%(name)s is now the contact person.") % {"name": person.get_full_name()})
    return redirect_back(request, reverse("plg:group_members", args=[slug]))
