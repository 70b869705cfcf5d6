"""What is missing: figures for who leads, connects or runs; names and deeds for who connects and runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from expertise.gaps.enums import GapActionKind
from tests.access.table import HIDDEN, Row, only

FIGURES = only("coordinator", "leader_own", "leader_other", "board_director")
COORDINATOR = only("coordinator")


def of_topic(world: Any) -> dict[str, Any]:
    return {"slug": world.claimed_topic.slug}


def of_step(world: Any) -> dict[str, Any]:
    return {**of_topic(world), "public_id": world.gap_step.public_id}


def sends(**values: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: values


def unknown(world: Any) -> dict[str, Any]:
    return {"slug": world.proposed_topic.slug}


ROWS = [
    Row("expertise:gaps_board", FIGURES),
    Row("expertise:gaps_export_csv", FIGURES),
    Row("expertise:gaps_export_xlsx", FIGURES),
    Row("expertise:gaps_topic", FIGURES, kwargs=of_topic),
    Row(
        "expertise:gaps_topic",
        only("coordinator", otherwise=HIDDEN) | {"coordinator": HIDDEN},
        kwargs=unknown,
        note="not in use",
    ),
    Row("expertise:gap_call", COORDINATOR, kwargs=of_topic),
    Row("expertise:gap_call", COORDINATOR, method="post", kwargs=of_topic),
    Row("expertise:gap_group", COORDINATOR, kwargs=of_topic),
    Row("expertise:gap_group", COORDINATOR, method="post", kwargs=of_topic),
    Row("expertise:gap_meeting", COORDINATOR, kwargs=of_topic),
    Row("expertise:gap_meeting", COORDINATOR, method="post", kwargs=of_topic),
    Row(
        "expertise:gap_step",
        COORDINATOR,
        method="post",
        kwargs=of_topic,
        data=sends(kind=GapActionKind.OTHER, note="Gebeld"),
    ),
    Row("expertise:gap_step_undo", COORDINATOR, method="post", kwargs=of_step),
]
