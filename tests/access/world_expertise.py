"""Expertise in the small network: what the lead of the group knows, a question about it, and what the group made."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequestMatch, HelpRequestMessage
from expertise.claims.enums import ClaimVisibility
from expertise.finding.models import SavedSearch
from expertise.gaps.enums import GapActionKind
from expertise.gaps.models import GapAction
from expertise.products.actions.files import add_version
from expertise.products.enums import ProductStatus
from knowledge_network.kit.uploads import check_upload
from knowledge_network.search.actions import refresh
from tests import factories as f


def picture() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, format="PNG")
    return SimpleUploadedFile("praatplaat.png", stream.getvalue())


def expertise_of(group: Any, people: dict[str, Any]) -> dict[str, Any]:
    """`group_lead` claims and is asked, `same_board` recognises and asks; the group made one product and drafts one."""
    topic = f.TopicFactory(name="begrijpend lezen", slug="begrijpend-lezen")
    claim = f.ExpertiseClaimFactory(member=people["group_lead"], topic=topic)
    hidden_claim = f.ExpertiseClaimFactory(member=people["group_lead"], visibility=ClaimVisibility.HIDDEN)
    evidence = f.EvidenceFactory(claim=claim)
    endorsement = f.EndorsementFactory(claim=claim, by=people["same_board"])
    help_request = f.HelpRequestFactory(asker=people["same_board"], state=HelpState.TALKING)
    help_request.topics.add(topic)
    match = HelpRequestMatch.objects.create(help_request=help_request, expert=people["group_lead"], state="accepted")
    message = HelpRequestMessage.objects.create(
        help_request=help_request, author=people["group_lead"], text="Laat ze eerst tekenen."
    )
    product = f.KnowledgeProductFactory(group=group, contact_person=people["group_lead"])
    draft_product = f.KnowledgeProductFactory(
        group=group, contact_person=people["group_lead"], status=ProductStatus.DRAFT, published_on=None
    )
    product.topics.add(topic)
    saved_search = SavedSearch.objects.create(member=people["group_member"], name="Lezen", query="q=lezen")
    refresh("member", [person.pk for person in people.values() if person is not None])
    add_version(product=product, by=people["group_lead"], content=check_upload(picture()))
    experts = f.GroupFactory(kind="expert", contact_person=people["other_board"])
    f.GroupMembershipFactory(group=experts, member=people["other_board"], role="lead")
    review_product = f.KnowledgeProductFactory(
        contact_person=people["group_lead"],
        added_by=people["group_lead"],
        status="review",
        review_group=experts,
        review_round=1,
        submitted_at=timezone.now(),
        published_on=None,
    )
    gap_step = GapAction.objects.create(topic=topic, kind=GapActionKind.OTHER, note="Gebeld met twee schoolleiders.")
    return {
        "gap_step": gap_step,
        "claim": claim,
        "hidden_claim": hidden_claim,
        "claimed_topic": topic,
        "evidence": evidence,
        "endorsement": endorsement,
        "help_request": help_request,
        "help_match": match,
        "help_message": message,
        "product": product,
        "draft_product": draft_product,
        "saved_search": saved_search,
        "review_product": review_product,
        "method": f.MethodCardFactory(),
    }
