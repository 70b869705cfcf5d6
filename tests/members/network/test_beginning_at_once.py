"""Whoever begins at the same moment: one network, one first coordinator, an address that works once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.network.actions import setup
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.actions.roles import give_role
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole, RoleProposal
from tests.factories import MemberFactory, NetworkRoleFactory

AT_ONCE = 6

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="several threads begin at once"),
]


def at_once[Answer](deed: Callable[[int], Answer]) -> list[Answer]:
    together = Barrier(AT_ONCE)

    def one(number: int) -> Answer:
        try:
            together.wait(10)
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def test_there_is_one_network_whoever_asks_for_it_first():
    Partnership.objects.all().delete()

    def ask(_number: int) -> int:
        with transaction.atomic():
            key = the_partnership().pk
            time.sleep(0.2)  # before the others can see it
            return key

    assert len(set(at_once(ask))) == 1
    assert Partnership.objects.count() == 1


def test_an_address_to_begin_works_once_for_however_many_at_once():
    token = setup.make_setup_address()

    def begin(number: int) -> bool:
        names = {"given_name": "Fenna", "infix": "", "family_name": "Twickelstra"}
        try:
            setup.begin_network(token=token, email=f"fenna{number}@example.org", **names)
        except RefusedError:
            return False
        return True

    assert sorted(at_once(begin)) == [False] * (AT_ONCE - 1) + [True]
    assert Member.objects.filter(given_name="Fenna").count() == 1


def test_of_two_coordinators_whom_one_person_makes_at_once_the_second_needs_a_yes():
    first = NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    people = [MemberFactory() for _number in range(AT_ONCE)]

    def give(number: int) -> bool:
        return isinstance(
            give_role(member=people[number], role=NetworkRoleKind.NETWORK_COORDINATOR, by=first), NetworkRole
        )

    assert sorted(at_once(give)) == [False] * (AT_ONCE - 1) + [True]
    assert RoleProposal.objects.count() == AT_ONCE - 1
