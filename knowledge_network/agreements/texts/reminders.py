"""What is due by itself: agreements whose last day passed, versions whose first day came, warnings before an end.

| when | what |
|---|---|
| the day after its last day | an agreement expires |
| its first day | a version follows the one before it |
| twelve, six and three months before its last day, from nine o'clock | all parties are told, once each |
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.agreements.texts.actions.life import expire_agreements, succeed_due
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.notices import EXPIRES, tell_expires
from knowledge_network.kit.dates import months_before
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm

WARNINGS = (3, 6, 12)
NINE = dt.time(9)
OF_USE = dt.timedelta(days=60)


def plan_lives(now: dt.datetime) -> int:
    """End, follow and warn what is due by `now`; how much that was. Repeating changes nothing more."""
    today = timezone.localdate(now)
    return succeed_due(today=today) + expire_agreements(today=today) + warn_of_ends(now)


def warn_of_ends(now: dt.datetime) -> int:
    """The nearest warning that is due; one that was missed is not made up for once a later one is due."""
    today, told = timezone.localdate(now), 0
    rows = CollaborationAgreement.objects.in_force().filter(effective_to__gte=today)
    followed = rows.filter(successor__status__in=sorted(AgreementStatus.SIGNED)).values("pk")
    for agreement in rows.exclude(pk__in=followed).select_related("partnership"):
        last = agreement.effective_to
        due = [months for months in WARNINGS if last and _is_due(last, months, now)]
        if due and not _was_told(agreement, due[0]):
            tell_expires(agreement, due[0], at=now)
            told += 1
    return told


def _is_due(last: dt.date, months: int, now: dt.datetime) -> bool:
    """Of use for two months; after that what was told may be forgotten already."""
    moment = rhythm.local(months_before(last, months), NINE)
    return moment <= now < moment + OF_USE


def _was_told(agreement: CollaborationAgreement, months: int) -> bool:
    key = f"{EXPIRES.name}:{agreement.public_id}:{agreement.effective_to}:{months}:"
    return bool(Notice.objects.filter(key__startswith=key).exists())
