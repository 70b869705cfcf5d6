"""An address that names two things opens the second only in the first to which it belongs.

Who leads two groups, or takes part in two studies, may enter both: a conversation of one must not be read, changed or
removed under the address of the other, where other rules hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from plg.groups.models import Group
from tests import factories as f
from tests.access.table import FORBIDDEN, HIDDEN, OK, Row
from tests.access.test_access import BACKEND, GETS_IN, declared_rows, outcome_of, undone
from tests.access.world import World
from tests.access.writes import Writes

pytestmark = pytest.mark.django_db

# What an address says beside its one thing: how far it goes, in what language, which of a row, for which partner.
SAYS_HOW = {"to", "role", "language", "page", "size", "what", "number", "version", "party"}
# A member, who belongs to no school: the rest of these addresses says which of their works it is.
OF_A_PERSON = {"members:appointment_change", "members:appointment_end", "members:appointment_reopen"}
# The pupils of every study are called A, B and C.
NAMED_ALIKE = {"lesson_study:interview_write", "lesson_study:progress_note", "lesson_study:case_pupil_remove"}
# Whether the code is one of this meeting is told after the press only: looking must not help to guess.
GUESSED_AT = ("plg:check_in_scan", "get")


def twins_of(world: World) -> dict[str, Any]:
    """Others of the same kind, for the same people."""
    people = world.people
    group = f.GroupFactory(contact_person=people["group_lead"])
    f.GroupMembershipFactory(group=group, member=people["group_lead"], role="lead")
    return {
        "twin_group": group,
        "twin_meeting": f.MeetingFactory(group=group, starts_at=world.meeting.starts_at),
        "twin_claim": f.ExpertiseClaimFactory(member=people["group_lead"]),
        "twin_question": f.HelpRequestFactory(asker=people["same_board"], state=world.help_request.state),
        "twin_topic": f.TopicFactory(),
    }


def key_of(thing: Any) -> str:
    return str(getattr(thing, "slug", "") or getattr(thing, "public_id", ""))


def holds_another(thing: Model, kwargs: dict[str, Any]) -> bool:
    """Whether the address says a membership of that group: who is in two groups has one in each."""
    member = kwargs.get("member_id")
    return isinstance(thing, Group) and thing.memberships.current().filter(member__public_id=member).exists()


def with_another_parent(world: World, row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of the row with each other thing of its first one's kind, and the second one as it was."""
    kwargs = row.kwargs(world)
    first = next(iter(kwargs), "")
    names_two = bool(set(kwargs) - SAYS_HOW - {first}) and row.name not in OF_A_PERSON | NAMED_ALIKE
    if not names_two or (row.name, row.method) == GUESSED_AT:
        return
    things = {name: thing for name, thing in world.objects.items() if isinstance(thing, Model) and key_of(thing)}
    kinds = {type(thing) for thing in things.values() if key_of(thing) == kwargs[first]}
    for name, thing in things.items():
        if type(thing) in kinds and key_of(thing) != kwargs[first] and not holds_another(thing, kwargs):
            yield name, {**kwargs, first: key_of(thing)}


@pytest.mark.slow
def test_what_belongs_to_one_thing_is_not_found_under_another(world):
    world.objects |= twins_of(world)
    asked, wrong = set(), []
    clients = {role: signed_in(world, role) for role in GETS_IN}
    for row in declared_rows():
        if (role := next((role for role in GETS_IN if row.outcome(role) == OK), None)) is None:
            continue
        for parent, kwargs in with_another_parent(world, row):
            got = answer(clients[role], world, row, kwargs)
            asked.add((row.name, row.method))
            if got not in (HIDDEN, FORBIDDEN):
                wrong.append(f"{row.method.upper()} {row.name} as {role} under {parent}: {got}")
    assert len(asked) > 60, "hardly any address names two things: this asks nothing"
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "data"),
    [("plg:membership_role", {"role": "secretary"}), ("plg:membership_end", {"reason": "Verhuisd"})],
)
def test_who_is_in_two_groups_changes_in_the_one_of_the_address_only(world, name, data):
    member, there = world.member, world.theme_group
    here = list(world.group.memberships.filter(member=member).values())
    then = list(there.memberships.filter(member=member).values())
    client = signed_in(world, "coordinator")
    client.post(reverse(name, kwargs={"slug": there.slug, "member_id": member.public_id}), data)
    assert list(there.memberships.filter(member=member).values()) != then
    assert list(world.group.memberships.filter(member=member).values()) == here != []


def signed_in(world: World, role: str) -> Client:
    client = Client()
    if (person := world.people[role]) is not None:
        client.force_login(person, backend=BACKEND)
    return client


def answer(client: Client, world: World, row: Row, kwargs: dict[str, Any]) -> str:
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    writes = Writes()
    with undone():
        data = row.data(world)
        with connection.execute_wrapper(writes):
            response = getattr(client, row.method)(reverse(row.name, kwargs=kwargs), data)
    client.cookies = SimpleCookie(cookies)
    return outcome_of(response.status_code, response.get("Location", ""), writes.taken())
