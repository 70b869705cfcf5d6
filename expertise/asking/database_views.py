"""What the SQL of other parts may read of questions: that they were asked and answered, never what about."""

from __future__ import annotations

from django.db.models import Q

from expertise.asking.enums import HelpOutcome, HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from knowledge_network.kit.database_views import View, register

register(
    View(
        "expertise_asked",
        lambda: HelpRequest.objects.exclude(state__in=HelpState.NOT_ASKED),
        {
            "member_id": "asker_id",
            "asked_at": "asked_at",
            "answered_at": "answered_at",
            "has_helped": Q(outcome__in=HelpOutcome.HELPED),
        },
    ),
    # Who helped with a question that was answered.
    View(
        "expertise_helped",
        lambda: HelpRequestMatch.objects.filter(
            state=MatchState.ACCEPTED, expert__isnull=False, help_request__answered_at__isnull=False
        ),
        {
            "member_id": "expert_id",
            "help_request_id": "help_request_id",
            "answered_at": "help_request__answered_at",
        },
    ),
)
