"""«Afspraken»: the agreement in force, article by article, with what follows from it and how that stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.queries import current_agreement
from knowledge_network.agreements.pages import presenters
from knowledge_network.agreements.texts.models import Amendment, CollaborationAgreement
from knowledge_network.kit.http import render_page, require
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year


@require_safe
def agreements_home(request: MemberRequest) -> HttpResponse:
    """For every member; what was written down about an obligation is for who reads agreements."""
    require(request, "agreements.view_obligations")
    member = request.user
    agreement = current_agreement()
    context: dict[str, Any] = {
        "tab": "home",
        "agreement": agreement,
        "reads": member.has_perm("agreements.read_agreements"),
        "turns": presenters.find_turns(member),
        "can_manage": member.has_perm("agreements.manage_obligations"),
    }
    if agreement is not None:
        context |= show_agreement(request, agreement)
    else:
        # Whoever may see a draft, or what is being signed, finds the way to it here.
        context["coming"] = CollaborationAgreement.objects.visible_to(member).underway().first()
    return render_page(request, "agreements/pages/agreements_home.html", context)


def show_agreement(request: MemberRequest, agreement: CollaborationAgreement) -> dict[str, Any]:
    """Its articles beside the obligations of this school year."""
    year = find_school_year(timezone.localdate())
    obligations = presenters.find_obligations(agreement, year)
    mine = set(Obligation.objects.owned_by(request.user).of_year(year).values_list("pk", flat=True))
    changes = Amendment.objects.holding().filter(agreement=agreement, article__isnull=False).select_related("paper")
    blocks = presenters.article_blocks(
        agreement.articles.order_by("number"),
        {row.article_id: row for row in changes if row.article_id},
        obligations,
        readable=request.user.has_perm("agreements.read_agreements"),
        mine=mine,
    )
    return {
        "articles": blocks,
        "ending": presenters.find_ending(agreement, request.user),
        "verdict": presenters.build_verdict(agreement, obligations),
        "has_obligations": bool(obligations),
        "school_year": f"{year}-{year + 1}",
    }
