"""The partners of the network for everybody, and the coordinator's desk for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.http import get_permitted, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.organisations import actions, queries
from knowledge_network.members.organisations.enums import OrganisationKind, PartnershipRole
from knowledge_network.members.organisations.forms import (
    FORMS,
    MergeForm,
    OrganisationFilterForm,
    OrganisationForm,
    ParticipationForm,
)
from knowledge_network.members.organisations.models import Board, Organisation

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

MANAGE = "members.manage_organisations"
# In the address → in the database; schools come from the register.
NEW_KINDS = {
    "bestuur": OrganisationKind.BOARD,
    "instituut": OrganisationKind.INSTITUTE,
    "partner": OrganisationKind.OTHER,
}


# For everybody --------------------------------------------------------------------------------


@login_not_required
@require_safe
def organisation_list(request: MemberRequest) -> HttpResponse:
    """Who takes part in the network, and as what."""
    partners = queries.list_partners()
    context = {
        "boards": [p for p in partners if p.kind == OrganisationKind.BOARD],
        "institutes": [p for p in partners if p.kind == OrganisationKind.INSTITUTE],
        "others": [p for p in partners if p.kind == OrganisationKind.OTHER],
        "party_roles": PartnershipRole,
        "site_total": sum(p.site_count for p in partners),
        "source_day": queries.source_day(),
    }
    return render_page(request, "members/organisations/organisation_list.html", context)


# The coordinator's desk -----------------------------------------------------------------------


@require_safe
def organisation_table(request: MemberRequest) -> HttpResponse:
    """All organisations that we have, with those of schools that take no part."""
    require(request, MANAGE)
    filters = OrganisationFilterForm(request.GET)
    found = filters.apply(queries.for_table())
    page = paginate(found, request.GET, by=("name", "slug"), size=50)
    context = {"filters": filters, "page": page, "taking_part": queries.taking_part(page.rows)}
    return render_page(request, "members/organisations/organisation_table.html", context, partials=("results",))


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_create(request: MemberRequest, kind: str) -> HttpResponse:
    require(request, MANAGE)
    if kind not in NEW_KINDS:
        raise Http404
    form = FORMS[NEW_KINDS[kind]](request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = actions.create_organisation(kind=NEW_KINDS[kind], by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(name)s» is added.") % {"name": organisation})
        return redirect("members:organisation_edit", slug=organisation.slug)
    context = {"form": form, "kind": NEW_KINDS[kind], "kinds": OrganisationKind, "trail": _desk()}
    return render_page(
        request, "members/organisations/organisation_create.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: MemberRequest, slug: str) -> HttpResponse:
    organisation = _organisation(request, slug)
    form = FORMS[organisation.kind](request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:organisation_edit", slug=slug)
    return _edit_page(request, organisation, form)


def _edit_page(
    request: MemberRequest,
    organisation: Organisation,
    form: OrganisationForm,
    participation: ParticipationForm | None = None,
) -> HttpResponse:
    memberships = list(organisation.partnership_memberships.order_by("-start"))
    context = {
        "organisation": organisation,
        "form": form,
        "memberships": memberships,
        "takes_part": any(m.end is None for m in memberships),
        "participation": participation or ParticipationForm(),
        "can_merge": organisation.kind == OrganisationKind.BOARD and organisation.successor_id is None,
        "trail": _desk(),
    }
    wrong = form.errors or (participation and participation.errors)
    return render_page(request, "members/organisations/organisation_edit.html", context, status=422 if wrong else 200)


@require_POST
def organisation_participation(request: MemberRequest, slug: str) -> HttpResponse:
    """The organisation starts to take part."""
    organisation = _organisation(request, slug)
    form = ParticipationForm(request.POST)
    if form.is_valid():
        try:
            actions.take_part(organisation=organisation, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("«%(name)s» takes part now.") % {"name": organisation})
            return redirect("members:organisation_edit", slug=slug)
    return _edit_page(request, organisation, FORMS[organisation.kind](instance=organisation), form)


@require_POST
def organisation_participation_end(request: MemberRequest, slug: str) -> HttpResponse:
    """The participation that holds now ends today."""
    organisation = _organisation(request, slug)
    membership = organisation.partnership_memberships.filter(end__isnull=True).first()
    if membership is not None:
        actions.stop_taking_part(membership=membership, by=request.user)
        messages.success(request, _("«%(name)s» no longer takes part.") % {"name": organisation})
    return redirect("members:organisation_edit", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_merge(request: MemberRequest, slug: str) -> HttpResponse:
    """A board goes over into another: shows what moves, then moves it."""
    board = get_permitted(request, Board.objects.visible_to(request.user), MANAGE, slug=slug)
    form = MergeForm(request.POST or None, board=board)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["successor"]
        try:
            brins = actions.merge_board(board=board, into=into, by=request.user, on=form.cleaned_data["on"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            text = _("«%(old)s» went over into «%(new)s», with %(count)s schools.")
            messages.success(request, text % {"old": board, "new": into, "count": len(brins)})
            return redirect("members:organisation_edit", slug=into.slug)
    trail = [*_desk(), (board.name, reverse("members:organisation_edit", args=[slug]))]
    context = {"board": board, "form": form, "schools": queries.list_schools(board), "trail": trail}
    return render_page(
        request, "members/organisations/organisation_merge.html", context, status=422 if form.errors else 200
    )


def _organisation(request: MemberRequest, slug: str) -> Organisation:
    return actions.in_full(get_permitted(request, Organisation.objects.visible_to(request.user), MANAGE, slug=slug))


def _desk() -> list[tuple[str, str]]:
    return [(_("Organisations"), reverse("members:organisation_table"))]
