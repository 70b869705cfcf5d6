"""Addresses of files: signed for one person and a quarter of an hour; whether they open is asked at each request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from knowledge_network.members.people.models import Member
from lesson_study.video.models import VideoSession

SALT = "lesson_study.video.file"
VALID = dt.timedelta(minutes=15)
FILM, POSTER, RECORDING = "film", "beeld", "opname"


@dataclass(frozen=True)
class FileAddress:
    """`key` is that of a fragment or a recording, `name` the end of the file's name: that changes when it is hidden."""

    kind: str
    key: str
    name: str


def sign_file(session: VideoSession, member: Member, kind: str, key: str, name: str = "") -> str:
    value = f"{session.public_id}:{member.public_id}:{kind}:{key}:{name[-20:]}"
    token = signing.TimestampSigner(salt=SALT).sign_object(value)
    return reverse("lesson_study:video_file", args=[session.public_id, token])


def read_file_address(session: VideoSession, member: Member, token: str) -> FileAddress | None:
    """None for what was signed for somebody else or another session, is too old, or was made up."""
    try:
        value = signing.TimestampSigner(salt=SALT).unsign_object(token, max_age=VALID)
    except signing.BadSignature:
        return None
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) != 5 or parts[:2] != [session.public_id, member.public_id]:
        return None
    return FileAddress(*parts[2:])
