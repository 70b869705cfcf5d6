"""All meetings in one table: found, sorted, asked about and cancelled together, and taken back."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.notifications.events.models import Notice
from plg.meetings.enums import MeetingAudience, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting
from tests import factories as f
from tests.plg.meetings.helpers import invited, moment, planned

pytestmark = pytest.mark.django_db
URL = "/beheer/bijeenkomsten/"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_morning(time_machine):
    time_machine.move_to(moment("2026-11-24T10:00"))


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory().member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def titles(response) -> list[str]:
    return [meeting.title for meeting in response.context["table"].rows]


def bulk(client, action, *meetings, **more):
    ids = [meeting.public_id for meeting in meetings]
    return client.post(reverse("plg:manage_meetings_bulk"), {"action": action, "ids": ids, **more})


def test_the_table_holds_what_is_still_to_come_of_all_groups(client, coordinator):
    group = f.GroupFactory(name="Rekenen")
    planned(group, timezone.now() + 2 * DAY, title="Later", location="Het lokaal")
    planned(f.GroupFactory(name="Taal"), timezone.now() + DAY, title="Eerst")
    planned(group, timezone.now() - DAY, title="Voorbij")
    planned(group, title="Concept", status=MeetingStatus.DRAFT)
    planned(group, title="Van een team", audience=MeetingAudience.CHOSEN)
    assert titles(client.get(URL)) == ["Eerst", "Later"]
    assert titles(client.get(URL, {"wanneer": "geweest"})) == ["Voorbij"]
    assert titles(client.get(URL, {"wanneer": "alles", "sorteer": "-wanneer"})) == ["Later", "Eerst", "Voorbij"]
    assert titles(client.get(URL, {"q": "rekenen lokaal"})) == ["Later"]
    assert titles(client.get(URL, {"tot_dag": "2026-11-25"})) == ["Eerst"]
    assert titles(client.get(URL, {"sorteer": "van"})) == ["Later", "Eerst"]


def test_figures_count_who_is_there_now(client, coordinator):
    meeting = planned(f.GroupFactory())
    invited(meeting, answer=RsvpAnswer.YES)
    invited(meeting, answer=RsvpAnswer.YES, waiting_since=timezone.now())
    invited(meeting)
    invited(meeting, guest_name="Gast", guest_email="gast@example.org")
    invited(meeting, f.MemberFactory(left_at=timezone.now()))
    invited(meeting, withdrawn_at=timezone.now())
    (row,) = client.get(URL).context["table"].rows
    assert (row.invited_count, row.coming_count, row.silent_count) == (4, 1, 2)
    empty = planned(f.GroupFactory(), title="Leeg")
    rows = {row.title: row.invited_count for row in client.get(URL).context["table"].rows}
    assert rows[empty.title] == 0


def test_who_did_not_answer_several_meetings_is_asked_once_after_a_look(client, coordinator):
    meetings = [planned(f.GroupFactory()), planned(f.GroupFactory())]
    silent = f.MemberFactory()
    for meeting in meetings:
        invited(meeting, silent)
    look = bulk(client, "remind", *meetings).context["look"]
    assert "1 persoon" in look.summary or "1 person" in look.summary
    assert not Notice.objects.exists()
    bulk(client, "remind", *meetings, confirmed="1")
    assert Notice.objects.get().member == silent


def test_meetings_are_cancelled_together_with_a_reason_and_take_place_after_all(client, coordinator):
    meetings = [planned(f.GroupFactory()), planned(f.GroupFactory())]
    over = planned(f.GroupFactory(), timezone.now() - DAY)
    invited(meetings[0])
    look = bulk(client, "cancel", *meetings, over).context["look"]
    assert (len(look.names), len(look.skipped)) == (2, 1)
    assert bulk(client, "cancel", *meetings, confirmed="1", reason="").context["look"].form.errors
    assert not Meeting.objects.filter(status=MeetingStatus.CANCELLED).exists()
    bulk(client, "cancel", *meetings, over, confirmed="1", reason="Sneeuw")
    assert set(Meeting.objects.filter(status=MeetingStatus.CANCELLED)) == set(meetings)
    client.post(reverse("plg:manage_meetings_undo"))
    assert not Meeting.objects.filter(status=MeetingStatus.CANCELLED).exists()


def test_the_sheet_has_typed_times_and_full_addresses(client, coordinator, settings):
    planned(f.GroupFactory(), moment("2026-12-01T13:30"), title="Een")
    data = {"action": "xlsx", "everything": "on"}
    response = client.post(reverse("plg:manage_meetings_bulk"), data)
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet["C2"].value == dt.datetime(2026, 12, 1, 13, 30)
    assert sheet.cell(2, sheet.max_column).value.startswith(settings.PUBLIC_URL)


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    for _ in range(count):
        invited(planned(f.GroupFactory()))
    with django_assert_num_queries(5):
        client.get(URL)
