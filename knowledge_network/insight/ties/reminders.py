"""What is due by itself: a round closes after its last day; three days before, who did not take part hears it once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.insight.surveys.reminders import THREE_DAYS, derive_moment
from knowledge_network.insight.ties.actions.rounds import end_due_round
from knowledge_network.insight.ties.actions.telling import remind
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.queries import find_silent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm
from plg.meetings.reminders import LATEST


def plan_rounds(now: dt.datetime) -> int:
    """Two queries when nothing is due. Repeating changes nothing more."""
    return _end(now) + _ask(now)


def _end(now: dt.datetime) -> int:
    due = list(NetworkRound.objects.due(timezone.localdate(now)).order_by("pk").values_list("pk", flat=True))
    for key in due:
        end_due_round(round_id=key, at=now)
    return len(due)


def _ask(now: dt.datetime) -> int:
    horizon = timezone.localdate(now) + THREE_DAYS + rhythm.LONGEST_SHIFT
    rounds = list(NetworkRound.objects.open().filter(closes_on__lte=horizon).order_by("pk"))
    if not rounds:
        return 0
    calendar = rhythm.school_days(timezone.localdate(now))
    told = 0
    for network_round in rounds:
        moment = derive_moment(network_round.closes_on, calendar)
        was_open = network_round.opened_on is not None and network_round.opened_on < timezone.localdate(moment)
        if moment <= now < moment + LATEST and was_open and not _was_asked(network_round):
            people = find_silent(network_round)
            remind(network_round, people, at=now)
            told += len(people)
    return told


def _was_asked(network_round: NetworkRound) -> bool:
    return Notice.objects.filter(key__startswith=f"insight.round_waits:{network_round.public_id}:").exists()
