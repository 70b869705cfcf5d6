"""What is told of a round as rows of a sheet: nothing that its page does not show."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.bands import PARTS
from knowledge_network.insight.surveys.display import say_parts, say_spread
from knowledge_network.insight.surveys.models import Wave

HEADER = (
    _("Place"),
    _("Statement"),
    _("About"),
    _("How far apart"),
    _("Does not fit (1–2)"),
    _("In between (3)"),
    _("Fits (4–5)"),
)


def list_told(wave: Wave) -> Iterator[list[str]]:
    """By place, what was not told last."""
    rows = list(wave.questions.order_by("position"))
    for row in sorted(rows, key=lambda row: (row.rank is None, row.rank, row.position)):
        yield [
            str(row.rank or "–"),
            row.text,
            row.cluster,
            say_spread(row) or "–",
            *(say_parts(row, wave.answered or 0).get(part, "–") for part in PARTS),
        ]
