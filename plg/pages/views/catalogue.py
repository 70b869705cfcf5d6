"""Where people look for a group: one page per kind, and all groups for who is signed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import read_partial, render_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.groups import queries
from plg.groups.enums import GroupKind, GroupState
from plg.groups.facets import count_groups, count_running
from plg.groups.forms.catalogue import STATES, CatalogueForm, kind_options
from plg.groups.kinds import INFO
from plg.groups.models import Group
from plg.groups.views.group import may_start
from plg.pages.presenters.cards import Card, draw_cards, select_for_cards

PAGE_SIZE = 24


def _render_catalogue(
    request: HttpRequest, kinds: Iterable[str], template: str, extra: Mapping[str, object]
) -> HttpResponse:
    form = CatalogueForm(request.GET)
    groups = Group.objects.visible_to(request.user).filter(kind__in=kinds)
    page = paginate(
        select_for_cards(form.apply(groups), request.user), request.GET, by=("name", "slug"), size=PAGE_SIZE
    )
    cards = draw_cards(page.rows, request.user, queries.board_names(page.rows))
    context: dict[str, object] = {
        "cards": cards,
        "page": page,
        "filters": form,
        "chosen": form.values,
        "states": STATES,
        **extra,
    }
    if read_partial(request) == "groups":
        template = "plg/pages/_catalogue.html"  # the partial lives in what every page of this sort extends
    else:
        counts = count_groups(list(kinds), form.states)
        context |= {"topics": counts.topics, "boards": counts.boards, "figures": count_running(list(kinds))}
    return render_page(request, template, context, partials=("groups",))


def _render_kind(request: HttpRequest, kind: str, template: str) -> HttpResponse:
    return _render_catalogue(
        request, (kind,), template, {"info": INFO[kind], "may_start": may_start(request.user, kind)}
    )


@login_not_required
@require_safe
def plg_list(request: HttpRequest) -> HttpResponse:
    return _render_kind(request, GroupKind.PLG, "plg/pages/plg_list.html")


@login_not_required
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    return _render_kind(request, GroupKind.PROJECT, "plg/pages/project_list.html")


@login_not_required
@require_safe
def expert_list(request: HttpRequest) -> HttpResponse:
    return _render_kind(request, GroupKind.EXPERT, "plg/pages/expert_list.html")


@login_not_required
@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    return _render_kind(request, GroupKind.THEME, "plg/pages/theme_list.html")


@require_safe
def group_list(request: MemberRequest) -> HttpResponse:
    """Mine first, then all kinds."""
    mine: list[Card] = []
    if not request.htmx:
        joined = select_for_cards(
            Group.objects.joined_by(request.user).exclude(state=GroupState.ARCHIVED), request.user
        )
        rows = list(joined.order_by("name"))
        mine = draw_cards(rows, request.user, queries.board_names(rows))
    kinds = [(INFO[kind], reverse(INFO[kind].list_url_name)) for kind in GroupKind]
    return _render_catalogue(
        request, GroupKind, "plg/pages/group_list.html", {"mine": mine, "kinds": kinds, "kind_options": kind_options()}
    )
