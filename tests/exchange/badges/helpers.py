"""Badges of invented people, for the tests of their rules."""

from __future__ import annotations

from typing import Any

from django.test import Client

from expertise.claims.enums import ClaimState
from expertise.claims.models import ExpertiseClaim
from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import BadgeForm, BadgeKind
from knowledge_network.exchange.badges.models import Badge, BadgeClass
from tests import factories as f


def client_of(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def make_coordinator(**names: Any) -> Any:
    return f.NetworkRoleFactory(role="network_coordinator", member=f.MemberFactory(**names)).member


def write(kind: str, by: Any, **values: Any) -> BadgeClass:
    words = {
        "name": "Procesbegeleider",
        "description": "Begeleidt een groep leraren.",
        "criterion": "Begeleidde een groep en laat zien wat die leerde.",
        "months": 24,
    }
    return actions.write_class(kind=kind, by=by, **{**words, **values})


def grant(member: Any, by: Any, **values: Any) -> Badge:
    known = BadgeClass.objects.filter(kind=BadgeKind.PROCESS_GUIDE).first()
    badge_class = known or write(BadgeKind.PROCESS_GUIDE, by, **values)
    asked = actions.ask_badge(badge_class=badge_class, by=member, motivation="Ik begeleidde de rekengroep.")
    return actions.grant_badge(badge=asked, by=by)


def recognised_claim(member: Any) -> ExpertiseClaim:
    claim = f.ExpertiseClaimFactory(member=member)
    ExpertiseClaim.objects.filter(pk=claim.pk).update(state=ClaimState.RECOGNISED)
    claim.refresh_from_db()
    return claim


FORMS = [BadgeForm.JWT, BadgeForm.LINKED_DATA]
