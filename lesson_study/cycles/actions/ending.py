"""The end of a study: what it still had in calendars and of schools is called off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.models import Member
from lesson_study.cycles.actions.cover import withdraw_cover_of
from lesson_study.cycles.actions.cycles import finish_cycle, stop_cycle
from lesson_study.cycles.models import LessonStudyCycle
from plg.meetings.actions.meetings import cancel_coming_meetings
from plg.meetings.models import Meeting


@transaction.atomic
def stop_for_good(
    *, cycle: LessonStudyCycle, by: Member, reason: str, learned: str, at: dt.datetime | None = None
) -> None:
    """Stop it, and call off what was still to come.

    Its days stay as a proposal: who opens the study again can settle them anew.
    """
    now = at or timezone.now()
    stop_cycle(cycle=cycle, by=by, reason=reason, learned=learned, at=now)
    _call_off_days(cycle, by=by, reason=str(_("The team stopped this Lesson Study.")), at=now)


@transaction.atomic
def finish_for_good(*, cycle: LessonStudyCycle, by: Member, at: dt.datetime | None = None) -> None:
    """Finish and share it, and call off days that it did not need any more. Repeating changes nothing."""
    now = at or timezone.now()
    if LessonStudyCycle.objects.select_for_update().get(pk=cycle.pk).is_finished:
        return
    finish_cycle(cycle=cycle, by=by, at=now)
    _call_off_days(cycle, by=by, reason=str(_("The team finished this Lesson Study.")), at=now)


def _call_off_days(cycle: LessonStudyCycle, *, by: Member, reason: str, at: dt.datetime) -> None:
    """Meetings that are still to come leave the calendars, and cover for them is not needed any more."""
    coming = cycle.days.filter(day__gte=timezone.localdate(at))
    for day in coming.order_by("day", "pk"):
        withdraw_cover_of(cycle=cycle, day=day, by=by, at=at)
    freed = coming.filter(meeting__starts_at__gt=at)
    cancel_coming_meetings(meetings=Meeting.objects.filter(lesson_study_day__in=freed), by=by, reason=reason, at=at)
    freed.update(meeting=None)
