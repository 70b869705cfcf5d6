"""Barriers as their pages show them, and what stands beside one in the steps of its group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.models import Member
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier, BarrierTurn
from plg.groups.models import Group
from plg.groups.queries import remember_roles
from plg.space.entrance import Space
from plg.steps.enums import EntryKind
from plg.steps.models import StepEntry
from plg.steps.presenters import say_who
from plg.steps.registry import EntryNote

TONES: dict[str, str] = {
    BarrierState.OPEN: "",
    BarrierState.ASKED: "warn",
    BarrierState.SOLVED: "ok",
    BarrierState.PARTLY: "ok",
    BarrierState.STAYS: "bad",
}


@dataclass(frozen=True)
class BarrierLine:
    """One barrier of the inventory; `answer` is what was said last."""

    title: str
    url: str
    whom: str
    group: str
    state: str
    tone: str
    since: dt.datetime
    answer: str


@dataclass(frozen=True)
class InsideLine:
    """A barrier that stands in the steps of a group only, as its members see it."""

    title: str
    whom: str
    group: str
    url: str
    deed_url: str


@dataclass(frozen=True)
class TurnLine:
    """What happened: `said` are the words, `meta` who and when."""

    label: str
    tone: str
    said: str
    meta: str


@dataclass(frozen=True)
class BarrierPage:
    asks: str
    whom: str
    state: str
    tone: str
    group: str
    group_url: str
    brought_on: dt.datetime
    turns: list[TurnLine]


def say_whom(barrier: Barrier) -> str:
    """The organisation that it was put to, else the sort of it that the group named."""
    return barrier.organisation.name if barrier.organisation is not None else barrier.entry.get_addressee_display()


def build_line(barrier: Barrier, answer: str) -> BarrierLine:
    return BarrierLine(
        title=barrier.entry.title,
        url=barrier.get_absolute_url(),
        whom=say_whom(barrier),
        group=barrier.entry.walk.group.name,
        state=str(barrier.get_state_display()),
        tone=TONES[barrier.state],
        since=barrier.state_at,
        answer=answer,
    )


def build_lines(barriers: Sequence[Barrier]) -> list[BarrierLine]:
    """One query: the last answer of each."""
    turns = BarrierTurn.objects.filter(barrier__in=barriers, state__in=BarrierState.ANSWERED).order_by("pk")
    answers = dict(turns.values_list("barrier", "text"))
    return [build_line(barrier, answers.get(barrier.pk, "")) for barrier in barriers]


def build_inside(entries: Sequence[StepEntry], reader: Member) -> list[InsideLine]:
    """One query, of the reader's place in their groups: a lead may let them out, and who wrote them."""
    remember_roles([entry.walk.group for entry in entries], reader)
    return [
        InsideLine(
            title=entry.title,
            whom=entry.get_addressee_display(),
            group=entry.walk.group.name,
            url=reverse("plg:steps", args=[entry.walk.group.slug]),
            deed_url=_say_deed_url(entry) if reader.has_perm("plg.bring_barrier", entry) else "",
        )
        for entry in entries
    ]


def _say_deed_url(entry: StepEntry) -> str:
    return reverse("plg:barrier_bring", args=[entry.walk.group.slug, entry.public_id])


def build_page(barrier: Barrier, reader: Member) -> BarrierPage:
    """Two queries."""
    group = barrier.entry.walk.group
    turns = barrier.turns.select_related("by", "organisation").order_by("pk")
    return BarrierPage(
        asks=barrier.entry.first,
        whom=say_whom(barrier),
        state=str(barrier.get_state_display()),
        tone=TONES[barrier.state],
        group=group.name,
        group_url=group.get_absolute_url() if Group.objects.visible_to(reader).filter(pk=group.pk).exists() else "",
        brought_on=barrier.brought_at,
        turns=[_build_turn(barrier, turn) for turn in turns],
    )


def _build_turn(barrier: Barrier, turn: BarrierTurn) -> TurnLine:
    whom = turn.organisation.name if turn.organisation is not None else barrier.entry.get_addressee_display()
    label = _("Put to %(whom)s") % {"whom": whom} if turn.state == BarrierState.ASKED else turn.get_state_display()
    who = (
        _("%(who)s, written down by %(writer)s") % {"who": turn.said_by, "writer": say_who(turn.by)}
        if turn.said_by
        else say_who(turn.by)
    )
    return TurnLine(str(label), TONES[turn.state], turn.text, f"{who} · {nice_date(turn.at)}")


def find_notes(space: Space, entries: Sequence[StepEntry]) -> dict[int, EntryNote]:
    """Beside each barrier in the steps: whether it stands in the inventory. One query, none without a barrier."""
    rows = [entry for entry in entries if entry.kind == EntryKind.BARRIER]
    if not rows:
        return {}
    known = {one.entry_id: one for one in Barrier.objects.filter(entry__in=rows)}
    return {entry.pk: _build_note(space, entry, known.get(entry.pk)) for entry in rows}


def _build_note(space: Space, entry: StepEntry, barrier: Barrier | None) -> EntryNote:
    if barrier is not None:
        text = _("In the inventory of barriers: %(state)s") % {"state": barrier.get_state_display()}
        return EntryNote(text, "ban", url=barrier.get_absolute_url())
    may = space.may("plg.write_steps") and space.reader.has_perm("plg.bring_barrier", entry)
    return EntryNote(
        _("Only your group reads this."),
        "lock",
        deed=_("Bring it into the inventory") if may else "",
        deed_url=_say_deed_url(entry) if may else "",
    )
