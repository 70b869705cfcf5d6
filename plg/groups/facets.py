"""What the lists of groups count beside them: how many there are of each topic and board, and how many people.

Everybody counts the same, for what only members of a group may see is in none of these states. Each web process keeps
the figures for some minutes, as who takes part begins and ends with a day; what changes them here is seen at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from knowledge_network.kit.remembered import Remembered
from plg.groups import queries
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group

# Slug, name and number of groups.
Options = list[tuple[str, str, int]]


@dataclass(frozen=True)
class Counts:
    topics: Options
    boards: Options


_counts: Remembered[dict[tuple[frozenset[str], frozenset[str]], Counts]] = Remembered("plg.groups.counts", dict)
_running: Remembered[dict[frozenset[str], dict[str, int]]] = Remembered("plg.groups.running", dict)

_by_kind: Remembered[dict[str, int]] = Remembered("plg.groups.by_kind", queries.count_running_by_kind)


def count_groups(kinds: Collection[str], states: frozenset[str]) -> Counts:
    """Of the groups of these kinds in these states, all of which everybody may see."""
    kept, key = _counts.get(), (frozenset(kinds), states & GroupState.PUBLIC)
    if key not in kept:
        kept[key] = _count(*key)
    return kept[key]


def count_running(kinds: Collection[str]) -> dict[str, int]:
    """How many groups of these kinds run, and how many people take part in them."""
    kept, key = _running.get(), frozenset(kinds)
    if key not in kept:
        kept[key] = queries.running_figures(sorted(key))
    return kept[key]


def count_running_by_kind() -> dict[str, int]:
    """How many groups of each kind run, whoever is in them."""
    return _by_kind.get()


def find_options() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Boards and topics of all groups, those that did not begin among them: slug and name, for who runs the network."""
    kept, key = _counts.get(), (frozenset(GroupKind), frozenset(GroupState))
    if key not in kept:
        kept[key] = _count(*key)
    return [row[:2] for row in kept[key].boards], [row[:2] for row in kept[key].topics]


def _count(kinds: frozenset[str], states: frozenset[str]) -> Counts:
    groups = Group.objects.filter(kind__in=kinds, state__in=states)
    return Counts(queries.topic_options(groups), queries.board_options(groups))


def forget_counts() -> None:
    """A group, its topics or who takes part changed: count anew, elsewhere once that is committed."""
    _counts.forget()
    _running.forget()
    _by_kind.forget()
