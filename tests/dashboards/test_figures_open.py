"""A figure of the cockpit opens exactly the list that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from knowledge_network.dashboards import cockpit
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.records.models import Minutes
from tests import factories as f
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def rows_of_table(context: Any) -> int:
    return len(context["table"].rows)


# What of the page behind a figure counts; a figure without a line here makes the test fail.
READS: dict[str, Callable[[Any], int]] = {
    "decide": lambda context: len(context["rows"]),
    "dormant": rows_of_table,
    "no_agreement": rows_of_table,
    "ends_soon": rows_of_table,
    "join_requests": rows_of_table,
    "attendance": rows_of_table,
    "minutes": rows_of_table,
    "mail": rows_of_table,
    "unanswered": lambda context: context["people"] + context["reminded"],
}


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.fixture
def busy():
    """Of each figure something that counts, and beside it what looks like it and does not."""
    now, today = timezone.now(), timezone.localdate()
    lead = f.MemberFactory()
    f.GroupFactory(state="submitted", started_on=None)
    f.GroupFactory(kind="expert", state="dormant", contact_person=lead)
    project = {"kind": "project", "state": "active", "contact_person": lead}
    f.GroupFactory(**project, ends_on=today + 10 * DAY)
    f.GroupFactory(**project, ends_on=today + 300 * DAY)
    group = f.GroupFactory(contact_person=lead)
    for age in (9, 8, 2):
        f.JoinRequestFactory(group=group, requested_at=now - age * DAY)
    f.JoinRequestFactory(requested_at=now - DAY)
    for age, fields in (
        (9, {}),
        (9, {"attendance_confirmed_at": now}),
        (3, {}),
        (200, {}),
        (9, {"status": MeetingStatus.CANCELLED}),
        (9, {"audience": MeetingAudience.CHOSEN}),
    ):
        planned(group, now - age * DAY, **fields)
    Minutes.objects.create(meeting=planned(group, now - 9 * DAY), shared_at=now)
    coming = planned(group, now + 9 * DAY)
    silent = f.MemberFactory()
    for meeting in (coming, planned(group, now + 10 * DAY)):
        invited(meeting, silent)
    invited(planned(group, now + 90 * DAY))
    mail = {"kind": "members.test_mail", "address": "x@example.org", "text": "x"}
    for key in ("one", "two"):
        Delivery.objects.create(**mail, key=key, state=DeliveryState.FAILED, reason="SMTP 550")
    Delivery.objects.create(**mail, key="three", state=DeliveryState.SENT, sent_at=now)


def test_each_figure_of_groups_meetings_and_mail_opens_the_list_that_it_counts(client, coordinator, busy):
    desks = {desk.key: desk for desk in cockpit.find_desks(coordinator)}
    found = {key: read(client.get(desks[key].url).context) for key, read in READS.items()}
    assert found == {key: desks[key].count for key in READS}
    assert min(found.values()) > 0, "something of each"
