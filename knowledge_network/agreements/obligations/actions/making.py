"""Making the obligations that rules ask for: once each, however often and by how many it is asked at once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.obligations.calendar import due_day, years_in_sight
from knowledge_network.agreements.obligations.models import Obligation, ObligationRule
from knowledge_network.agreements.obligations.queries import find_owner
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


@transaction.atomic
def make_obligations(
    *,
    agreement: CollaborationAgreement | None = None,
    years: tuple[int, ...] | None = None,
    today: dt.date | None = None,
) -> int:
    """Those of the school years in sight, of every agreement in force or of one; how many were new."""
    day = today or timezone.localdate()
    agreements = CollaborationAgreement.objects.in_force()
    if agreement is not None:
        agreements = agreements.filter(pk=agreement.pk)
    made = 0
    for held in agreements.order_by("pk"):
        for year in years or years_in_sight(day):
            made += _make_year(held, year)
    return made


def _make_year(agreement: CollaborationAgreement, year: int) -> int:
    """A row that is there already, or that another run makes at this moment, is not made again: the key says so."""
    rules = ObligationRule.objects.filter(article__agreement=agreement, ended_on__isnull=True)
    there = set(Obligation.objects.filter(rule__in=rules, school_year=year).values_list("rule_id", "party_id"))
    parties = list(agreement.parties.all())
    wanted = []
    for rule in rules.order_by("pk"):
        day = due_day(rule, year)
        if day is None or not _holds_on(agreement, day):
            continue
        owner = None
        for party in _parties_of(rule, parties, day):
            if (rule.pk, party.pk if party else None) in there:
                continue
            owner = owner or find_owner(rule)
            wanted.append(Obligation(rule=rule, school_year=year, due_on=day, party=party, owner=owner))
    if not wanted:
        return 0
    names = [one.public_id for one in wanted]
    Obligation.objects.bulk_create(wanted, ignore_conflicts=True)
    made = list(Obligation.objects.filter(public_id__in=names).values_list("pk", flat=True))
    if made:
        AuditEvent.objects.record(
            "agreements.obligations_made", agreement, by=None, count=len(made), year=f"{year}-{year + 1}"
        )
        refresh("obligation", made)
    return len(made)


def _holds_on(agreement: CollaborationAgreement, day: dt.date) -> bool:
    """Nothing is owed before an agreement takes effect or after it ended."""
    starts, ends = agreement.effective_from, agreement.effective_to
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def _parties_of(rule: ObligationRule, parties: list[Party], day: dt.date) -> list[Party] | list[None]:
    if not rule.is_per_party:
        return [None]
    return [party for party in parties if party.ended_on is None or party.ended_on >= day]
