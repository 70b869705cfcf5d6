"""What shows that a claim is right: adding it and taking it away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from expertise.claims.actions.claims import changed, record_about
from expertise.claims.models import Evidence, ExpertiseClaim
from knowledge_network.members.people.models import Member

# All that has to be kept to put a piece of evidence back.
FIELDS = ("kind", "ground", "title", "link", "product_id", "meeting_id", "group_id", "elsewhere", "happened_on")


@transaction.atomic
def add_evidence(*, claim: ExpertiseClaim, by: Member, **values: object) -> Evidence:
    """The same evidence twice is one."""
    same = {
        name: values[name] for name in ("kind", "title", "product", "meeting", "group", "elsewhere") if name in values
    }
    found = claim.evidence.filter(**same).first()
    if found is not None:
        return found
    evidence = Evidence.objects.create(claim=claim, **values)
    _after(claim)
    record_about("expertise.evidence_added", claim, by)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Member) -> dict[str, object]:
    """Gives what `restore_evidence` needs, as plain values."""
    claim = evidence.claim
    kept = {name: getattr(evidence, name) for name in FIELDS}
    kept["happened_on"] = str(kept["happened_on"]) if kept["happened_on"] else None
    evidence.delete()
    _after(claim)
    record_about("expertise.evidence_removed", claim, by)
    return kept


@transaction.atomic
def restore_evidence(*, claim: ExpertiseClaim, by: Member, kept: dict[str, object]) -> None:
    Evidence.objects.create(claim=claim, **{name: kept[name] for name in FIELDS})
    _after(claim)
    record_about("expertise.evidence_added", claim, by)


def _after(claim: ExpertiseClaim) -> None:
    claim.changed_at = timezone.now()
    claim.save(update_fields=["changed_at"])
    changed([claim])
