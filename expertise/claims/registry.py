"""What parts above bring as evidence: what a member took part in there, what it is about, and who may see it.

register(EvidenceSource(name="lesson_study", label=…, things=…, links=…, suggests=…))
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise.claims.queries import ELSEWHERE, Thing

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model
    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader
    from knowledge_network.topics.models import Topic


@dataclass(frozen=True)
class Link:
    """Where something of a source is, and what it is called, for a reader who may see it."""

    url: str
    text: str


@dataclass(frozen=True)
class Suggested:
    """A topic of something that a member took part in; `key` is that of the thing."""

    topic: Topic
    why: str
    key: str


@dataclass(frozen=True)
class EvidenceSource:
    """Keys are public ids, without the name of the source. Each function asks a fixed number of queries.

    `things`: what a member can point at. `links`: of the keys those that this reader may see. `suggests`: topics.
    """

    name: str
    label: str | _StrPromise
    things: Callable[[Member], list[Thing]]
    links: Callable[[Collection[str], Reader], dict[str, Link]]
    suggests: Callable[[Member], list[Suggested]]

    def key_of(self, key: str) -> str:
        return f"{self.name}:{key}"

    def thing(
        self, row: Model, key: str, *, label: str, title: str, kind: str, ground: str, happened_on: dt.date | None
    ) -> Thing:
        """`title` is what everybody reads who reads the claim; `label` only who chooses."""
        return Thing(
            key=self.key_of(key),
            field=ELSEWHERE,
            thing=row,
            label=label,
            title=title[:200],
            kind=kind,
            ground=ground,
            happened_on=happened_on,
        )


_sources: dict[str, EvidenceSource] = {}


def register(source: EvidenceSource) -> EvidenceSource:
    _sources[source.name] = source
    return source


def collect_things(member: Member) -> list[tuple[str, list[Thing]]]:
    """In groups, as `expertise.pages.queries.list_things` has them."""
    return [(str(source.label), found) for source in _sources.values() if (found := source.things(member))]


def find_thing(member: Member, key: str) -> Thing | None:
    """What `member` can point at with this key, if it is theirs."""
    source = _sources.get(key.partition(":")[0])
    if source is None:
        return None
    return next((thing for thing in source.things(member) if thing.key == key), None)


def find_links(keys: Iterable[str], reader: Reader) -> dict[str, Link]:
    """By whole key, of what this reader may see."""
    wanted: dict[str, list[str]] = {}
    for key in keys:
        name, _colon, public_id = key.partition(":")
        if name in _sources:
            wanted.setdefault(name, []).append(public_id)
    found: dict[str, Link] = {}
    for name, public_ids in wanted.items():
        source = _sources[name]
        found.update({source.key_of(key): link for key, link in source.links(public_ids, reader).items()})
    return found


def collect_suggested(member: Member) -> list[Suggested]:
    return [one for source in _sources.values() for one in source.suggests(member)]
