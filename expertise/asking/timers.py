"""What happens with questions when time passes, planned from what is due and not yet done; safe to run twice.

| when | what |
|---|---|
| the fifth school day after somebody was asked is over | the next who fits is asked |
| the tenth school day after a question was asked is over, and nobody helps | the liaison officer is told |
| six weeks and six months after a question was answered | «gebruikt op mijn school?» |
"""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from expertise.asking import notices
from expertise.asking.actions.matching import escalate, expire, lock
from expertise.asking.enums import FollowUpAfter, HelpOutcome, HelpState, MatchState
from expertise.asking.links import follow_up_path
from expertise.asking.models import HelpFollowUp, HelpRequest, HelpRequestMatch
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models.member import present
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.counting import after_school_days

AFTER = {FollowUpAfter.SIX_WEEKS: relativedelta(weeks=6), FollowUpAfter.SIX_MONTHS: relativedelta(months=6)}
# Who was not reached for so long (the platform stood still) is not asked about a distant past.
TOO_LATE = dt.timedelta(days=45)


def plan_help(now: dt.datetime) -> int:
    """How much was done."""
    return _expire(now) + _escalate(now) + _follow_up(now)


def _expire(now: dt.datetime) -> int:
    """A question at a time, under its lock: somebody who answers at this moment goes first or finds it gone."""
    today = timezone.localdate(now)
    here = Q(pk__in=HelpRequestMatch.objects.filter(present("expert__")).values("pk")) | Q(expert__isnull=True)
    rows = HelpRequestMatch.objects.filter(state=MatchState.ASKED, help_request__state__in=HelpState.UNFINISHED)
    due = rows.filter(Q(answer_by__lt=today) | ~here)
    done = 0
    for help_request in HelpRequest.objects.filter(pk__in=due.values("help_request")).order_by("pk"):
        done += expire(lock(help_request), today=today, now=now)
    return done


def _escalate(now: dt.datetime) -> int:
    today = timezone.localdate(now)
    calendar = rhythm.school_days(today)
    rows = HelpRequest.objects.waiting().filter(
        escalated_at__isnull=True, asked_at__lt=now - dt.timedelta(days=read_network().thresholds.escalate_school_days)
    )
    done, days = 0, read_network().thresholds.escalate_school_days
    for help_request in rows.order_by("pk"):
        asked = timezone.localdate(help_request.asked_at)
        if asked < today - dt.timedelta(days=150) or after_school_days(asked, days, calendar) < today:
            done += escalate(lock(help_request), now=now)
    return done


def _follow_up(now: dt.datetime) -> int:
    """The row is the memory: one per question and moment, whoever runs this and however often."""
    done = 0
    for after, delta in AFTER.items():
        asked = HelpFollowUp.objects.filter(help_request=OuterRef("pk"), after=after)
        rows = (
            HelpRequest.objects.filter(present("asker__"), state=HelpState.CLOSED, outcome__in=HelpOutcome.HELPED)
            .annotate(done_at=Coalesce("answered_at", "closed_at"))
            .filter(done_at__lte=now - delta, done_at__gt=now - delta - TOO_LATE)
            .exclude(Exists(asked))
            .select_related("asker")
        )
        for help_request in rows.order_by("pk"):
            row, made = HelpFollowUp.objects.get_or_create(
                help_request=help_request, after=after, defaults={"asked_at": now}
            )
            if made:
                notify(
                    notices.HELP_FOLLOW_UP,
                    to=[help_request.asker],
                    key=f"help:{help_request.public_id}:follow_up:{after}",
                    url=follow_up_path(row),
                    at=now,
                    after=str(after),
                    help_request=help_request.public_id,
                    title=help_request.title,
                )
            done += made
    return done
