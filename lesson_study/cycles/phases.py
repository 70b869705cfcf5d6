"""The gates: what has to be there before a team goes on. Each room registers its own in its `gates.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lesson_study.cycles.enums import Phase

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from lesson_study.cycles.models import LessonStudyCycle


@dataclass(frozen=True)
class Missing:
    """One thing that is still to be done, in plain words, and the address where it is done."""

    text: str | _StrPromise
    address: str = ""


Gate = Callable[["LessonStudyCycle"], list[Missing]]

_gates: dict[Phase, list[Gate]] = {}


def register_gate(phase: Phase, gate: Gate) -> None:
    """`gate` says what is missing before a cycle may leave `phase`."""
    gates = _gates.setdefault(phase, [])
    if gate not in gates:
        gates.append(gate)


def find_missing(cycle: LessonStudyCycle, phase: Phase) -> list[Missing]:
    """All that is missing before `cycle` may leave `phase`; empty opens the gate."""
    return [missing for gate in _gates.get(phase, []) for missing in gate(cycle)]
