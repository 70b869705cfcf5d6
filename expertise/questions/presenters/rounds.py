"""A round of bundling before it is confirmed: the numbers, and a page of bundles with what lies in each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.questions.queries import BoardStand, read_board_stand
from knowledge_network.kit.pagination import KeysetPage, paginate

# So many bundles stand on a page before a round is confirmed.
ROUND_SIZE = 60


@dataclass(frozen=True)
class RoundPage:
    """What a round would confirm: the numbers, of when they are, and a page of bundles with what lies in each."""

    stand: BoardStand
    bundles: list[tuple[IndicativeQuestion, int]]
    page: KeysetPage


def build_round(cycle: CoPCycle, data: QueryDict) -> RoundPage:
    """Two queries, and those of the numbers when they are old."""
    stand = read_board_stand(cycle)
    rows = IndicativeQuestion.objects.present().filter(cycle=cycle)
    page = paginate(rows, data, by=("made_at", "id"), size=ROUND_SIZE)
    return RoundPage(stand, [(bundle, stand.numbers.in_bundle.get(bundle.pk, 0)) for bundle in page], page)
