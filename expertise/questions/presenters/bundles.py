"""One bundle as its page shows it: what was asked in whose words, counted so that nobody can be picked out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.questions.counting import Counted, hide_small, shows_total
from expertise.questions.enums import RoleGroup
from expertise.questions.models import IndicativeQuestion, QuestionCard
from expertise.questions.presenters.cards import TONES, Card, build_card


@dataclass(frozen=True)
class CountLine:
    """How many of one role group or board asked; in words where the number is hidden."""

    label: str
    text: str
    share: int
    is_hidden: bool


@dataclass(frozen=True)
class BundlePage:
    bundle: IndicativeQuestion
    cards: list[Card]
    roles: list[CountLine]
    boards: list[CountLine]
    total: str
    verdict: str
    tone: str
    checked_by: str


def build_bundle_page(bundle: IndicativeQuestion) -> BundlePage:
    """One query."""
    rows = QuestionCard.objects.on_board().filter(bundle=bundle).select_related("question__board")
    cards = list(rows.order_by("pk"))
    roles = hide_small(Counter(card.question.role_group for card in cards))
    # By what the cards show: of who asked without a name the board would follow from a line that no card has.
    boards = hide_small(Counter(card.question.shown_board for card in cards))
    few = not (shows_total(roles) and shows_total(boards))
    count = len(cards)
    said = ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}
    checker = bundle.checked_by
    return BundlePage(
        bundle=bundle,
        cards=[build_card(card) for card in cards],
        roles=[_count_line(one, str(RoleGroup(one.key).label)) for one in roles],
        boards=[_count_line(one, one.key or _("without a board")) for one in boards],
        total=_("fewer than ten questions") if few and count < 10 else said,
        verdict=bundle.get_verdict_display() if bundle.verdict else "",
        tone=TONES.get(bundle.verdict, ""),
        checked_by=checker.get_full_name() if checker is not None and checker.is_present else "",
    )


def _count_line(one: Counted[str], label: str) -> CountLine:
    if one.number is not None:
        return CountLine(label, str(one.number), one.share, is_hidden=False)
    return CountLine(label, "1–4" if one.is_few else _("5 or more"), 0, is_hidden=True)
