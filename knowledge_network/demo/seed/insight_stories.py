"""Load fourteen value stories through their actions, some with what shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from expertise.products.models import KnowledgeProduct
from knowledge_network.demo.seed.story_texts import STORIES, StoryText
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.insight.stories.actions import Told, change_part, tell_story
from knowledge_network.insight.stories.enums import ValueKind
from knowledge_network.insight.stories.models import StoryPart
from knowledge_network.insight.stories.queries import find_insights, find_returns
from knowledge_network.insight.surveys.queries import find_people
from knowledge_network.members.people.models import Member
from plg.groups.models import Group


def seed_stories(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    for number, text in enumerate(STORIES):
        _tell(network, text, now - dt.timedelta(days=text.days_ago, minutes=number))


def _tell(network: DemoNetwork, text: StoryText, at: dt.datetime) -> None:
    group = network.group(text.group)
    people = _line_up(network, group)
    teller = people[text.teller % len(people)]
    story = tell_story(
        by=teller,
        title=text.title,
        group=group,
        visibility=text.visibility,
        parts=[Told(kind, words, level) for kind, words, level in text.parts],
        at=at,
        tells=False,
    )
    parts = {part.position: part for part in story.parts.order_by("position")}
    for start, end in text.back:
        before = [row.start for row in parts[end].comes_from.select_related("start")]
        change_part(part=parts[end], by=teller, comes_from=[*before, parts[start]], at=at)
    _show(parts, group, teller, at)


def _line_up(network: DemoNetwork, group: Group) -> list[Member]:
    """Who is in the group; the teacher of the tour first where they are."""
    teacher = network.cast.login("leraar")
    people = find_people(group, ())
    return [*(one for one in people if one == teacher), *(one for one in people if one != teacher)]


def _show(parts: dict[int, StoryPart], group: Group, teller: Member, at: dt.datetime) -> None:
    """What shows it, as far as there is something: a product of the group, an insight, what was brought back."""
    product = KnowledgeProduct.objects.in_view().filter(group=group).order_by("pk").first()
    insight, returned = next(iter(find_insights(teller)), None), next(iter(find_returns(teller)), None)
    shows: dict[str, dict[str, Any]] = {
        ValueKind.POTENTIAL: {"product": product},
        ValueKind.APPLIED: {"returned": returned},
        ValueKind.REALISED: {"insight": insight},
    }
    for part in parts.values():
        found = {name: one for name, one in shows.get(part.kind, {}).items() if one is not None}
        if found:
            before = [row.start for row in part.comes_from.select_related("start")]
            change_part(part=part, by=teller, comes_from=before, at=at, **found)


SEED = Seed(
    "Fourteen value stories",
    seed_stories,
    after=("plg_meetings", "plg_space", "expertise_products", "lesson_study_cycles", "insight_scans"),
)
