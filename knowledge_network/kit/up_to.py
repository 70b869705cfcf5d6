"""How many there are, counted only as far as it helps (decision 12): beyond that «more than 100» is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_COUNTED = 100


@dataclass(frozen=True)
class UpTo:
    """`number` of rows; when `is_more`, that many were counted and there are others. `words` is what a page says."""

    number: int
    is_more: bool = False

    @property
    def words(self) -> str:
        said = number_format(self.number, use_l10n=True, force_grouping=True)
        return gettext("more than %(number)s") % {"number": said} if self.is_more else said


def count_capped(rows: QuerySet[Any], most: int = MOST_COUNTED, *, along: tuple[str, ...] = ()) -> UpTo:
    """How many rows there are, as far as `most`. One query, which reads no more than that.

    `along` names the order of an index that holds only such rows: without it others may be read before them.
    """
    found = rows.order_by(*along)[: most + 1].count()
    return UpTo(min(found, most), found > most)
