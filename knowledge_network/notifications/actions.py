"""Telling members something, and marking it as read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from knowledge_network.notifications.models import Notice
from knowledge_network.notifications.registry import NoticeKind

if TYPE_CHECKING:
    from knowledge_network.members.models import Member

# What «Mijn gegevens» promises: six months, and never a day more.
NOTICES_KEPT = dt.timedelta(days=181)


@transaction.atomic
def notify(
    kind: NoticeKind,
    *,
    to: Iterable[Member],
    key: str,
    url: str = "",
    by: Member | None = None,
    group_key: str = "",
    at: dt.datetime | None = None,
    **params: str | int | float | bool | None,
) -> None:
    """Put a notice under the bell of each member in `to`, once per `key` and member however often this is called.

    `key` says what happened, never which run tells it («plg.join_requested:17»). Nobody is told what they did
    themselves (`by`), and who is not in the network now is told nothing. `group_key` is the slug of the group.
    """
    now = at or timezone.now()
    people = {member.pk: member for member in to if member.is_present}
    if by is not None:
        people.pop(by.pk, None)
    Notice.objects.bulk_create(
        [
            Notice(
                member=member,
                kind=kind.name,
                params={name: _plain(value) for name, value in params.items()},
                url=url,
                actor=by,
                group_key=group_key,
                key=f"{key}:{member.public_id}",
                created_at=now,
            )
            for member in people.values()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def _plain(value: Any) -> Any:
    """Translated texts and dates become text; what JSON knows stays as it is."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


@transaction.atomic
def mark_read(*, notice: Notice, by: Member) -> None:
    """Note that `by` has seen it; the first time counts."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_unread(*, notice: Notice, by: Member) -> None:
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=None)


@transaction.atomic
def mark_all_read(*, by: Member, until: dt.datetime | None = None) -> int:
    """Mark everything up to `until` (what was on the screen) as read; how many there were."""
    return (
        Notice.objects.visible_to(by)
        .unread()
        .filter(created_at__lte=until or timezone.now())
        .update(read_at=timezone.now())
    )


@transaction.atomic
def forget_notices(*, keys: Iterable[str]) -> None:
    """Take notices back whose cause no longer exists (a withdrawn invitation), unread ones only."""
    for key in keys:
        Notice.objects.unread().filter(key__startswith=f"{key}:").delete()


def forget_old_notices() -> int:
    """Delete what people were told more than six months ago, read or not; how many notices."""
    old = Notice.objects.filter(created_at__lt=timezone.now() - NOTICES_KEPT)
    return old.delete()[0]
