"""Where a question lives on, as its page shows it, and what who asked says of that."""

from __future__ import annotations

from dataclasses import dataclass

from expertise.questions.models import QuestionCard
from knowledge_network.members.people.requests import Reader


@dataclass(frozen=True)
class Place:
    """`words` and `bundle_url` are of the bundle that was confirmed. What was said of it only who may read it."""

    cycle_name: str
    cycle_url: str
    words: str
    bundle_url: str
    can_object: bool
    can_reopen: bool
    is_objected: bool
    objection: str
    answer: str
    answer_url: str


def build_place(card: QuestionCard, reader: Reader, *, is_mine: bool) -> Place:
    bundle = card.confirmed_bundle
    in_team = bool(reader.has_perm("expertise.bundle_in_cycle", card.cycle))
    told = card.confirmed_round_id is not None and (bundle is not None or card.confirmed_outside)
    waits = in_team and card.waits_for_answer
    return Place(
        cycle_name=card.cycle.name,
        cycle_url=card.cycle.get_absolute_url(),
        words=bundle.words if bundle is not None else "",
        bundle_url=bundle.get_absolute_url() if bundle is not None and bundle.removed_at is None else "",
        can_object=is_mine and told and card.objected_at is None,
        can_reopen=card.cycle.is_on_board,
        is_objected=card.objected_at is not None and (is_mine or in_team),
        objection=card.objection if is_mine or in_team else "",
        answer=card.answer if is_mine or in_team else "",
        answer_url=card.public_id if waits else "",
    )
