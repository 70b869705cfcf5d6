"""A role that waits for a second person: coordinators and administrators decide."""

from __future__ import annotations

from typing import Any

from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import RoleProposal
from tests import factories as f
from tests.access.table import Row, only
from tests.access.world import World

GIVES_ROLES = only("coordinator", "admin")


def objects_of(world: World) -> dict[str, Any]:
    proposer = f.NetworkRoleFactory().member
    role = NetworkRoleKind.PRIVACY_CONTACT
    return {"role_proposal": RoleProposal.objects.create(member=world.member, role=role, proposed_by=proposer)}


def proposal(world: World) -> dict[str, Any]:
    return {"public_id": world.role_proposal.public_id}


ROWS = [
    Row("members:role_confirm", GIVES_ROLES, method="post", kwargs=proposal),
    Row("members:role_refuse", GIVES_ROLES, method="post", kwargs=proposal),
]
