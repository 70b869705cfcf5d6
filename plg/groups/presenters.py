"""Rows of groups as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.members.people.enums import Function
from plg.groups import checking
from plg.groups.lifecycle import Step
from plg.groups.models import Group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

FUNCTION_LABELS = dict(Function.choices)
# Where what a step still lacks can be put right.
MEND_PAGES = {
    "edit": "plg:group_edit",
    "members": "plg:group_members",
    "agreement": "plg:agreement_write",
    "results": "plg:result_add",
}


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a group, or who may come: `row` is the membership, the request or, of who is found, the member."""

    row: Any  # each of the three, with what `primary_work` adds
    person: Member
    name: str
    work: str
    url: str


def draw_people(rows: Iterable[Any], viewer: Reader) -> list[PersonLine]:
    """Memberships, requests or members, each with `primary_work`; who hides their work is shown without it."""
    address = address_by_key("members:member_detail")
    lines = []
    for row in rows:
        person: Member = getattr(row, "member", row)
        parts = (FUNCTION_LABELS.get(row.function, ""), row.workplace) if person.shows("work", viewer) else ()
        work = " · ".join(str(part) for part in parts if part)
        lines.append(PersonLine(row, person, person.get_full_name(), work, address(person.public_id)))
    return lines


@dataclass(frozen=True)
class CheckLine:
    """Something that a step asks; `url` leads to where it is put right."""

    text: str | Promise
    is_met: bool
    url: str


@dataclass(frozen=True)
class StepLine:
    """A step that a group can take, and whether this reader may."""

    step: Step
    checks: list[CheckLine]
    may: bool
    url: str

    @property
    def is_ready(self) -> bool:
        return all(line.is_met for line in self.checks)


def draw_step(group: Group, step: Step, facts: checking.Facts, viewer: Reader) -> StepLine:
    checks = [
        CheckLine(line.words, line.is_met, "" if line.is_met else _mend_url(group, line.mend))
        for line in checking.checklist(step, facts)
        if line.mend not in _asked_by(step)
    ]
    url = reverse("plg:group_step", args=[group.slug, step.to])
    return StepLine(step, checks, viewer.has_perm(step.permission, group), url)


def _mend_url(group: Group, mend: str) -> str:
    """The page on which a missing thing is put right; nothing where the step's own form asks for it."""
    try:
        return reverse(MEND_PAGES[mend], args=[group.slug]) if mend in MEND_PAGES else ""
    except NoReverseMatch:
        return ""


def _asked_by(step: Step) -> set[str]:
    """The places that the step's own form fills."""
    places = {"evaluation": "close", "maintainer": "maintain"}
    return {place for field, place in places.items() if field in step.fields}
