"""The page on which a circle looks together: the questions with their clock, one fragment, its notes, what stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.rounds import RoundState, Timer, tell_state
from knowledge_network.members.people.models import Member
from lesson_study.video.captions import write_clock
from lesson_study.video.enums import NoteKind
from lesson_study.video.models import SessionInsight, SessionNote, VideoSession
from lesson_study.video.presenters.people import tell_name
from lesson_study.video.presenters.session import ClipCard, build_clips
from lesson_study.video.queries import list_insights, list_notes
from lesson_study.video.words import NOTE_ICONS, PROMPTS, takes_advice

# Seconds too long after which a clock is left out: who stopped half-way goes on another day.
LONGEST_OVER = 2 * 3600


@dataclass(frozen=True)
class PromptLine:
    place: int
    label: str
    help: str
    minutes: int
    state: RoundState

    @property
    def is_now(self) -> bool:
        return self.state == RoundState.NOW

    @property
    def is_later(self) -> bool:
        return self.state == RoundState.LATER


@dataclass(frozen=True)
class NoteLine:
    public_id: str
    is_wish: bool
    kind_label: str
    icon: str
    text: str
    by: str
    at: dt.datetime
    second: int | None
    moment: str
    is_from_pupils: bool
    remove_url: str


@dataclass(frozen=True)
class InsightLine:
    is_wish: bool
    kind_label: str
    icon: str
    text: str
    remove_url: str
    school_url: str
    action_url: str
    product_url: str
    goal_url: str


@dataclass(frozen=True)
class WatchPage:
    state: str
    prompts: list[PromptLine]
    now: PromptLine | None
    timer: Timer | None
    is_last: bool
    takes_advice: bool
    clips: list[ClipCard]
    clip: ClipCard | None
    notes: list[NoteLine]
    loose_notes: list[NoteLine]
    insights: list[InsightLine]
    can_lead: bool
    can_write: bool
    can_conclude: bool


def tell_screen(session: VideoSession) -> str:
    """What differs as soon as a screen has something new to show."""
    return str(session.revision)


def build_watch(session: VideoSession, reader: Member, chosen: str, today: dt.date) -> WatchPage:
    """`chosen` is the fragment of the address, else the first."""
    clips = build_clips(session, reader, today)
    clip = next((one for one in clips if one.public_id == chosen), clips[0] if clips else None)
    prompts = _build_prompts(session)
    now = next((line for line in prompts if line.is_now), None)
    notes = list_notes(session)
    shown = [note for note in notes if clip is not None and note.clip and note.clip.public_id == clip.public_id]
    loose = [note for note in notes if note.clip_id is None]
    return WatchPage(
        state=tell_screen(session),
        prompts=prompts,
        now=now,
        timer=_build_timer(session, now),
        is_last=now is not None and now.place == len(prompts),
        takes_advice=session.is_closed or takes_advice(session.current),
        clips=clips,
        clip=clip,
        notes=_build_notes(session, shown, reader),
        loose_notes=_build_notes(session, loose, reader),
        insights=build_insights(
            session,
            list_insights(session),
            can_act=reader.has_perm("lesson_study.act_on_insight", session.group),
        ),
        can_lead=reader.has_perm("lesson_study.lead_video", session),
        can_write=not session.is_erased and bool(clips),
        can_conclude=session.is_going_on or session.is_closed,
    )


def _build_prompts(session: VideoSession) -> list[PromptLine]:
    return [
        PromptLine(
            place=place,
            label=str(prompt.label),
            help=str(prompt.help),
            minutes=prompt.minutes,
            state=RoundState.DONE if session.is_closed else tell_state(place, session.current),
        )
        for place, prompt in enumerate(PROMPTS, 1)
    ]


def _build_timer(session: VideoSession, now: PromptLine | None) -> Timer | None:
    if session.round_started_at is None or now is None:
        return None
    timer = Timer(session.round_started_at, timezone.now(), now.minutes)
    return timer if timer.seconds_left > -LONGEST_OVER else None


def _build_notes(session: VideoSession, notes: Iterable[SessionNote], reader: Member) -> list[NoteLine]:
    return [
        NoteLine(
            public_id=note.public_id,
            is_wish=note.kind == NoteKind.DIFFERENT,
            kind_label=str(note.get_kind_display()),
            icon=NOTE_ICONS[NoteKind(note.kind)],
            text=note.text,
            by=tell_name(note.author),
            at=note.written_at,
            second=note.second,
            moment=write_clock(note.second) if note.second is not None else "",
            is_from_pupils=note.is_from_pupils,
            remove_url=reverse("lesson_study:video_note_remove", args=[session.public_id, note.public_id])
            if reader.pk in (note.author_id, session.owner_id)
            else "",
        )
        for note in notes
    ]


def build_insights(
    session: VideoSession, rows: Iterable[SessionInsight], *, can_act: bool = False
) -> list[InsightLine]:
    """`can_act`: the reader may make an action point, a goal or a product of the group of it."""

    def find(name: str, row: SessionInsight) -> str:
        return reverse(f"lesson_study:video_insight_{name}", args=[session.public_id, row.public_id])

    return [
        InsightLine(
            is_wish=row.kind == NoteKind.DIFFERENT,
            kind_label=str(row.get_kind_display()),
            icon=NOTE_ICONS[NoteKind(row.kind)],
            text=row.text,
            remove_url=find("remove", row),
            school_url=find("school", row),
            action_url=find("action", row) if can_act else "",
            product_url=find("product", row) if can_act else "",
            goal_url=find("goal", row) if can_act else "",
        )
        for row in rows
    ]
