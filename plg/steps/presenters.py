"""The ten steps as their page shows them: where the group is, what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.models import Member
from plg.groups.outputs import Output, list_outputs, start_urls
from plg.space.entrance import Space
from plg.steps.enums import EntryKind, ThemeStep
from plg.steps.facts import read_facts
from plg.steps.models import StepEntry, ThemeWalk
from plg.steps.names import EXPLAINED, LABELS, PARTS, STEP_OF, find_missing
from plg.steps.registry import EntryNote, find_notes

MOST_MOVES = 20


@dataclass(frozen=True)
class Written:
    """A label with what was written under it."""

    label: str
    text: str


@dataclass(frozen=True)
class Entry:
    title: str
    lines: list[Written]
    link: str
    meta: str
    change_url: str
    # What a room above says of it.
    note: EntryNote | None


@dataclass(frozen=True)
class Adding:
    """A button that adds an entry of one kind."""

    label: str
    url: str


@dataclass(frozen=True)
class TalkRow:
    """A row of the table in which the talks with teams lie side by side."""

    who: str
    team: str
    day: str
    asked: str
    said: str


@dataclass(frozen=True)
class Step:
    number: int
    label: str
    explained: str
    is_past: bool
    is_now: bool
    written: list[Written]
    entries: list[Entry]
    adds: list[Adding]
    write_url: str
    missing: list[str]


@dataclass(frozen=True)
class Approver:
    name: str
    school: str
    day: str


@dataclass(frozen=True)
class StepsPage:
    steps: list[Step]
    now: Step
    central_question: str
    origin_count: int
    origin_url: str
    approvers: list[Approver]
    has_approved: bool
    talks: list[TalkRow]
    products: list[Output]
    product_urls: list[str]
    moves: Cut[Written]
    earlier: list[tuple[int, str]]
    next_step: int
    is_done: bool


def say_who(member: Member | None) -> str:
    return member.get_full_name() if member is not None and member.is_present else _("former member")


def build_steps(space: Space, walk: ThemeWalk) -> StepsPage:
    """At most eight queries, and one for each room that says something of entries."""
    entries = list(walk.entries.select_related("by").order_by("pk"))
    approvals = list(walk.approvals.select_related("by", "school").order_by("pk"))
    facts = read_facts(walk, entries, approvals)
    can_write = space.may("plg.write_steps")
    # Who may do what with an entry depends on its group.
    for entry in entries:
        entry.walk = walk
    shown = {entry.pk: _build_entry(space, entry, note) for entry, note in _lay_notes(space, entries)}
    steps = [
        _build_step(
            space,
            walk,
            step,
            [shown[entry.pk] for entry in entries if STEP_OF[entry.kind] == step],
            find_missing(step, facts),
            can_write=can_write,
        )
        for step in ThemeStep
    ]
    now = steps[walk.step - 1]
    return StepsPage(
        steps=steps,
        now=now,
        central_question=walk.central_question,
        origin_count=walk.origin_count,
        origin_url=walk.origin_url,
        approvers=[Approver(say_who(one.by), one.school.name, nice_date(one.approved_on)) for one in approvals],
        has_approved=any(one.by_id == space.reader.pk for one in approvals),
        talks=[_build_talk(entry) for entry in entries if entry.kind == EntryKind.TALK],
        products=list_outputs(walk.group, space.reader),
        # A product is written by who may speak for the group.
        product_urls=start_urls(walk.group) if space.may("plg.change_group") else [],
        moves=_build_moves(walk),
        earlier=[(step.value, f"{step.value}. {step.label}") for step in ThemeStep if step < walk.step],
        next_step=walk.step + 1 if walk.step < len(ThemeStep) else 0,
        is_done=walk.step == len(ThemeStep) and not now.missing,
    )


def _lay_notes(space: Space, entries: Sequence[StepEntry]) -> list[tuple[StepEntry, EntryNote | None]]:
    notes = find_notes(space, entries)
    return [(entry, notes.get(entry.pk)) for entry in entries]


def _build_step(
    space: Space, walk: ThemeWalk, step: ThemeStep, entries: list[Entry], missing: list[str], *, can_write: bool
) -> Step:
    names = PARTS.get(step, ())
    written = [
        Written(str(ThemeWalk._meta.get_field(name).verbose_name), getattr(walk, name))  # type: ignore[union-attr]
        for name in names
        if getattr(walk, name)
    ]
    kinds = [kind for kind in EntryKind if STEP_OF[kind] == step]
    return Step(
        number=step.value,
        label=str(step.label),
        explained=str(EXPLAINED[step]),
        is_past=step < walk.step,
        is_now=step == walk.step,
        written=written,
        entries=entries,
        adds=[Adding(_say_add(kind), space.url("step_entry_add", kind.address)) for kind in kinds if can_write],
        write_url=space.url("steps_write", step.value) if names and can_write else "",
        missing=missing,
    )


def _say_add(kind: EntryKind) -> str:
    return {
        EntryKind.QUESTION: _("Add a question"),
        EntryKind.PRACTICE: _("Add an example from practice"),
        EntryKind.SOURCE: _("Add a source"),
        EntryKind.TALK: _("Write down the talk with your team"),
        EntryKind.CASE: _("Work out a case"),
        EntryKind.BARRIER: _("Name a barrier"),
    }[kind]


def _build_entry(space: Space, entry: StepEntry, note: EntryNote | None) -> Entry:
    labels = LABELS[entry.kind]
    lines = [
        Written(str(labels[name]), getattr(entry, name))
        for name in ("contact", "first", "second", "third", "fourth")
        if name in labels and getattr(entry, name)
    ]
    if entry.addressee:
        lines.insert(0, Written(str(labels["addressee"]), entry.get_addressee_display()))
    meta = [say_who(entry.by), nice_date(entry.held_on or entry.at)]
    may_change = space.may("plg.write_steps") and space.reader.has_perm("plg.change_step_entry", entry)
    return Entry(
        title=entry.title,
        lines=lines,
        link=entry.link,
        meta=" · ".join(meta),
        change_url=space.url("step_entry_change", entry.public_id) if may_change else "",
        note=note,
    )


def _build_talk(entry: StepEntry) -> TalkRow:
    return TalkRow(say_who(entry.by), entry.title, nice_date(entry.held_on), entry.first, entry.second)


def _build_moves(walk: ThemeWalk) -> Cut[Written]:
    rows = cut(walk.moves.select_related("by").order_by("-pk"), MOST_MOVES)
    return rows.told(
        lambda move: Written(
            f"{nice_date(move.at)} · {say_who(move.by)}",
            _("from step %(from)d to step %(to)d") % {"from": move.from_step, "to": move.to_step}
            + (f": {move.reason}" if move.reason else ""),
        )
    )
