"""The bundling board as it is shown: a page of what lies loose beside a page of bundles with the first cards of each.

What is not on the page is counted, and reached by pages, by words and by opening one place. Whatever the number of
cards, the queries are as many and read as much.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.questions.forms.board import OUTSIDE
from expertise.questions.models import CardMove, CoPCycle, IndicativeQuestion, QuestionCard
from expertise.questions.models.board import QuestionCardQuerySet
from expertise.questions.presenters.board_parts import BoardPart
from expertise.questions.presenters.cards import TONES, Card, Likely, build_card
from expertise.questions.queries import BoardNumbers, read_board_stand
from expertise.questions.suggestions import find_likeness
from knowledge_network.kit.pagination import KeysetPage, cursor_after, paginate
from knowledge_network.kit.up_to import UpTo, count_capped

BUSY = dt.timedelta(minutes=10)
# So many cards lie loose on one page, and so many of one place that is opened.
LOOSE_SIZE = OPENED_SIZE = 60
BUNDLE_SIZE = 60
# So many cards each bundle shows, and what lies outside.
FIRST_CARDS = 5


@dataclass(frozen=True)
class Pile:
    """The cards of one place that are on the page, and how many there are: `count` in words, `number` where it is sure.

    `all_url` leads to all of its cards where these are the first; `previous_url` and `next_url` to the other pages.
    """

    cards: list[Card]
    count: str
    number: int | None
    all_url: str = ""
    previous_url: str = ""
    next_url: str = ""

    @property
    def has_pages(self) -> bool:
        return bool(self.previous_url or self.next_url)


@dataclass(frozen=True)
class Bundle:
    public_id: str
    url: str
    number: int
    name: str
    words: str
    verdict: str
    tone: str
    pile: Pile


@dataclass(frozen=True)
class Theme:
    """A part of what lies loose; the first is all of it."""

    url: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Board:
    loose: Pile
    outside: Pile
    bundles: list[Bundle]
    previous_bundles: str
    next_bundles: str
    themes: list[Theme]
    numbers: BoardNumbers
    counted_at: dt.datetime
    # How many of who asked say that their card was meant otherwise, and where the first of them lies.
    not_meant: int
    first_not_meant: str
    busy: list[str]
    last_move: int

    @property
    def has_other_bundles(self) -> bool:
        return bool(self.previous_bundles or self.next_bundles)


def build_board(cycle: CoPCycle, part: BoardPart | None = None) -> Board:
    """Nine queries, one more for words and for a place that is opened, and those of the numbers when they are old."""
    part = part or BoardPart()
    stand = read_board_stand(cycle)
    numbers = stand.numbers
    rows = QuestionCard.objects.on_board().filter(cycle=cycle)
    found = _narrow(rows.loose(), part)
    loose = paginate(found, {"vanaf": part.loose_from}, by=("pk",), size=LOOSE_SIZE)
    bundles, has_next = _list_bundles(cycle, part)
    lying = _read_first_cards(bundles)
    opened = _open_place(rows, part, bundles)
    outside = list(rows.outside().order_by("pk")[:FIRST_CARDS])
    first = rows.objected().select_related("bundle").order_by("pk").first()
    on_page = [*loose, *chain.from_iterable(lying.values()), *outside, *(opened or ())]
    # By their keys: joined, all questions would be read for those of a page.
    prefetch_related_objects([*on_page, *([first] if first else ())], "question__board")
    likely = _find_likely(loose, bundles, lying)
    before = (part.bundle_page - 1) * BUNDLE_SIZE
    return Board(
        loose=_build_loose(loose, [build_card(card, likely.get(card.pk)) for card in loose], found, numbers, part),
        outside=_build_pile(OUTSIDE, outside, numbers.outside, opened, part),
        bundles=[
            _build_bundle(bundle, number, _build_pile(bundle.public_id, lying[bundle.pk], count, opened, part))
            for number, bundle in enumerate(bundles, before + 1)
            for count in (numbers.in_bundle.get(bundle.pk, 0),)
        ],
        previous_bundles=part.go_to_bundles(part.bundle_page - 1).url if part.bundle_page > 1 else "",
        next_bundles=part.go_to_bundles(part.bundle_page + 1).url if has_next else "",
        themes=_list_themes(numbers, part),
        numbers=numbers,
        counted_at=stand.at,
        not_meant=max(numbers.not_meant, 1) if first else 0,
        first_not_meant=_find_address(first, part, bundles, {card.public_id for card in on_page}) if first else "",
        busy=_name_busy(cycle),
        last_move=stand.last_move,
    )


def _narrow(loose: QuestionCardQuerySet, part: BoardPart) -> QuestionCardQuerySet:
    if part.theme:
        loose = loose.in_theme(part.theme)
    for word in part.words.split():
        loose = loose.filter(question__text__icontains=word)
    return loose


def _list_bundles(cycle: CoPCycle, part: BoardPart) -> tuple[list[IndicativeQuestion], bool]:
    """A page of bundles, with the keys of the first cards of each, and whether there are more."""
    cards = QuestionCard.objects.on_board().filter(bundle=OuterRef("pk")).order_by("pk")
    rows = IndicativeQuestion.objects.present().filter(cycle=cycle).order_by("made_at", "pk")
    first = (part.bundle_page - 1) * BUNDLE_SIZE
    rows = rows.annotate(first_cards=ArraySubquery(cards.values("pk")[:FIRST_CARDS]))
    bundles = list(rows[first : first + BUNDLE_SIZE + 1])
    return bundles[:BUNDLE_SIZE], len(bundles) > BUNDLE_SIZE


def _read_first_cards(bundles: Iterable[IndicativeQuestion]) -> Mapping[int, list[QuestionCard]]:
    keys = [key for bundle in bundles for key in bundle.first_cards]  # type: ignore[attr-defined]
    lying: dict[int, list[QuestionCard]] = defaultdict(list)
    for card in QuestionCard.objects.filter(pk__in=keys).order_by("pk"):
        if card.bundle_id is not None:
            lying[card.bundle_id].append(card)
    return lying


def _open_place(
    rows: QuestionCardQuerySet, part: BoardPart, bundles: Iterable[IndicativeQuestion]
) -> KeysetPage | None:
    """A page of the cards of the one place that is looked at; nothing for a place that is not on the page."""
    bundle = next((bundle for bundle in bundles if bundle.public_id == part.place), None)
    if bundle is None and part.place != OUTSIDE:
        return None
    cards = rows.filter(bundle=bundle) if bundle is not None else rows.outside()
    return paginate(cards, {"vanaf": part.cards_from}, by=("pk",), size=OPENED_SIZE)


def _build_pile(
    place: str, first: Sequence[QuestionCard], count: int, opened: KeysetPage | None, part: BoardPart
) -> Pile:
    """What a bundle shows, or what lies outside."""
    words = UpTo(count).words
    if opened is None or part.place != place:
        all_url = part.open_place(place).url if count > len(first) else ""
        return Pile([build_card(card) for card in first], words, count, all_url)
    return Pile(
        [build_card(card) for card in opened],
        words,
        count,
        previous_url=part.open_place(place, opened.previous_cursor).url if opened.previous_cursor else "",
        next_url=part.open_place(place, opened.next_cursor).url if opened.next_cursor else "",
    )


def _build_loose(
    page: KeysetPage, cards: list[Card], found: QuestionCardQuerySet, numbers: BoardNumbers, part: BoardPart
) -> Pile:
    """One query where words are looked for: those are counted as far as it helps."""
    counted = UpTo(numbers.loose)
    if part.words:
        counted = count_capped(found)
    elif part.theme:
        counted = UpTo(next((count for slug, _name, count in numbers.themes if slug == part.theme), 0))
    return Pile(
        cards,
        counted.words,
        None if counted.is_more else counted.number,
        previous_url=part.go_to_loose(page.previous_cursor).url if page.previous_cursor else "",
        next_url=part.go_to_loose(page.next_cursor).url if page.next_cursor else "",
    )


def _list_themes(numbers: BoardNumbers, part: BoardPart) -> list[Theme]:
    every = ("", _("All"), numbers.loose)
    return [
        Theme(part.narrow(theme=slug).url, name, count, slug == part.theme)
        for slug, name, count in [every, *numbers.themes]
    ]


def _find_likely(
    loose: Iterable[QuestionCard],
    bundles: Iterable[IndicativeQuestion],
    lying: Mapping[int, Sequence[QuestionCard]],
) -> dict[int, Likely]:
    """Of the cards on the page: a bundle is known by its words and by the cards that it shows."""
    named = {bundle.pk: bundle for bundle in bundles}
    placed = [(bundle, card.question.text) for bundle, cards in lying.items() for card in cards]
    placed += [(bundle.pk, f"{bundle.name} {bundle.words}") for bundle in named.values()]
    return {
        card: Likely(named[like.bundle].public_id, named[like.bundle].name, ", ".join(f"«{w}»" for w in like.words))
        for card, like in find_likeness({card.pk: card.question.text for card in loose}, placed).items()
    }


def _build_bundle(bundle: IndicativeQuestion, number: int, pile: Pile) -> Bundle:
    return Bundle(
        public_id=bundle.public_id,
        url=bundle.get_absolute_url(),
        number=number,
        name=bundle.name,
        words=bundle.words,
        verdict=bundle.get_verdict_display() if bundle.verdict else "",
        tone=TONES.get(bundle.verdict, ""),
        pile=pile,
    )


def _find_address(card: QuestionCard, part: BoardPart, bundles: Iterable[IndicativeQuestion], shown: set[str]) -> str:
    """Where it stands on this page, else the page that begins with it, else that of the question."""
    anchor = f"#k-{card.public_id}"
    if card.public_id in shown:
        return anchor
    cursor = cursor_after({"pk": card.pk - 1}, ("pk",))
    if card.is_outside:
        return part.open_place(OUTSIDE, cursor).url + anchor
    if card.bundle is None:
        return BoardPart(loose_from=cursor).url + anchor
    if card.bundle in bundles:
        return part.open_place(card.bundle.public_id, cursor).url + anchor
    return card.question.get_absolute_url()


def _name_busy(cycle: CoPCycle) -> list[str]:
    """Who moved a card in the last ten minutes."""
    moves = CardMove.objects.filter(card__cycle=cycle, at__gt=timezone.now() - BUSY, by__isnull=False)
    recent = moves.select_related("by").order_by("by", "-pk").distinct("by")
    return [move.by.get_full_name() for move in recent if move.by is not None and move.by.is_present]
