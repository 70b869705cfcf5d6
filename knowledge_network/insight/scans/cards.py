"""Cards to talk with, on paper: of an outcome, or of a whole scan for a group that is too small to be asked here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge_network.insight.scans.documents import CARDS
from knowledge_network.insight.scans.statements import SCANS, list_statements
from knowledge_network.kit.pdf import make_pdf

type Card = tuple[str, str, str]


def draw_blank_cards(instrument: str) -> bytes:
    """All statements, one card each, with the scale: to lay on the table. Nothing is stored."""
    with override(settings.LANGUAGE_CODE):
        cards = [(one.cluster, one.text, "") for one in list_statements(instrument)]
        title = str(SCANS[instrument].name)
        return _draw(title, _("On paper: everybody lays a pebble, then you talk. Nothing is kept."), cards, scale=True)


def draw_outcome_cards(title: str, unit: str, cards: Sequence[Card]) -> bytes:
    """`cards`: above it, the statement, and the question to begin with."""
    with override(settings.LANGUAGE_CODE):
        return _draw(title, unit, cards, scale=False)


def _draw(title: str, below: str, cards: Sequence[Card], *, scale: bool) -> bytes:
    data: dict[str, Any] = {
        "lang": settings.LANGUAGE_CODE,
        "title": _("Cards to talk: %(title)s") % {"title": title},
        "below": below,
        "cards": [{"above": above, "text": text, "ask": ask} for above, text, ask in cards],
        "scale": [_("does not fit at all"), _("in between"), _("fits completely")] if scale else [],
        "note": _("A self-evaluation, not validated, and no mark."),
    }
    return make_pdf(CARDS, data)
