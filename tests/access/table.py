"""The language of the access table: for every address and method, what each role gets.

Each part of the platform declares its rows in a module of this package (`rows_members.py`, `rows_groups.py`, …) as
`ROWS: list[Row]`. `test_access.py` fails for an address without a row and for a row without an address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OK = "ok"  # 200, or the redirect after a deed: something was stored
LEADS_ON = "leads on"  # a redirect to another page, with nothing stored: there was nothing to do, or it was refused
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
MEMBERS = tuple(role for role in ROLES if role not in STRANGERS)


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

    @property
    def key(self) -> tuple[str, str, str]:
        """By which `LEADS_ON` of a module of rows names it."""
        return (self.method, self.name, self.note)


def members_only(**others: str) -> dict[str, str]:
    """OK for every active member, the log-in page for everybody else, but for the roles in `others`."""
    return {"*": OK, **dict.fromkeys(STRANGERS, LOGIN), **others}


def shown_again(outcomes: dict[str, str], status: str = "422") -> dict[str, str]:
    """Who may, sent a form that cannot be stored: it is shown again."""
    return {role: status if outcome == OK else outcome for role, outcome in outcomes.items()}


def members_but(*roles: str) -> tuple[str, ...]:
    return tuple(role for role in MEMBERS if role not in roles)


def only(*roles: str, otherwise: str = FORBIDDEN) -> dict[str, str]:
    """OK for `roles`; other members get `otherwise`, strangers the log-in page."""
    return {"*": otherwise, **dict.fromkeys(STRANGERS, LOGIN), **dict.fromkeys(roles, OK)}


def everybody() -> dict[str, str]:
    return {"*": OK}
