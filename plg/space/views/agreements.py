"""The group agreements: reading them (any version), writing them, saying yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.diff import as_html
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import GroupMembership
from plg.space.actions import agreements as actions
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import QUESTIONS, AgreementForm
from plg.space.models import GroupAgreement
from plg.space.posts import name_of


@require_safe
def agreement_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """The newest version or the one in `versie`, who accepted it and who not yet, and what changed."""
    space = enter(request, slug)
    versions = list(space.group.agreements.select_related("written_by").order_by("-version"))
    agreement = chosen(versions, request.GET.get("versie", ""))
    context: dict[str, Any] = {
        "agreement": agreement,
        "versions": versions,
        "can_write": space.may("plg.write_agreement"),
    }
    if agreement is not None:
        former = next((row for row in versions if row.version == agreement.version - 1), None)
        context |= {
            "is_newest": agreement is versions[0],
            "former": former,
            "parts": parts_of(agreement, former),
            "written_by": name_of(agreement.written_by),
            **who_accepted(space, agreement),
        }
    return render_space(request, space, "plg/space/agreement_detail.html", "agreements", context)


def chosen(versions: list[GroupAgreement], wanted: str) -> GroupAgreement | None:
    by_number = {str(row.version): row for row in versions}
    return by_number.get(wanted) or next(iter(versions), None)


def parts_of(agreement: GroupAgreement, former: GroupAgreement | None) -> list[dict[str, Any]]:
    """The five parts with their questions; `changes` shows what differs from the version before."""
    parts = []
    for name, question in QUESTIONS.items():
        text, before = getattr(agreement, name), getattr(former, name, "")
        changed = former is not None and text != before
        parts.append({"question": question, "text": text, "changes": as_html(before, text) if changed else ""})
    return parts


def who_accepted(space: Space, agreement: GroupAgreement) -> dict[str, Any]:
    """Of the people who take part today: who said yes and when, and who did not yet."""
    moments = dict(agreement.acceptances.values_list("member_id", "accepted_at"))
    rows = GroupMembership.objects.current().participating().of_present().filter(group=space.group)
    people = [row.member for row in rows.select_related("member").order_by("member__sort_name")]
    can_accept = space.may("plg.accept_agreement")
    return {
        "accepted": [{"name": p.get_full_name(), "at": moments[p.pk]} for p in people if p.pk in moments],
        "waiting": [p.get_full_name() for p in people if p.pk not in moments],
        "has_accepted": space.reader.pk in moments,
        "must_accept": can_accept and space.reader.pk not in moments,
        "can_withdraw": can_accept and space.reader.pk in moments,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_write(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the first version, or the next one from what stands there now."""
    space = enter(request, slug, "plg.write_agreement")
    newest = actions.newest_agreement(space.group)
    form = AgreementForm(sent(request)[0], instance=newest, initial={"based_on": newest.version if newest else 0})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_agreement(group=space.group, by=request.user, **form.cleaned_data)
            messages.success(request, _("The agreements are saved. We ask everybody in the group to accept them."))
            return forget_drafts(HttpResponseRedirect(space.url("agreement_detail")), f"agreement-{slug}-")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"form": form, "newest": actions.newest_agreement(space.group)}
    return render_space(request, space, "plg/space/agreement_write.html", "agreements", context, status=status)


@require_POST
def agreement_accept(request: MemberRequest, slug: str) -> HttpResponse:
    """Yes to the version whose number stands in the form: the one that the reader saw."""
    space = enter(request, slug, "plg.accept_agreement")
    number = request.POST.get("version", "")
    versions = space.group.agreements.filter(version=number if number.isdecimal() and len(number) < 9 else 0)
    agreement = get_object_or_404(versions)
    try:
        actions.accept_agreement(agreement=agreement, by=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        offer_undo(request, _("Thank you. You accepted the agreements."), space.url("agreement_withdraw"))
    return HttpResponseRedirect(space.url("agreement_detail"))


@require_POST
def agreement_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Take back one's yes to the newest version."""
    space = enter(request, slug, "plg.accept_agreement")
    newest = actions.newest_agreement(space.group)
    if newest is not None:
        actions.withdraw_acceptance(agreement=newest, by=request.user)
        messages.info(request, _("You took back your yes. Talk with your group about what should change."))
    return HttpResponseRedirect(space.url("agreement_detail"))
