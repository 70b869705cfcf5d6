"""What members may see of claims, for the SQL of this part: said by the same QuerySets as everywhere else."""

from __future__ import annotations

from django.db.models import Q

from expertise.claims.enums import ClaimState
from expertise.claims.models import Endorsement, ExpertiseClaim
from knowledge_network.kit.database_views import View, register

register(
    View(
        "expertise_shown_claim",
        ExpertiseClaim.objects.shown_to_members,
        {
            "claim_id": "id",
            "member_id": "member_id",
            "topic_id": "topic_id",
            "state": "state",
            "state_since": "state_since",
            "level": "level",
            "year_groups": "year_groups",
            "description": "description",
            "forms": "forms",
            "last_confirmed_on": "last_confirmed_on",
            "created_at": "created_at",
        },
    ),
    # What counts as supply of a topic.
    View(
        "expertise_proven_claim",
        lambda: ExpertiseClaim.objects.shown_to_members().proven(),
        {
            "member_id": "member_id",
            "topic_id": "topic_id",
            "sectors": "sectors",
            "is_recognised": Q(state=ClaimState.RECOGNISED),
        },
    ),
    View(
        "expertise_standing_endorsement",
        Endorsement.objects.standing,
        {
            "endorsement_id": "id",
            "claim_id": "claim_id",
            "text": "text",
            "by_name": "by__given_name",
            "basis": "basis",
            "given_on": "given_on",
        },
    ),
)
