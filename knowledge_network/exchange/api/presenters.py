"""Rows as the API gives them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from expertise.claims.models import ExpertiseClaim
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.exchange.api.schemas import AgreementOut, ExpertiseOut, GroupOut, MeetingOut, ProductOut
from knowledge_network.kit.emails import absolute_url
from plg.groups.models import Group
from plg.meetings.calendars import describe_place
from plg.meetings.models import Meeting


def present_group(group: Group) -> GroupOut:
    return GroupOut(
        id=group.slug,
        kind=group.kind,
        name=group.name,
        state=group.state,
        purpose=group.purpose,
        sectors=group.sectors,
        topics=_name_topics(group),
        started_on=group.started_on,
        members=group.member_count,
        url=absolute_url(group.get_absolute_url()),
    )


def present_meeting(meeting: Meeting) -> MeetingOut:
    """When and where; not what it is about, who comes, or the link for taking part."""
    return MeetingOut(
        id=meeting.public_id,
        title=meeting.title,
        kind=meeting.kind,
        group=meeting.group.slug if meeting.group else None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=describe_place(meeting),
        status=meeting.status,
        is_public=bool(getattr(meeting, "is_open", False)),
        changed_at=meeting.changed_at,
        url=absolute_url(reverse("plg:meeting_detail", args=[meeting.public_id])),
    )


def present_product(product: KnowledgeProduct) -> ProductOut:
    """Without makers, contact person and who used it."""
    group = product.group
    return ProductOut(
        id=product.slug,
        urn=f"urn:uuid:{product.urn}",
        title=product.title,
        summary=product.summary,
        kind=product.kind,
        language=product.language,
        topics=_name_topics(product),
        sectors=product.sectors,
        year_groups=product.year_groups,
        minutes=product.minutes,
        licence=product.licence,
        access=product.access,
        group=group.name if group is not None and group.is_public else "",
        taken_over_from=product.taken_over_from,
        status=product.status,
        published_on=product.published_on,
        changed_at=product.changed_at,
        url=absolute_url(product.get_absolute_url()),
    )


def present_expertise(claim: ExpertiseClaim) -> ExpertiseOut:
    return ExpertiseOut(
        id=claim.public_id,
        person=claim.member.get_full_name(),
        person_url=absolute_url(claim.member.get_absolute_url()),
        topic=claim.topic.name,
        level=claim.level,
        state=claim.state,
        description=claim.description,
        sectors=claim.sectors,
        year_groups=claim.year_groups,
        changed_at=claim.changed_at,
    )


def present_agreement(agreement: CollaborationAgreement) -> AgreementOut:
    """Title, parties, period and status: not a word of the text, and nobody who signed."""
    return AgreementOut(
        id=agreement.public_id,
        title=agreement.title,
        version=agreement.version,
        status=agreement.status,
        effective_from=agreement.effective_from,
        effective_to=agreement.effective_to,
        parties=sorted(party.name_as_signed for party in agreement.parties.all()),
    )


def _name_topics(row: Any) -> list[str]:
    return sorted(topic.name for topic in row.topics.all())
