"""Helpers for tests of the finder."""

from __future__ import annotations

from typing import Any

from expertise.finding.facets import Filters
from expertise.finding.find import Found, find
from expertise.finding.question import understand
from expertise.finding.schools import schools
from knowledge_network.members.people.models import Member
from knowledge_network.search import registry
from knowledge_network.search.actions import rebuild
from knowledge_network.search.understanding.topics import topic_index
from tests import factories as f


def vocabulary(*topics: tuple[Any, ...]) -> dict[str, Any]:
    """Topics by name from (name, synonyms, name of what it is part of)."""
    made: dict[str, Any] = {}
    for name, *rest in topics:
        synonyms = rest[0] if rest else []
        parent = rest[1] if len(rest) > 1 else ""
        made[name] = f.TopicFactory(name=name, synonyms=list(synonyms), parent=made.get(parent))
    for kept in (topic_index, schools, registry.vocabulary):
        kept._kept = None
    return made


def expert(topic: Any, *, name: str = "", **values: Any) -> Any:
    """A member who shows a claim on `topic`; `values` are those of the claim, and `site` where they work."""
    of_member = {key: values.pop(key) for key in ("site", "work_visibility", "suspended_at") if key in values}
    if name:
        of_member["given_name"], _, of_member["family_name"] = name.partition(" ")
    member = values.pop("member", None) or f.MemberFactory(**of_member)
    f.ExpertiseClaimFactory(member=member, topic=topic, **values)
    return member


def index() -> None:
    rebuild("member")


def found(text: str, **filters: list[str]) -> Found:
    chosen = Filters.read(_Data(filters))
    return find(understand(text), chosen)


def who(text: str, **filters: list[str]) -> list[str]:
    """The names that are found, in order."""
    hits = found(text, **filters).hits
    names = {member.pk: member.get_full_name() for member in Member.objects.filter(pk__in=[h.member for h in hits])}
    return [names[hit.member] for hit in hits]


class _Data:
    def __init__(self, values: dict[str, list[str]]) -> None:
        self.values = values

    def getlist(self, name: str) -> list[str]:
        return self.values.get(name, [])
