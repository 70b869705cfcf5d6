"""A group seen from inside, for the tests of the closed space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plg.groups.models import Group
from tests import factories as f

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@dataclass
class Inside:
    """`lead`, `member`, `observer` are in the `group`; `outsider` and `coordinator` are not."""

    group: Group
    lead: Any
    member: Any
    observer: Any
    outsider: Any
    coordinator: Any

    def client(self, who: str) -> Client:
        """Signed in, and seen today: noting that costs a query once a day."""
        client, person = Client(), getattr(self, who)
        type(person).objects.filter(pk=person.pk).update(last_seen_on=timezone.localdate())
        client.force_login(person, backend=BACKEND)
        return client

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"plg:{name}", args=[self.group.slug, *args])

    def get(self, who: str, name: str, *args: Any, **query: Any) -> Any:
        return self.client(who).get(self.url(name, *args), query)

    def post(self, who: str, name: str, *args: Any, **data: Any) -> Any:
        return self.client(who).post(self.url(name, *args), data)


@pytest.fixture
def inside(db: None) -> Inside:
    lead = f.MemberFactory(given_name="Fenna", family_name="Twickelstra")
    member = f.MemberFactory(given_name="Jorn", family_name="Beltmate")
    observer = f.MemberFactory(given_name="Ilse", family_name="Hagreis")
    group = f.GroupFactory(contact_person=lead, name="Rekenen met inzicht")
    for person, role in ((lead, "lead"), (member, "member"), (observer, "observer")):
        f.GroupMembershipFactory(group=group, member=person, role=role)
    return Inside(group, lead, member, observer, outsider=f.MemberFactory(), coordinator=f.NetworkRoleFactory().member)
