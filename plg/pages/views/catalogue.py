"""Where people look for a group: one page per kind, and all groups for who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.http import partial_for, render_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest, Viewer
from plg.groups import queries
from plg.groups.enums import GroupKind, GroupState, Openness
from plg.groups.forms.catalogue import STATES, CatalogueForm, kind_options
from plg.groups.kinds import INFO
from plg.groups.models import Group
from plg.groups.views.group import may_start
from plg.meetings.queries import with_next_meeting

CARD_FIELDS = (
    "slug",
    "name",
    "kind",
    "state",
    "question",
    "purpose",
    "openness",
    "open_to_students",
    "member_count",
)
PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Card:
    """A group as a list shows it: everything ready, nothing to look up in the template."""

    slug: str
    url: str
    name: str
    kind: str
    kind_label: str | Promise
    state: str
    state_label: str | Promise
    question: str
    topics: list[str]
    boards: str
    members: int
    meeting: str
    relation: str
    can_ask: bool
    join_url: str


def cards_of(groups: list[Any], viewer: Viewer, names: dict[int, list[str]]) -> list[Card]:
    """`groups` come from `with_my_relation`, `with_topics` and `with_next_meeting`."""
    labels = {state.value: state.label for state in GroupState}
    return [
        Card(
            slug=group.slug,
            url=f"/groepen/{group.slug}/",
            name=group.name,
            kind=group.kind,
            kind_label=INFO[group.kind].name,
            state=group.state,
            state_label="" if group.state == GroupState.ACTIVE else labels[group.state],
            question=group.question or group.purpose,
            topics=[topic["name"] for topic in group.topic_list[:3]],
            boards=boards_line(names.get(group.pk, [])),
            members=group.member_count,
            meeting=nice_date(group.next_meeting_at),
            relation=relation_of(group, viewer),
            can_ask=group.state in GroupState.JOINABLE and group.openness == Openness.OPEN,
            join_url=f"/groepen/{group.slug}/meedoen/",
        )
        for group in groups
    ]


def boards_line(names: list[str]) -> str:
    """«Stichting KOE, Stichting OPOA en 2 andere»."""
    if len(names) <= 2:
        return ", ".join(names)
    rest = len(names) - 2
    words = ngettext("%(first)s and %(count)d other board", "%(first)s and %(count)d other boards", rest)
    return words % {"first": ", ".join(names[:2]), "count": rest}


def relation_of(group: Any, viewer: Viewer) -> str:
    """What the reader has to do with the group: «in», «asked», «invited» or nothing."""
    if not viewer.is_authenticated:
        return ""
    if group.my_role:
        return "in"
    return "asked" if group.my_request else "invited" if group.my_invitation else ""


def cards_for(groups: Any, viewer: Viewer) -> Any:
    groups = with_next_meeting(queries.with_topics(queries.with_my_relation(groups, viewer)))
    return groups.only(*CARD_FIELDS)


def _catalogue(request: HttpRequest, kinds: Iterable[str], template: str, extra: dict[str, Any]) -> HttpResponse:
    form = CatalogueForm(request.GET)
    groups = Group.objects.visible_to(request.user).filter(kind__in=kinds)
    page = paginate(cards_for(form.apply(groups), request.user), request.GET, by=("name", "slug"), size=PAGE_SIZE)
    cards = cards_of(page.rows, request.user, queries.board_names(page.rows))
    context = {"cards": cards, "page": page, "filters": form, "chosen": form.values, "states": STATES, **extra}
    if partial_for(request) == "groups":
        template = "plg/pages/_catalogue.html"  # the partial lives in what every page of this sort extends
    else:
        listed = form.in_state(groups)
        context |= {
            "topics": queries.topic_options(listed),
            "boards": queries.board_options(listed),
            "figures": queries.running_figures(list(kinds)),
        }
    return render_page(request, template, context, partials=("groups",))


def _kind_page(request: HttpRequest, kind: str, template: str) -> HttpResponse:
    return _catalogue(request, (kind,), template, {"info": INFO[kind], "may_start": may_start(request.user, kind)})


@login_not_required
@require_safe
def plg_list(request: HttpRequest) -> HttpResponse:
    return _kind_page(request, GroupKind.PLG, "plg/pages/plg_list.html")


@login_not_required
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    return _kind_page(request, GroupKind.PROJECT, "plg/pages/project_list.html")


@login_not_required
@require_safe
def expert_list(request: HttpRequest) -> HttpResponse:
    return _kind_page(request, GroupKind.EXPERT, "plg/pages/expert_list.html")


@login_not_required
@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    return _kind_page(request, GroupKind.THEME, "plg/pages/theme_list.html")


@require_safe
def group_list(request: MemberRequest) -> HttpResponse:
    """Mine first, then all kinds."""
    mine: list[Card] = []
    if not request.htmx:
        joined = cards_for(Group.objects.joined_by(request.user).exclude(state=GroupState.ARCHIVED), request.user)
        rows = list(joined.order_by("name"))
        mine = cards_of(rows, request.user, queries.board_names(rows))
    kinds = [(INFO[kind], reverse(INFO[kind].list_url_name)) for kind in GroupKind]
    return _catalogue(
        request, GroupKind, "plg/pages/group_list.html", {"mine": mine, "kinds": kinds, "kind_options": kind_options()}
    )
