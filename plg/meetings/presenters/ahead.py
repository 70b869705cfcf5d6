"""What a deed about a meeting would bring about, before it does: who hears it, and whether schools are closed then."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from knowledge_network.members.people.models import Member
from plg.meetings.closed_days import closed_because
from plg.meetings.models import Meeting

# More people than these hear of something only after a look at who they are.
ASK_ABOVE = 50


@dataclass(frozen=True)
class Ahead:
    """`names` of who hears it, in order; `left_out` is how many members do not. `closed` names the holiday.

    `seen` says what was looked at: another day or another number of people is looked at anew.
    """

    names: list[str]
    left_out: int
    closed: str
    seen: str

    @property
    def count(self) -> int:
        return len(self.names)

    @property
    def is_worth_a_look(self) -> bool:
        return self.count > ASK_ABOVE or bool(self.closed)


def look_ahead(meeting: Meeting, people: list[Member], *, left_out: int = 0) -> Ahead:
    """`meeting` as it would be, stored or not; `people` who would hear of it. Two or three queries."""
    reason = closed_because(meeting)
    day = timezone.localdate(meeting.starts_at)
    names = [person.get_full_name() for person in people]
    return Ahead(names, left_out, str(reason) if reason else "", f"{len(names)}/{day.isoformat()}")
