"""An intervision as every screen shows it, and the list of one's own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.rounds import RoundState, Timer, tell_state
from knowledge_network.members.people.models import Member
from plg.intervision.enums import Method, RoundKind, SessionState
from plg.intervision.models import IntervisionNote, IntervisionRound, IntervisionSession
from plg.intervision.queries import find_case, list_notes, list_people_there

ROUND_HELP = {
    RoundKind.CHOICE: gettext_lazy("Each names an incident in one sentence. Choose together which one you take."),
    RoundKind.SKETCH: gettext_lazy("Who brings the case tells up to the moment of acting. The others only listen."),
    RoundKind.WRITE_QUESTIONS: gettext_lazy("Each writes down what you still need to know. No advice in disguise."),
    RoundKind.INFORMATION: gettext_lazy("Ask one question at a time. Who brings the case answers shortly, with facts."),
    RoundKind.ANALYSIS: gettext_lazy("What is really going on here? Who brought the case listens."),
    RoundKind.WRITE_POSITION: gettext_lazy("Each writes down: «In this situation I would …, because …»."),
    RoundKind.POSITIONS: gettext_lazy("Read out what you wrote. Ask about it, do not dispute it."),
    RoundKind.WHAT_WAS_DONE: gettext_lazy("Now who brought the case tells what they did, and how that went."),
    RoundKind.TALK: gettext_lazy("What strikes you? What is true beyond this one case?"),
    RoundKind.EVALUATION: gettext_lazy("What did this give, and how did we work? Each writes what they take along."),
    RoundKind.QUESTION: gettext_lazy("Who brings the case tells the question, and why it is one."),
    RoundKind.EXPLORATION: gettext_lazy("Ask openly, one by one. No advice yet: park it."),
    RoundKind.CORE: gettext_lazy("Each says in one sentence what they think the core is. Which one fits?"),
    RoundKind.ADVICE: gettext_lazy(
        "Each gives one piece of advice. Who brought the case says which ones speak to them."
    ),
    RoundKind.WORTH_IT: gettext_lazy("On what do you differ, and what would be lost if you left it alone?"),
    RoundKind.TOGETHER: gettext_lazy("Which interest do you share? Put an approach together in which both fit."),
    RoundKind.NEW_PRACTICE: gettext_lazy(
        "What do you do otherwise from Monday on, who begins, and when do you look again?"
    ),
    RoundKind.OWN: "",
}
METHOD_HELP = {
    Method.INCIDENT: gettext_lazy(
        "One moment in which you had to act. The others ask, and write down what they would do."
    ),
    Method.FIVE_STEPS: gettext_lazy("From a question to its core, then advice. Short and quiet."),
    Method.DISAGREEMENT: gettext_lazy("For when you differ: worth a conflict, an approach together, a new practice."),
    Method.OWN: gettext_lazy("You write your own rounds, each with its minutes."),
}
# Seconds too long after which a clock is left out: who stopped half-way goes on another day.
LONGEST_OVER = 2 * 3600


@dataclass(frozen=True)
class RoundLine:
    place: int
    label: str
    minutes: int
    state: RoundState
    is_silent: bool
    help: str

    @property
    def is_now(self) -> bool:
        return self.state == RoundState.NOW

    @property
    def is_later(self) -> bool:
        return self.state == RoundState.LATER


@dataclass(frozen=True)
class NoteLine:
    uuid: uuid.UUID
    text: str
    by: str
    at: dt.datetime
    is_own: bool
    speaks: bool
    remove_url: str
    take_up_url: str
    speaks_url: str


@dataclass(frozen=True)
class NotesOfRound:
    place: int
    label: str
    lines: list[NoteLine]


@dataclass(frozen=True)
class TakenLine:
    text: str
    by: str
    is_own: bool
    remove_url: str


@dataclass(frozen=True)
class SessionView:
    session: IntervisionSession
    state: str
    rounds: list[RoundLine]
    now: RoundLine | None
    timer: Timer | None
    is_last: bool
    case: str
    has_case: bool
    notes: list[NotesOfRound]
    parked: list[NoteLine]
    can_take_up: bool
    taken: list[TakenLine]
    people: list[str]
    leader: str
    bringer: str
    is_bringer: bool
    can_lead: bool
    can_write: bool
    shows_texts: bool

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.rounds)


def tell_screen(session: IntervisionSession) -> str:
    """What differs as soon as a screen has something new to show."""
    return str(session.revision)


def build_view(session: IntervisionSession, reader: Member) -> SessionView:
    """Seven queries, however much was said. The case is for all once the session begins, before for who brings it."""
    rounds = list(session.rounds.all())
    lines = _build_rounds(session, rounds)
    now = next((line for line in lines if line.is_now), None)
    is_bringer = session.bringer_id == reader.pk
    has_begun = session.started_at is not None
    case = find_case(session)
    notes = list_notes(session, reader) if has_begun else []
    reached = [one for one in rounds if session.current is not None and one.position <= session.current]
    started = session.round_started_at
    return SessionView(
        session=session,
        state=tell_screen(session),
        rounds=lines,
        now=now,
        timer=_build_timer(started, now),
        is_last=now is not None and now.place == len(lines),
        case=case.text if case is not None and (has_begun or is_bringer) else "",
        has_case=case is not None,
        notes=_group_notes(session, lines, [note for note in notes if not note.is_parked], reader),
        parked=[_build_note(session, note, reader) for note in notes if note.is_parked],
        can_take_up=session.is_going_on and any(one.takes_advice for one in reached),
        taken=_build_taken(session, reader),
        people=[tell_name(person) for person in list_people_there(session)],
        leader=tell_name(session.leader),
        bringer=tell_name(session.bringer),
        is_bringer=is_bringer,
        can_lead=reader.has_perm("plg.lead_intervision", session),
        can_write=session.is_going_on and session.texts_erased_at is None,
        shows_texts=session.texts_erased_at is None,
    )


def tell_name(member: Member | None) -> str:
    """Who is not in the network now is named nowhere."""
    if member is None:
        return ""
    return member.get_full_name() if member.is_present else str(_("former member"))


def _build_timer(started: dt.datetime | None, now: RoundLine | None) -> Timer | None:
    """None for a round that was left open for hours: its clock says nothing any more."""
    if started is None or now is None:
        return None
    timer = Timer(started, timezone.now(), now.minutes)
    return timer if timer.seconds_left > -LONGEST_OVER else None


def _build_rounds(session: IntervisionSession, rounds: Iterable[IntervisionRound]) -> list[RoundLine]:
    return [
        RoundLine(
            place=one.position,
            label=one.label,
            minutes=one.minutes,
            state=tell_state(one.position, session.current, is_over=session.is_finished),
            is_silent=one.is_silent,
            help=str(ROUND_HELP[RoundKind(one.kind)]),
        )
        for one in rounds
    ]


def _build_note(session: IntervisionSession, note: IntervisionNote, reader: Member) -> NoteLine:
    args = [session.public_id, note.uuid]
    return NoteLine(
        uuid=note.uuid,
        text=note.text,
        by=tell_name(note.author),
        at=note.at,
        is_own=note.author_id == reader.pk,
        speaks=note.speaks_to_bringer,
        remove_url=reverse("plg:intervision_note_remove", args=args),
        take_up_url=reverse("plg:intervision_note_take_up", args=args),
        speaks_url=reverse("plg:intervision_note_speaks", args=args),
    )


def _group_notes(
    session: IntervisionSession, rounds: list[RoundLine], notes: list[IntervisionNote], reader: Member
) -> list[NotesOfRound]:
    """The round that goes on first, then back in time; rounds in which nothing was written are left out."""
    groups = [
        NotesOfRound(
            line.place,
            line.label,
            [_build_note(session, note, reader) for note in notes if note.position == line.place],
        )
        for line in reversed(rounds)
    ]
    return [group for group in groups if group.lines]


def _build_taken(session: IntervisionSession, reader: Member) -> list[TakenLine]:
    rows = session.takeaways.select_related("author").order_by("at", "pk")
    return [
        TakenLine(
            text=row.text,
            by=tell_name(row.author),
            is_own=row.author_id == reader.pk,
            remove_url=reverse("plg:intervision_taken_remove", args=[session.public_id, row.public_id]),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class SessionLine:
    """One session in the list of one's own."""

    when: dt.datetime
    group: str
    method: str
    url: str
    state: SessionState
    label: str
    leader: str
    is_led_by_reader: bool
    is_brought_by_reader: bool
    taken_count: int

    @property
    def is_going_on(self) -> bool:
        return self.state == SessionState.GOING_ON

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED


def build_line(session: IntervisionSession, reader: Member, taken_count: int) -> SessionLine:
    return SessionLine(
        when=session.started_at or session.starts_at,
        group=session.group.name,
        method=str(Method(session.method).label),
        url=session.get_absolute_url(),
        state=session.state,
        label=str(session.state.label),
        leader=tell_name(session.leader),
        is_led_by_reader=session.leader_id == reader.pk,
        is_brought_by_reader=session.bringer_id == reader.pk,
        taken_count=taken_count,
    )
