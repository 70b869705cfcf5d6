"""Whether one's groups are close or open: from what everybody in them sees, with what one can do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.insight.ties.advice import GroupFacts, find_leaning
from knowledge_network.insight.ties.enums import Leaning
from plg.groups.enums import GroupRole
from plg.meetings.enums import MeetingStatus
from tests import factories as f
from tests.insight.ties.helpers import boards
from tests.pages import Page

TODAY = dt.date(2026, 11, 24)
LONG_AGO, JUST_NOW = dt.date(2023, 9, 1), dt.date(2026, 10, 1)
ADDRESS = reverse("insight:own_groups")


def facts(joined=(LONG_AGO,) * 6, boards=(1, 2, 3, 4, 5, 6), *, meetings=6, made=1, began=None):
    return GroupFacts(began, joined, boards, meetings, made, TODAY)


@pytest.mark.parametrize(
    ("group", "leaning"),
    [
        (facts((*[LONG_AGO] * 5, JUST_NOW)), Leaning.BOTH),
        (facts((*[LONG_AGO] * 5, JUST_NOW), (1, 1, 1, 1, 1, 2)), Leaning.CLOSE),
        (facts(), Leaning.CLOSE),
        (facts((*[LONG_AGO] * 5, JUST_NOW), meetings=3, made=0), Leaning.OPEN),
        (facts(meetings=3, made=1), Leaning.CLOSE),
        (facts((LONG_AGO, LONG_AGO), (1, 2)), Leaning.UNKNOWN),
        (facts((JUST_NOW,) * 6), Leaning.UNKNOWN),
        # A group that goes on with new people only is no young one.
        (facts((JUST_NOW,) * 6, began=LONG_AGO), Leaning.BOTH),
        # Younger than a year: everybody is new, and that says nothing.
        (facts((dt.date(2026, 2, 1),) * 6), Leaning.BOTH),
        # For whom nobody knows the board counts for none.
        (facts((*[LONG_AGO] * 5, JUST_NOW), (None,) * 6), Leaning.BOTH),
    ],
)
def test_a_group_is_close_by_one_board_or_the_same_people_and_loose_by_little_together(group, leaning):
    assert find_leaning(group) == leaning


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_group_and_for_three(client, django_assert_num_queries, count):
    network = boards({"Alfa": 3, "Beta": 3})
    reader = network.people[0]
    for _number in range(count):
        group = f.GroupFactory()
        for person in network.people:
            f.GroupMembershipFactory(group=group, member=person)
    client.force_login(reader)
    with django_assert_num_queries(8):
        assert len(Page(client.get(ADDRESS)).one("main").all("section.card")) == count


@pytest.mark.django_db
def test_who_arranges_a_group_is_led_to_inviting_and_who_takes_part_reads_it(client):
    network = boards({"Alfa": 6})
    group = f.GroupFactory(name="Rekenkring")
    start = timezone.localdate() - dt.timedelta(days=200)
    for person in network.people:
        role = GroupRole.LEAD if person == network.people[0] else GroupRole.MEMBER
        f.GroupMembershipFactory(group=group, member=person, start=start, role=role)
    for number in range(4):
        begins = timezone.now() - dt.timedelta(days=7 * (number + 1))
        status = MeetingStatus.HELD if number else MeetingStatus.PLANNED
        f.MeetingFactory(group=group, starts_at=begins, ends_at=begins + dt.timedelta(hours=2), status=status)
    seen = {}
    for person in network.people[:2]:
        client.force_login(person)
        seen[person] = Page(client.get(ADDRESS)).one("main")
    invite = reverse("plg:group_members", args=[group.slug])
    lead, member = seen.values()
    assert "Rekenkring" in member
    assert "Nodig iemand van een ander bestuur uit" in member
    assert invite in lead.source
    assert invite not in member.source


@pytest.mark.django_db
def test_groups_of_others_and_those_one_only_reads_along_with_stand_nowhere(client):
    network = boards({"Alfa": 4})
    reader = network.people[0]
    other = f.GroupFactory(name="Leeskring")
    f.GroupMembershipFactory(group=other, member=network.people[1])
    along = f.GroupFactory(name="Schrijfkring")
    f.GroupMembershipFactory(group=along, member=reader, role=GroupRole.OBSERVER)
    client.force_login(reader)
    page = Page(client.get(ADDRESS)).one("main")
    assert "Leeskring" not in page
    assert "Schrijfkring" not in page
    assert "Je zit nog niet in een groep" in page
