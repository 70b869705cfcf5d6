"""Frameworks and looks as their pages show them: criteria by part, where one stands, and the round before beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from knowledge_network.insight.frameworks.models import Criterion, Look, LookItem
from knowledge_network.insight.frameworks.queries import list_items
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import LessonStudyCycle
from plg.records.models import ReturnToSchool


@dataclass(frozen=True)
class LevelLine:
    name: str
    text: str


@dataclass(frozen=True)
class Shown:
    """What shows something: with an address where the reader may open it."""

    icon: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class ItemCard:
    public_id: str
    number: int
    text: str
    level: str
    level_text: str
    before: str
    note: str
    is_said: bool
    shows: list[Shown]


@dataclass(frozen=True)
class ItemPart:
    name: str
    items: list[ItemCard]


@dataclass(frozen=True)
class LookPage:
    parts: list[ItemPart]
    said: int
    count: int

    @property
    def next_unsaid(self) -> str:
        """The first about which nothing is said yet."""
        return next((item.public_id for part in self.parts for item in part.items if not item.is_said), "")

    @property
    def is_full(self) -> bool:
        return self.said == self.count


@dataclass(frozen=True)
class CriterionCard:
    criterion: Criterion
    levels: list[LevelLine]


@dataclass(frozen=True)
class CriterionPart:
    name: str
    cards: list[CriterionCard]


def build_criteria(criteria: Iterable[Criterion], levels: list[str]) -> list[CriterionPart]:
    """In their order; those of one part that follow each other stand together."""
    cards = [CriterionCard(one, _list_levels(levels, one.described)) for one in criteria]
    return [CriterionPart(name, list(rows)) for name, rows in groupby(cards, key=lambda card: card.criterion.part)]


def _list_levels(names: list[str], described: list[str]) -> list[LevelLine]:
    return [LevelLine(name, described[place] if place < len(described) else "") for place, name in enumerate(names)]


def build_look(look: Look, reader: Member) -> LookPage:
    """Five queries at most."""
    items = list_items(look)
    before = _read_before(look)
    readable = _find_readable(items, reader)
    cards = [(item.part, _build_item(item, look, before, readable)) for item in items]
    parts = [ItemPart(name, [card for _part, card in rows]) for name, rows in groupby(cards, key=lambda row: row[0])]
    return LookPage(parts, sum(item.is_said for item in items), len(items))


def _read_before(look: Look) -> dict[int, int]:
    """Criterion → level of the round before, when it had the same levels."""
    previous = look.previous
    if previous is None or previous.levels != look.levels:
        return {}
    rows = previous.items.filter(criterion__isnull=False, level__isnull=False)
    return {row.criterion_id: row.level for row in rows if row.criterion_id is not None and row.level is not None}


def _name_level(levels: list[str], level: int | None) -> str:
    return levels[level - 1] if level is not None and 1 <= level <= len(levels) else ""


def _build_item(item: LookItem, look: Look, before: dict[int, int], readable: Readable) -> ItemCard:
    former = before.get(item.criterion_id) if item.criterion_id is not None else None
    return ItemCard(
        public_id=item.public_id,
        number=item.position,
        text=item.text,
        level=_name_level(look.levels, item.level),
        level_text=_name_level(item.described, item.level),
        before=_name_level(look.levels, former),
        note=item.note,
        is_said=item.is_said,
        shows=_list_shown(item, readable),
    )


@dataclass(frozen=True)
class Readable:
    """What the reader may open elsewhere."""

    cycles: frozenset[int]
    returns: frozenset[int]
    stories: frozenset[int]


def _find_readable(items: list[LookItem], reader: Member) -> Readable:
    cycles = {item.insight.cycle_id for item in items if item.insight is not None}
    returns = {item.returned_id for item in items if item.returned_id is not None}
    stories = {item.story_id for item in items if item.story_id is not None}
    found = [
        frozenset(rows.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True)) if keys else frozenset()
        for rows, keys in (
            (LessonStudyCycle.objects, cycles),
            (ReturnToSchool.objects, returns),
            (ValueStory.objects, stories),
        )
    ]
    return Readable(*found)


def _list_shown(item: LookItem, readable: Readable) -> list[Shown]:
    """That it is there is said; its words only to who may read them."""
    found = []
    product, insight, returned, story = item.product, item.insight, item.returned, item.story
    if product is not None and product.is_in_view:
        found.append(Shown("library", product.title, product.get_absolute_url()))
    if insight is not None:
        is_open = insight.cycle_id in readable.cycles
        text = insight.text if is_open else _("an insight of a Lesson Study, kept by its team")
        found.append(Shown("book-open", text, insight.cycle.get_absolute_url() if is_open else ""))
    if returned is not None and returned.removed_at is None:
        is_open = returned.pk in readable.returns
        found.append(Shown("school", returned.what if is_open else _("something brought back to school")))
    if story is not None:
        is_open = story.pk in readable.stories
        text = story.title if is_open else _("a value story, kept by who told it")
        found.append(Shown("sprout", text, story.get_absolute_url() if is_open else ""))
    return found
