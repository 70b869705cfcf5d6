"""Five hundred Lesson Studies for the large network, most of them finished and shared."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from benchmarks.copying import copy
from lesson_study.cycles.enums import CycleState, Phase, StudyItemKind, Subject, TeamRole
from lesson_study.cycles.models import CycleTopic, LessonStudyCycle, PriorStudyItem, TeamMember
from plg.groups.models import GroupMembership

STUDIES, TEAM, ITEMS = 500, 4, 4
# Of ten: six finished, two running, one paused, one stopped.
STATES = (*[CycleState.FINISHED] * 6, *[CycleState.RUNNING] * 2, CycleState.PAUSED, CycleState.STOPPED)
THOUGHTS = ("een grotere noemer is een grotere breuk", "lezen is de woorden kennen", "wie snel is, begrijpt het")
ROLES = ([TeamRole.FACILITATOR], [TeamRole.TEACHER], [TeamRole.OBSERVER], [TeamRole.OBSERVER, TeamRole.NOTE_TAKER])


def load_studies(source: random.Random, groups: int, topics: int) -> None:
    """Each in a group, with a team of its people, two topics and four things that the team studied."""
    numbers, now = range(1, STUDIES + 1), timezone.now()
    copy(LessonStudyCycle, (_study(source, n, n % groups + 1, now) for n in numbers))
    people: dict[int, list[int]] = {}
    for group, member in GroupMembership.objects.order_by("pk").values_list("group", "member"):
        people.setdefault(group, []).append(member)
    seats = [(n, seat) for n in numbers for seat in range(TEAM)]
    copy(
        TeamMember,
        (
            TeamMember(
                id=key,
                cycle_id=n,
                member_id=people[n % groups + 1][seat],
                team_roles=ROLES[seat],
                accepted_at=now,
                charter_accepted_at=now,
            )
            for key, (n, seat) in enumerate(seats, 1)
        ),
    )
    kinds = (StudyItemKind.MISCONCEPTION, *[StudyItemKind.SOURCE] * (ITEMS - 1))
    items = [(n, place) for n in numbers for place in range(ITEMS)]
    copy(
        PriorStudyItem,
        (
            PriorStudyItem(
                id=key,
                public_id=f"b{key:09d}",
                cycle_id=n,
                kind=kinds[place],
                title=source.choice(THOUGHTS) if place == 0 else f"Bron {place} over les {n}",
                position=place,
            )
            for key, (n, place) in enumerate(items, 1)
        ),
    )
    pairs = [(n, topic) for n in numbers for topic in source.sample(range(1, topics + 1), 2)]
    copy(CycleTopic, (CycleTopic(id=key, content_object_id=n, tag_id=t) for key, (n, t) in enumerate(pairs, 1)))


def _study(source: random.Random, number: int, group: int, now: dt.datetime) -> LessonStudyCycle:
    state = STATES[number % len(STATES)]
    at = now - dt.timedelta(days=number)
    over = state == CycleState.FINISHED
    return LessonStudyCycle(
        id=number,
        public_id=f"s{number:09d}",
        group_id=group,
        title=f"Hoe leren leerlingen dit? {number}",
        subject=source.choice(Subject.values),
        year_groups=[number % 8 + 1],
        phase=Phase.REFLECTION if over else source.choice([Phase.GOAL, Phase.DESIGN, Phase.DISCUSSION]),
        state=state,
        state_reason="Geen tijd" if state in (CycleState.PAUSED, CycleState.STOPPED) else "",
        question="We willen begrijpen hoe leerlingen denken, zodat ze het zelf kunnen uitleggen.",
        shared_at=at if over else None,
        finished_at=at if over else None,
        created_at=at - dt.timedelta(days=60),
        changed_at=at,
    )
