"""The group agreements: reading them (any version), writing them, saying yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.diff import as_html
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import as_context, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import GroupMembership
from plg.space.actions import agreements as actions
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import QUESTIONS, AgreementForm
from plg.space.models import GroupAgreement
from plg.space.posts import name_author


@require_safe
def agreement_detail(request: MemberRequest, slug: str) -> HttpResponse:
    """The newest version or the one in `versie`, who accepted it and who not yet, and what changed."""
    space = enter(request, slug)
    versions = list(space.group.agreements.select_related("written_by").order_by("-version"))
    agreement = _choose(versions, request.GET.get("versie", ""))
    context: dict[str, object] = {
        "agreement": agreement,
        "versions": versions,
        "can_write": space.may("plg.write_agreement"),
    }
    if agreement is not None:
        former = next((row for row in versions if row.version == agreement.version - 1), None)
        context |= {
            "is_newest": agreement is versions[0],
            "former": former,
            "parts": _draw_parts(agreement, former),
            "written_by": name_author(agreement.written_by),
            **as_context(_who_accepted(space, agreement)),
        }
    return render_space(request, space, "plg/space/agreement_detail.html", "agreements", context)


def _choose(versions: list[GroupAgreement], wanted: str) -> GroupAgreement | None:
    by_number = {str(row.version): row for row in versions}
    return by_number.get(wanted) or next(iter(versions), None)


@dataclass(frozen=True)
class AgreementPart:
    """A question with what the group agreed on it; `changes` shows what differs from the version before."""

    question: str | Promise
    text: str
    changes: str


def _draw_parts(agreement: GroupAgreement, former: GroupAgreement | None) -> list[AgreementPart]:
    parts = []
    for name, question in QUESTIONS.items():
        text, before = getattr(agreement, name), getattr(former, name, "")
        changed = former is not None and text != before
        parts.append(AgreementPart(question, text, as_html(before, text) if changed else ""))
    return parts


@dataclass(frozen=True)
class Acceptance:
    """Of the people who take part today: who said yes and when (name and moment), and who did not yet."""

    accepted: list[tuple[str, dt.datetime]]
    waiting: list[str]
    has_accepted: bool
    must_accept: bool
    can_withdraw: bool


def _who_accepted(space: Space, agreement: GroupAgreement) -> Acceptance:
    moments = dict(agreement.acceptances.values_list("member_id", "accepted_at"))
    rows = GroupMembership.objects.current().participating().of_present().filter(group=space.group)
    people = [row.member for row in rows.select_related("member").order_by("member__sort_name")]
    can_accept, has_accepted = space.may("plg.accept_agreement"), space.reader.pk in moments
    return Acceptance(
        accepted=[(person.get_full_name(), moments[person.pk]) for person in people if person.pk in moments],
        waiting=[person.get_full_name() for person in people if person.pk not in moments],
        has_accepted=has_accepted,
        must_accept=can_accept and not has_accepted,
        can_withdraw=can_accept and has_accepted,
    )


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
