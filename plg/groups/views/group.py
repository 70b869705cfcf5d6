"""Starting a group, and writing its open part."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.kit.named import MOST_OFFERED, tell_rows
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.requests import MemberRequest, Reader
from plg.groups.actions.groups import create_group, update_group
from plg.groups.enums import GroupKind
from plg.groups.forms.groups import BaseDeliverableFormSet, DeliverableFormSet, GroupForm
from plg.groups.forms.picking import KIND, find_that_begin
from plg.groups.kinds import INFO
from plg.groups.models import Group


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None for a page that is only looked at; a post without fields is still a post."""
    return request.POST if request.method == "POST" else None


def visible_groups(request: HttpRequest) -> QuerySet[Group]:
    return Group.objects.visible_to(request.user)


def build_trail(group: Group) -> list[tuple[str, str]]:
    """From the page of its kind to the group, for the line «you are here»."""
    info = INFO[group.kind]
    here = (group.name, reverse("plg:group_detail", args=[group.slug]))
    return [(str(info.plural), reverse(info.list_url_name)), here]


def may_start(member: Reader, kind: str) -> bool:
    """Every member starts a PLG or applies for a project; the coordinator expert and theme groups; of kinds in use."""
    if not read_network().uses_kind(kind):
        return False
    return member.is_authenticated and (INFO[kind].members_start or member.is_coordinator)


@require_safe
def group_suggest(request: MemberRequest) -> JsonResponse:
    """What begins with `?q=`, for a field in which a group is named; of the kind `?soort=` alone if it is one."""
    groups = visible_groups(request)
    if (kind := request.GET.get(KIND)) in GroupKind.values:
        groups = groups.filter(kind=kind)
    found = find_that_begin(groups, request.GET.get("q", "").replace("\x00", ""), MOST_OFFERED)
    return JsonResponse(tell_rows([(one.name, one.name, str(one.get_kind_display())) for one in found]))


@require_safe
def group_new(request: MemberRequest) -> HttpResponse:
    """Choose what to start."""
    kinds = [(INFO[kind], may_start(request.user, kind)) for kind in GroupKind if read_network().uses_kind(kind)]
    return render_page(request, "plg/groups/group_new.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: MemberRequest, kind: str) -> HttpResponse:
    if kind not in GroupKind:
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
        "trail": build_trail(before),
    }
    return render_page(request, "plg/groups/group_edit.html", context)


def _products(request: HttpRequest, kind: str, group: Group | None = None) -> BaseDeliverableFormSet | None:
    """The rows for a project's products; other kinds have none."""
    if kind != GroupKind.PROJECT:
        return None
    known = list(group.deliverables.order_by("due_on").values("title", "due_on", "delivered_on")) if group else []
    products: BaseDeliverableFormSet = DeliverableFormSet(posted(request), initial=known, prefix="products")  # type: ignore[assignment]
    return products


def _all_valid(form: GroupForm, products: BaseDeliverableFormSet | None) -> bool:
    return all([form.is_valid(), products is None or products.is_valid()])
