"""What the profile page shows of somebody's expertise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise.claims.enums import ClaimState
from expertise.claims.presenters import CHIPS
from expertise.claims.queries import Quote, ShownClaim, shown_claims
from knowledge_network.kit.addresses import address_by_key
from knowledge_network.members.people.sections import ProfileSection, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Viewer

STATES = {state.value: (state.label, CHIPS[state]) for state in ClaimState}


@dataclass(frozen=True)
class ClaimRow:
    """A claim on somebody's profile."""

    url: str
    topic: str
    slug: str
    state: str
    chip: str
    is_recognised: bool
    description: str
    quote: Quote | None


@dataclass(frozen=True)
class ClaimsPart:
    """The part of a profile that tells what somebody can help with."""

    claims: list[ClaimRow]
    is_own: bool
    may_ask: bool
    member_id: str


def build_part(member: Member, viewer: Viewer) -> ClaimsPart | None:
    """One query. Whoever shows nothing has no such part; on one's own page it says how to begin."""
    is_own = viewer.pk == member.pk
    rows = shown_claims(member, viewer)
    if not rows and not is_own:
        return None
    address = address_by_key("expertise:claim_detail")
    return ClaimsPart(
        claims=[_row(row, address) for row in rows],
        is_own=is_own,
        may_ask=viewer.is_authenticated and not is_own and member.is_present,
        member_id=member.public_id,
    )


def _row(row: ShownClaim, address: Callable[[str], str]) -> ClaimRow:
    label, chip = STATES[row["state"]]
    name = row["topic__name"]
    return ClaimRow(
        url=address(row["public_id"]),
        topic=name[:1].upper() + name[1:],
        slug=row["topic__slug"],
        state=str(label)[:1].upper() + str(label)[1:],
        chip=chip,
        is_recognised=row["state"] == ClaimState.RECOGNISED,
        description=row["description"],
        quote=row["quote"],
    )


register(
    ProfileSection(name="expertise", template="expertise/claims/_profile_section.html", build=build_part, order=10)
)
