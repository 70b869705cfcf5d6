"""The worker's part: a recording is looked at and made small, a fragment is cut, blurred and written anew.

One film at a time; the truth about what waits stands in the rows. What is made is shown to nobody before who was filmed
watched it through.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from knowledge_network.kit.faces import hide_faces
from knowledge_network.kit.films import WORKING, Film, FilmError, Making, Trouble, make_film, make_poster, read_film
from knowledge_network.kit.storage import DiskRefusedError, StoreAwayError
from lesson_study.video import notices
from lesson_study.video.actions.hiding import find_reason, lock_session, record, settle_films
from lesson_study.video.enums import Cover, FilmState, RecordingState
from lesson_study.video.facts import read_facts
from lesson_study.video.files import delete_files
from lesson_study.video.models import Clip, Recording, VideoSession
from lesson_study.video.models.film import make_file_name

logger = structlog.get_logger(__name__)
# Without a sign of life for so long a worker died.
SILENT_FOR = dt.timedelta(minutes=15)
# A task is ended after two hours (tasks.py), and with it the film that it is at: the next one goes on with what waits.
TAKES_NEW_FOR = 30 * 60
# No task is at work so long (tasks.py).
LEFT_AFTER = dt.timedelta(hours=3)


def make_films(now: dt.datetime | None = None) -> int:
    """What waits, one after another. How many were made, or could not be."""
    _take_up_silent(now or timezone.now())
    _clear_left_behind((now or timezone.now()) - LEFT_AFTER)
    done, until = 0, time.monotonic() + TAKES_NEW_FOR
    while time.monotonic() < until and (_make_next_recording() or _make_next_clip()):
        done += 1
    return done


def _take_up_silent(now: dt.datetime) -> None:
    """Whose worker died waits once more: somebody pulled the plug. A second time it was the film."""
    before = now - SILENT_FOR
    recordings = Recording.objects.filter(state=RecordingState.MAKING, changed_at__lt=before)
    recordings.filter(deaths=0).update(state=RecordingState.WAITING, deaths=1, progress=0)
    for row in recordings.select_related("session__owner", "session__group"):
        _fail_recording(row, Trouble.TOO_HEAVY)
    clips = Clip.objects.filter(film=FilmState.MAKING, changed_at__lt=before)
    clips.filter(deaths=0).update(film=FilmState.WAITING, deaths=1, progress=0)
    for clip in clips.select_related("session__owner", "session__group"):
        _fail_clip(clip, Trouble.TOO_HEAVY)


def _clear_left_behind(before: dt.datetime) -> None:
    """What a worker that was killed had of a film: of what is erased no copy stays."""
    for path in Path(tempfile.gettempdir()).glob(f"{WORKING}*"):
        # Somebody else's, or gone meanwhile.
        with suppress(OSError):
            known = path.lstat()
            if known.st_uid != os.getuid() or known.st_mtime > before.timestamp():
                continue
            if stat.S_ISDIR(known.st_mode):
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def _bring_near(name: str) -> Iterator[Path]:
    """The file as a path: where it lies, or a copy of it out of a store that has no paths."""
    try:
        near = Path(default_storage.path(name))
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(prefix=WORKING) as copy, default_storage.open(name, "rb") as stream:
            for chunk in stream.chunks():
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)
    else:
        yield near


def _keep(path: Path, kind: str) -> str:
    with path.open("rb") as stream:
        return default_storage.save(make_file_name(kind), File(stream))


# A recording --------------------------------------------------------------------------------------


def _make_next_recording() -> bool:
    with transaction.atomic():
        rows = Recording.objects.select_for_update(of=("self",), skip_locked=True)
        row = rows.filter(state=RecordingState.WAITING).select_related("session").order_by("changed_at", "pk").first()
        if row is None:
            return False
        row.state, row.changed_at, row.progress = RecordingState.MAKING, timezone.now(), 0
        row.save(update_fields=["state", "changed_at", "progress"])
    try:
        with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
            target = Path(folder) / "small.mp4"
            film = _make_small(row, target)
            _finish_recording(row, film, target)
    except FilmError as error:
        _fail_recording(row, error.trouble)
    except (StoreAwayError, DiskRefusedError):
        # No fault of the film: it waits until files are taken again.
        Recording.objects.filter(pk=row.pk, state=RecordingState.MAKING).update(state=RecordingState.WAITING)
        logger.exception("making_film_waits", recording=row.key)
        return False
    except OSError:
        logger.exception("making_film_failed", recording=row.key)
        _fail_recording(row, Trouble.DAMAGED)
    return True


def _make_small(row: Recording, target: Path) -> Film:
    def tell(percent: int) -> None:
        Recording.objects.filter(pk=row.pk).update(progress=percent, changed_at=timezone.now())

    with _bring_near(row.content) as source:
        film = read_film(source)
        making = Making(0, film.seconds, row.session.code, is_small=True, progress=tell)
        make_film(source, target, film, making)
    return film


def _finish_recording(row: Recording, film: Film, made: Path) -> None:
    name = _keep(made, "mp4")
    done = Recording.objects.filter(pk=row.pk, key=row.key, state=RecordingState.MAKING).update(
        state=RecordingState.READY, preview=name, seconds=int(film.seconds), progress=100, changed_at=timezone.now()
    )
    if not done:
        # It was taken back meanwhile.
        delete_files([name])
        return
    _tell_owner(row, is_made=True)


def _fail_recording(row: Recording, trouble: Trouble) -> None:
    """What cannot be read is not kept either."""
    rows = Recording.objects.filter(pk=row.pk, key=row.key, state=RecordingState.MAKING)
    if rows.update(state=RecordingState.FAILED, trouble=trouble, changed_at=timezone.now()):
        delete_files([row.content])
        _tell_owner(row, is_made=False)


def _tell_owner(row: Recording | Clip, *, is_made: bool) -> None:
    session, now = row.session, timezone.now()
    kind = notices.FILM_MADE if is_made else notices.FILM_FAILED
    if session.owner is not None:
        notices.tell(kind, session, [session.owner], by=None, at=now, what=f"{row.pk}:{now.timestamp():.0f}")


# A fragment ---------------------------------------------------------------------------------------


def _make_next_clip() -> bool:
    with transaction.atomic():
        rows = Clip.objects.select_for_update(of=("self",), skip_locked=True)
        clip = rows.filter(film=FilmState.WAITING).select_related("session__owner").order_by("changed_at").first()
        if clip is None:
            return False
        clip.film, clip.changed_at, clip.progress = FilmState.MAKING, timezone.now(), 0
        clip.save(update_fields=["film", "changed_at", "progress"])
    recording = Recording.objects.filter(session=clip.session_id, state=RecordingState.READY).first()
    try:
        with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
            film, poster = Path(folder) / "clip.mp4", Path(folder) / "poster.jpg"
            _cut(clip, recording, film)
            make_poster(film, poster)
            _finish_clip(clip, film, poster)
    except FilmError as error:
        _fail_clip(clip, error.trouble)
    except (StoreAwayError, DiskRefusedError):
        Clip.objects.filter(pk=clip.pk, film=FilmState.MAKING).update(film=FilmState.WAITING)
        logger.exception("making_film_waits", clip=clip.public_id)
        return False
    except OSError:
        logger.exception("making_film_failed", clip=clip.public_id)
        _fail_clip(clip, Trouble.DAMAGED)
    return True


def _cut(clip: Clip, recording: Recording | None, target: Path) -> None:
    if recording is None:
        raise FilmError(Trouble.DAMAGED)

    def tell(percent: int) -> None:
        Clip.objects.filter(pk=clip.pk).update(progress=percent, changed_at=timezone.now())

    with _bring_near(recording.content) as source:
        film = read_film(source)
        making = Making(
            float(clip.starts or 0),
            min(float(clip.ends or film.seconds), film.seconds),
            clip.session.code,
            blurs=clip.cover == Cover.WHOLE,
            sound_only=clip.cover == Cover.SOUND,
            shifts_voices=clip.shifts_voices,
            progress=tell,
        )
        if clip.cover != Cover.FACES:
            make_film(source, target, film, making)
            return
        with hide_faces(source, film, making) as masked:
            make_film(source, target, film, masked)


def _finish_clip(clip: Clip, film: Path, poster: Path) -> None:
    """Kept only when it is still wanted and nothing stands against it by now."""
    names = [_keep(film, "mp4"), _keep(poster, "jpg")]
    with transaction.atomic():
        session = lock_session(clip.session)
        row = Clip.objects.select_for_update(of=("self",)).filter(pk=clip.pk, film=FilmState.MAKING).first()
        facts = read_facts(session, [row])[row.pk] if row is not None else None
        # Whether a pupil whose consent was taken back is in it, two people can only see in the film.
        against = replace(facts, is_held=False) if facts is not None else None
        reason = find_reason(against, timezone.localdate()) if against is not None else "gone"
        if row is not None and not reason:
            row.content, row.poster = names
            row.film, row.progress, row.deaths, row.made = FilmState.TO_CHECK, 100, 0, row.made + 1
            row.seconds, row.changed_at = (row.ends or 0) - (row.starts or 0), timezone.now()
            row.save(update_fields=["content", "poster", "film", "progress", "deaths", "made", "seconds", "changed_at"])
            record("film_made", session, None, clip=row.public_id)
            _tell_owner(clip, is_made=True)
            if facts is not None and facts.is_held:
                _ask_to_clear(row, session)
            return
        if row is not None:
            Clip.objects.filter(pk=row.pk).update(film=FilmState.WORDS, progress=0)
    delete_files(names)


def _ask_to_clear(clip: Clip, session: VideoSession) -> None:
    """It waits hidden for the two who have to look."""
    clip.session, now = session, timezone.now()
    settle_films(session, at=now)
    people = [person for person in (session.owner, session.checker) if person is not None]
    notices.tell(notices.TO_CLEAR, session, people, by=None, at=now, what=f"{clip.public_id}:{clip.made}")


def _fail_clip(clip: Clip, trouble: Trouble) -> None:
    rows = Clip.objects.filter(pk=clip.pk, film=FilmState.MAKING)
    if rows.update(film=FilmState.FAILED, trouble=trouble, deaths=0, changed_at=timezone.now()):
        _tell_owner(clip, is_made=False)
