"""What the owner of a key may read through it: what they see on the site, and of some things less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from expertise.claims.models import ExpertiseClaim
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.exchange.feeds.models import PublicMeeting
from plg.groups.enums import GroupState
from plg.groups.models import Group
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting

if TYPE_CHECKING:
    from expertise.claims.models import ExpertiseClaimQuerySet
    from expertise.products.models import KnowledgeProductQuerySet
    from knowledge_network.agreements.texts.models import CollaborationAgreementQuerySet
    from knowledge_network.members.people.models import Member
    from plg.groups.models.group import GroupQuerySet
    from plg.meetings.models.meeting import MeetingQuerySet


def find_groups(member: Member) -> GroupQuerySet:
    """Groups that strangers may know of, also for who sees drafts."""
    rows: GroupQuerySet = Group.objects.visible_to(member).filter(state__in=GroupState.PUBLIC)
    return rows.prefetch_related("topics")  # type: ignore[misc]  # the plugin does not see what taggit adds


def find_meetings(member: Member) -> MeetingQuerySet:
    """Of whole groups and of the network; never of a team, nor a draft."""
    rows: MeetingQuerySet = Meeting.objects.visible_to(member).of_whole_groups().exclude(status=MeetingStatus.DRAFT)
    opened = PublicMeeting.objects.shown().filter(meeting=OuterRef("pk"))
    return rows.select_related("group", "host_site").annotate(is_open=Exists(opened))


def find_products(member: Member) -> KnowledgeProductQuerySet:
    """Published ones; what a group still works at stays with it."""
    rows = KnowledgeProduct.objects.in_view_for(member)
    return rows.select_related("group").prefetch_related("topics")


def find_expertise() -> ExpertiseClaimQuerySet:
    """Only what its owner shows to everybody, whoever asks."""
    rows: ExpertiseClaimQuerySet = ExpertiseClaim.objects.visible_to(AnonymousUser())
    return rows.select_related("member", "topic")


def find_agreements(member: Member) -> CollaborationAgreementQuerySet:
    """What was ever put up for signing."""
    rows: CollaborationAgreementQuerySet = CollaborationAgreement.objects.visible_to(member).versions()
    return rows.exclude(status__in=sorted(AgreementStatus.BEING_WRITTEN)).prefetch_related("parties")
