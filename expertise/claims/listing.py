"""The list «Vraag mij over» as parts that know no claims read it: made of what members claim, never edited."""

from __future__ import annotations

from collections.abc import Collection

from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.models import ExpertiseClaim
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import AskMeAbout

SEEN_BY: dict[str, ClaimVisibility] = {
    Visibility.EVERYBODY: ClaimVisibility.EVERYBODY,
    Visibility.MEMBERS: ClaimVisibility.NETWORK,
    Visibility.NOBODY: ClaimVisibility.HIDDEN,
}
SHOWN_TO: dict[str, str] = {claim: member for member, claim in SEEN_BY.items()}


def list_topics(members: Collection[int]) -> None:
    """Make the lists of these members equal to what they claim now. Two queries when nothing differs."""
    claims = ExpertiseClaim.objects.filter(member__in=members, state__in=ClaimState.SHOWN)
    rows = claims.order_by("pk").values_list("member_id", "topic_id", "visibility")
    wanted = {(member, topic): SHOWN_TO[visibility] for member, topic, visibility in rows}
    kept = AskMeAbout.objects.filter(content_object__in=members)
    present = {(row.content_object_id, row.tag_id): row for row in kept}
    gone = [row.pk for key, row in present.items() if key not in wanted]
    if gone:
        AskMeAbout.objects.filter(pk__in=gone).delete()
    differing = [row for key, row in present.items() if key in wanted and row.visibility != wanted[key]]
    for row in differing:
        row.visibility = wanted[row.content_object_id, row.tag_id]
    AskMeAbout.objects.bulk_update(differing, ["visibility"], batch_size=500)
    new = [key for key in wanted if key not in present]
    AskMeAbout.objects.bulk_create(
        (AskMeAbout(content_object_id=member, tag_id=topic, visibility=wanted[member, topic]) for member, topic in new),
        batch_size=500,
    )
