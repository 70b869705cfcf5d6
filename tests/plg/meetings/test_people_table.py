"""The table of who is invited: by answer, many at once after a look, taken back in one press, and on paper."""

from __future__ import annotations

import datetime as dt
import gzip
import io

import openpyxl
import pytest
from django.utils import timezone

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import MeetingInvitation
from tests import factories as f
from tests.plg.meetings.helpers import invited, moment, page_of, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_morning(time_machine):
    time_machine.move_to(moment("2026-11-24T10:00"))


@pytest.fixture
def meeting(inside):
    return planned(inside.group)


@pytest.fixture
def lead(inside):
    return inside.client("lead")


def named(meeting, family_name, answer=RsvpAnswer.NONE, **fields):
    return invited(meeting, f.MemberFactory(given_name="Lid", family_name=family_name), answer, **fields)


def names(response) -> list[str]:
    return [row.name for row in response.context["table"].rows]


def bulk(client, meeting, action, *people, **more):
    data = {"action": action, "ids": [row.public_id for row in people], **more}
    return client.post(page_of("meeting_people_bulk", meeting), data)


def answers_of(meeting) -> dict[str, str]:
    return {row.name: row.answer for row in meeting.invitations.select_related("member")}


def test_tabs_count_the_answers_and_show_who_gave_them(lead, meeting):
    named(meeting, "Ja", RsvpAnswer.YES)
    named(meeting, "Wacht", RsvpAnswer.YES, waiting_since=timezone.now())
    named(meeting, "Nee", RsvpAnswer.NO)
    named(meeting, "Stil")
    invited(meeting, guest_name="Gast Stil", guest_email="gast@example.org", guest_organisation="Het Museum")
    page = lead.get(page_of("meeting_people", meeting))
    assert [tab.count for tab in page.context["tabs"]] == [5, 1, 0, 2, 1, 1]
    assert page.context["silent"] == 1
    for tab, found in {"ja": ["Lid Ja"], "wacht": ["Lid Wacht"], "geen": ["Gast Stil", "Lid Stil"]}.items():
        assert names(lead.get(page_of("meeting_people", meeting), {"antwoord": tab})) == found
    assert names(lead.get(page_of("meeting_people", meeting), {"q": "museum"})) == ["Gast Stil"]
    assert names(lead.get(page_of("meeting_people", meeting), {"antwoord": "onzin"})) == names(page)


@pytest.mark.parametrize("sort", ["naam", "-school", "antwoord", "-wanneer"])
def test_the_heads_sort_guests_and_members_together(lead, meeting, sort):
    named(meeting, "Aa", RsvpAnswer.YES, answered_at=timezone.now())
    invited(meeting, guest_name="Bb", guest_email="b@example.org")
    assert len(names(lead.get(page_of("meeting_people", meeting), {"sorteer": sort}))) == 2


def test_many_answers_are_noted_after_a_look_and_put_back_in_one_press(lead, meeting):
    people = [named(meeting, "Een"), named(meeting, "Twee", RsvpAnswer.MAYBE), named(meeting, "Drie", RsvpAnswer.YES)]
    before = answers_of(meeting)
    look = bulk(lead, meeting, "yes", *people).context["look"]
    assert (look.names, [one.name for one in look.skipped]) == (["Lid Een", "Lid Twee"], ["Lid Drie"])
    assert answers_of(meeting) == before
    bulk(lead, meeting, "yes", *people, confirmed="1")
    assert set(answers_of(meeting).values()) == {RsvpAnswer.YES}
    lead.post(page_of("meeting_people_undo", meeting))
    assert answers_of(meeting) == before


def test_only_those_who_were_chosen_and_did_not_answer_are_asked(inside, lead, meeting):
    silent, other, said_yes = named(meeting, "Stil"), named(meeting, "Ook stil"), named(meeting, "Ja", RsvpAnswer.YES)
    bulk(lead, meeting, "remind", silent, said_yes, confirmed="1")
    assert list(Notice.objects.values_list("member", flat=True)) == [silent.member_id]
    assert other.member_id != silent.member_id


