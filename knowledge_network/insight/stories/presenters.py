"""A story as its pages show it: a line of the list, its parts with arrows and what shows them, a group's page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge_network.insight.stories.display import Picture, Spot, draw_story
from knowledge_network.insight.stories.enums import StoryVisibility, ValueKind
from knowledge_network.insight.stories.models import StoryPart, ValueStory
from knowledge_network.insight.stories.queries import list_arrows, list_parts
from knowledge_network.insight.stories.words import WORDS
from knowledge_network.members.people.requests import Reader
from lesson_study.cycles.models import LessonStudyCycle
from plg.groups.rules import is_in_group
from plg.records.models import ReturnToSchool

VISIBILITY_ICONS = {
    StoryVisibility.OWN: "lock",
    StoryVisibility.GROUP: "users",
    StoryVisibility.NETWORK: "network",
    StoryVisibility.PUBLIC: "globe",
}


@dataclass(frozen=True)
class KindChip:
    label: str
    icon: str
    count: int = 1


@dataclass(frozen=True)
class StoryLine:
    title: str
    url: str
    who: str
    group: str
    text: str
    told_at: dt.datetime
    kinds: list[KindChip]
    visibility: str
    visibility_icon: str
    is_mine: bool


@dataclass(frozen=True)
class Evidence:
    """What shows it: with an address where the reader may open it."""

    icon: str
    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class PartCard:
    public_id: str
    number: int
    kind: str
    label: str
    ask: str
    icon: str
    text: str
    level: str
    comes_from: list[int]
    leads_to: list[int]
    evidence: list[Evidence]


@dataclass(frozen=True)
class StoryPage:
    who: str
    who_url: str
    group: str
    group_url: str
    parts: list[PartCard]
    picture: Picture
    visibility: str
    visibility_icon: str


@dataclass(frozen=True)
class KindCount:
    label: str
    ask: str
    icon: str
    count: int


def name_author(story: ValueStory, reader: Reader) -> str:
    """Outside the network nobody reads a name; who left has none."""
    if not reader.is_authenticated:
        return _("a member of the network")
    return story.author.get_full_name()


def find_group_name(story: ValueStory, reader: Reader) -> str:
    """Of a group that not everybody may know of only who is in it reads the name."""
    group = story.group
    if group is None:
        return ""
    return group.name if group.is_public or is_in_group(reader, group) else ""


def build_line(story: ValueStory, reader: Reader) -> StoryLine:
    """`story` with its author, group and parts."""
    parts = sorted(story.parts.all(), key=lambda part: part.position)
    kinds = [kind for kind in ValueKind if any(part.kind == kind for part in parts)]
    best = next((part for part in parts if part.kind == ValueKind.REALISED), parts[0] if parts else None)
    return StoryLine(
        title=story.title,
        url=story.get_absolute_url(),
        who=name_author(story, reader),
        group=find_group_name(story, reader),
        text=best.text if best is not None else "",
        told_at=story.told_at,
        kinds=[KindChip(str(kind.label), WORDS[kind].icon) for kind in kinds],
        visibility=str(story.get_visibility_display()),
        visibility_icon=VISIBILITY_ICONS[StoryVisibility(story.visibility)],
        is_mine=reader.is_authenticated and story.author_id == reader.pk,
    )


def build_page(story: ValueStory, reader: Reader) -> StoryPage:
    """Four queries at most, however many parts there are."""
    rows, arrows = list_parts(story), list_arrows(story)
    numbers = {part.pk: number for number, part in enumerate(rows, 1)}
    cycles, returns = _find_readable(rows, reader)
    name = find_group_name(story, reader)
    labels = {kind: str(words.short) for kind, words in WORDS.items()}
    spots = [Spot(part.pk, numbers[part.pk], part.kind) for part in rows]
    return StoryPage(
        who=name_author(story, reader),
        who_url=story.author.get_absolute_url() if reader.is_authenticated else "",
        group=name,
        group_url=story.group.get_absolute_url() if story.group is not None and name else "",
        parts=[_build_part(part, numbers, arrows, _list_evidence(part, cycles, returns, reader)) for part in rows],
        picture=draw_story(spots, arrows, list(ValueKind.values), labels),
        visibility=str(story.get_visibility_display()),
        visibility_icon=VISIBILITY_ICONS[StoryVisibility(story.visibility)],
    )


def _build_part(
    part: StoryPart, numbers: dict[int, int], arrows: Sequence[tuple[int, int]], evidence: list[Evidence]
) -> PartCard:
    words = WORDS[part.kind]
    return PartCard(
        public_id=part.public_id,
        number=numbers[part.pk],
        kind=part.kind,
        label=str(part.get_kind_display()),
        ask=str(words.ask),
        icon=words.icon,
        text=part.text,
        level=str(part.get_level_display()) if part.level else "",
        comes_from=[numbers[start] for start, end in arrows if end == part.pk],
        leads_to=[numbers[end] for start, end in arrows if start == part.pk],
        evidence=evidence,
    )


def _find_readable(rows: Iterable[StoryPart], reader: Reader) -> tuple[set[int], set[int]]:
    """Which studies and which things brought back the reader may open. Two queries at most."""
    cycles = {part.insight.cycle_id for part in rows if part.insight is not None}
    returns = {part.returned_id for part in rows if part.returned_id is not None}
    open_cycles = LessonStudyCycle.objects.visible_to(reader).filter(pk__in=cycles) if cycles else None
    open_returns = ReturnToSchool.objects.visible_to(reader).filter(pk__in=returns) if returns else None
    return (
        set(open_cycles.values_list("pk", flat=True)) if open_cycles is not None else set(),
        set(open_returns.values_list("pk", flat=True)) if open_returns is not None else set(),
    )


def _list_evidence(part: StoryPart, cycles: set[int], returns: set[int], reader: Reader) -> list[Evidence]:
    """What the reader may not read stays out: that it is there is said, not what it says."""
    found = []
    product, insight, returned = part.product, part.insight, part.returned
    if product is not None and product.is_in_view and (reader.is_authenticated or not product.is_for_members):
        found.append(Evidence("library", _("Product"), product.title, product.get_absolute_url()))
    if insight is not None:
        if insight.cycle_id in cycles:
            url = insight.cycle.get_absolute_url()
            found.append(Evidence("book-open", _("Insight of a Lesson Study"), insight.text, url))
        else:
            found.append(Evidence("book-open", _("Insight of a Lesson Study"), _("kept by its team")))
    if returned is not None and returned.removed_at is None:
        words = returned.what if returned.pk in returns else _("kept by who told this")
        found.append(Evidence("school", _("Brought back to school"), words))
    return found


def count_kinds(stories: Iterable[ValueStory]) -> list[KindCount]:
    """How many stories tell of each kind; `stories` with their parts."""
    found = Counter(kind for story in stories for kind in {part.kind for part in story.parts.all()})
    shown = [kind for kind in ValueKind if kind in ValueKind.FIRST or found[kind]]
    return [KindCount(str(kind.label), str(WORDS[kind].ask), WORDS[kind].icon, found[kind]) for kind in shown]
