"""Stopping a study for good: what it still had in calendars and of schools is called off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.models import Member
from lesson_study.cycles.actions.cover import withdraw_cover_of
from lesson_study.cycles.actions.cycles import stop_cycle
from lesson_study.cycles.models import LessonStudyCycle
from plg.meetings.actions.meetings import cancel_meeting


@transaction.atomic
def stop_for_good(
    *, cycle: LessonStudyCycle, by: Member, reason: str, learned: str, at: dt.datetime | None = None
) -> None:
    """Stop it; meetings that are still to come are called off, and cover for them is not needed any more.

    Its days stay as a proposal: who opens the study again can settle them anew.
    """
    now = at or timezone.now()
    stop_cycle(cycle=cycle, by=by, reason=reason, learned=learned, at=now)
    coming = cycle.days.filter(day__gte=timezone.localdate(now)).select_related("meeting").order_by("day", "pk")
    for day in coming:
        withdraw_cover_of(cycle=cycle, day=day, by=by, at=now)
        if day.meeting is not None and day.meeting.starts_at > now:
            cancel_meeting(meeting=day.meeting, by=by, reason=str(_("The team stopped this Lesson Study.")), at=now)
            day.meeting = None
            day.save(update_fields=["meeting"])
