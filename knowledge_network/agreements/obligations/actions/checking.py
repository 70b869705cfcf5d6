"""Looking in the data whether obligations are met, and noting what is late."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.obligations.actions.work import hold
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.facts import Finding, look
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def check_obligation(*, obligation: Obligation, today: dt.date | None = None) -> Finding | None:
    """Count, keep what was found, and let the state follow. What somebody noted as met or lapsed stays as it is."""
    day = today or timezone.localdate()
    held = hold(obligation)
    if not held.rule.self_check:
        return None
    found = look(held, day)
    before, met_before = held.state, held.met_on
    held.facts, held.checked_at = dict(found.facts), timezone.now()
    if held.is_open or held.met_by_check:
        held.state = _state_after(held, found, day)
        held.met_by_check = held.state == ObligationState.MET
        held.met_on = (met_before or _met_on(found, day)) if held.is_met else None
    held.save(update_fields=["facts", "checked_at", "state", "met_on", "met_by_check"])
    if held.state != before:
        _record(held, before)
    return found


def _state_after(held: Obligation, found: Finding, day: dt.date) -> str:
    if found.is_met and (not found.at_the_end or day >= held.due_on):
        return ObligationState.MET
    if day > held.due_on and not found.is_tolerated:
        return ObligationState.LATE
    busy = found.has_begun or held.state in {ObligationState.BUSY, ObligationState.LATE}
    return ObligationState.BUSY if busy else ObligationState.PLANNED


def _met_on(found: Finding, day: dt.date) -> dt.date:
    """The day that the data themselves name, if any, else the day on which we saw it."""
    adopted = found.facts.get("adopted")
    return dt.date.fromisoformat(str(adopted)) if adopted else day


def _record(held: Obligation, before: str) -> None:
    if held.is_met:
        AuditEvent.objects.record("agreements.obligation_found_met", held, by=None)
    elif before == ObligationState.MET:
        AuditEvent.objects.record("agreements.obligation_found_open", held, by=None)
    elif held.is_late:
        AuditEvent.objects.record("agreements.obligation_late", held, by=None)


def check_all(*, today: dt.date | None = None) -> int:
    """Every obligation that checks itself and may still change, each in a transaction of its own; how many."""
    rows = Obligation.objects.exclude(rule__self_check="").exclude(state=ObligationState.LAPSED)
    rows = rows.exclude(state=ObligationState.MET, met_by_check=False)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        check_obligation(obligation=Obligation(pk=key), today=today)
    return len(keys)


def note_late(*, today: dt.date) -> int:
    """What was due before today and does not check itself is late. One query when nothing is."""
    rows = Obligation.objects.filter(
        state__in=[ObligationState.PLANNED, ObligationState.BUSY], due_on__lt=today, rule__self_check=""
    )
    if not rows.exists():
        return 0
    with transaction.atomic():
        late = list(rows.select_for_update(of=("self",), skip_locked=True).select_related("rule"))
        for obligation in late:
            obligation.state = ObligationState.LATE
            obligation.save(update_fields=["state"])
            AuditEvent.objects.record("agreements.obligation_late", obligation, by=None)
    return len(late)
