"""Action points: those of a group, and one's own; ticking with one press."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.http import get_permitted, redirect_back, render_page, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from plg.records.actions import action_items as actions
from plg.records.enums import ActionItemStatus
from plg.records.forms.minutes import ActionItemForm
from plg.records.models import ActionItem
from plg.records.queries import minutes as queries
from plg.space.entrance import Space, enter, render_space
from plg.space.queries import list_people

AT_MOST = 300


def filters() -> dict[str, str]:
    return {
        "open": _("Open"),
        "mijn": _("Mine"),
        "te-laat": _("Late"),
        "klaar": _("Done"),
        "alles": _("All"),
    }


def narrowed(items: QuerySet[ActionItem], chosen: str, reader: Member) -> QuerySet[ActionItem]:
    rules = {
        "open": Q(status__in=ActionItemStatus.UNFINISHED),
        "mijn": Q(status__in=ActionItemStatus.UNFINISHED, owner=reader),
        "te-laat": Q(status__in=ActionItemStatus.UNFINISHED, due_on__lt=timezone.localdate()),
        "klaar": Q(status__in=ActionItemStatus.FINISHED),
    }
    return items.filter(rules[chosen]) if chosen in rules else items


def of_space(space: Space, request: MemberRequest) -> tuple[QuerySet[ActionItem], dict[str, object]]:
    """The action points that the filters in the address leave, and the filters."""
    chosen, owner = request.GET.get("toon", "open"), request.GET.get("wie", "")[:10]
    chosen = chosen if chosen in filters() else "open"
    items = queries.with_present_owner(ActionItem.objects.filter(group=space.group))
    if not space.may("plg.write_agreement"):
        items = items.filter(
            Q(meeting__isnull=True) | Q(owner=request.user) | Q(meeting__minutes__shared_at__isnull=False)
        )
    people = list_people(space.group)
    known = {person.public_id for person in people}
    if owner in known:
        items = items.filter(owner__public_id=owner)
    ordered = narrowed(items, chosen, request.user).order_by(F("due_on").asc(nulls_last=True), "pk")
    context: dict[str, object] = {
        "chosen": chosen,
        "filters": list(filters().items()),
        "people": people,
        "owner": owner if owner in known else "",
    }
    return ordered, context


@require_safe
def action_item_list(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug)
    items, context = of_space(space, request)
    keeps = space.may("plg.write_agreement")
    shown = cut(items, AT_MOST)
    context |= {"items": draw_actions(queries.name_owners(shown), request.user, keeps=keeps), "shown": shown}
    return render_space(request, space, "plg/records/action_item_list.html", "meetings", context)


@require_safe
def action_item_export(request: MemberRequest, slug: str) -> HttpResponseBase:
    space = enter(request, slug)
    items, _context = of_space(space, request)
    header = [_("Action point"), _("Who does it"), _("Before or on"), _("Status"), _("From the meeting"), _("Date")]
    rows = [
        (
            item.title,
            item.shown_owner,  # type: ignore[attr-defined]
            item.due_on,
            item.get_status_display(),
            item.meeting.title if item.meeting else "",
            timezone.localdate(item.meeting.starts_at) if item.meeting else None,
        )
        for item in queries.name_owners(list(items))
    ]
    return csv_response(f"actiepunten-{slug}.csv", header, rows)


@dataclass(frozen=True)
class ActionLine:
    """An action point, and whether the reader may change it."""

    item: ActionItem
    may_change: bool


def draw_actions(items: list[ActionItem], reader: Member, *, keeps: bool = False) -> list[ActionLine]:
    return [ActionLine(item, keeps or item.owner_id == reader.pk) for item in items]


@require_safe
def my_action_items(request: MemberRequest) -> HttpResponse:
    """What I took on, what is due first on top; and what I finished in the last month."""
    mine = queries.with_present_owner(ActionItem.objects.visible_to(request.user).filter(owner=request.user))
    month = timezone.now() - dt.timedelta(days=31)
    ordered = mine.filter(Q(status__in=ActionItemStatus.UNFINISHED) | Q(finished_at__gte=month)).order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )
    shown = cut(ordered, AT_MOST)
    items = draw_actions(queries.name_owners(shown), request.user)
    context = {
        "shown": shown,
        "open_items": [row for row in items if row.item.status in ActionItemStatus.UNFINISHED],
        "finished": [row for row in items if row.item.status not in ActionItemStatus.UNFINISHED],
    }
    return render_page(request, "plg/records/my_action_items.html", context)


def changeable(request: MemberRequest, public_id: str) -> ActionItem:
    of_network = (
        ActionItem.objects.filter(group__isnull=True, meeting__group__isnull=True)
        if request.user.is_coordinator
        else ActionItem.objects.none()
    )
    items = ActionItem.objects.visible_to(request.user) | ActionItem.objects.filter(pk__in=of_network.values("pk"))
    related = items.select_related("group", "meeting__group", "owner")
    item: ActionItem = get_permitted(request, related, "plg.change_action_item", public_id=public_id)
    return item


@require_POST
def action_item_status(request: MemberRequest, public_id: str) -> HttpResponse:
    """Set the status that the pressed button names; undo sets the one before."""
    item = changeable(request, public_id)
    status = request.POST.get("status") or request.GET.get("status", "")
    if status not in ActionItemStatus.values:
        messages.warning(request, _("Choose a status."))
        return redirect_back(request, find_way_back(item))
    before = actions.set_status(item=item, by=request.user, status=status)
    if before != status:
        undo = reverse("plg:action_item_status", args=[item.public_id], query={"status": before})
        text = _("«%(title)s» is now: %(status)s.") % {"title": item.title, "status": ActionItemStatus(status).label}
        offer_undo(request, text, undo)
    return redirect_back(request, find_way_back(item))


def find_way_back(item: ActionItem) -> str:
    return reverse("plg:action_item_list", args=[item.group.slug]) if item.group else reverse("plg:my_action_items")


@require_http_methods(["GET", "HEAD", "POST"])
def action_item_edit(request: MemberRequest, public_id: str) -> HttpResponse:
    item = changeable(request, public_id)
    people = queries.list_people(item.meeting) if item.meeting else list_people(item.group)  # type: ignore[arg-type]
    initial = {"title": item.title, "due_on": item.due_on, "owner": item.owner.public_id if item.owner else ""}
    form = ActionItemForm(sent(request)[0], people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_item(item=item, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action point is changed."))
        return HttpResponseRedirect(find_way_back(item))
    trail = [(_("My action points"), reverse("plg:my_action_items"))]
    return render_page(
        request,
        "plg/records/action_item_edit.html",
        {"form": form, "item": item, "statuses": ActionItemStatus, "trail": trail},
    )
