"""The methods of «Van vraag naar methode»: put ready once, kept by coordinators."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from expertise.products.models import MethodCard
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh

SHIPPED_METHODS = Path(__file__).resolve().parent.parent / "data" / "methods.json"


@transaction.atomic
def load_methods(*, by: Member | None = None, path: Path = SHIPPED_METHODS) -> int:
    """Add the shipped methods that are not there yet; what a coordinator changed stays. How many were added."""
    known = set(MethodCard.objects.values_list("slug", flat=True))
    cards = [MethodCard(**row) for row in json.loads(path.read_text("utf-8")) if row["slug"] not in known]
    MethodCard.objects.bulk_create(cards)
    if cards:
        AuditEvent.objects.record("expertise.methods_loaded", by=by, count=len(cards))
        refresh("method", [card.pk for card in cards])
    return len(cards)


@transaction.atomic
def change_method(*, method: MethodCard, by: Member, changes: dict[str, object]) -> MethodCard:
    """Change what a card says. The logbook tells who changed which parts."""
    locked = MethodCard.objects.select_for_update().get(pk=method.pk)
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, changes[name])
    locked.changed_at, locked.changed_by = timezone.now(), by
    locked.save()
    AuditEvent.objects.record("expertise.method_changed", locked, by=by, fields=changed)
    refresh("method", [locked.pk])
    return locked
