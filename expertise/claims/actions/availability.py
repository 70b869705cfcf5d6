"""When and how somebody can be asked."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from expertise.claims.models import Availability
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search


@transaction.atomic
def set_availability(*, member: Member, by: Member, **values: object) -> Availability:
    """Store what is given; the rest stays as it was, or gets its default."""
    row, _made = Availability.objects.update_or_create(member=member, defaults={**values, "changed_at": timezone.now()})
    search.refresh("member", [member.pk])
    AuditEvent.objects.record("expertise.availability_changed", member, by=by, subject=member)
    return row
