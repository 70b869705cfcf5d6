"""What claims do when something happens to members and topics."""

from __future__ import annotations

from django.dispatch import receiver

from expertise.claims.actions import claims, ticks
from expertise.claims.models import ExpertiseClaim
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.search.actions import refresh
from knowledge_network.topics.enums import TopicState
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
def follow_topic(sender: object, *, topic: Topic, **kwargs: object) -> None:
    """A merged topic takes its claims along; a new name is found at once."""
    if topic.state == TopicState.MERGED and topic.merged_into is not None:
        claims.move_claims(topic=topic, into=topic.merged_into)
    else:
        mine = ExpertiseClaim.objects.filter(topic=topic, archived_at__isnull=True)
        refresh("member", sorted(set(mine.values_list("member_id", flat=True))))
