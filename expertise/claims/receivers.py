"""What claims do when something happens to members and topics."""

from __future__ import annotations

from django.dispatch import receiver

from expertise.claims.actions import claims, ticks
from expertise.claims.models import ExpertiseClaim
from knowledge_network.kit.moving import Outcome
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic


@receiver(signals.topics_chosen, dispatch_uid="expertise.topics_chosen")
def claim_what_is_ticked(
    sender: object,
    *,
    member: Member,
    by: Member,
    added: list[Topic],
    removed: list[Topic],
    former: str,
    **kwargs: object,
) -> None:
    """«Vraag mij over» and claims are one list."""
    ticks.follow_ticks(member=member, by=by, added=added, removed=removed, former=former)


@receiver(signals.member_left, dispatch_uid="expertise.member_left")
def archive_claims(sender: object, *, member: Member, by: Member | None = None, **kwargs: object) -> None:
    """Who left can no longer be asked, and what they said of others no longer counts."""
    claims.archive_claims_of(member=member, by=by)
    claims.recompute_claims_of([member.pk])


@receiver(signals.member_erased, dispatch_uid="expertise.member_erased")
def forget_endorsements(sender: object, *, member: Member, **kwargs: object) -> None:
    """The rows go as each model declares; what others still say they know stands on the rest."""
    claims.forget_endorsements_by(member=member)


@receiver(signals.member_changed, dispatch_uid="expertise.member_changed")
def compute_states_again(sender: object, *, member: Member, **kwargs: object) -> None:
    """Another appointment may make an endorsement one of the own school; a suspended colleague vouches for nobody."""
    claims.recompute_claims_of([member.pk])


@receiver(signals.topic_changed, dispatch_uid="expertise.topic_changed")
def find_by_new_name(sender: object, *, topic: Topic, **kwargs: object) -> None:
    mine = ExpertiseClaim.objects.filter(topic=topic, archived_at__isnull=True)
    refresh("member", sorted(set(mine.values_list("member_id", flat=True))))


@receiver(signals.topics_merging, dispatch_uid="expertise.claims_of_topics_merging")
def move_claims(sender: object, *, topic: Topic, into: Topic, outcome: Outcome, **kwargs: object) -> None:
    claims.move_claims(topic=topic, into=into, outcome=outcome)


@receiver(signals.topics_parted, dispatch_uid="expertise.claims_of_topics_parted")
def compute_parted_claims(sender: object, *, topics: list[Topic], **kwargs: object) -> None:
    claims.changed(ExpertiseClaim.objects.filter(topic__in=topics, archived_at__isnull=True))
