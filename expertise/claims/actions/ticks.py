"""What is ticked on the profile under «Vraag mij over» is claimed, and what is claimed stands there: one list."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from expertise.claims.actions.claims import add_claim, archive_claim, change_claim, record_about
from expertise.claims.enums import ClaimLevel, ClaimVisibility
from expertise.claims.listing import SEEN_BY
from expertise.claims.models import ExpertiseClaim
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic

# From who sees least to who sees most.
WIDER = (ClaimVisibility.HIDDEN, ClaimVisibility.NETWORK, ClaimVisibility.EVERYBODY)


@transaction.atomic
def follow_ticks(*, member: Member, by: Member, added: Iterable[Topic], removed: Iterable[Topic], former: str) -> None:
    """A tick makes a claim that says no more than that, seen by whom the member chose; unticking archives it.

    `former` is who saw the topics before: what was seen by them, or by more, follows what the member chose now. What
    the member shows to fewer stays as it is.
    """
    now = SEEN_BY[member.topics_visibility]
    mine = ExpertiseClaim.objects.filter(member=member, archived_at__isnull=True).select_related("member", "topic")
    standing = {claim.topic_id: claim for claim in mine}
    for topic in removed:
        claim = standing.pop(topic.pk, None)
        if claim is not None and not claim.is_draft:
            archive_claim(claim=claim, by=by)
    if member.topics_visibility != former:
        for claim in standing.values():
            if claim.visibility == SEEN_BY[former] or WIDER.index(claim.visibility) > WIDER.index(now):
                _show_to(claim, now, by)
    for topic in added:
        claim = standing.get(topic.pk)
        if claim is None:
            add_claim(member=member, by=by, topic=topic, level=ClaimLevel.USER, visibility=now)
        elif claim.is_draft:
            change_claim(claim=claim, by=by, is_draft=False, visibility=narrower(claim.visibility, now))


def narrower(one: str, other: str) -> ClaimVisibility:
    return WIDER[min(WIDER.index(one), WIDER.index(other))]


def _show_to(claim: ExpertiseClaim, visibility: ClaimVisibility, by: Member) -> None:
    """Without saying that it is right today: the member did not look at it."""
    if claim.visibility != visibility:
        claim.visibility = visibility
        claim.save(update_fields=["visibility"])
        record_about("expertise.claim_changed", claim, by, fields=["visibility"])
