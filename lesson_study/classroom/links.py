"""What a device gets when it is made ready: a signed word that this member was in the team then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from knowledge_network.members.people.models import Member
from lesson_study.classroom.models import ResearchLesson

SALT = "lesson_study.prepared_device"


@dataclass(frozen=True)
class Capability:
    """With it notes are taken that were made before their observer left the team."""

    member: str
    lesson: str
    prepared_at: dt.datetime


def make_capability(*, member: Member, lesson: ResearchLesson, at: dt.datetime) -> str:
    return signing.dumps([member.public_id, lesson.public_id, at.isoformat()], salt=SALT)


def read_capability(token: str) -> Capability | None:
    try:
        member, lesson, prepared_at = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Capability(member, lesson, dt.datetime.fromisoformat(prepared_at))


def build_address(lesson: ResearchLesson, name: str = "lesson_of_number", *more: str) -> str:
    return reverse(f"lesson_study:{name}", args=[lesson.cycle.public_id, lesson.number, *more])
