"""What is taken back, over or forgotten is erased, with proof, once and for good; also after a restore."""

from __future__ import annotations

import datetime as dt
import os

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone
from zeal import zeal_context

from knowledge_network.members import signals
from knowledge_network.members.privacy.actions import erase_member
from lesson_study.video.actions import clips, consents, hiding, sessions, talk
from lesson_study.video.actions.hiding import erase_film_again, erase_session, keep_films, list_films
from lesson_study.video.enums import ErasureReason, FilmState, NoteKind
from lesson_study.video.models import FilmedAdult, FilmErasure, VideoSession
from tests.lesson_study.video.filming import ALL, address
from tests.object_store import on_a_disk

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.mark.clock
def test_a_fragment_goes_at_the_end_of_the_school_year(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    name = clip.content
    with time_machine.travel(dt.datetime.combine(clip.ends_on + 4 * DAY, dt.time(12), dt.UTC), tick=False):
        for hours in (0, 49):
            with django_capture_on_commit_callbacks(execute=True):
                keep_films(timezone.now() + dt.timedelta(hours=hours))
    clip.refresh_from_db()
    assert clip.film == FilmState.ERASED
    assert not default_storage.exists(name)


def test_who_was_filmed_erases_everything_now(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    names = [clip.content, clip.poster]
    talk.write_note(session=clip.session, by=playground.mate, kind=NoteKind.KEEP, text="Blijft", clip=clip, second=3)
    with django_capture_on_commit_callbacks(execute=True):
        playground.client("owner").post(address(clip.session, "erase"))
    assert not any(default_storage.exists(name) for name in names)
    assert VideoSession.objects.get().is_erased
    assert FilmErasure.objects.get().erased_at is not None
    page = playground.client("mate").get(address(clip.session, "watch"))
    assert "Blijft" in page.text


def test_who_leaves_the_network_is_seen_no_more(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        signals.member_left.send(sender=None, member=playground.owner, by=None)
    assert not playground.sees("mate", clip)
    assert VideoSession.objects.get().is_erased


def test_who_leaves_with_many_sessions_is_seen_in_none(playground):
    """All are held at once: zeal stops what asks for one after another."""
    own = [playground.film() for _n in range(4)]
    with_others = [playground.film() for _n in range(4)]
    VideoSession.objects.filter(pk__in=[one.pk for one in with_others]).update(owner=playground.mate)
    for session in with_others:
        consents.ask_adult(session=session, by=playground.mate, member=playground.owner)
    with zeal_context():
        signals.member_left.send(sender=None, member=playground.owner, by=None)
    assert all(VideoSession.objects.get(pk=session.pk).is_erased for session in own)
    assert not any(VideoSession.objects.get(pk=session.pk).is_erased for session in with_others)
    assert FilmedAdult.objects.filter(member=playground.owner, withdrawn_at__isnull=True).count() == 4  # of their own


def test_who_is_forgotten_does_not_come_back_with_the_film(playground, django_capture_on_commit_callbacks):
    """No row is left to say that they were in it, so nothing would keep it hidden."""
    clip = playground.show()
    consents.ask_adult(session=clip.session, by=playground.owner, member=playground.mate)
    consents.agree_as_adult(session=clip.session, by=playground.mate, audiences=ALL)
    clips.share_clip(clip=clip, by=playground.owner, audiences=ALL)
    assert playground.sees("guest", clip)
    with django_capture_on_commit_callbacks(execute=True):
        erase_member(member=playground.mate, is_repeated=True)
    with django_capture_on_commit_callbacks(execute=True):
        keep_films(timezone.now())
    clip.refresh_from_db()
    assert (clip.film, clip.content) == (FilmState.ERASED, "")
    assert FilmErasure.objects.get().erased_at is not None
    assert not VideoSession.objects.get().is_erased


def test_after_a_restore_an_erased_film_is_erased_once_more(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    key = f"{clip.public_id}:1"
    assert list_films() == [key]
    with django_capture_on_commit_callbacks(execute=True):
        erase_film_again(key)
        keep_films(timezone.now())
    clip.refresh_from_db()
    assert (clip.film, list_films()) == (FilmState.ERASED, [])
    assert FilmErasure.objects.get().reason == ErasureReason.RESTORED


def test_a_session_in_words_costs_nothing_by_the_clock(playground):
    session = playground.choose()
    keep_films(timezone.now())
    assert VideoSession.objects.get().revision == session.revision


def test_what_is_due_is_erased_also_when_the_job_is_cut_off(
    playground, django_capture_on_commit_callbacks, monkeypatch
):
    gone, _there = playground.show(), playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        clips.remove_clip(clip=gone, by=playground.owner)

    def take_too_long(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(hiding, "settle_films", take_too_long)
    with pytest.raises(SystemExit):
        keep_films(timezone.now())
    assert FilmErasure.objects.get().erased_at is not None


@on_a_disk
def test_a_film_that_comes_back_while_strays_are_looked_for_is_none(
    playground, django_capture_on_commit_callbacks, monkeypatch
):
    clip = playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        clips.veto_clip(clip=clip, by=playground.owner)
    clip.refresh_from_db()
    old = (timezone.now() - 2 * DAY).timestamp()
    os.utime(default_storage.path(clip.content), (old, old))
    listdir = default_storage.listdir

    def lift_first(path):
        with django_capture_on_commit_callbacks(execute=True):
            clips.lift_veto(clip=clip, by=playground.owner)
        return listdir(path)

    monkeypatch.setattr(default_storage, "listdir", lift_first)
    keep_films(timezone.now())
    clip.refresh_from_db()
    assert default_storage.exists(clip.content)


def test_erasing_twice_is_erasing_once(playground, django_capture_on_commit_callbacks):
    clip = playground.show()
    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            erase_session(session=clip.session, by=playground.owner, reason=ErasureReason.OWNER)
    assert FilmErasure.objects.count() == 1
    sessions.free_places(member=playground.guest, group=None)
