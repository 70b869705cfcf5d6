"""Whoever looks around in the demo, where everything that may be filled in is filled in somewhere, meets no fault."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from knowledge_network.members.people.models import Member
from tests.access.test_access import BACKEND
from tests.quality.crawl import Visit, open_address, real_day

pytestmark = pytest.mark.usefixtures("demo_network")

READERS = (
    "leraar",
    "coordinator",
    "expert",
    "bestuurder",
    "schoolleider",
    "verbinding",
    "programmaleider",
    "privacy",
    "beheer",
    "werkplek",
    "onderzoeker",
)
STARTS = ("/", "/start/", "/groepen/", "/lesson-study/", "/dashboard/", "/agenda/", "/kennisbank/", "/themas/")
AT_EACH_ADDRESS = 4


def look_around(reader: str, most: int) -> Iterator[Visit]:
    """Breadth first, at most `most` pages by each name of an address: half as they stand, the rest others every day."""
    client = Client(raise_request_exception=False)
    client.force_login(Member.objects.get(email=f"{reader}@demo.example"), backend=BACKEND)
    waiting, seen, opened = deque(STARTS), set(STARTS), Counter[str]()
    while waiting:
        visit = open_address(client, waiting.popleft())
        yield visit
        for enough, targets in ((most // 2, visit.targets), (most, sorted(visit.targets, key=_turn))):
            for target in targets:
                name = _name(target)
                if target not in seen and opened[name] < enough:
                    seen.add(target)
                    opened[name] += 1
                    waiting.append(target)


def _name(address: str) -> str:
    try:
        return resolve(address.split("?", maxsplit=1)[0]).view_name
    except Resolver404:
        return address


def _turn(address: str) -> bytes:
    return hashlib.blake2b(f"{real_day()} {address}".encode(), digest_size=8).digest()


def faults_of(reader: str, most: int) -> tuple[int, list[str]]:
    """How many pages were opened, and which of them failed or led nowhere."""
    statuses = {visit.address: visit.status for visit in look_around(reader, most)}
    return len(statuses), [
        f"{status} {address}" for address, status in statuses.items() if status in {404, 410} or status >= 500
    ]


def test_a_teacher_who_looks_around_meets_no_fault():
    opened, faults = faults_of("leraar", 2)
    assert faults == []
    assert opened > 100


@pytest.mark.drill(name="demo")
@pytest.mark.parametrize("reader", READERS)
def test_each_role_that_looks_around_meets_no_fault(reader):
    opened, faults = faults_of(reader, AT_EACH_ADDRESS)
    assert faults == []
    assert opened > 100
