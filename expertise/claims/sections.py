"""What the profile page shows of somebody's expertise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from expertise.claims.enums import ClaimState
from expertise.claims.presenters import CHIPS
from expertise.claims.queries import shown_claims
from knowledge_network.kit.addresses import addresses_of
from knowledge_network.members.people.sections import ProfileSection, register

STATES = {state.value: (state.label, CHIPS[state]) for state in ClaimState}


def build_part(member: Any, viewer: Any) -> dict[str, Any] | None:
    """One query. Whoever shows nothing has no such part; on one's own page it says how to begin."""
    is_own = viewer.pk == member.pk
    rows = shown_claims(member, viewer)
    if not rows and not is_own:
        return None
    address = addresses_of("expertise:claim_detail")
    return {
        "claims": [_row(row, address) for row in rows],
        "is_own": is_own,
        "may_ask": viewer.is_authenticated and not is_own and member.is_present,
        "member_id": member.public_id,
    }


def _row(row: dict[str, Any], address: Callable[[str], str]) -> dict[str, Any]:
    label, chip = STATES[row["state"]]
    name = row["topic__name"]
    return {
        "url": address(row["public_id"]),
        "topic": name[:1].upper() + name[1:],
        "slug": row["topic__slug"],
        "state": str(label)[:1].upper() + str(label)[1:],
        "chip": chip,
        "is_recognised": row["state"] == ClaimState.RECOGNISED,
        "description": row["description"],
        "quote": row["quote"],
    }


register(
    ProfileSection(name="expertise", template="expertise/claims/_profile_section.html", build=build_part, order=10)
)
