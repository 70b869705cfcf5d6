"""What has to be arranged before somebody can go: apps register what they know of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Blocker:
    """One thing to arrange first: what it is, and the page where it is done."""

    text: str | _StrPromise
    url: str = ""


class BlockedError(Exception):
    """Somebody cannot go yet; `blockers` says why."""

    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__("; ".join(str(blocker.text) for blocker in blockers))
        self.blockers = blockers


_checks: list[Callable[[Member], Iterable[Blocker]]] = []


def register_blocker(check: Callable[[Member], Iterable[Blocker]]) -> Callable[[Member], Iterable[Blocker]]:
    """Add a check; usable as a decorator. It is asked before somebody leaves, asks to be erased, or is erased."""
    if check not in _checks:
        _checks.append(check)
    return check


def find_blockers(member: Member) -> list[Blocker]:
    return [blocker for check in _checks for blocker in check(member)]


def demand_unblocked(member: Member) -> None:
    """Raise BlockedError when something has to be arranged first."""
    if found := find_blockers(member):
        raise BlockedError(found)


@register_blocker
def last_in_a_role_that_the_network_needs(member: Member) -> Iterable[Blocker]:
    """Without a coordinator nobody decides, without a privacy contact nobody answers, without an admin nobody helps."""
    needed = (
        NetworkRoleKind.NETWORK_COORDINATOR,
        NetworkRoleKind.PLATFORM_ADMIN,
        NetworkRoleKind.PRIVACY_CONTACT,
    )
    held = NetworkRole.objects.current().filter(role__in=needed)
    mine = set(held.filter(member=member).values_list("role", flat=True))
    others = set(held.exclude(member=member).filter(member__in=Member.objects.active()).values_list("role", flat=True))
    for role in needed:
        if role in mine - others:
            yield Blocker(_("You are the only %(role)s. Give this role to somebody else first.") % {"role": role.label})
