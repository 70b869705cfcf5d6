"""A session of looking together with its people, for the tests."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lesson_study.video.actions import clips, consents, sessions
from lesson_study.video.actions.uploads import PART, add_part, begin_upload
from lesson_study.video.enums import Audience, FilmState, ReadinessItem
from lesson_study.video.models import Clip, ConsentRecord, Recording, VideoSession
from lesson_study.video.models.film import make_file_name
from tests import factories as f

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
ALL = Audience.values
FILM = b"\0\0\0\x18ftypisom a film of the playground"


class Playground:
    """`owner` was filmed; `checker` and `mate` work at the same school, `mate` in the group too; `guest` elsewhere."""

    def __init__(self) -> None:
        self.group = f.GroupFactory()
        self.site = f.SiteFactory()
        self.owner, self.mate = (
            f.GroupMembershipFactory(group=self.group, member=f.MemberFactory(site=self.site)).member for _n in "12"
        )
        self.guest = f.GroupMembershipFactory(group=self.group, member=f.MemberFactory()).member
        self.lecturer = f.GroupMembershipFactory(
            group=self.group, member=f.MemberFactory(site=f.TeacherEducationFactory())
        ).member
        self.checker, self.neighbour = (f.MemberFactory(site=self.site) for _n in "12")
        self.stranger = f.MemberFactory()

    def start(self) -> VideoSession:
        return sessions.start_session(
            group=self.group,
            by=self.owner,
            organisation=self.owner.primary_appointment.organisation,
            title="Pleinwacht",
        )

    def agree(self) -> VideoSession:
        session = self.start()
        sessions.check_items(session=session, by=self.owner, items=ReadinessItem.values)
        self.invite(session)
        session.refresh_from_db()
        return session

    def invite(self, session: VideoSession) -> None:
        sessions.choose_people(
            session=session,
            by=self.owner,
            viewers=[self.mate, self.guest, self.lecturer, self.neighbour],
            checker=self.checker,
            leader=None,
            tells=False,
        )

    def film(self) -> VideoSession:
        """Filmed, with two fragments in words."""
        session = self.agree()
        sessions.note_filming(session=session, by=self.owner, filmed_on=timezone.localdate())
        for number in (1, 2):
            clips.add_clip(
                session=session, by=self.owner, title=f"Moment {number}", description="Een kind komt, een hand gaat op."
            )
        session.refresh_from_db()
        return session

    def choose(self) -> VideoSession:
        session = self.film()
        sessions.close_choice(session=session, by=self.owner)
        session.refresh_from_db()
        return session

    def consent(self, session: VideoSession, **values: Any) -> ConsentRecord:
        given = {
            "class_name": "groep 5",
            "form_version": "beeld-2",
            "pupils_in_view": 3,
            "consents": 3,
            "audiences": ALL,
            "valid_until": timezone.localdate() + dt.timedelta(days=200),
        }
        return consents.note_consent(session=session, by=self.checker, **{**given, **values})

    def make_ready(self, clip: Clip, content: bytes = FILM) -> Clip:
        """As the worker leaves it, watched through: no program is needed for it."""
        name, poster = make_file_name("mp4"), make_file_name("jpg")
        default_storage.save(name, ContentFile(content))
        default_storage.save(poster, ContentFile(b"a still"))
        Clip.objects.filter(pk=clip.pk).update(
            film=FilmState.READY, content=name, poster=poster, made=1, seconds=60, audiences=[]
        )
        clip.refresh_from_db()
        return clip

    def show(self, audiences: Any = ALL) -> Clip:
        """A fragment with a film that these audiences may see: everybody agreed with everything."""
        session = self.choose()
        self.consent(session)
        consents.agree_as_adult(session=session, by=self.owner, audiences=ALL)
        clip = self.make_ready(session.clips.get(position=1))
        clips.share_clip(clip=clip, by=self.owner, audiences=audiences)
        clip.refresh_from_db()
        return clip

    def client(self, who: str) -> Client:
        """Signed in, and seen today: noting that costs a query once a day."""
        client, person = Client(), getattr(self, who)
        type(person).objects.filter(pk=person.pk).update(last_seen_on=timezone.localdate())
        client.force_login(person, backend=BACKEND)
        return client

    def sees(self, who: str, clip: Clip) -> bool:
        return self.open(self.client(who), clip) is not None

    def open(self, client: Client, clip: Clip) -> str | None:
        """The signed address of the film, when it opens."""
        answer = client.get(address(clip.session, "film", clip.public_id))
        if answer.status_code != 302:
            return None
        return str(answer["Location"]) if client.get(answer["Location"]).status_code == 200 else None


def address(session: VideoSession, name: str = "detail", *more: Any) -> str:
    return reverse(f"lesson_study:video_{name}", args=[session.public_id, *more])


def draw_film(path: Path, *, seconds: float = 2, size: str = "320x180", more: tuple[str, ...] = ()) -> Path:
    """A film that ffmpeg draws, with sound and with where it was filmed."""
    command = [
        "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={seconds}", "-f", "lavfi", "-i",
        f"sine=f=440:d={seconds}", "-metadata", "title=kanarie-titel", "-metadata", "location=+52.22+006.89/",
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", *more, str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True)
    return path


def send_in(session: VideoSession, owner: Any, content: bytes) -> Recording:
    recording = begin_upload(session=session, by=owner, size=len(content), name="film.mp4")
    while recording.received < recording.size:
        part = content[recording.received : recording.received + PART]
        recording = add_part(
            session=session, by=owner, key=recording.key, offset=recording.received, part=ContentFile(part)
        )
    return recording


@pytest.fixture
def playground(db: None) -> Playground:
    return Playground()
