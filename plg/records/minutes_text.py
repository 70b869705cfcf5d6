"""The text of minutes as it is typed, and what happens when two people type at once.

Every piece (a report, a decision, an action point, …) has a key. A page remembers a fingerprint of each piece as it was
drawn. When somebody else saved in between, what only one of the two changed is taken over; only a piece that both
changed, each in another way, is a conflict.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge_network.members.people.models import Member
from plg.meetings.models import Meeting
from plg.records.models import ActionItem, Decision, Minutes


@dataclass(frozen=True)
class DecisionRow:
    """A decision as typed; an empty text takes it away. `item` is the public id of the subject, or nothing."""

    public_id: str
    item: str
    text: str

    @property
    def key(self) -> str:
        return f"decision:{self.public_id}"


@dataclass(frozen=True)
class ActionRow:
    """An action point as typed; an empty title takes it away. `owner` is a member or None."""

    public_id: str
    item: str
    title: str
    owner: Member | None = None
    due_on: dt.date | None = None

    @property
    def key(self) -> str:
        return f"action:{self.public_id}"

    @property
    def said(self) -> str:
        if not self.title:
            return ""
        return "\n".join((self.title, self.owner.public_id if self.owner else "", str(self.due_on or "")))


@dataclass(frozen=True)
class MinutesText:
    """Everything that stands on the page of the writer; `earlier` is the status of older action points that changed.

    What is not named (a report, a row) is left as it is.
    """

    opening: str = ""
    closing: str = ""
    reports: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[DecisionRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)

    def pieces(self) -> dict[str, str]:
        """Key → what it says."""
        return {
            "opening": self.opening,
            "closing": self.closing,
            **{f"report:{public_id}": text for public_id, text in self.reports.items()},
            **{row.key: row.text for row in self.decisions},
            **{row.key: row.said for row in self.actions},
        }


def fingerprint(text: str) -> str:
    """Short, and the same for texts that differ only in how lines end; nothing for an empty text."""
    plain = text.replace("\r\n", "\n").strip()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:10] if plain else ""


def fingerprints(text: MinutesText) -> dict[str, str]:
    return {key: mark for key, said in text.pieces().items() if (mark := fingerprint(said))}


def stored_text(meeting: Meeting, minutes: Minutes | None) -> MinutesText:
    """What stands in the database now. Three queries."""
    subject = {item.pk: item for item in meeting.agenda_items.all()}
    decisions = Decision.objects.filter(meeting=meeting).order_by("position", "pk")
    actions = ActionItem.objects.filter(meeting=meeting).select_related("owner").order_by("pk")

    def of(key: int | None) -> str:
        return subject[key].public_id if key in subject else ""

    return MinutesText(
        opening=minutes.opening if minutes else "",
        closing=minutes.closing if minutes else "",
        reports={item.public_id: item.report for item in subject.values()},
        decisions=tuple(DecisionRow(row.public_id, of(row.agenda_item_id), row.text) for row in decisions),
        actions=tuple(
            ActionRow(row.public_id, of(row.agenda_item_id), row.title, row.owner, row.due_on) for row in actions
        ),
    )


@dataclass(frozen=True)
class Merged:
    """`text` is what to store; `conflicts` are the keys that both changed; there `text` has one's own words."""

    text: MinutesText
    conflicts: tuple[str, ...] = ()


def merge(mine: MinutesText, base: Mapping[str, str], stored: MinutesText) -> Merged:
    """One's own text laid over what stands now; `base` has the fingerprints of what one started from."""
    now, conflicts, keep = stored.pieces(), [], set()
    for key, said in mine.pieces().items():
        was, own, theirs = base.get(key, ""), fingerprint(said), fingerprint(now.get(key, ""))
        if theirs in (own, was):
            continue
        if own == was:
            keep.add(key)
        else:
            conflicts.append(key)
    kept_decisions = {row.key: row for row in stored.decisions}
    kept_actions = {row.key: row for row in stored.actions}
    text = replace(
        mine,
        opening=stored.opening if "opening" in keep else mine.opening,
        closing=stored.closing if "closing" in keep else mine.closing,
        reports={
            public_id: stored.reports.get(public_id, "") if f"report:{public_id}" in keep else said
            for public_id, said in mine.reports.items()
        },
        decisions=tuple(
            kept_decisions.get(row.key, replace(row, text="")) if row.key in keep else row for row in mine.decisions
        ),
        actions=tuple(
            kept_actions.get(row.key, replace(row, title="")) if row.key in keep else row for row in mine.actions
        ),
    )
    return Merged(text, tuple(conflicts))
