"""What is due by itself in signing.

| when | what |
|---|---|
| a week after somebody was asked or reminded, on a school day from nine o'clock | they are reminded |
| the first school day of a quarter, from nine o'clock | each party of what holds gets the head of its chain |
| the day after somebody's last day with a party that did not sign yet | their mandate lapses |
| seven years after an agreement ended | the names behind its chain are erased |
"""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledge_network.agreements.signing.actions.mandates import lapse_mandates
from knowledge_network.agreements.signing.actions.names import erase_due_names
from knowledge_network.agreements.signing.actions.rounds import remind_signatory
from knowledge_network.agreements.signing.actions.telling import tell_head
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.signing.notices import CHAIN_HEAD
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm

WEEK = dt.timedelta(days=7)
NINE = dt.time(9)


def plan_signing(now: dt.datetime) -> int:
    """What is due by `now`; how much that was. Repeating changes nothing more."""
    return lapse_mandates(at=now) + _remind(now) + _tell_heads(now) + erase_due_names(today=timezone.localdate(now))


def _remind(now: dt.datetime) -> int:
    today = timezone.localdate(now)
    waiting = (
        Signature.objects.waiting()
        .filter(mandate__state=MandateState.CONFIRMED)
        .annotate(last_asked=Coalesce(F("reminded_at"), F("asked_at")))
        .filter(last_asked__lte=now - WEEK)
        .select_related("party__agreement")
        .order_by("pk")
    )
    rows = list(waiting)
    if not rows or now < rhythm.local(today, NINE) or not rhythm.school_days(today).is_school_day(today):
        return 0
    for row in rows:
        remind_signatory(signature=row, by=None, at=now)
    return len(rows)


def find_quarter(day: dt.date) -> tuple[str, dt.date]:
    """«2026-4», and its first day."""
    number = (day.month - 1) // 3 + 1
    return f"{day.year}-{number}", dt.date(day.year, number * 3 - 2, 1)


def _tell_heads(now: dt.datetime) -> int:
    """Each party of what holds or is being signed, once a quarter; what began in this quarter was told just now."""
    today = timezone.localdate(now)
    quarter, first = find_quarter(today)
    opening = first
    calendar = rhythm.school_days(first)
    if not calendar.is_school_day(first):
        opening = rhythm.next_school_day(first, calendar)
    start = rhythm.local(opening, NINE)
    if not start <= now < start + 2 * WEEK:
        return 0
    told = 0
    rows = CollaborationAgreement.objects.filter(
        status__in=sorted(AgreementStatus.BEING_SIGNED | {AgreementStatus.IN_FORCE}), signing_events__at__lt=start
    ).distinct()
    for agreement in rows.select_related("partnership"):
        key = f"{CHAIN_HEAD.name}:{agreement.public_id}:{quarter}:"
        if not Notice.objects.filter(key__startswith=key).exists():
            tell_head(agreement, quarter=quarter, at=now)
            told += 1
    return told
