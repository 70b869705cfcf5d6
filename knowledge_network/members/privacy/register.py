"""What can be erased once more after a restore: each room says how, by the kind under which it notes its erasures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Replay:
    """`list_keys` gives the numbers of all of a kind that this database holds, `erase` erases one of them."""

    list_keys: Callable[[], Iterable[str]]
    erase: Callable[[str], object]


_replays: dict[str, Replay] = {}


def register_replay(kind: str, replay: Replay) -> None:
    known = _replays.get(kind)
    if known is not None and known.erase.__module__ != replay.erase.__module__:
        raise ImproperlyConfigured(f"Two rooms erase «{kind}».")
    _replays[kind] = replay


def find_replay(kind: str) -> Replay | None:
    return _replays.get(kind)
