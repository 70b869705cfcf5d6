"""«Mijn expertise»: all that one can help with on one page, with how much one is asked now."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from expertise.claims import presenters, suggestions
from expertise.claims.enums import ClaimState
from expertise.claims.forms import PastedTextForm
from expertise.claims.models import Availability, Endorsement, ExpertiseClaim
from expertise.claims.states import collect_claim_facts
from expertise.pages import queries
from knowledge_network.kit.cut import cut
from knowledge_network.members.people.requests import MemberRequest

MOST_GIVEN = 100


@require_safe
def my_expertise(request: MemberRequest) -> HttpResponse:
    """What I can help with, why each stands as it does, and what I may add."""
    member, today = request.user, timezone.localdate()
    rows = list(ExpertiseClaim.objects.filter(member=member).select_related("topic").order_by("topic__name", "pk"))
    facts = collect_claim_facts(rows, today)
    cards = [present_own_card(row, presenters.advise_next_step(facts[row.pk], today)) for row in rows]
    given = Endorsement.objects.filter(by=member, withdrawn_at__isnull=True).select_related("about", "claim__topic")
    availability = Availability.objects.filter(member=member).first()
    context = {
        "asked": [card for card in cards if card.claim.state == ClaimState.TO_CONFIRM],
        "shown": [card for card in cards if card.claim.state not in (ClaimState.TO_CONFIRM, ClaimState.ARCHIVED)],
        "archived": [card for card in cards if card.claim.state == ClaimState.ARCHIVED],
        "suggestions": suggestions.list_suggestions(member),
        "given": cut(given.order_by("-given_on", "-pk"), MOST_GIVEN).told(present_given),
        "availability": availability,
        "is_paused": bool(availability and availability.paused_until and availability.paused_until >= today),
        "help_forms": presenters.label_help_forms(availability.forms if availability else []),
        "load": queries.count_open_questions(member),
        "most_open": availability.most_open if availability else Availability._meta.get_field("most_open").default,
        "text_form": PastedTextForm(auto_id="id_paste_%s"),
    }
    return render(request, "expertise/pages/my_expertise.html", context)


@dataclass(frozen=True)
class GivenRow:
    """What one recognised of a colleague."""

    name: str
    topic: str
    url: str
    take_url: str


def present_given(row: Endorsement) -> GivenRow:
    return GivenRow(
        name=row.about.get_full_name(),
        topic=row.claim.topic.name,
        url=row.claim.get_absolute_url(),
        take_url=reverse("expertise:endorsement_withdraw", args=[row.claim.public_id, row.public_id]),
    )


@dataclass(frozen=True)
class OwnCard:
    """A claim as its owner sees it: why it stands so, and what would make it stronger."""

    claim: ExpertiseClaim
    url: str
    chip: str
    why: str
    step: str
    for_whom: str
    is_hidden: bool
    needs_evidence: bool


def present_own_card(claim: ExpertiseClaim, step: str) -> OwnCard:
    return OwnCard(
        claim=claim,
        url=claim.get_absolute_url(),
        chip=presenters.CHIPS[ClaimState(claim.state)],
        why=presenters.explain_state(claim.state),
        step=step,
        for_whom=presenters.describe_audience(claim),
        is_hidden=claim.is_hidden,
        needs_evidence=claim.state == ClaimState.DECLARED,
    )
