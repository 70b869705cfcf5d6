"""No single press reaches more than fifty people unless a page said before who and how many they are.

Every deed of the access table is done once in a network in which everything concerns a crowd: sixty in the group, at
its meetings, in the network. What reaches many at the first press stands in `KNOWN`, with why nobody is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.models import MeetingInvitation
from plg.meetings.presenters.ahead import ASK_ABOVE
from tests import factories as f
from tests.access.table import MEMBERS, OK, Row
from tests.access.test_access import BACKEND, declared_rows, undone

# What says that somebody looked first.
LOOKED = {"confirmed", "seen"}
CROWD = ASK_ABOVE + 10
# Address → why it asks nobody first.
OF_THE_GROUP = "what is said or put down in the closed space of a group is for that group, in the mail of the day"
KNOWN = {
    "plg:conversation_start": OF_THE_GROUP,
    "plg:post_ask_read": OF_THE_GROUP,
    "plg:file_add": OF_THE_GROUP,
    "plg:file_version_add": OF_THE_GROUP,
    "plg:agreement_write": OF_THE_GROUP,
    "plg:poll_start": OF_THE_GROUP,
    "plg:poll_close": OF_THE_GROUP,
    "plg:poll_choose": OF_THE_GROUP,
}


@pytest.fixture
def crowd(world):
    """The network of the table, with a crowd in its groups and at its meetings."""
    people = f.MemberFactory.create_batch(CROWD, site=world.site)
    for group in {world.group, world.draft}:
        for person in people:
            f.GroupMembershipFactory(group=group, member=person)
    for meeting in (one for one in vars(world)["objects"].values() if type(one).__name__ == "Meeting"):
        MeetingInvitation.objects.bulk_create(
            [MeetingInvitation(meeting=meeting, member=person) for person in people], ignore_conflicts=True
        )
    return world


def list_deeds() -> Iterator[tuple[Row, str]]:
    """Each deed with somebody who may do it."""
    for row in declared_rows():
        roles = [role for role in ("coordinator", *MEMBERS) if row.outcome(role) == OK]
        if row.method == "post" and roles:
            yield row, roles[0]


def count_reached(kinds_before: set[int], mails_before: set[int]) -> int:
    """The most people whom one kind of notice, or mail, reaches since then."""
    told: dict[str, set[int]] = {}
    for kind, member in Notice.objects.exclude(pk__in=kinds_before).values_list("kind", "member"):
        told.setdefault(kind, set()).add(member)
    mails = set(Delivery.objects.exclude(pk__in=mails_before).values_list("address", flat=True))
    return max([len(mails), *(len(members) for members in told.values())])


@pytest.mark.django_db
@pytest.mark.slow
def test_no_press_reaches_more_than_fifty_people_who_were_not_shown(crowd):
    clients: dict[str, Client] = {}
    unseen: dict[str, int] = {}
    notices, mails = (set(model.objects.values_list("pk", flat=True)) for model in (Notice, Delivery))
    for row, role in list_deeds():
        if role not in clients:
            clients[role] = Client()
            clients[role].force_login(crowd.people[role], backend=BACKEND)
        with undone():
            address = reverse(row.name, kwargs=row.kwargs(crowd))
            data = {name: value for name, value in row.data(crowd).items() if name not in LOOKED}
            clients[role].post(address, data)
            reached = count_reached(notices, mails)
        if reached > ASK_ABOVE:
            unseen[row.name] = reached
    assert ", ".join(sorted(unseen.keys() - KNOWN.keys())) == ""
    assert KNOWN.keys() - unseen.keys() == set(), "reaches few: it needs no reason"
