"""The language of the access table: for every address and method, what each role gets.

Each part of the platform declares its rows in a module of this package (`rows_members.py`, `rows_groups.py`, …) as
`ROWS: list[Row]`. `test_access.py` fails for an address without a row and for a row without an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OK = "ok"  # 200, or the redirect after a deed
LOGIN = "login"  # sent to the log-in page
FORBIDDEN = "403"  # visible, not allowed
HIDDEN = "404"  # outside your scope: exactly as if it did not exist
REFUSED = "400"  # a bad request for everybody (a signed link without signature)

ROLES = (
    "anonymous",
    "unverified",
    "suspended",
    "same_board",  # a teacher of the same board as the group's and member's own, not in the group
    "other_board",  # a teacher of another board
    "group_member",
    "group_lead",
    "leader_own",  # school leader of the school where `world.member` works
    "leader_other",
    "board_director",
    "coordinator",
    "privacy_contact",
    "admin",
)
STRANGERS = ("anonymous", "unverified", "suspended")


@dataclass(frozen=True)
class Row:
    """`name`: the URL's name with namespace. `outcomes`: role → outcome, «*» for all not named.

    `kwargs` and `data` are made from the `World` of the test, so that the row names real objects of that world.
    """

    name: str
    outcomes: dict[str, str]
    method: str = "get"
    kwargs: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    data: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    note: str = ""

    def outcome(self, role: str) -> str:
        return self.outcomes.get(role, self.outcomes["*"])


def members_only(**others: str) -> dict[str, str]:
    """OK for every active member, the log-in page for everybody else, but for the roles in `others`."""
    return {"*": OK, **dict.fromkeys(STRANGERS, LOGIN), **others}


def only(*roles: str, otherwise: str = FORBIDDEN) -> dict[str, str]:
    """OK for `roles`; other members get `otherwise`, strangers the log-in page."""
    return {"*": otherwise, **dict.fromkeys(STRANGERS, LOGIN), **dict.fromkeys(roles, OK)}


def everybody() -> dict[str, str]:
    return {"*": OK}
