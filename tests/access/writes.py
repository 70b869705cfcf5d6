"""What a request stores."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)
TRAIL = "members_auditevent"
# A session's own bookkeeping, the day a member was last seen, and the record that somebody looked.
BOOKKEEPING = {
    "django_session",
    "usersessions_usersession",
    TRAIL,
    # That a form was sent, and that somebody guessed.
    "members_sentform",
    "members_guess",
}
LAST_SEEN = re.compile(r'UPDATE "members_member" SET "last_seen_on"')


class Writes:
    """Listens to what is said to the database, and keeps what changes a row."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.is_recorded = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        match = WRITES.match(sql)
        if match and match.group(2) not in BOOKKEEPING and not LAST_SEEN.search(sql):
            self.kept.append(sql[:200])
        self.is_recorded |= bool(match) and match.group(2) == TRAIL
        return execute(sql, params, many, context)

    def told_of(self) -> bool:
        """Whether something was written in the audit trail since this was last asked."""
        told, self.is_recorded = self.is_recorded, False
        return told

    def taken(self) -> list[str]:
        kept, self.kept = self.kept, []
        return kept
