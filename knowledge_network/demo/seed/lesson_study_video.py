"""Load three sessions of looking together: one with insights and a drawn film, one agreed on, one that is erased.

No film of people: what is to be seen is drawn by ffmpeg, where it is there; without it the moments are told in words.
"""

from __future__ import annotations

import datetime as dt
import subprocess  # nosec B404 - a named program, without a shell
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from knowledge_network.demo.seed.video_texts import CAPTIONS, ERASED, INSIGHTS, MOMENTS, NOTES, START
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.kit.films import has_program
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from lesson_study.video.actions import clips, consents, sessions, talk
from lesson_study.video.actions.hiding import erase_session
from lesson_study.video.actions.making import make_films
from lesson_study.video.actions.uploads import add_part, begin_upload
from lesson_study.video.enums import Audience, Cover, ErasureReason, NoteKind, ReadinessItem
from lesson_study.video.models import Clip, VideoSession
from lesson_study.video.queries import find_people_of_group
from lesson_study.video.words import PROMPTS
from plg.groups.models import Group

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
HALF_PAST_THREE = dt.time(15, 30)
SECONDS = 8
# Dots that live and fade on a dark ground: nobody is to be seen.
DRAWN = (
    "life=s=80x45:mold=12:r=6:ratio=0.12:death_color=#1d3b3a:life_color=#f3c64e:mold_color=#2f7a6f:seed=5,"
    f"scale=640:360:flags=neighbor,trim=duration={2 * SECONDS}"
)


def seed_video(network: DemoNetwork) -> None:
    group, teacher = network.group("Lezen om te weten"), network.cast.login("leraar")
    others = [person for person in find_people_of_group(group) if person != teacher]
    _tell_playground(network, group, teacher, others)
    _agree_on_start(network, group, others[0], teacher)
    _erase_old(network, group, others[1], [teacher, *others[2:4]])


def _find_day(network: DemoNetwork, days_ago: int) -> dt.date:
    day = network.reference - days_ago * DAY
    return rhythm.previous_school_day(day, rhythm.school_days(day))


def _begin(group: Group, owner: Member, words: tuple[str, str], viewers: list[Member], at: dt.datetime) -> VideoSession:
    appointment = owner.primary_appointment
    if appointment is None:
        raise ValueError("who is filmed works somewhere")
    session = sessions.start_session(
        group=group, by=owner, organisation=appointment.organisation, title=words[0], focus=words[1], at=at
    )
    sessions.check_items(session=session, by=owner, items=ReadinessItem.values, at=at + DAY)
    checker = viewers[-1] if len(viewers) > 1 else None
    sessions.choose_people(
        session=session, by=owner, viewers=viewers, checker=checker, leader=None, at=at + DAY, tells=False
    )
    return session


def _tell_playground(network: DemoNetwork, group: Group, teacher: Member, others: list[Member]) -> None:
    """«Pleinwacht»: filmed four weeks ago, looked at two weeks ago, with what stays."""
    day = _find_day(network, 28)
    start = rhythm.local(day - 10 * DAY, HALF_PAST_THREE)
    viewers = others[:5]
    session = _begin(group, teacher, MOMENTS[0][0], viewers, start)
    sessions.note_filming(session=session, by=teacher, filmed_on=day)
    made = [
        clips.add_clip(session=session, by=teacher, title=title, description=text, why_chosen=why, at=start)
        for title, text, why in MOMENTS[0][1]
    ]
    consents.note_consent(
        session=session, by=viewers[-1], class_name="groep 5", form_version="beeld 2026-1", pupils_in_view=0,
        consents=0, audiences=Audience.values, valid_until=network.reference + 200 * DAY, at=start,
    )  # fmt: skip
    consents.agree_as_adult(session=session, by=teacher, audiences=Audience.values, at=start)
    if settings.DEMO_DRAWS_FILMS and has_program():
        _draw_films(session, teacher, made)
    sessions.close_choice(session=session, by=teacher)
    _talk(session, teacher, viewers, made, rhythm.local(_find_day(network, 14), HALF_PAST_THREE))


