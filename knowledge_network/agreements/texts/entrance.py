"""How one comes to an agreement, and the frame of its pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from knowledge_network.agreements.texts.models import Article, CollaborationAgreement, Party
from knowledge_network.agreements.texts.presenters import trail
from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.members.people.requests import MemberRequest

VIEW, WRITE, CHANGE = "agreements.view_agreement", "agreements.write_agreement", "agreements.change_text"


def enter_agreement(request: MemberRequest, public_id: str, permission: str = VIEW) -> CollaborationAgreement:
    """404 for a draft of others, 403 for who may look only."""
    rows = CollaborationAgreement.objects.visible_to(request.user).select_related(
        "partnership", "predecessor", "amends"
    )
    found: CollaborationAgreement = get_permitted(request, rows, permission, public_id=public_id)
    return found


def get_article(agreement: CollaborationAgreement, public_id: str) -> Article:
    found: Article = get_object_or_404(Article, agreement=agreement, public_id=public_id)
    found.agreement = agreement
    return found


def get_party(agreement: CollaborationAgreement, slug: str) -> Party:
    """The party that is this organisation; its name as signed may be another one."""
    rows = Party.objects.select_related("organisation__successor")
    found: Party = get_object_or_404(rows, agreement=agreement, organisation__slug=slug)
    found.agreement = agreement
    return found


def render_agreement(
    request: MemberRequest,
    template: str,
    agreement: CollaborationAgreement,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shared = {"agreement": agreement, "trail": trail(agreement)}
    return render_page(request, template, {**shared, **(context or {})}, status=status)
