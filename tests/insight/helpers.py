"""Rounds with people who answered, for the tests of scans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from knowledge_network.insight.surveys.actions import answers, waves
from knowledge_network.insight.surveys.actions.waves import Statement
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.insight.surveys.queries import privacy_contacts
from knowledge_network.members.people.enums import NetworkRoleKind
from tests import factories as f

DAY = dt.timedelta(days=1)
STATEMENTS = tuple(Statement(f"s{n}", f"Stelling {n}.") for n in range(1, 7))


def crowd(count: int, **fields: Any) -> Any:
    """A group with so many people who take part; `people` of it are the members, its lead first."""
    lead = f.MemberFactory()
    group = f.GroupFactory(contact_person=lead, **fields)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    group.people = [lead]
    for _person in range(count - 1):
        group.people.append(join(group))
    return group


def join(group: Any) -> Any:
    person = f.MemberFactory()
    f.GroupMembershipFactory(group=group, member=person)
    return person


def coordinator() -> Any:
    return f.NetworkRoleFactory().member


def guard() -> Any:
    return f.NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT).member


def concept(group: Any, **fields: Any) -> Wave:
    """With somebody in the network who can release it later."""
    if not privacy_contacts():
        guard()
    defaults = {
        "by": coordinator(),
        "instrument": Instrument.OWN,
        "title": "Hoe leren we samen?",
        "statements": STATEMENTS,
        "closes_on": timezone.localdate() + 14 * DAY,
        "tells": False,
    }
    return waves.start_wave(group=group, **{**defaults, **fields})


def opened(group: Any, **fields: Any) -> Wave:
    wave = concept(group, **fields)
    return waves.open_wave(wave=wave, by=wave.made_by, tells=False)


def answer(wave: Wave, person: Any, values: Mapping[str, int]) -> str:
    return answers.send_answers(wave=wave, by=person, values=values)


def says(*values: int) -> dict[str, int]:
    """By statement, from the first on; 0 for «I do not know»."""
    return {str(place): value for place, value in enumerate(values, 1) if value}


def closed(group: Any, said: Sequence[Sequence[int]], **fields: Any) -> Wave:
    """A round that the first so many people of the group filled in, and that is closed."""
    wave = opened(group, **fields)
    for person, values in zip(group.people, said, strict=False):
        answer(wave, person, says(*values))
    return waves.close_wave(wave=wave, by=wave.opened_by, tells=False)


def published(group: Any, said: Sequence[Sequence[int]], **fields: Any) -> Wave:
    return waves.release_wave(wave=closed(group, said, **fields), by=guard(), tells=False)


def told(wave: Wave) -> dict[str, Question]:
    return {row.code: row for row in wave.questions.order_by("position")}
