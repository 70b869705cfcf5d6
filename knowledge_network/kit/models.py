"""What every model stands on. No tables here."""

import datetime as dt

from django.db import models
from django.db.models import Q


class NetworkManager[T: models.Model](models.Manager[T]):
    """A manager whose rows fetch a missing foreign key for all their peers at once, never one by one."""

    def get_queryset(self) -> models.QuerySet[T]:
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)


class UnaccentedLower(models.Func):
    """`lower(unaccent(x))`: how names and words are compared and sorted, whatever the server's collation."""

    template = "lower(immutable_unaccent(%(expressions)s))"
    output_field = models.TextField()


def match_active(day: dt.date, prefix: str = "") -> Q:
    """Rows with a `start` and an `end` (exclusive, may be open) that hold on `day`."""
    return Q(**{f"{prefix}start__lte": day}) & (Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gt": day}))
