"""The bundling board as it is shown: everything worked out before the loop, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.questions.counting import Counted, hide_small, shows_total
from expertise.questions.enums import RoleGroup, Verdict
from expertise.questions.models import CardMove, CoPCycle, IndicativeQuestion, QuestionCard
from expertise.questions.originals import show_words
from expertise.questions.suggestions import find_likeness
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.kit.pagination import KeysetPage, paginate

BUSY = dt.timedelta(minutes=10)
# So many bundles stand on a page before a round is confirmed.
ROUND_SIZE = 60
TONES = {Verdict.OPEN.value: "wait", Verdict.PARTLY.value: "info", Verdict.ANSWERED.value: "ok"}


@dataclass(frozen=True)
class Likely:
    """«lijkt op»: a bundle, and the words that are the same."""

    bundle: str
    name: str
    words: str


@dataclass(frozen=True)
class Card:
    """`version` is what a mover saw. `is_changed`: it lies elsewhere than the last confirmed round says.

    `meant`: what who asked says beside «dit is niet wat ik bedoelde», for the team; `answer_url` while it waits.
    """

    public_id: str
    url: str
    text: str
    of: str
    role: str
    version: int
    outside: str
    theme: str
    likely: Likely | None
    is_not_meant: bool
    is_changed: bool
    meant: str = ""
    answer_url: str = ""


@dataclass(frozen=True)
class Bundle:
    public_id: str
    url: str
    number: int
    name: str
    words: str
    verdict: str
    tone: str
    cards: list[Card]


@dataclass(frozen=True)
class Theme:
    """A part of what lies loose; `slug` is empty for all of it."""

    slug: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Board:
    loose: list[Card]
    outside: list[Card]
    bundles: list[Bundle]
    themes: list[Theme]
    total: int
    changed: int
    # How many of who asked say that their card was meant otherwise, and where the first of them lies.
    not_meant: int
    first_not_meant: str
    busy: list[str]
    last_move: int

    @property
    def placed(self) -> int:
        return sum(len(bundle.cards) for bundle in self.bundles)


@dataclass(frozen=True)
class BoardNumbers:
    """What lies on a board in numbers: how many loose, how many elsewhere than the last round says, and per bundle."""

    loose: int
    changed: int
    in_bundle: dict[int, int]


@dataclass(frozen=True)
class RoundPage:
    """What a round would confirm: the numbers, of when they are, and a page of bundles with what lies in each."""

    numbers: BoardNumbers
    counted_at: dt.datetime
    last_move: int
    bundles: list[tuple[IndicativeQuestion, int]]
    page: KeysetPage


def build_round(cycle: CoPCycle, data: QueryDict) -> RoundPage:
    """Three queries, and one for the numbers: once in five minutes, and anew after every move and round."""
    moves = CardMove.objects.filter(card__cycle=cycle).order_by("-pk").values_list("pk", flat=True)
    last_move = moves.first() or 0
    last_round = cycle.rounds.order_by("-number").values_list("number", flat=True).first() or 0
    kept = read_counted(f"expertise.board.{cycle.pk}.{last_move}.{last_round}", lambda: count_board(cycle))
    rows = IndicativeQuestion.objects.present().filter(cycle=cycle)
    page = paginate(rows, data, by=("made_at", "id"), size=ROUND_SIZE)
    bundles = [(bundle, kept.found.in_bundle.get(bundle.pk, 0)) for bundle in page]
    return RoundPage(kept.found, kept.at, last_move, bundles, page)


def count_board(cycle: CoPCycle) -> BoardNumbers:
    """One query, which reads every card of the cycle."""
    rows = QuestionCard.objects.on_board().filter(cycle=cycle).order_by()
    cards = rows.values_list("bundle", "outside_reason", "confirmed_bundle", "confirmed_outside")
    loose, changed, in_bundle = 0, 0, Counter[int]()
    for bundle, outside, confirmed_bundle, confirmed_outside in cards:
        loose += not (bundle or outside)
        changed += (bundle, bool(outside)) != (confirmed_bundle, confirmed_outside)
        if bundle:
            in_bundle[bundle] += 1
    return BoardNumbers(loose, changed, dict(in_bundle))


def name_voice(card: QuestionCard) -> str:
    """«leraren · Stichting KOE»; of who asked without a name only the role."""
    question = card.question
    role = str(question.get_role_group_display())
    return f"{role} · {question.shown_board}" if question.shown_board else role


def build_board(cycle: CoPCycle, *, theme: str = "", with_likeness: bool = True) -> Board:
    """Six queries, whatever the number of cards."""
    rows = QuestionCard.objects.on_board().filter(cycle=cycle)
    cards = list(rows.select_related("question__board").prefetch_related("question__topics__parent").order_by("pk"))
    bundles = list(IndicativeQuestion.objects.present().filter(cycle=cycle).order_by("made_at", "pk"))
    since = timezone.now() - BUSY
    moves = CardMove.objects.filter(card__cycle=cycle)
    last_move = moves.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = moves.filter(at__gt=since, by__isnull=False).select_related("by").order_by("by", "-pk").distinct("by")
    likely = _find_likely(cards, bundles) if with_likeness else {}
    shown = {card.pk: _build_card(card, likely.get(card.pk)) for card in cards}
    lying: dict[int | None, list[Card]] = defaultdict(list)
    for card in cards:
        if not card.is_outside:
            lying[card.bundle_id].append(shown[card.pk])
    loose = lying[None]
    objected = [card for card in cards if card.objected_at is not None and card.answered_at is None]
    # What lies loose of another theme is not on the page.
    apart = {
        card.pk for card in objected if card.bundle_id is None and not card.is_outside and _find_theme(card)[0] != theme
    }
    return Board(
        loose=[card for card in loose if not theme or card.theme == theme],
        outside=[shown[card.pk] for card in cards if card.is_outside],
        bundles=[_build_bundle(bundle, number, lying[bundle.pk]) for number, bundle in enumerate(bundles, 1)],
        themes=_list_themes(cards, loose, theme),
        total=len(cards),
        changed=sum(card.is_changed for card in shown.values()),
        not_meant=len(objected),
        first_not_meant=next((card.public_id for card in objected if not theme or card.pk not in apart), ""),
        busy=[move.by.get_full_name() for move in recent if move.by is not None and move.by.is_present],
        last_move=last_move,
    )


def _find_theme(card: QuestionCard) -> tuple[str, str]:
    """The main topic of its first topic: slug and name."""
    topics = sorted(card.question.topics.all(), key=str)
    if not topics:
        return "", ""
    main = topics[0].parent or topics[0]
    return main.slug, main.name


def _list_themes(cards: Sequence[QuestionCard], loose: Sequence[Card], chosen: str) -> list[Theme]:
    names = dict(_find_theme(card) for card in cards)
    counts = Counter(card.theme for card in loose)
    themes = [Theme("", _("All"), len(loose), not chosen)]
    found = [Theme(slug, names[slug], counts[slug], slug == chosen) for slug in names if slug and counts[slug]]
    return themes + sorted(found, key=lambda theme: theme.name)


def _find_likely(cards: Sequence[QuestionCard], bundles: Sequence[IndicativeQuestion]) -> dict[int, Likely]:
    named = {bundle.pk: bundle for bundle in bundles}
    loose = {card.pk: card.question.text for card in cards if card.bundle_id is None and not card.is_outside}
    placed = [(card.bundle_id, card.question.text) for card in cards if card.bundle_id is not None]
    placed += [(bundle.pk, f"{bundle.name} {bundle.words}") for bundle in bundles]
    return {
        card: Likely(named[like.bundle].public_id, named[like.bundle].name, ", ".join(f"«{w}»" for w in like.words))
        for card, like in find_likeness(loose, placed).items()
        if like.bundle in named
    }


def _build_card(card: QuestionCard, likely: Likely | None) -> Card:
    place = "outside" if card.is_outside else card.bundle_id
    confirmed = "outside" if card.confirmed_outside else card.confirmed_bundle_id
    return Card(
        public_id=card.public_id,
        url=card.question.get_absolute_url(),
        text=show_words(card.question.text),
        of=name_voice(card),
        role=card.question.role_group,
        version=card.version,
        outside=card.outside_reason,
        theme=_find_theme(card)[0],
        likely=likely,
        is_not_meant=card.objected_at is not None,
        is_changed=place != confirmed,
        meant=card.objection,
        answer_url=reverse("expertise:bundle_objection", args=[card.public_id]) if card.waits_for_answer else "",
    )


def _build_bundle(bundle: IndicativeQuestion, number: int, cards: list[Card]) -> Bundle:
    return Bundle(
        public_id=bundle.public_id,
        url=bundle.get_absolute_url(),
        number=number,
        name=bundle.name,
        words=bundle.words,
        verdict=bundle.get_verdict_display() if bundle.verdict else "",
        tone=TONES.get(bundle.verdict, ""),
        cards=cards,
    )


# One bundle ---------------------------------------------------------------------------------------


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
    """Two queries."""
    rows = QuestionCard.objects.on_board().filter(bundle=bundle).select_related("question__board")
    cards = list(rows.prefetch_related("question__topics__parent").order_by("pk"))
    roles = hide_small(Counter(card.question.role_group for card in cards))
    # By what the cards show: of who asked without a name the board would follow from a line that no card has.
    boards = hide_small(Counter(card.question.shown_board for card in cards))
    few = not (shows_total(roles) and shows_total(boards))
    count = len(cards)
    said = ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}
    checker = bundle.checked_by
    return BundlePage(
        bundle=bundle,
        cards=[_build_card(card, None) for card in cards],
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
