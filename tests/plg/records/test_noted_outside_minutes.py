"""A subject and an action point that come from elsewhere than the page of the minutes."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.meetings.actions.meetings import add_subject
from plg.meetings.enums import AgendaGoal
from plg.records.actions.action_items import note_item
from plg.records.enums import ActionItemStatus
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(inside):
    return f.MeetingFactory(group=inside.group)


def test_a_subject_comes_behind_those_that_stand_there(inside, meeting):
    first = add_subject(meeting=meeting, by=inside.lead, title="Terugblik")
    second = add_subject(meeting=meeting, by=inside.lead, title="Onze scan", goal=AgendaGoal.WORK)
    assert [first.position, second.position] == [0, 1]
    assert AuditEvent.objects.filter(verb="plg.agenda_written").count() == 2


def test_the_same_subject_stands_there_once(inside, meeting):
    first = add_subject(meeting=meeting, by=inside.lead, title="Onze scan")
    assert add_subject(meeting=meeting, by=inside.lead, title="Onze scan") == first
    assert meeting.agenda_items.count() == 1


def test_an_action_point_beside_a_subject_is_open_and_its_owner_hears_of_it(inside, meeting):
    subject = add_subject(meeting=meeting, by=inside.lead, title="Onze scan")
    item = note_item(
        group=inside.group,
        by=inside.lead,
        title="Samen een les kijken",
        owner=inside.member,
        due_on=dt.date(2027, 1, 20),
        agenda_item=subject,
    )
    assert (item.status, item.agenda_item, item.meeting) == (ActionItemStatus.OPEN, subject, None)
    assert Notice.objects.get().member == inside.member
    assert AuditEvent.objects.filter(verb="plg.action_item_noted").count() == 1


def test_an_action_point_without_an_owner_tells_nobody(inside):
    note_item(group=inside.group, by=inside.lead, title="Iets")
    assert not Notice.objects.exists()
