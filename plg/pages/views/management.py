"""The coordinator's desk for groups: the table, its saved views, many groups at once, what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response, xlsx_response
from knowledge_network.members.people.requests import MemberRequest
from plg.groups import queries
from plg.groups.actions.contact import find_reach, write_to_leaders
from plg.groups.actions.groups import remove_view, save_view
from plg.groups.actions.lifecycle import change_state
from plg.groups.enums import GroupState
from plg.groups.facts import able_to_step
from plg.groups.kinds import INFO
from plg.groups.models import Group, SavedView
from plg.pages.forms import WRITE, BulkForm, MessageForm, SaveViewForm, TableForm
from plg.pages.overview import overview, totals, waiting_for_decision
from plg.pages.presenters.table import draw_heads, draw_rows

PAGE_SIZE = 100


def _make_table_form(request: MemberRequest, data: QueryDict | None = None) -> TableForm:
    everything = Group.objects.all()
    boards = [(slug, name) for slug, name, _count in queries.board_options(everything)]
    topics = [(slug, name) for slug, name, _count in queries.topic_options(everything)]
    return TableForm(request.GET if data is None else data, boards=boards, topics=topics)


@require_safe
def manage_groups(request: MemberRequest) -> HttpResponse:
    require(request, "plg.manage_groups")
    form = _make_table_form(request)
    groups = form.apply(overview())
    page = paginate(groups, request.GET, by=form.order, size=PAGE_SIZE)
    context = {
        "filters": form,
        "rows": draw_rows(page.rows),
        "page": page,
        "totals": totals(groups),
        "heads": draw_heads(form),
        "views": list(SavedView.objects.filter(member=request.user).order_by("name")),
        "save_form": SaveViewForm(initial={"query": form.query}),
        "actions": BulkForm.base_fields["action"].choices,  # type: ignore[attr-defined]
    }
    return render_page(request, "plg/pages/manage_groups.html", context, partials=("groups-table",))


@require_safe
def manage_decisions(request: MemberRequest) -> HttpResponse:
    """What waits for the coordinator, the longest first, with what is missing before a yes."""
    require(request, "plg.decide_application")
    waiting = Group.objects.filter(state__in=GroupState.UNDECIDED)
    rows = waiting_for_decision(waiting)
    return render_page(request, "plg/pages/manage_decisions.html", {"rows": rows})


# Saved views ----------------------------------------------------------------------------------


@require_POST
def manage_view_save(request: MemberRequest) -> HttpResponse:
    require(request, "plg.manage_groups")
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the view a name."))
        return redirect("plg:manage_groups")
    view = save_view(by=request.user, name=form.cleaned_data["name"], query=form.cleaned_data["query"])
    messages.success(request, _("«%(name)s» is saved.") % {"name": view.name})
    return redirect(reverse("plg:manage_groups", query=QueryDict(view.query)))


@require_POST
def manage_view_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "plg.manage_groups")
    view = get_object_or_404(SavedView.objects.filter(member=request.user), public_id=public_id)
    remove_view(view=view, by=request.user)
    messages.success(request, _("«%(name)s» is gone from your views.") % {"name": view.name})
    return redirect("plg:manage_groups")


# Many at once ---------------------------------------------------------------------------------


@require_POST
def manage_bulk(request: MemberRequest) -> HttpResponse:
    """First the preview of what would happen; with `confirmed` it happens."""
    require(request, "plg.manage_groups")
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("plg:manage_groups")
    action = form.cleaned_data["action"]
    groups = overview().filter(slug__in=form.cleaned_data["groups"]).order_by("name", "slug")
    if action in {"csv", "xlsx"}:
        return _export(groups, action)
    if action == WRITE:
        return _write_to_many(request, list(groups))
    return _step_many(request, list(groups), action)


def _write_to_many(request: MemberRequest, groups: list[Group]) -> HttpResponse:
    confirmed = "confirmed" in request.POST
    form = MessageForm(request.POST if confirmed else None, initial={"key": random_public_id()})
    if confirmed and form.is_valid():
        reach = write_to_leaders(groups=groups, by=request.user, **form.cleaned_data)
        said = ngettext(
            "Your message goes to %(count)d person.", "Your message goes to %(count)d people.", len(reach.people)
        )
        messages.success(request, said % {"count": len(reach.people)})
        return redirect("plg:manage_groups")
    context = {"action": WRITE, "writes": True, "groups": groups, "reach": find_reach(groups), "form": form}
    return render_page(request, "plg/pages/manage_bulk.html", context)


def _step_many(request: MemberRequest, groups: list[Group], to: str) -> HttpResponse:
    """Change the state of those that may; the others are named with the reason."""
    able, skipped = able_to_step(groups, to, timezone.localdate())
    if "confirmed" not in request.POST:
        label = dict(GroupState.choices).get(to, to)
        context = {
            "action": to,
            "writes": False,
            "groups": groups,
            "able": able,
            "skipped": skipped,
            "state_label": label,
        }
        return render_page(request, "plg/pages/manage_bulk.html", context)
    done = 0
    for group in able:
        try:
            change_state(group=group, to=to, by=request.user)
            done += 1
        except (RefusedError, PermissionDenied) as refusal:
            messages.warning(request, f"{group.name}: {refusal}")
    said = ngettext("%(count)d group changed.", "%(count)d groups changed.", done) % {"count": done}
    messages.success(request, said)
    return redirect("plg:manage_groups")


# Export ---------------------------------------------------------------------------------------


@require_safe
def manage_export(request: MemberRequest, extension: str) -> HttpResponse:
    """Everything that the filter in the address lets through."""
    require(request, "plg.manage_groups")
    form = _make_table_form(request)
    return _export(form.apply(overview()).order_by(*form.order), extension)


def _export(groups: QuerySet[Any], extension: str) -> HttpResponse:
    name = f"groepen-{timezone.localdate():%Y-%m-%d}.{extension}"
    header = [str(label) for label in _export_header()]
    if extension == "csv":
        return csv_response(name, header, _export_rows(groups))  # type: ignore[return-value]
    return xlsx_response(name, _("Groups"), header, _export_rows(groups))


def _export_header() -> list[str]:
    return [
        _("Name"),
        _("Kind"),
        _("State"),
        _("Sleeping"),
        _("Question"),
        _("Contact person"),
        _("Members"),
        _("Boards"),
        _("Group agreements"),
        _("Requests to join"),
        _("Last meeting"),
        _("Next meeting"),
        _("Started on"),
        _("Ends on"),
        _("Budget"),
        _("Address"),
    ]


def _export_rows(groups: QuerySet[Any]) -> Iterator[list[object]]:
    yes, no = _("yes"), _("no")
    address = address_by_key("plg:group_detail")
    kinds = {kind: str(info.name) for kind, info in INFO.items()}
    for group in groups.iterator(chunk_size=500):
        yield [
            group.name,
            kinds[group.kind],
            str(group.get_state_display()),
            yes if group.is_dormant or group.state == GroupState.DORMANT else no,
            group.question,
            group.contact_person.get_full_name() if group.contact_person and group.contact_person.is_present else "",
            group.member_count,
            group.board_count,
            yes if group.has_agreement else no,
            group.waiting,
            group.last_held_at,
            group.next_meeting_at,
            group.started_on,
            group.ends_on,
            float(group.budget) if group.budget is not None else None,
            address(group.slug),
        ]
