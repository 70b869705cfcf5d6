"""The jobs of the schedule with their last run, and whether they are late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from celery.schedules import crontab, maybe_schedule
from django.conf import settings
from django.utils import timezone

from knowledge_network.notifications.jobs.enums import JobName
from knowledge_network.notifications.jobs.models import Job

# A plan is a part of «plan reminders and overviews», which goes on when one of them fails.
PLAN = "plan:"
# What is asked for every half minute may miss some of its turns: a worker that is busy or starts anew.
PATIENCE = dt.timedelta(minutes=5)
# A job of the night may take its time.
PATIENCE_BY_NIGHT = dt.timedelta(hours=1)


@dataclass(frozen=True)
class ScheduledJob:
    """A job of the schedule. `every` is the time between two turns; `run` is None while it never ran."""

    name: str
    every: dt.timedelta
    run: Job | None
    is_late: bool

    @property
    def label(self) -> str:
        return str(JobName(self.name).label)

    @property
    def is_failing(self) -> bool:
        return self.run is not None and self.run.is_failing


def list_scheduled() -> dict[str, crontab | dt.timedelta]:
    """Task → when it runs, as the settings say."""
    return {
        str(entry["task"]): when if isinstance(when := entry["schedule"], crontab) else maybe_schedule(when).run_every
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }


def list_jobs(now: dt.datetime | None = None) -> list[ScheduledJob]:
    """Those that fail first, then those that are late, then the rest in the order of the schedule. One query."""
    moment = now or timezone.now()
    runs = {job.name: job for job in Job.objects.exclude(name__startswith=PLAN)}
    found = []
    for name, when in list_scheduled().items():
        run, every = runs.get(name), find_interval(when)
        found.append(ScheduledJob(name, every, run, is_late(run, every, moment)))
    return sorted(found, key=lambda job: (not job.is_failing, not job.is_late))


def find_interval(when: crontab | dt.timedelta) -> dt.timedelta:
    """The time between two turns, of a moment in each hour or each day too."""
    if isinstance(when, dt.timedelta):
        return when
    return dt.timedelta(hours=1) if len(when.hour) > 1 else dt.timedelta(days=1)


def is_late(run: Job | None, every: dt.timedelta, now: dt.datetime) -> bool:
    """Nothing was seen of it for longer than its turn. What never ran is not late: the network may be of today."""
    if run is None:
        return False
    seen = max(filter(None, (run.finished_at, run.failed_at)), default=None)
    patience = PATIENCE if every < PATIENCE else PATIENCE_BY_NIGHT
    return seen is not None and now - seen > every + patience


def find_last_sign() -> dt.datetime | None:
    """When a worker last finished anything, or failed at it; None when none ever did. One query."""
    runs = Job.objects.filter(name__in=JobName.values).values_list("finished_at", "failed_at")
    return max((moment for pair in runs for moment in pair if moment), default=None)


def list_failing_plans() -> list[Job]:
    """The plans that failed when they were last made. One query."""
    return list(Job.objects.filter(name__startswith=PLAN, failed_in_a_row__gt=0).order_by("name"))
