"""The picture of the network, what one sees in it, what one agrees to, and who may be connected."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.presenters.picture import build_picture
from knowledge_network.insight.ties.queries import find_connectors, find_newest_published, find_wishes
from knowledge_network.insight.ties.statements import OPEN_QUESTIONS, SOURCES, STATEMENTS
from knowledge_network.kit.http import render_page, render_private, require
from knowledge_network.members.people.requests import MemberRequest


def _trail() -> list[tuple[str, str]]:
    return [(_("The network in view"), reverse("insight:network_picture"))]


@require_safe
def network_picture(request: MemberRequest) -> HttpResponse:
    """The newest that was released."""
    newest = find_newest_published()
    context = {
        "round": newest,
        "picture": build_picture(newest) if newest is not None else None,
        "can_see_rounds": request.user.has_perm("insight.see_rounds"),
        "can_connect": request.user.has_perm("insight.connect_people"),
        "can_export": newest is not None and request.user.has_perm("insight.export_round", newest),
    }
    return render_page(request, "insight/ties/network_picture.html", context)


@require_safe
def ties_explained(request: MemberRequest) -> HttpResponse:
    """In plain words what one sees, and why it matters."""
    return render_page(request, "insight/ties/ties_explained.html", {"trail": _trail(), "sources": SOURCES})


@require_safe
def ties_consent(request: MemberRequest) -> HttpResponse:
    """Consent and texts for the participation council, to print."""
    context = {"trail": _trail(), "statements": STATEMENTS, "open_questions": OPEN_QUESTIONS.values()}
    return render_page(request, "insight/ties/ties_consent.html", context)


@require_safe
def ties_connect(request: MemberRequest) -> HttpResponse:
    """Who would like to work with whom, when both agreed that their name is seen; and who offers to connect people."""
    require(request, "insight.connect_people")
    newest = NetworkRound.objects.with_key().order_by("-opened_on", "-pk").first()
    context = {
        "round": newest,
        "wishes": find_wishes(newest, TieKind.WISH) if newest is not None else [],
        "connectors": find_connectors(),
        "trail": _trail(),
    }
    return render_private(request, "insight/ties/ties_connect.html", context)
