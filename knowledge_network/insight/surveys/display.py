"""What is told of a statement, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge_network.insight.surveys.bands import PARTS, name_least
from knowledge_network.insight.surveys.enums import Band, Spread
from knowledge_network.insight.surveys.models import Question


def say_spread(row: Question) -> str:
    """How far apart. Where a part of the scale is told, up to four people may be elsewhere."""
    if row.spread == Spread.AGREED and row.low:
        return _("mostly of one mind")
    return str(row.get_spread_display()) if row.spread else ""


def say_parts(row: Question, answered: int) -> dict[str, str]:
    """Part of the scale → how many are there; what is not told is not in it."""
    told = {part: str(getattr(row, part)) for part in PARTS if getattr(row, part)}
    large = _("%(count)s or more") % {"count": name_least(told, answered)}
    return {part: large if band == Band.FIVE else str(Band.FEW.label) for part, band in told.items()}
