"""Telling a story, changing and removing it, its parts with their arrows, and taking it out of view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.insight.stories import notices
from knowledge_network.insight.stories.enums import StoryVisibility
from knowledge_network.insight.stories.models import StoryArrow, StoryPart, ValueStory
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from plg.groups.models import Group

KIND = "value_story"
MOST_PARTS = 24


@dataclass(frozen=True)
class Told:
    """One part as it is first told."""

    kind: str
    text: str
    level: str = ""


def _lock(story: ValueStory) -> ValueStory:
    rows = ValueStory.objects.select_for_update(of=("self",), no_key=True).select_related("group")
    return rows.get(pk=story.pk)


def _record(verb: str, story: ValueStory, by: Member) -> None:
    """Never with the words of a story, nor for whom it is."""
    AuditEvent.objects.record(f"insight.story_{verb}", story, by=by)


def tell_story(
    *,
    by: Member,
    title: str,
    group: Group | None,
    visibility: str,
    parts: Sequence[Told],
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tells: bool = True,
) -> ValueStory:
    """A story, its parts led to each other in their order. The same key gives the same story."""
    now = at or timezone.now()
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    shared_on = timezone.localdate(now) if visibility in StoryVisibility.SHARED else None
    try:
        with transaction.atomic():
            story = ValueStory.objects.create(
                author=by, title=title, group=group, visibility=visibility, shared_on=shared_on, told_at=now,
                changed_at=now, idempotency_key=key,
            )  # fmt: skip
            made = [
                StoryPart.objects.create(story=story, position=place, kind=one.kind, text=one.text, level=one.level)
                for place, one in enumerate(parts, 1)
            ]
            StoryArrow.objects.bulk_create(StoryArrow(start=start, end=end) for start, end in pairwise(made))
            _record("told", story, by)
            search.refresh(KIND, [story.pk])
            if tells:
                notices.tell_of_story(story, by=by, at=now)
    except IntegrityError:
        known = ValueStory.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    return story


@transaction.atomic
def change_story(
    *, story: ValueStory, by: Member, title: str, group: Group | None, visibility: str, at: dt.datetime | None = None
) -> ValueStory:
    """Another title, group or circle of readers; who may read it for the first time is told."""
    now = at or timezone.now()
    locked = _lock(story)
    if visibility == StoryVisibility.GROUP and group is None:
        raise RefusedError(_("Choose the group that may read it."))
    locked.title, locked.group, locked.visibility, locked.changed_at = title, group, visibility, now
    if visibility in StoryVisibility.SHARED and locked.shared_on is None:
        locked.shared_on = timezone.localdate(now)
    locked.save(update_fields=["title", "group", "visibility", "changed_at", "shared_on"])
    _record("changed", locked, by)
    search.refresh(KIND, [locked.pk])
    if locked.is_own:
        notices.forget_story(locked)
    else:
        notices.tell_of_story(locked, by=by, at=now)
    return locked


@transaction.atomic
def remove_story(*, story: ValueStory, by: Member) -> None:
    """For good."""
    locked = ValueStory.objects.select_for_update().filter(pk=story.pk).first()
    if locked is None:
        return
    _record("removed", locked, by)
    notices.forget_story(locked)
    key = locked.pk
    locked.delete()
    search.refresh(KIND, [key])


@transaction.atomic
def hide_story(*, story: ValueStory, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """Out of view of everybody but who told it, who hears why. Doing it twice is doing it once."""
    locked = _lock(story)
    if locked.visibility not in StoryVisibility.WIDE:
        return
    locked.visibility = StoryVisibility.OWN
    locked.save(update_fields=["visibility"])
    AuditEvent.objects.record("insight.story_hidden", locked, by=by, subject=locked.author)
    notices.forget_story(locked)
    search.refresh(KIND, [locked.pk])
    notices.tell_hidden(locked, by=by, reason=reason, at=at or timezone.now())


# Parts --------------------------------------------------------------------------------------------


@transaction.atomic
def add_part(
    *, story: ValueStory, by: Member, comes_from: Iterable[StoryPart] = (), at: dt.datetime | None = None, **values: Any
) -> StoryPart:
    """One part more, behind the others."""
    locked = _lock(story)
    if locked.parts.count() >= MOST_PARTS:
        raise RefusedError(_("A story has twenty-four parts at most. Begin another one."))
    last = locked.parts.aggregate(last=Max("position"))["last"] or 0
    part = StoryPart.objects.create(story=locked, position=last + 1, **values)
    _lead(part, comes_from)
    _touch(locked, by, at)
    return part


@transaction.atomic
def change_part(
    *, part: StoryPart, by: Member, comes_from: Iterable[StoryPart] = (), at: dt.datetime | None = None, **values: Any
) -> None:
    locked = _lock(part.story)
    stored = StoryPart.objects.filter(pk=part.pk)
    if not stored.exists():
        raise RefusedError(_("This part is gone already."))
    if values:
        stored.update(**values)
    StoryArrow.objects.filter(end=part).delete()
    _lead(part, comes_from)
    _touch(locked, by, at)


@transaction.atomic
def remove_part(*, part: StoryPart, by: Member, at: dt.datetime | None = None) -> None:
    """With the arrows from and to it. The last part goes with its story only."""
    locked = _lock(part.story)
    if not locked.parts.exclude(pk=part.pk).exists():
        raise RefusedError(_("This is the only part. Remove the story, or change this part."))
    StoryPart.objects.filter(pk=part.pk).delete()
    _touch(locked, by, at)


def _lead(part: StoryPart, comes_from: Iterable[StoryPart]) -> None:
    """Arrows to `part` from others of the same story."""
    chosen = {one.pk: one for one in comes_from if one.story_id == part.story_id and one.pk != part.pk}
    StoryArrow.objects.bulk_create(StoryArrow(start=one, end=part) for one in chosen.values())


def _touch(story: ValueStory, by: Member, at: dt.datetime | None) -> None:
    ValueStory.objects.filter(pk=story.pk).update(changed_at=at or timezone.now())
    _record("changed", story, by)
    search.refresh(KIND, [story.pk])
