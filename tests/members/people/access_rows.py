"""A role that waits for a second person: coordinators and administrators decide."""

from __future__ import annotations

from typing import Any

from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import MemberMerge, RoleProposal
from tests import factories as f
from tests.access.table import Row, only
from tests.access.world import World

GIVES_ROLES = only("coordinator", "admin")


def objects_of(world: World) -> dict[str, Any]:
    proposer = f.NetworkRoleFactory().member
    role = NetworkRoleKind.PRIVACY_CONTACT
    ended, kept = f.MemberFactory(), f.MemberFactory()
    coordinator = world.people["coordinator"]
    merge = MemberMerge.objects.create(kept=kept, ended=ended, merged_by=coordinator)
    return {
        "member_merge": merge,
        "role_proposal": RoleProposal.objects.create(member=world.member, role=role, proposed_by=proposer),
    }


def proposal(world: World) -> dict[str, Any]:
    return {"public_id": world.role_proposal.public_id}


def merged(world: World) -> dict[str, Any]:
    return {"public_id": world.member_merge.public_id}


def somebody(world: World) -> dict[str, Any]:
    return {"public_id": world.member.public_id}


COORDINATOR = only("coordinator")

ROWS = [
    Row("members:member_merge", COORDINATOR, kwargs=somebody),
    Row(
        "members:member_merge",
        {**COORDINATOR, "coordinator": "422"},
        method="post",
        kwargs=somebody,
        data=lambda world: {"other": "niemand@example.org"},
        note="nobody",
    ),
    Row("members:member_merge_undo", COORDINATOR, method="post", kwargs=merged),
    Row("members:role_confirm", GIVES_ROLES, method="post", kwargs=proposal),
    Row("members:role_refuse", GIVES_ROLES, method="post", kwargs=proposal),
]
