"""Expertise in the small network: what the lead of the group knows, a question about it, and what the group made."""

from __future__ import annotations

from typing import Any

from expertise.models import HelpRequestMatch, HelpRequestMessage
from tests import factories as f


def expertise_of(group: Any, people: dict[str, Any]) -> dict[str, Any]:
    """`group_lead` claims and is asked, `same_board` recognises and asks; the group made one product and drafts one."""
    topic = f.TopicFactory(name="begrijpend lezen", slug="begrijpend-lezen")
    claim = f.ExpertiseClaimFactory(member=people["group_lead"], topic=topic)
    evidence = f.EvidenceFactory(claim=claim)
    endorsement = f.EndorsementFactory(claim=claim, by=people["same_board"])
    help_request = f.HelpRequestFactory(asker=people["same_board"], state="in_gesprek")
    help_request.topics.add(topic)
    match = HelpRequestMatch.objects.create(request=help_request, expert=people["group_lead"], state="accepted")
    message = HelpRequestMessage.objects.create(
        request=help_request, author=people["group_lead"], text="Laat ze eerst tekenen."
    )
    product = f.KnowledgeProductFactory(group=group, contact_person=people["group_lead"])
    draft_product = f.KnowledgeProductFactory(
        group=group, contact_person=people["group_lead"], status="concept", published_on=None
    )
    product.topics.add(topic)
    return {
        "claim": claim,
        "claimed_topic": topic,
        "evidence": evidence,
        "endorsement": endorsement,
        "help_request": help_request,
        "help_match": match,
        "help_message": message,
        "product": product,
        "draft_product": draft_product,
    }
