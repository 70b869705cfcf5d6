"""The depth of exchange: marked by who leads after a meeting, read by the group as its own line over time."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from plg.records.forms.minutes import DepthForm
from plg.records.models import Decision, Minutes
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import page_of, planned

DAY = dt.timedelta(days=1)


@pytest.fixture
def past(inside):
    return planned(inside.group, timezone.now() - DAY)


def mark(inside, meeting, who="lead", **data):
    return inside.client(who).post(page_of("depth_mark", meeting), data)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_who_leads_marks_one_of_four_levels_with_what_shows_it(inside, past, depth):
    mark(inside, past, depth=depth, note="We ontwierpen samen.")
    past.refresh_from_db()
    assert (past.depth, past.depth_note) == (depth, "We ontwierpen samen.")


def test_a_mark_can_be_taken_away_with_its_note(inside, past):
    mark(inside, past, depth=3, note="Zo was het.")
    mark(inside, past, depth="", note="Zo was het.")
    past.refresh_from_db()
    assert (past.depth, past.depth_note) == (None, "")


@pytest.mark.parametrize("depth", ["0", "5", "-1", "diep", "1.5", "9" * 40])
def test_another_level_does_not_exist(inside, past, depth):
    mark(inside, past, depth=depth)
    past.refresh_from_db()
    assert past.depth is None


@given(st.text(max_size=10), st.text(max_size=310))
def test_any_mark_is_stored_or_told(depth, note):
    form = DepthForm({"depth": depth, "note": note})
    assert form.is_valid() is not bool(form.errors)


@pytest.mark.parametrize("who", ["member", "observer", "coordinator"])
def test_nobody_else_marks(inside, past, who):
    assert mark(inside, past, who, depth=4).status_code == 403
    past.refresh_from_db()
    assert past.depth is None


def test_the_logbook_says_that_it_was_marked_and_not_how(inside, past):
    mark(inside, past, depth=2, note="kanarie")
    mark(inside, past, depth=2, note="kanarie")
    assert AuditEvent.objects.filter(verb="plg.depth_marked").count() == 1
    assert "kanarie" not in str(list(AuditEvent.objects.values()))


def test_two_who_lead_write_no_words_of_each_other_over_unseen(inside, past):
    seen = {"initial-depth": "", "initial-note": ""}
    mark(inside, past, depth=3, note="Samen ontworpen.", **seen)
    second = {"depth": 3, "note": "Vooral verteld.", **seen}
    page = inside.client("lead").post(page_of("depth_mark", past), second, follow=True).text
    assert "Samen ontworpen." in page
    assert "Vooral verteld." in page
    past.refresh_from_db()
    assert past.depth_note == "Samen ontworpen."


def test_who_only_mends_the_note_leaves_the_level_of_another(inside, past):
    mark(inside, past, depth=2, note="Verteld.")
    mark(inside, past, depth=4, note="Verteld.", **{"initial-depth": "2", "initial-note": "Verteld."})
    mark(inside, past, depth=2, note="Verteld en gevraagd.", **{"initial-depth": "2", "initial-note": "Verteld."})
    past.refresh_from_db()
    assert (past.depth, past.depth_note) == (4, "Verteld en gevraagd.")


def line(inside, who="member"):
    return inside.get(who, "depth_line")


def test_the_line_goes_up_with_depth_and_on_with_time_and_the_table_says_the_same(inside):
    levels = (1, 3, 2)
    for number, depth in enumerate(levels):
        planned(
            inside.group, timezone.now() - (9 - number) * DAY, depth=depth, title=f"Keer {number}", depth_note="Zo."
        )
    response = line(inside)
    points = response.context["points"]
    assert [point.x for point in points] == sorted({point.x for point in points})
    heights = [point.y for point in points]
    assert sorted(range(3), key=lambda n: heights[n], reverse=True) == sorted(range(3), key=lambda n: levels[n])
    page = Page(response)
    assert len(page.all('circle[r="6"] + text')) == 3
    rows = page.all("tbody tr")
    assert [re.search(r"Keer \d", row.words)[0] for row in rows] == ["Keer 2", "Keer 1", "Keer 0"]
    assert ["3: " in row for row in rows] == [False, True, False]


def test_it_is_the_line_of_this_group_alone_and_of_what_took_place(inside, past):
    planned(inside.group, timezone.now() - 3 * DAY, depth=4, status=MeetingStatus.CANCELLED)
    planned(_elsewhere(), timezone.now() - 3 * DAY, depth=4)
    assert line(inside).context["points"] == []
    assert "Nog niets aangegeven" in line(inside).text or "Er is nog niets" in line(inside).text


def _elsewhere():
    return f.GroupFactory()


def test_more_than_twenty_meetings_show_the_last_twenty(inside):
    for number in range(25):
        planned(inside.group, timezone.now() - (30 - number) * DAY, depth=1 + number % 4)
    assert len(line(inside).context["points"]) == 20


@pytest.mark.parametrize("who", ["coordinator", "outsider"])
def test_nobody_outside_the_group_compares_it(inside, past, who):
    assert line(inside, who).status_code == 403


@pytest.mark.parametrize("item_count", [1, 3])
def test_line_and_decisions_cost_the_same_whatever_their_length(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        meeting = planned(inside.group, timezone.now() - (9 - number) * DAY, depth=2)
        Minutes.objects.create(meeting=meeting, shared_at=timezone.now())
        Decision.objects.create(meeting=meeting, text=f"Besluit {number}")
    client = inside.client("member")
    with django_assert_num_queries(6):
        client.get(inside.url("depth_line"))
    with django_assert_num_queries(7):
        client.get(inside.url("decision_list"))


# Decisions ------------------------------------------------------------------------------------


@pytest.fixture
def decided(inside):
    for number in range(3):
        meeting = planned(inside.group, timezone.make_aware(dt.datetime(2024 + number, 3, 1, 15)))
        Minutes.objects.create(meeting=meeting, shared_at=timezone.now() if number else None)
        Decision.objects.create(meeting=meeting, text=f"Besluit van {2024 + number}")


def shown(inside, who="member", **query):
    return [row.text for row in inside.get(who, "decision_list", **query).context["page"]]


def test_decisions_are_listed_newest_first_without_those_of_drafts(inside, decided):
    assert shown(inside) == ["Besluit van 2026", "Besluit van 2025"]
    assert len(shown(inside, "lead")) == 3


def test_decisions_are_searched_by_words_and_year(inside, decided):
    assert shown(inside, q="2025") == ["Besluit van 2025"]
    assert shown(inside, jaar="2026") == ["Besluit van 2026"]
    assert shown(inside, q="%") == []
    for year in ("x", "9" * 40, "2026 "):
        assert len(shown(inside, jaar=year)) == 2


def test_many_decisions_go_on_on_the_next_page(inside, decided):
    meeting = Meeting.objects.order_by("-starts_at").first()
    Decision.objects.bulk_create([Decision(meeting=meeting, text=f"Nog {n}") for n in range(60)])
    first = inside.get("member", "decision_list").context["page"]
    second = inside.get("member", "decision_list", vanaf=first.next_cursor).context["page"]
    assert (len(first), len(second)) == (50, 12)
    assert not {row.pk for row in first} & {row.pk for row in second}
