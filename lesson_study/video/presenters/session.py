"""The page of a session: where it stands, what is missing, who agreed, and its fragments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.films import Trouble
from knowledge_network.members.people.models import Member
from lesson_study.video.captions import write_clock
from lesson_study.video.enums import Audience, Cover, Missing, ReadinessItem, RecordingState, SessionState
from lesson_study.video.facts import decides_about, find_audience, find_missing, read_facts
from lesson_study.video.models import Clip, ClipVeto, ConsentRecord, FilmErasure, Recording, VideoSession
from lesson_study.video.presenters.people import tell_name
from lesson_study.video.queries import list_viewers
from lesson_study.video.rules import FilmFacts, list_missing
from lesson_study.video.words import READINESS

STEPS = tuple(state for state in SessionState if state != SessionState.ERASED)
TROUBLES = {
    Trouble.NO_PROGRAM: gettext_lazy("On this machine no films can be made: ffmpeg is missing."),
    Trouble.NOT_A_FILM: gettext_lazy("This is not a film that we can read. Send it as MP4, MOV or WebM."),
    Trouble.NO_PICTURE: gettext_lazy("There is no picture in this film."),
    Trouble.DAMAGED: gettext_lazy("This film is damaged, or was not sent in whole. Save it again and try once more."),
    Trouble.TOO_LONG: gettext_lazy("This film is longer than twenty minutes. Cut it shorter first."),
    Trouble.TOO_BIG: gettext_lazy("The picture of this film is too big. Film in 4K at most."),
    Trouble.TOO_HEAVY: gettext_lazy(
        "This film asks too much of the machine. Save it again, smaller, and try once more."
    ),
    Trouble.NO_FACES: gettext_lazy(
        "On this machine no faces can be found. Blur the whole picture, or keep the sound only."
    ),
}


@dataclass(frozen=True)
class Step:
    label: str
    is_done: bool
    is_now: bool


@dataclass(frozen=True)
class Point:
    """One of the five."""

    value: str
    label: str
    words: str
    is_checked: bool
    by: str


@dataclass(frozen=True)
class ConsentLine:
    public_id: str
    class_name: str
    form_version: str
    pupils: int
    consents: int
    audiences: list[str]
    valid_until: dt.date
    state: str
    is_good: bool
    is_withdrawn: bool
    only_covered: bool
    taken_back: int


@dataclass(frozen=True)
class AdultLine:
    name: str
    is_reader: bool
    has_agreed: bool
    is_withdrawn: bool
    only_covered: bool
    audiences: list[str]


@dataclass(frozen=True)
class ClipCard:
    public_id: str
    number: int
    title: str
    description: str
    why_chosen: str
    film: str
    film_label: str
    has_film: bool
    is_to_check: bool
    asks_if_sure: bool
    is_under_way: bool
    progress: int
    trouble: str
    cover: str
    length: str
    audiences: list[str]
    ends_on: dt.date
    is_shown: bool
    missing: list[str]
    holds: list[str]
    has_own_veto: bool
    is_held: bool
    captions: bool


@dataclass(frozen=True)
class RecordingLine:
    state: str
    label: str
    percent: int
    is_coming: bool
    is_under_way: bool
    is_ready: bool
    trouble: str
    length: str


@dataclass(frozen=True)
class ProofLine:
    place: int
    reason: str
    files: int
    bytes: int
    hidden_at: dt.datetime
    erased_at: dt.datetime | None
    due_at: dt.datetime


@dataclass(frozen=True)
class SessionPage:
    steps: list[Step]
    points: list[Point]
    is_ready: bool
    owner: str
    checker: str
    leader: str
    viewers: list[str]
    consents: list[ConsentLine]
    adults: list[AdultLine]
    clips: list[ClipCard]
    recording: RecordingLine | None
    is_filmed: bool
    is_waiting: bool


def build_page(session: VideoSession, reader: Member, today: dt.date) -> SessionPage:
    """Some fifteen queries, however much there is."""
    checks = {row.item: row for row in session.checks.select_related("checked_by")}
    adults = [
        AdultLine(
            name=tell_name(row.member),
            is_reader=row.member_id == reader.pk,
            has_agreed=row.agreed_at is not None and row.withdrawn_at is None,
            is_withdrawn=row.withdrawn_at is not None,
            only_covered=row.only_covered,
            audiences=name_audiences(row.audiences),
        )
        for row in session.adults.select_related("member").order_by("asked_at", "pk")
    ]
    recording = Recording.objects.filter(session=session).first()
    clips = build_clips(session, reader, today)
    return SessionPage(
        steps=_build_steps(session),
        points=[
            Point(
                item.value,
                str(item.label),
                str(READINESS[item]),
                item in checks,
                tell_name(checks[item].checked_by) if item in checks else "",
            )
            for item in ReadinessItem
        ],
        is_ready=len(checks) == len(ReadinessItem),
        owner=tell_name(session.owner),
        checker=tell_name(session.checker),
        leader=tell_name(session.leader),
        viewers=[tell_name(member) for member in list_viewers(session)],
        consents=_build_consents(session, today),
        adults=adults,
        clips=clips,
        recording=build_recording(recording) if recording is not None else None,
        is_filmed=any(line.is_reader for line in adults),
        is_waiting=any(card.is_under_way for card in clips)
        or (recording is not None and recording.state in RecordingState.UNDER_WAY),
    )


def name_audiences(values: list[str]) -> list[str]:
    return [str(Audience(value).label) for value in Audience.values if value in values]


def _build_steps(session: VideoSession) -> list[Step]:
    if session.is_erased:
        return [Step(str(state.label), is_done=True, is_now=False) for state in STEPS]
    now = STEPS.index(SessionState(session.state))
    return [Step(str(state.label), place < now, place == now) for place, state in enumerate(STEPS)]


def _build_consents(session: VideoSession, today: dt.date) -> list[ConsentLine]:
    taken: dict[int, int] = {}
    for pk in session.withdrawals.values_list("consent_id", flat=True):
        taken[pk] = taken.get(pk, 0) + 1
    return [_build_consent(row, today, taken.get(row.pk, 0)) for row in session.consents.order_by("pk")]


def _build_consent(row: ConsentRecord, today: dt.date, taken: int) -> ConsentLine:
    asked = (
        (Missing.WITHDRAWN, row.withdrawn_at is not None),
        (Missing.NOT_COVERED, not row.covers_all),
        (Missing.EXPIRED, row.valid_until < today),
    )
    missing = next((one for one, is_missing in asked if is_missing), None)
    return ConsentLine(
        public_id=row.public_id,
        class_name=row.class_name,
        form_version=row.form_version,
        pupils=row.pupils_in_view,
        consents=row.consents,
        audiences=name_audiences(row.audiences),
        valid_until=row.valid_until,
        state=str(missing.label) if missing is not None else "",
        is_good=missing is None,
        is_withdrawn=row.withdrawn_at is not None,
        only_covered=row.only_covered,
        taken_back=taken,
    )


def build_clips(session: VideoSession, reader: Member, today: dt.date) -> list[ClipCard]:
    """Nine queries, however many fragments."""
    clips = list(session.clips.order_by("position"))
    facts = read_facts(session, clips)
    audience, decides = find_audience(session, reader), decides_about(session, reader)
    vetoed = set(ClipVeto.objects.filter(clip__in=clips, member=reader).values_list("clip_id", flat=True))
    return [
        _build_clip(
            clip,
            facts[clip.pk],
            find_missing(session, facts[clip.pk], reader, audience=audience, decides=decides, today=today),
            today,
            has_own_veto=clip.pk in vetoed,
        )
        for clip in clips
    ]


def _build_clip(
    clip: Clip, facts: FilmFacts, missing: list[Missing], today: dt.date, *, has_own_veto: bool
) -> ClipCard:
    holds = [one for one in list_missing(facts, None, today) if one in Missing.HIDES]
    return ClipCard(
        public_id=clip.public_id,
        number=clip.position,
        title=clip.title,
        description=clip.description,
        why_chosen=clip.why_chosen,
        film=clip.film,
        film_label=_name_film(clip),
        has_film=clip.has_film,
        is_to_check=clip.is_to_check,
        asks_if_sure=clip.is_to_check and clip.cover == Cover.FACES,
        is_under_way=clip.is_under_way,
        progress=clip.progress,
        trouble=str(TROUBLES.get(Trouble(clip.trouble), "")) if clip.trouble else "",
        cover=_name_cover(clip),
        length=write_clock(clip.seconds) if clip.has_film else "",
        audiences=name_audiences(clip.audiences),
        ends_on=clip.ends_on,
        is_shown=clip.has_film and not missing,
        missing=[str(one.label) for one in missing],
        holds=[str(one.label) for one in holds] if clip.has_film else [],
        has_own_veto=has_own_veto,
        is_held=facts.is_held,
        captions=bool(clip.captions.strip()),
    )


def _name_film(clip: Clip) -> str:
    if clip.is_to_check and clip.cover == Cover.FACES:
        return str(_("faces blurred, to be checked"))
    return str(clip.get_film_display())


def _name_cover(clip: Clip) -> str:
    """Nothing where the name of the film says it already."""
    if not clip.has_film or clip.cover == Cover.NONE or (clip.is_to_check and clip.cover == Cover.FACES):
        return ""
    return str(Cover(clip.cover).label)


def build_recording(row: Recording) -> RecordingLine:
    is_coming = row.state == RecordingState.COMING
    return RecordingLine(
        state=row.state,
        label=str(row.get_state_display()),
        percent=row.received * 100 // max(row.size, 1) if is_coming else row.progress,
        is_coming=is_coming,
        is_under_way=row.state in RecordingState.UNDER_WAY,
        is_ready=row.state == RecordingState.READY,
        trouble=str(TROUBLES.get(Trouble(row.trouble), "")) if row.trouble else "",
        length=write_clock(row.seconds),
    )


def build_proof(row: FilmErasure) -> ProofLine:
    return ProofLine(
        place=row.place,
        reason=str(row.get_reason_display()),
        files=row.files,
        bytes=row.bytes,
        hidden_at=row.hidden_at,
        erased_at=row.erased_at,
        due_at=row.due_at,
    )


@dataclass(frozen=True)
class SessionLine:
    """One session in the list of one's own."""

    title: str
    url: str
    group: str
    owner: str
    is_mine: bool
    state: str
    is_open: bool
    when: dt.date


def build_line(session: VideoSession, reader: Member) -> SessionLine:
    return SessionLine(
        title=session.title,
        url=session.get_absolute_url(),
        group=session.group.name,
        owner=tell_name(session.owner),
        is_mine=session.owner_id == reader.pk,
        state=str(session.get_state_display()),
        is_open=not session.is_closed,
        when=session.filmed_on or timezone.localdate(session.made_at),
    )
