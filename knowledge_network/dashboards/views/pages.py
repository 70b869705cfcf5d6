"""The open pages: what the network is, and how it deals with people's data."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from knowledge_network.dashboards.presenters import present_new_products
from knowledge_network.dashboards.queries import front
from knowledge_network.kit.cookies import list_cookies
from knowledge_network.kit.network import read_network
from knowledge_network.members.organisations.enums import OrganisationKind
from plg.groups.enums import GroupKind
from plg.groups.facets import count_running_by_kind
from plg.groups.kinds import INFO


@dataclass(frozen=True)
class KindTile:
    code: str
    plural: str | Promise
    promise: str | Promise
    url: str
    count: int


def build_kind_tiles() -> list[KindTile]:
    """The four kinds of group with the number that run. One query in five minutes."""
    running = count_running_by_kind()
    return [
        KindTile(kind, INFO[kind].plural, INFO[kind].promise, reverse(INFO[kind].list_url_name), running[kind])
        for kind in GroupKind
        if read_network().uses_kind(kind)
    ]


def show_figures(request: HttpRequest) -> dict[str, int] | None:
    """How much there is of everything; for visitors only where the network shows it to them."""
    shown = request.user.is_authenticated or read_network().public_figures
    return front.count_network() if shown else None


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the network does, in figures and examples, for who is not a member of anything yet."""
    partners = front.list_partners()
    context = {
        "figures": show_figures(request),
        "kinds": build_kind_tiles(),
        "groups": front.find_example_groups(),
        "products": present_new_products(request.user),
        "boards": [p for p in partners if p.kind == OrganisationKind.BOARD],
        "others": [p for p in partners if p.kind != OrganisationKind.BOARD],
    }
    return render(request, "dashboards/home.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the network is, how it works and who takes part."""
    context = {"partners": front.list_partners(), "figures": show_figures(request), "kinds": build_kind_tiles()}
    return render(request, "dashboards/about.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, and what they can do about it."""
    return render(request, "dashboards/privacy.html", {"cookies": list_cookies()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the site works, and whom to tell when it does not."""
    return render(request, "dashboards/accessibility.html")
