"""What comes due by itself in the knowledge base: looking at a product again, and contact persons who are away."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from expertise.products.actions.contacts import mend_contacts
from expertise.products.actions.products import mark_to_revise
from expertise.products.queries.products import due_for_a_look


def plan_product_dates(now: dt.datetime) -> int:
    """Ask what is due by `now` and was not asked yet. Safe to repeat."""
    today = timezone.localdate(now)
    keys = list(due_for_a_look(today).order_by("pk").values_list("pk", flat=True)[:200])
    return sum(mark_to_revise(product_id=key, today=today) for key in keys) + mend_contacts()
