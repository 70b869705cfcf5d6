"""What groups made that stands elsewhere: apps above register where, and groups show and count it.

register(Outputs(shown=…, days=…, start_url=…))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from knowledge_network.members.people.requests import Reader

if TYPE_CHECKING:
    from plg.groups.models import Group


@dataclass(frozen=True)
class Output:
    """One thing on the open page of a group. `result` is the public id of the result of the group that it grew from."""

    title: str
    url: str
    summary: str
    kind: str | Promise
    icon: str
    published_on: dt.date
    result: str = ""


@dataclass(frozen=True)
class Outputs:
    """`shown`: what this reader may see of a group, in one query. `days`: group → when something was published.

    `start_url`: where who edits the group writes down what it made.
    """

    shown: Callable[[Group, Reader], list[Output]]
    days: Callable[[Collection[int]], dict[int, list[dt.date]]]
    start_url: Callable[[Group], str]


_registered: list[Outputs] = []


def register(outputs: Outputs) -> Outputs:
    if outputs not in _registered:
        _registered.append(outputs)
    return outputs


def list_outputs(group: Group, reader: Reader) -> list[Output]:
    """What `reader` may see of what the group made, one query per registered app."""
    return [output for outputs in _registered for output in outputs.shown(group, reader)]


def start_urls(group: Group) -> list[str]:
    return [outputs.start_url(group) for outputs in _registered]


def days_by_group(groups: Collection[int]) -> dict[int, list[dt.date]]:
    """When each group published something elsewhere."""
    found: dict[int, list[dt.date]] = {}
    for outputs in _registered:
        for group, days in outputs.days(groups).items():
            found.setdefault(group, []).extend(days)
    return found
