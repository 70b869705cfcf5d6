"""The coordinator's desk for groups: the table, many groups at once, what waits for a decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import AT_ONCE, CSV, XLSX
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from plg.groups.actions.contact import find_reach, take_message_back, write_to_leaders
from plg.groups.actions.lifecycle import change_state, undo_transition, undoable_transition
from plg.groups.enums import GroupState
from plg.groups.facets import find_options
from plg.groups.facts import able_to_step
from plg.groups.models import Group
from plg.pages.forms import ACTIONS, WRITE, MessageForm, TableForm
from plg.pages.overview import forget_totals, overview, read_totals, waiting_for_decision
from plg.pages.presenters.looks import look_at_steps, look_at_writing
from plg.pages.presenters.table import GROUPS, draw_totals, list_lines, present_lines

SHOWN = 40
STEPPED, WROTE = "plg.stepped_together", "plg.wrote_together"


def _make_table_form(request: MemberRequest, data: QueryDict | None = None) -> TableForm:
    boards, topics = find_options()
    return TableForm(request.GET if data is None else data, boards=boards, topics=topics)


@require_safe
def manage_groups(request: MemberRequest) -> HttpResponse:
    require(request, "plg.manage_groups")
    form = _make_table_form(request)
    groups = form.apply(overview())
    counted = read_totals(form.values, groups)
    foot = draw_totals(counted.found)
    table = lay_out(request, GROUPS, groups, present=list_lines, actions=ACTIONS, size=SHOWN, foot=foot)
    context = {
        "filters": form,
        "table": table,
        "rows": table.rows,
        "totals": counted.found,
        "counted_at": counted.at,
        "bulk_url": reverse("plg:manage_bulk"),
    }
    return render_page(request, "plg/pages/manage_groups.html", context, partials=("groups-table",))


@require_safe
def manage_decisions(request: MemberRequest) -> HttpResponse:
    """What waits for the coordinator, the longest first, with what is missing before a yes."""
    require(request, "plg.decide_application")
    waiting = Group.objects.filter(state__in=GroupState.UNDECIDED)
    rows = waiting_for_decision(waiting)
    return render_page(request, "plg/pages/manage_decisions.html", {"rows": rows})


# Many at once ---------------------------------------------------------------------------------


@require_POST
def manage_bulk(request: MemberRequest) -> HttpResponseBase:
    """First the look at what would happen; with `confirmed` it happens. A sheet is made at once."""
    require(request, "plg.manage_groups")
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect("plg:manage_groups")
    action = form.cleaned_data["action"]
    if form.cleaned_data["everything"]:
        groups = _make_table_form(request, form.filter_data).apply(overview())
    else:
        groups = overview().filter(slug__in=form.cleaned_data["ids"])
    groups = groups.order_by(*GROUPS.read_order(form.filter_data))
    if action in {CSV, XLSX}:
        return make_later(request, groups) or GROUPS.export(present_lines(groups.iterator(chunk_size=AT_ONCE)), action)
    if action == WRITE:
        return _write_to_many(request, list(groups[:MOST_AT_ONCE]))
    return _step_many(request, list(groups[:MOST_AT_ONCE]), action)


def _write_to_many(request: MemberRequest, groups: list[Group]) -> HttpResponse:
    confirmed = "confirmed" in request.POST
    form = MessageForm(request.POST if confirmed else None, initial={"key": random_public_id()})
    if confirmed and form.is_valid():
        reach = write_to_leaders(groups=groups, by=request.user, **form.cleaned_data)
        request.session[WROTE] = form.cleaned_data["key"]
        said = ngettext(
            "Your message goes to %(n)d person, in a quarter of an hour.",
            "Your message goes to %(n)d people, in a quarter of an hour.",
            len(reach.people),
        )
        offer_undo(request, said % {"n": len(reach.people)}, reverse("plg:manage_bulk_unsend"))
        return redirect("plg:manage_groups")
    look = look_at_writing(find_reach(groups), groups, form)
    return render_page(request, "members/tables/look_first.html", {"look": look})


@require_POST
def manage_bulk_unsend(request: MemberRequest) -> HttpResponse:
    """The message that this reader wrote to leaders last stays unsent, as far as it was not sent yet."""
    require(request, "plg.manage_groups")
    key = request.session.pop(WROTE, "")
    count = take_message_back(by=request.user, key=key) if key else 0
    said = ngettext("%(n)d mail is not sent.", "%(n)d mails are not sent.", count) % {"n": count}
    messages.success(request, said)
    return redirect("plg:manage_groups")


def _step_many(request: MemberRequest, groups: list[Group], to: str) -> HttpResponse:
    """Change the state of those that may; the others are named with the reason."""
    able, skipped = able_to_step(groups, to, timezone.localdate())
    if "confirmed" not in request.POST:
        look = look_at_steps(able, skipped, to)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    done = []
    for group in able:
        try:
            change_state(group=group, to=to, by=request.user)
            done.append(group)
        except (RefusedError, PermissionDenied) as refusal:
            messages.warning(request, f"{group.name}: {refusal}")
    forget_totals({})
    said = ngettext("%(count)d group changed.", "%(count)d groups changed.", len(done)) % {"count": len(done)}
    if done and undoable_transition(done[0], request.user):
        request.session[STEPPED] = [group.slug for group in done]
        offer_undo(request, said, reverse("plg:manage_bulk_undo"))
    else:
        messages.success(request, said)
    return redirect("plg:manage_groups")


@require_POST
def manage_bulk_undo(request: MemberRequest) -> HttpResponse:
    """Take the last step back of all groups that were changed together; who went on meanwhile stays where it is."""
    require(request, "plg.manage_groups")
    done = 0
    for group in Group.objects.filter(slug__in=request.session.pop(STEPPED, [])).order_by("name", "slug"):
        try:
            undo_transition(group=group, by=request.user)
            done += 1
        except RefusedError as refusal:
            messages.warning(request, f"{group.name}: {refusal}")
    forget_totals({})
    said = ngettext("%(count)d group is as it was.", "%(count)d groups are as they were.", done) % {"count": done}
    messages.success(request, said)
    return redirect("plg:manage_groups")
