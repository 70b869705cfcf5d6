"""Value stories: read by whom their teller chose; changed by nobody else, taken out of view by coordinators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge_network.insight.stories import actions
from knowledge_network.insight.stories.actions import Told
from knowledge_network.insight.stories.enums import StoryVisibility, ValueKind
from knowledge_network.insight.stories.models import StoryPart, ValueStory
from knowledge_network.kit.ids import random_public_id
from lesson_study.discussion.enums import InsightLevel
from tests.access.table import FORBIDDEN, HIDDEN, MEMBERS, STRANGERS, Row, everybody, members_only, only
from tests.quality.canaries import token

GROUP = ("group_member", "group_lead")
OWN = only("group_member", otherwise=HIDDEN)
IN_GROUP = only(*GROUP, otherwise=HIDDEN)
EVERYBODY = everybody()
# Who sees it and did not tell it: 403.
CHANGES = {**only("group_member", otherwise=HIDDEN), "group_lead": FORBIDDEN}
HIDES = only("coordinator")


def stranger_finds_nothing(outcomes: dict[str, str]) -> dict[str, str]:
    """Of a page that stands open for what is told to everybody."""
    return outcomes | dict.fromkeys(STRANGERS, HIDDEN)


# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("insight.valuestory", "visibility"): StoryVisibility.OWN,
    ("insight.storypart", "kind"): ValueKind.REALISED,
    ("insight.storypart", "level"): InsightLevel.PUPIL,
}


def _tell(world: Any, visibility: str, title: str) -> ValueStory:
    return actions.tell_story(
        by=world.people["group_member"],
        title=title,
        group=world.group,
        visibility=visibility,
        parts=[
            Told(ValueKind.IMMEDIATE, "We keken samen naar één vraag."),
            Told(ValueKind.REALISED, "Kinderen wachten nu op elkaar.", InsightLevel.PUPIL),
        ],
        tells=False,
    )


def objects_of(world: Any) -> dict[str, Any]:
    return {
        "own_story": _tell(world, StoryVisibility.OWN, "Nog niet af"),
        "group_story": _tell(world, StoryVisibility.GROUP, "Het touw in de kast"),
        "network_story": _tell(world, StoryVisibility.NETWORK, "Haperen mag hardop"),
        "public_story": _tell(world, StoryVisibility.PUBLIC, "Eerst tekenen"),
    }


def plant(world: Any) -> None:
    """In the words and in the title of each, as far as it is read."""
    readers = {
        "own": frozenset({"group_member"}),
        "group": frozenset(GROUP),
        "network": frozenset(MEMBERS),
    }
    for name, who in readers.items():
        story = getattr(world, f"{name}_story")
        ValueStory.objects.filter(pk=story.pk).update(title=token(f"verhaal-titel-{name}", who))
        first = story.parts.order_by("position").first()
        StoryPart.objects.filter(pk=first.pk).update(text=token(f"verhaal-{name}", who))


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def part_of(name: str) -> Callable[[Any], dict[str, Any]]:
    def find(world: Any) -> dict[str, Any]:
        story = getattr(world, name)
        return {"public_id": story.public_id, "part": story.parts.order_by("position").first().public_id}

    return find


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def tells(world: Any) -> dict[str, Any]:
    return {
        "key": random_public_id(), "title": "Ze wachtten op elkaar", "group": "", "visibility": "netwerk",
        "part_immediate": "Een les zonder haast.",
    }  # fmt: skip


HEAD = sends(title="Een ander hoofd", group="", visibility="netwerk")
PART = sends(kind="toegepast", text="Ik probeerde het maandag.", level="")
ROWS = [
    Row("insight:story_list", EVERYBODY),
    Row("insight:story_tell", members_only()),
    Row("insight:story_tell", members_only(), "post", data=tells),
    Row("insight:story_group", members_only(), kwargs=lambda world: {"slug": world.group.slug}),
    Row("insight:story_detail", stranger_finds_nothing(OWN), kwargs=of("own_story")),
    Row("insight:story_detail", stranger_finds_nothing(IN_GROUP), kwargs=of("group_story"), note="of the group"),
    Row(
        "insight:story_detail",
        stranger_finds_nothing(members_only()),
        kwargs=of("network_story"),
        note="of the network",
    ),
    Row("insight:story_detail", EVERYBODY, kwargs=of("public_story"), note="of everybody"),
    Row("insight:story_change", CHANGES, kwargs=of("group_story")),
    Row("insight:story_change", CHANGES, "post", kwargs=of("group_story"), data=HEAD),
    Row("insight:story_remove", CHANGES, kwargs=of("group_story")),
    Row("insight:story_remove", CHANGES, "post", kwargs=of("group_story")),
    Row("insight:story_hide", HIDES, kwargs=of("network_story")),
    Row("insight:story_hide", HIDES, "post", kwargs=of("network_story"), data=sends(reason="Er staat een naam in.")),
    Row("insight:story_part_add", CHANGES, kwargs=of("group_story")),
    Row("insight:story_part_add", CHANGES, "post", kwargs=of("group_story"), data=PART),
    Row("insight:story_part_change", CHANGES, kwargs=part_of("group_story")),
    Row("insight:story_part_change", CHANGES, "post", kwargs=part_of("group_story"), data=PART),
    Row("insight:story_part_remove", CHANGES, "post", kwargs=part_of("group_story")),
]
