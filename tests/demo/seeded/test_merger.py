"""The merger of two boards, played on the demo network: schools, people, groups, agreement and figures follow."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import Party
from knowledge_network.demo.scenarios import ENDS, GOES_ON, SCENARIOS
from knowledge_network.demo.seed.members_people import Cast
from knowledge_network.demo.seeding import DemoNetwork, on_the_day
from knowledge_network.members.organisations.models import Board, School, Site
from knowledge_network.members.people.models import Appointment, Member
from plg.groups.actions.counts import find_boards
from plg.groups.models import Group
from tests.demo.seeded.conftest import REFERENCE
from tests.quality.crawl import BACKEND

pytestmark = pytest.mark.usefixtures("demo_network")


@dataclass
class Before:
    """The network as it was the day before."""

    members: int = field(default_factory=Member.objects.count)
    schools: int = field(default_factory=lambda: School.objects.filter(board__bg_number__in=(ENDS, GOES_ON)).count())
    work: list[tuple[int, int]] = field(
        default_factory=lambda: sorted(Appointment.objects.values_list("member_id", "organisation_id"))
    )
    boards: dict[int, int] = field(default_factory=lambda: dict(Group.objects.values_list("pk", "board_count")))


@pytest.fixture
def before() -> Iterator[Before]:
    """The two boards merge on the day of the demo, and are two again afterwards."""
    with transaction.atomic(), on_the_day(REFERENCE):
        known = Before()
        network = DemoNetwork(REFERENCE, random.Random(1))
        network.cast = Cast(logins={"coordinator": Member.objects.get(email="coordinator@demo.example")})
        SCENARIOS["merger"](network)
        yield known
        transaction.set_rollback(True)


def both() -> tuple[Board, Board]:
    return Board.objects.get(bg_number=ENDS), Board.objects.get(bg_number=GOES_ON)


def test_the_schools_go_along_and_everybody_keeps_their_work(before):
    ended, goes_on = both()
    assert (ended.successor_id, ended.valid_to) == (goes_on.pk, REFERENCE)
    assert not Site.objects.filter(governing_board=ended).exists()
    assert School.objects.filter(board=goes_on).count() == before.schools
    assert Member.objects.count() == before.members
    assert sorted(Appointment.objects.values_list("member_id", "organisation_id")) == before.work


def test_groups_count_the_two_as_one_board(before):
    ended, _goes_on = both()
    after = {group: group.board_count for group in Group.objects.all()}
    fewer = {group for group, count in after.items() if count < before.boards[group.pk]}
    assert fewer, "some group of the demo has people of both"
    assert all(before.boards[group.pk] - after[group] == 1 for group in fewer)
    assert all(
        ended.pk not in find_boards(group) and len(find_boards(group)) == count for group, count in after.items()
    )


def test_the_party_of_the_agreement_ended_by_the_merger_and_stays_as_it_signed(before):
    ended, goes_on = both()
    parties = Party.objects.filter(agreement__status=AgreementStatus.IN_FORCE, agreement__amends__isnull=True)
    gone, stays = parties.get(organisation=ended), parties.get(organisation=goes_on)
    assert (gone.end_kind, gone.ended_on) == (PartyEnd.MERGED, REFERENCE)
    assert gone.name_as_signed == "Stichting Scholengroep Primato"
    assert stays.ended_on is None
    assert not ended.partnership_memberships.filter(end__isnull=True).exists()


@pytest.mark.parametrize("login", ["coordinator", "bestuurder", "schoolleider", "leraar", "verbinding"])
def test_the_pages_on_which_boards_stand_answer(before, login):
    client = Client()
    client.force_login(Member.objects.get(email=f"{login}@demo.example"), backend=BACKEND)
    pages = [reverse(name) for name in ("dashboards:start", "dashboards:home", "members:member_list")]
    pages += [
        reverse("agreements:agreements_home"),
        *(reverse("members:organisation_detail", args=[b.slug]) for b in both()),
    ]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
