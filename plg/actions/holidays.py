"""The school holidays that ship with the platform."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction

from knowledge_network.members.models import AuditEvent, Member
from plg.models import SchoolHoliday

SHIPPED_HOLIDAYS = Path(__file__).resolve().parent.parent / "data" / "school_holidays.json"


@transaction.atomic
def load_holidays(*, by: Member | None = None, path: Path = SHIPPED_HOLIDAYS) -> int:
    """Add the holidays of `path`, correct those that are known already, and give their number. Safe to repeat."""
    rows = [SchoolHoliday(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    SchoolHoliday.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region", "name", "school_year"],
        update_fields=["start", "end", "is_compulsory"],
    )
    AuditEvent.objects.record("plg.holidays_loaded", by=by, count=len(rows))
    return len(rows)
