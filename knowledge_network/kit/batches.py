"""Changing many rows a part at a time: no transaction is long, and who is killed half-way loses one part only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

SIZE = 1000


def do_in_batches[T: Model](rows: QuerySet[T], work: Callable[[QuerySet[Any]], int], *, size: int = SIZE) -> int:
    """`work` on all of `rows`, oldest first, each part in its own transaction; the sum of what it gave.

    Rows that somebody else holds are left to the next time.
    """
    done, last = 0, 0
    while True:
        with transaction.atomic():
            part = rows.filter(pk__gt=last).order_by("pk").select_for_update(skip_locked=True, of=("self",))
            keys = list(part.values_list("pk", flat=True)[:size])
            if not keys:
                return done
            done += work(rows.model._default_manager.filter(pk__in=keys))
        last = keys[-1]