def test_the_sheet_holds_who_the_filter_shows_in_its_order_and_stands_in_the_logbook(lead, meeting):
    for name, answer in (("Bb", RsvpAnswer.YES), ("Aa", RsvpAnswer.YES), ("Cc", RsvpAnswer.NO)):
        named(meeting, name, answer)
    chosen = {"antwoord": "ja", "sorteer": "-naam"}
    shown = names(lead.get(page_of("meeting_people", meeting), chosen))
    answer = bulk(lead, meeting, "csv", everything="on", query="antwoord=ja&sorteer=-naam")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == shown == ["Lid Bb", "Lid Aa"]
    assert AuditEvent.objects.get(verb="plg.invitees_exported").data["count"] == 2


def test_invitations_are_taken_back_together_and_stand_again(lead, meeting):
    people = [named(meeting, "Een"), named(meeting, "Twee")]
    bulk(lead, meeting, "withdraw", *people, confirmed="1")
    assert not meeting.invitations.standing().exists()
    lead.post(page_of("meeting_people_undo", meeting))
    assert meeting.invitations.standing().count() == 2


def test_undo_of_one_meeting_does_nothing_to_another(inside, lead, meeting):
    person = named(meeting, "Een")
    bulk(lead, meeting, "yes", person)
    lead.post(page_of("meeting_people_undo", planned(inside.group)))
    assert answers_of(meeting) == {"Lid Een": RsvpAnswer.YES}


def test_after_the_meeting_no_answer_is_noted(inside, lead):
    meeting = planned(inside.group, timezone.now() - dt.timedelta(days=1))
    person = named(meeting, "Een")
    bulk(lead, meeting, "yes", person)
    bulk(lead, meeting, "withdraw", person)
    assert answers_of(meeting) == {"Lid Een": RsvpAnswer.NONE}
    assert MeetingInvitation.objects.standing().count() == 1


def test_the_list_leaves_as_a_sheet_with_answers_and_notes(lead, meeting):
    named(meeting, "Een", RsvpAnswer.YES, note="=1+1", answered_at=timezone.now())
    named(meeting, "Twee")
    data = {"action": "xlsx", "everything": "on", "query": "antwoord=ja"}
    sheet = openpyxl.load_workbook(io.BytesIO(lead.post(page_of("meeting_people_bulk", meeting), data).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[1:]] == ["Lid Een"]
    assert rows[1][-1] == "=1+1"
    assert sheet.cell(2, 6).data_type == "s"


def test_badges_are_of_who_may_come(lead, meeting):
    named(meeting, "Een", RsvpAnswer.YES)
    named(meeting, "Nee", RsvpAnswer.NO)
    assert [row.name for row in lead.get(page_of("meeting_badges", meeting)).context["people"]] == ["Lid Een"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("meeting_people", 8), ("meeting_badges", 6)])
def test_the_lists_cost_the_same_whatever_their_length(lead, meeting, django_assert_num_queries, count, name, queries):
    for number in range(count):
        named(meeting, f"Naam {number}")
    with django_assert_num_queries(queries):
        lead.get(page_of(name, meeting))


def test_the_longest_page_of_names_is_light(lead, meeting):
    """Two hundred rows, the most that a table of a desk shows at once."""
    word = "Naam-van-zestig-tekens-".ljust(50, "x")
    MeetingInvitation.objects.bulk_create(
        MeetingInvitation(
            meeting=meeting,
            guest_name=f"{word} {number}",
            guest_email=f"gast{number}@example.org",
            guest_organisation=f"{word} {number * 7}",
            note=f"{word} {number * 13}",
        )
        for number in range(220)
    )
    page = lead.get(page_of("meeting_people", meeting))
    assert len(page.context["table"].rows) == 200
    assert len(gzip.compress(page.content)) <= 200_000
