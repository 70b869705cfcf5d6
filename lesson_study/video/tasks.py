"""What the queue wakes up, and what a restore asks for. Safe to run twice and side by side."""

from celery import shared_task

from knowledge_network.members.privacy.register import Replay, register_replay
from lesson_study.video.actions.hiding import (
    CLIP_FILM,
    RECORDING,
    erase_film_again,
    erase_recording_again,
    keep_films,
    list_films,
    list_recordings,
)
from lesson_study.video.actions.making import make_films


# A film takes minutes: on a queue of its own, so that mail never waits for it.
@shared_task(name="lesson_study.make_films", soft_time_limit=7200, time_limit=7300)
def make_waiting_films() -> None:
    make_films()


@shared_task(name="lesson_study.keep_films")
def keep_all_films() -> None:
    keep_films()


register_replay(CLIP_FILM, Replay(list_films, erase_film_again))
register_replay(RECORDING, Replay(list_recordings, erase_recording_again))
