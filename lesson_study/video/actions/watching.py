"""That somebody looked: noted once a quarter of an hour, in the logbook, and readable for who was filmed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.video.models import Clip
from lesson_study.video.queries import WATCHED, has_looked

AGAIN_AFTER = dt.timedelta(minutes=15)


@transaction.atomic
def note_look(*, clip: Clip, by: Member, at: dt.datetime | None = None) -> None:
    now = at or timezone.now()
    if not has_looked(clip.session, clip, by, now - AGAIN_AFTER):
        words = {"clip": clip.public_id, "made": clip.made}
        AuditEvent.objects.record(WATCHED, clip.session, by=by, subject=clip.session.owner, **words)
