"""A session of three people of one group, for the tests of intervision."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plg.intervision.actions import sessions, texts
from plg.intervision.enums import Method
from plg.intervision.models import IntervisionSession
from tests import factories as f

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
SECRET = "De jongen met de blauwe jas"


class Circle:
    """`lead` leads, `bringer` brings the case, `third` takes part; `mate` is in the group without a seat."""

    def __init__(self) -> None:
        self.group = f.GroupFactory()
        self.lead, self.bringer, self.third, self.mate = (
            f.GroupMembershipFactory(group=self.group, role=role).member for role in ("lead", *["member"] * 3)
        )

    def plan(self, method: Method = Method.FIVE_STEPS, **fields: Any) -> IntervisionSession:
        values = {
            "starts_at": timezone.now() + DAY,
            "people": [self.bringer, self.third],
            "bringer": self.bringer,
            "tells": False,
        }
        return sessions.plan_session(group=self.group, by=self.lead, method=method, **{**values, **fields})

    def run(self, until: int, method: Method = Method.FIVE_STEPS, **fields: Any) -> IntervisionSession:
        """In round `until`, with a case."""
        session = self.plan(method, **fields)
        texts.write_case(session=session, by=self.bringer, text=SECRET)
        session = sessions.start_session(session=session, by=self.lead)
        while (session.current or 0) < until:
            session = sessions.go_on(session=session, by=self.lead, seen=session.current or 0)
        return session

    def finish(self, **fields: Any) -> IntervisionSession:
        session = self.run(5, **fields)
        return sessions.close_session(session=session, by=self.lead)

    def client(self, who: str) -> Client:
        """Signed in, and seen today: noting that costs a query once a day."""
        client, person = Client(), getattr(self, who)
        type(person).objects.filter(pk=person.pk).update(last_seen_on=timezone.localdate())
        client.force_login(person, backend=BACKEND)
        return client


def address(session: IntervisionSession, name: str = "detail", *more: Any) -> str:
    return reverse(f"plg:intervision_{name}", args=[session.public_id, *more])


@pytest.fixture
def circle(db: None) -> Circle:
    return Circle()