def _draw_films(session: VideoSession, owner: Member, made: list[Clip]) -> None:
    """A drawn film goes the way of every film: in parts, made anew, watched through, opened."""
    with tempfile.TemporaryDirectory(prefix="demo-film-") as folder:
        path = Path(folder) / "drawn.mp4"
        command = [
            "ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
            DRAWN,
            "-f", "lavfi", "-i", f"sine=f=330:b=4:d={2 * SECONDS}",
            "-t", str(2 * SECONDS), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
            str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, timeout=120)  # noqa: S603  # nosec B603 - our own words
        content = path.read_bytes()
    recording = begin_upload(session=session, by=owner, size=len(content), name="plein.mp4")
    add_part(session=session, by=owner, key=recording.key, offset=0, part=ContentFile(content))
    make_films()
    for number, clip in enumerate(made):
        clips.ask_film(
            clip=clip, by=owner, starts=number * SECONDS, ends=(number + 1) * SECONDS,
            cover=Cover.WHOLE if number else Cover.NONE, shifts_voices=bool(number),
        )  # fmt: skip
    make_films()
    for clip in Clip.objects.filter(pk__in=[one.pk for one in made]).select_related("session__group"):
        clips.approve_film(clip=clip, by=owner)
        clips.change_clip(clip=clip, by=owner, captions=CAPTIONS)
        clips.share_clip(clip=clip, by=owner, audiences=Audience.values)


def _talk(session: VideoSession, owner: Member, viewers: list[Member], made: list[Clip], start: dt.datetime) -> None:
    sessions.begin_talk(session=session, by=owner, at=start)
    now, people = start, [owner, *viewers]
    fresh = {clip.pk: clip for clip in Clip.objects.filter(session=session)}
    for place, prompt in enumerate(PROMPTS, 1):
        for at_prompt, who, which, kind, second, text in NOTES:
            if at_prompt == place:
                talk.write_note(
                    session=session, by=people[who % len(people)], kind=kind, text=text, clip=fresh[made[which].pk],
                    second=second, at=now + MINUTE,
                )  # fmt: skip
        now += prompt.minutes * MINUTE
        sessions.move_talk(session=session, by=owner, seen=place, way=1, at=now)
    for kind, text in INSIGHTS:
        talk.write_insight(session=session, by=owner, kind=kind, text=text, at=now)
    sessions.close_talk(session=session, by=owner, at=now + 5 * MINUTE)


def _agree_on_start(network: DemoNetwork, group: Group, owner: Member, viewer: Member) -> None:
    """«De start van de schooldag»: all five points stand, the film is still to be made."""
    _begin(group, owner, START, [viewer], rhythm.local(_find_day(network, 6), HALF_PAST_THREE))


def _erase_old(network: DemoNetwork, group: Group, owner: Member, viewers: list[Member]) -> None:
    """Of last term, in words: what it brought stays."""
    day = _find_day(network, 70)
    start = rhythm.local(day, HALF_PAST_THREE)
    session = _begin(group, owner, ERASED[0], viewers, start)
    sessions.note_filming(session=session, by=owner, filmed_on=day + 2 * DAY)
    for title, text, why in ERASED[1]:
        clips.add_clip(session=session, by=owner, title=title, description=text, why_chosen=why, at=start)
    sessions.close_choice(session=session, by=owner)
    sessions.begin_talk(session=session, by=owner, at=start + 9 * DAY)
    for text in ERASED[2]:
        talk.write_insight(
            session=session, by=owner, kind=NoteKind.STRENGTH, text=text, at=start + 9 * DAY + 50 * MINUTE
        )
    sessions.close_talk(session=session, by=owner, at=start + 9 * DAY + 60 * MINUTE)
    erase_session(session=session, by=owner, reason=ErasureReason.OWNER, at=start + 30 * DAY)


SEED = Seed("Three sessions of looking together", seed_video, after=("plg_meetings", "plg_intervision"))
