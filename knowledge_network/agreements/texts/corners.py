"""What rooms above add to the page of an agreement: a template, and what it shows. The page knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from knowledge_network.agreements.texts.models import CollaborationAgreement
    from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Corner:
    """`present` gives what `template` shows as `corner`, or None when there is nothing for this reader.

    `place`: «top» above the text, «side» in the rail beside it, «bottom» below it.
    """

    name: str
    template: str
    present: Callable[[CollaborationAgreement, Member], DataclassInstance | None]
    place: str = "side"
    order: int = 50


@dataclass(frozen=True)
class ShownCorner:
    template: str
    corner: DataclassInstance


_corners: dict[str, Corner] = {}


def register_corner(corner: Corner) -> None:
    _corners[corner.name] = corner


def list_corners(place: str, agreement: CollaborationAgreement, reader: Member) -> list[ShownCorner]:
    """Those of one place that have something for `reader`, in their order."""
    rows = sorted((row for row in _corners.values() if row.place == place), key=lambda row: (row.order, row.name))
    shown = [(row.template, row.present(agreement, reader)) for row in rows]
    return [ShownCorner(template, corner) for template, corner in shown if corner is not None]
