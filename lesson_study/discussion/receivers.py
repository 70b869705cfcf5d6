"""What follows from the classroom and from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from lesson_study.classroom.signals import notes_removed
from lesson_study.discussion.actions.reflection import mark_removed


@receiver(notes_removed, dispatch_uid="lesson_study.discussion_notes_removed")
def keep_match_of_evidence(observation_ids: Collection[int], at: dt.datetime, **kwargs: Any) -> None:
    mark_removed(observation_ids=observation_ids, at=at)
