"""A film comes in: in parts, so that a line that breaks costs one part and not the film."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.films import has_program
from knowledge_network.kit.storage import CANNOT_KEEP, OK, PartsLostError, disk_state, find_store
from knowledge_network.kit.uploads import clean_name
from knowledge_network.members.people.models import Member
from lesson_study.video.actions.hiding import drop_recording, record
from lesson_study.video.actions.sessions import hold_open
from lesson_study.video.enums import ErasureReason, Missing, RecordingState
from lesson_study.video.facts import is_ready, read_parents
from lesson_study.video.models import Recording, VideoSession
from lesson_study.video.models.film import make_file_name
from lesson_study.video.rules import may_take_film
from plg.groups.models import Group

PART = 8 * 1024 * 1024
LARGEST = 2 * 1024 * 1024 * 1024
GONE = _("This film is not coming in any more. Begin anew.")
NO_PROGRAM = _("On this machine no films can be made: ffmpeg is missing. A session in words works.")


class Part(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = ..., /) -> bytes: ...


class MisplacedPartError(Exception):
    """The part does not go on where the film ends; `received` says where it does."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def list_obstacles(session: VideoSession, today: dt.date) -> list[Missing]:
    """What has to be there before a film comes in."""
    parents = read_parents(session)
    missing = may_take_film(is_ready=is_ready(session), state=session.state, parents=parents, today=today)
    if session.adults.filter(withdrawn_at__isnull=False).exists():
        missing.append(Missing.WITHDRAWN)
    if session.adults.filter(agreed_at__isnull=True).exists():
        missing.append(Missing.ADULT_WAITS)
    return missing


def count_room_left(session: VideoSession) -> int:
    """In bytes: what the recordings of the group may still take."""
    used = Recording.objects.filter(session__group=session.group_id).aggregate(total=Sum("size"))["total"] or 0
    room: int = settings.GROUP_FILMS_MEGABYTES * 1024 * 1024 - used
    return room


@transaction.atomic
def begin_upload(
    *, session: VideoSession, by: Member, size: int, name: str = "", at: dt.datetime | None = None
) -> Recording:
    """A film of `size` bytes is to come. The same film goes on where it broke off; another one takes its place."""
    now = at or timezone.now()
    # Two films of one group at once would each find the same room. The group first, as when somebody leaves it.
    Group.objects.select_for_update(no_key=True).get(pk=session.group_id)
    locked = hold_open(session)
    if not has_program():
        raise RefusedError(NO_PROGRAM)
    missing = list_obstacles(locked, timezone.localdate(now))
    if missing:
        raise RefusedError(" ".join(str(one.label) for one in missing))
    sent_name = clean_name(name)[:120] if name else ""
    known = Recording.objects.filter(session=locked).select_related("session").first()
    if (
        known is not None
        and known.state == RecordingState.COMING
        and (known.size, known.sent_name) == (size, sent_name)
    ):
        return known
    if known is not None:
        drop_recording(known, ErasureReason.REPLACED, at=now)
    _check_size(locked, size)
    made = Recording.objects.create(
        session=locked,
        key=secrets.token_hex(16),
        size=size,
        sent_name=sent_name,
        content=make_file_name("film"),
        started_at=now,
        changed_at=now,
    )
    record("upload_begun", locked, by)
    return made


def _check_size(session: VideoSession, size: int) -> None:
    if not 0 < size <= LARGEST:
        raise RefusedError(_("A film is 2 GB at most, and not empty. Make it shorter: twenty minutes is the most."))
    if size > count_room_left(session):
        raise RefusedError(
            _("Your group has %(left)s left for films. Erase a recording that you do not need any more.")
            % {"left": filesizeformat(max(count_room_left(session), 0))}
        )
    if disk_state(size) != OK:
        raise RefusedError(CANNOT_KEEP)


@transaction.atomic
def add_part(
    *, session: VideoSession, by: Member, key: str, offset: int, part: Part, at: dt.datetime | None = None
) -> Recording:
    """The next part, of 8 MB at most. One that came already, or too early, is a MisplacedPartError."""
    now = at or timezone.now()
    rows = Recording.objects.select_for_update(of=("self",)).filter(session=session, key=key)
    row = rows.select_related("session").first()
    if row is None or row.state != RecordingState.COMING:
        raise RefusedError(GONE)
    if offset != row.received:
        raise MisplacedPartError(row.received)
    data = part.read(PART + 1)
    if not data or len(data) > PART or row.received + len(data) > row.size or _is_short(row, data):
        raise RefusedError(_("This part of the film is not right. Begin anew."))
    is_last = row.received + len(data) == row.size
    try:
        find_store().append(row.content, row.received, data, part=PART, is_last=is_last)
    except PartsLostError:
        # Somebody cleared the store of what came in: it begins anew, and who sends hears from where.
        row.received, row.changed_at = 0, now
        row.save(update_fields=["received", "changed_at"])
        return row
    row.received, row.changed_at = row.received + len(data), now
    if row.received == row.size:
        row.state = RecordingState.WAITING
        record("upload_done", row.session, by)
    row.save(update_fields=["received", "changed_at", "state"])
    return row


def _is_short(row: Recording, data: bytes) -> bool:
    """In S3 only the last part may be smaller than the others."""
    return bool(settings.FILES_S3_URL) and len(data) != PART and row.received + len(data) != row.size


@transaction.atomic
def remove_recording(*, session: VideoSession, by: Member, at: dt.datetime | None = None) -> None:
    """It is not needed any more: it goes now. Fragments that were made stay."""
    locked = hold_open(session)
    known = Recording.objects.filter(session=locked).select_related("session").first()
    if known is not None:
        drop_recording(known, ErasureReason.OWNER, at=at or timezone.now())
        record("changed", locked, by)
