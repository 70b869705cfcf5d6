"""What a deed about a meeting would bring about, before it does: who hears it, and whether schools are closed then."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.members.people.models import Member
from knowledge_network.members.tables.presenters import Look
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


def look_at_deed(ahead: Ahead, *, title: str, button: str, url: str, back: str) -> Look:
    """The page between a button and what it does, which names who hears of it."""
    words = {"n": ahead.count}
    closed = _("Schools are closed on that day: %(reason)s. You can still choose another day.")
    return Look(
        title=title,
        summary=ngettext("%(n)d person hears of it.", "%(n)d people hear of it.", ahead.count) % words,
        heading=_("Who are they?"),
        names=ahead.names,
        skipped=[],
        button=button,
        hidden=[("seen", ahead.seen)],
        url=url,
        back=back,
        notes=[closed % {"reason": ahead.closed}] if ahead.closed else [],
    )
