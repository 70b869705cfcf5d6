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
from PIL import Image, ImageDraw, ImageFilter

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

    def make_ready(self, clip: Clip, content: bytes = FILM, **values: Any) -> Clip:
        """As the worker leaves it, watched through: no program is needed for it."""
        name, poster = make_file_name("mp4"), make_file_name("jpg")
        default_storage.save(name, ContentFile(content))
        default_storage.save(poster, ContentFile(b"a still"))
        Clip.objects.filter(pk=clip.pk).update(
            **{"film": FilmState.READY, "made": 1, "seconds": 60, "audiences": [], **values},
            content=name,
            poster=poster,
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


def draw_head(picture: Image.Image, middle: tuple[int, int], high: int) -> None:
    """Somebody who does not exist, drawn well enough for a program that looks for faces."""

    def draw(kind: str, box: tuple[float, float, float, float], *words: Any) -> None:
        (x, y), (left, top, right, bottom) = middle, box
        place = (x + left * high, y + top * high, x + right * high, y + bottom * high)
        getattr(pen, kind)(place, *words)

    pen = ImageDraw.Draw(picture)
    draw("rectangle", (-0.15, 0.45, 0.15, 0.7), (214, 162, 130))
    draw("ellipse", (-0.38, -0.5, 0.38, 0.5), (224, 172, 140))
    draw("pieslice", (-0.4, -0.57, 0.4, -0.09), 180, 360, (60, 40, 30))
    for x in (-0.16, 0.16):
        draw("ellipse", (x - 0.075, -0.105, x + 0.075, -0.015), (255, 255, 255))
        draw("ellipse", (x - 0.04, -0.1, x + 0.04, -0.02), (40, 30, 20))
        draw("line", (x - 0.085, -0.15, x + 0.085, -0.155), (60, 40, 30), max(high // 33, 1))
    draw("line", (-0.04, 0.13, 0.05, 0.13), (170, 120, 95), max(high // 40, 1))
    draw("chord", (-0.14, 0.21, 0.14, 0.31), 0, 180, (180, 60, 70))


def draw_people(path: Path, *, pictures: int = 25, high: int = 40, more: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Somebody drawn who walks across a picture of 640 by 360. Where the middle of the head is in each picture."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "640x360", "-r", "25"]
    command += ["-i", "-", *more, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p"]
    places = [(120 + 4 * number, 150 + number) for number in range(pictures)]
    with subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE) as program:
        for place in places:
            picture = Image.new("RGB", (640, 360), (120, 170, 200))
            # What moves far from any face, and has hard edges.
            ImageDraw.Draw(picture).rectangle((480, 40, 520, 320), (20, 20, 20))
            draw_head(picture, place, high)
            program.stdin.write(picture.filter(ImageFilter.GaussianBlur(0.6)).tobytes())
        program.stdin.close()
    return places


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
