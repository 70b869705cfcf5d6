"""The subjects of one meeting, written in one form."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from knowledge_network.kit.uploads import check_upload
from plg.meetings.models import AgendaItem
from plg.space.actions.files import add_file
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import page_of, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(inside):
    return planned(inside.group, timezone.now() + 9 * DAY)


def post(inside, meeting, **data):
    return inside.client("lead").post(page_of("agenda_edit", meeting), data)


def document(group, number=0):
    content = check_upload(SimpleUploadedFile("stuk.txt", f"stuk {number}".encode()))
    return add_file(group=group, by=f.MemberFactory(), content=content, title=f"Stuk {number}")[0]


def test_the_agenda_is_written_ordered_and_emptied_in_one_form(inside, meeting):
    rows = {"r0-title": "Terugblik", "r0-goal": "inform", "r0-minutes": "15", "r1-title": "Breuken", "r2-title": ""}
    assert post(inside, meeting, **rows).status_code == 302
    first, second = meeting.agenda_items.order_by("position")
    assert (first.title, first.goal, first.minutes, second.title) == ("Terugblik", "inform", 15, "Breuken")
    rows = {"r0-id": first.public_id, "r0-title": "", "r1-id": second.public_id, "r1-title": "Breuken"}
    rows |= {"r2-title": "Opening", "r2-position": "1"}
    post(inside, meeting, **rows)
    assert list(meeting.agenda_items.order_by("position").values_list("title", flat=True)) == ["Opening", "Breuken"]


def test_a_wrong_row_is_shown_and_nothing_is_lost(inside, meeting):
    response = post(inside, meeting, **{"r0-title": "Blijft staan", "r0-minutes": "veel"})
    assert response.status_code == 422
    assert "Blijft staan" in response.text
    assert not meeting.agenda_items.exists()


def test_a_choice_that_may_stay_open_says_so_in_the_language_of_the_reader(inside, meeting):
    page = inside.client("lead").get(page_of("agenda_edit", meeting)).text
    assert "Maak een keuze" in page
    assert "Select an option" not in page


def test_an_item_of_another_meeting_cannot_be_pulled_in(inside, meeting):
    other = AgendaItem.objects.create(meeting=f.MeetingFactory(), title="Van een ander")
    post(inside, meeting, **{"r0-id": other.public_id, "r0-title": "Gekaapt"})
    other.refresh_from_db()
    assert (other.title, other.meeting_id == meeting.pk) == ("Van een ander", False)


def test_taking_over_the_subjects_of_last_time_twice_adds_them_once(inside, meeting):
    earlier = planned(inside.group, timezone.now() - 30 * DAY)
    AgendaItem.objects.create(meeting=earlier, title="Terugblik")
    for _ in range(2):
        post(inside, meeting, copy="1")
    assert list(meeting.agenda_items.values_list("title", flat=True)) == ["Terugblik"]


def test_who_prepares_a_subject_and_its_documents_are_of_this_group(inside, meeting):
    mine, other = document(inside.group), document(f.GroupFactory())
    rows = {"r0-title": "Breuken", "r0-owner": inside.member.public_id, "r0-files": [mine.public_id]}
    assert post(inside, meeting, **rows).status_code == 302
    item = meeting.agenda_items.get()
    assert (item.owner, list(item.files.all())) == (inside.member, [mine])
    for wrong in (
        {"r0-owner": inside.outsider.public_id},
        {"r0-owner": "x"},
        {"r0-files": [other.public_id]},
        {"r0-files": ["x"]},
    ):
        response = post(inside, meeting, **{**rows, "r0-id": item.public_id, **wrong})
        assert (response.status_code, len(Page(response).all(".has-error"))) == (422, 1), wrong
    page = Page(inside.client("lead").get(page_of("agenda_edit", meeting)))
    assert page.one("[name=r0-owner] [selected]").words == inside.member.get_full_name()
    assert [box["value"] for box in page.all("[name=r0-files][checked]")] == [mine.public_id]


def test_two_rows_with_the_same_person_ask_once_who_may_be_chosen(inside, meeting):
    rows = {f"r{number}-title": f"Onderwerp {number}" for number in range(5)}
    rows |= {f"r{number}-owner": inside.member.public_id for number in range(5)}
    assert post(inside, meeting, **rows).status_code == 302
    assert meeting.agenda_items.filter(owner=inside.member).count() == 5


@pytest.mark.parametrize("item_count", [1, 3])
def test_writing_the_agenda_costs_the_same_whatever_its_length(inside, meeting, django_assert_num_queries, item_count):
    for number in range(item_count):
        item = AgendaItem.objects.create(meeting=meeting, title=f"Onderwerp {number}", owner=f.MemberFactory())
        item.files.add(document(inside.group, number))
    client = inside.client("lead")
    with django_assert_num_queries(13):
        client.get(page_of("agenda_edit", meeting))
