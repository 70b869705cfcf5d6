"""Hours: confirmed minutes and preparation in quarter hours, per day and school year; as page, PDF and CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions.attendance import count_preparation
from plg.records.hours import QUARTERS_A_DAY, as_hours, build_record, count_lines, list_school_years, quarters
from plg.records.models import Attendance, ReturnToSchool
from tests import factories as f
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = pytest.mark.clock

START = dt.date(2025, 8, 1)


def hours_of(member, start=START):
    return build_record(member, start).hours


# Rounding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(0, "0"), (7, "0"), (8, "0.25"), (22, "0.25"), (23, "0.5"), (90, "1.5"), (97, "1.5"), (98, "1.75"), (480, "8")],
)
def test_minutes_are_rounded_to_the_nearest_quarter(minutes, hours):
    assert as_hours(quarters(minutes)) == Decimal(hours)


@given(st.integers(min_value=0, max_value=10_000))
def test_rounding_is_never_more_than_seven_and_a_half_minutes_off(minutes):
    assert abs(quarters(minutes) * 15 - minutes) <= 7.5
    assert quarters(minutes) <= quarters(minutes + 1)


lengths = st.integers(min_value=0, max_value=600)


@given(st.lists(st.tuples(lengths, lengths, st.integers(min_value=0, max_value=3)), max_size=12))
def test_no_day_counts_for_more_than_two_half_days_and_no_meeting_for_less_than_nothing(rows):
    day = moment("2026-01-14T08:00")
    attendances = []
    for number, (minutes, prep, days) in enumerate(rows):
        starts = day + dt.timedelta(days=days, minutes=number)
        meeting = Meeting(starts_at=starts, ends_at=starts + dt.timedelta(minutes=max(1, minutes)))
        invitation = MeetingInvitation(meeting=meeting)
        attendances.append(
            Attendance(pk=number, invitation=invitation, status="present", minutes=minutes, prep_minutes=prep)
        )
    lines = count_lines(attendances)
    per_day = {}
    for line in lines:
        assert 0 <= line.quarters <= QUARTERS_A_DAY
        per_day[line.day] = per_day.get(line.day, 0) + line.quarters
    assert all(count <= QUARTERS_A_DAY for count in per_day.values())
    if not any(line.cut for line in lines):
        wanted = [quarters(m + min(p, max(1, m))) for m, p, _days in rows]
        assert sum(per_day.values()) == sum(wanted)


# What counts ----------------------------------------------------------------------------------


def test_preparation_counts_up_to_the_length_of_the_meeting(inside):
    meeting = planned(inside.group, moment("2025-10-08T15:30"), hours=1.5, prep_minutes=600)
    assert count_preparation(meeting) == 90
    attended(meeting, inside.member, minutes=90, prep=600)
    assert hours_of(inside.member) == 3


@pytest.mark.parametrize(
    ("fields", "hours"),
    [
        ({}, 2),
        ({"status": "partly", "minutes": 45}, Decimal("0.75")),
        ({"status": "online"}, 2),
        ({"status": "excused", "minutes": 0}, 0),
        ({"status": "absent", "minutes": 0}, 0),
        ({"confirmed_at": None}, 0),
    ],
)
def test_only_who_was_there_as_confirmed_has_hours(inside, fields, hours):
    attended(planned(inside.group, moment("2025-10-08T15:30")), inside.member, **fields)
    assert hours_of(inside.member) == hours


def test_the_third_meeting_of_a_day_is_cut_and_the_page_says_so(inside):
    for hour in ("08", "13", "19"):
        meeting = planned(inside.group, moment(f"2025-10-08T{hour}:00"), hours=4)
        attended(meeting, inside.member, minutes=240)
    assert hours_of(inside.member) == 8
    page = inside.client("member").get(reverse("plg:my_hours"), {"schooljaar": "2025"}).text
    assert page.count("hoogstens acht uur per dag telt") == 1


@pytest.mark.parametrize(
    ("starts", "year"),
    [
        ("2026-07-31T23:30", 2025),
        ("2026-08-01T00:30", 2026),
        ("2025-08-01T00:00", 2025),
        ("2025-07-31T22:30", 2024),
    ],
)
def test_a_school_year_ends_at_midnight_of_31_july_on_the_clock_of_the_network(inside, starts, year):
    attended(planned(inside.group, moment(starts), hours=1), inside.member, minutes=60)
    counted = {start: hours_of(inside.member, dt.date(start, 8, 1)) for start in (2024, 2025, 2026)}
    assert counted == {start: (1 if start == year else 0) for start in (2024, 2025, 2026)}
    assert dt.date(year, 8, 1) in list_school_years(inside.member)


def test_hours_of_a_group_that_one_left_stay(inside):
    attended(planned(inside.group, moment("2025-10-08T15:30")), inside.member)
    inside.group.memberships.filter(member=inside.member).update(start=dt.date(2025, 8, 1), end=dt.date(2025, 12, 1))
    record = build_record(inside.member, START)
    assert (record.hours, record.roles) == (2, {inside.group.pk: "lid"})


# The page -------------------------------------------------------------------------------------


def test_the_page_shows_one_school_year_with_what_was_taken_back(inside):
    attended(planned(inside.group, moment("2025-10-08T15:30"), title="Breuken"), inside.member, minutes=100)
    ReturnToSchool.objects.create(
        member=inside.member, what="Eerst tekenen", audience="class", happened_on=dt.date(2025, 10, 9)
    )
    client = inside.client("member")
    page = client.get(reverse("plg:my_hours"), {"schooljaar": "2025"}).text
    for words in ("Breuken", "1,75", "Eerst tekenen", "2025-2026"):
        assert words in page
    assert "Breuken" not in client.get(reverse("plg:my_hours")).text


@pytest.mark.parametrize("year", ["", "1900", "2025.5", "x", "9" * 50, "²⁰²⁵"])
def test_a_year_that_is_none_shows_this_year(inside, year):
    page = inside.client("member").get(reverse("plg:my_hours"), {"schooljaar": year})
    assert page.status_code == 200
    assert page.context["record"].start == list_school_years(inside.member)[0]


def test_nobody_else_reads_them(inside):
    attended(planned(inside.group, moment("2025-10-08T15:30"), title="Breuken"), inside.member)
    for who in ("lead", "coordinator"):
        assert "Breuken" not in inside.client(who).get(reverse("plg:my_hours"), {"schooljaar": "2025"}).text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_one_did(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        group = f.GroupMembershipFactory(member=inside.member, role="member").group
        attended(planned(group, moment(f"2025-10-0{number + 1}T15:30")), inside.member)
        ReturnToSchool.objects.create(
            member=inside.member, group=group, what="Iets", audience="class", happened_on=dt.date(2025, 10, 9)
        )
        f.GroupResultFactory(group=group, published_on=dt.date(2026, 1, 1))
    client = inside.client("member")
    with django_assert_num_queries(9):
        client.get(reverse("plg:my_hours"), {"schooljaar": "2025"})


# PDF and CSV ----------------------------------------------------------------------------------


def test_the_csv_has_a_line_per_meeting_and_formulas_are_text(inside):
    for number, title in enumerate(("=1+1", "+31", "-2", "@SUM", "Breuken")):
        attended(planned(inside.group, moment(f"2025-10-0{number + 1}T15:30"), title=title), inside.member)
    response = inside.client("member").get(reverse("plg:my_hours_csv"), {"schooljaar": "2025"})
    assert f'filename="uren-2025-2026-{timezone.localdate()}.csv"' in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig")), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["'=1+1", "'+31", "'-2", "'@SUM", "Breuken"]
    assert {row[5] for row in rows[1:]} == {"2"}


def test_quarters_follow_a_comma_so_that_a_dutch_spreadsheet_makes_no_date_of_them(inside):
    attended(planned(inside.group, moment("2025-10-01T15:30")), inside.member, minutes=90)
    response = inside.client("member").get(reverse("plg:my_hours_csv"), {"schooljaar": "2025"})
    assert b"".join(response).decode().strip().endswith(";1,5")


def read_pdf(response):
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    return PdfReader(io.BytesIO(response.content))


def test_the_pdf_is_tagged_and_has_title_and_language(inside):
    title = "Breuken «met» #set \\ $x$ *ster*"
    attended(planned(inside.group, moment("2025-10-08T15:30"), title=title), inside.member, minutes=100)
    pdf = read_pdf(inside.client("member").get(reverse("plg:my_hours_pdf"), {"schooljaar": "2025"}))
    root = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title == "Mijn uren 2025-2026"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in ("#set", "$x$", "*ster*", "1,75", "Jorn Beltmate"):
        assert words in text


def test_a_year_without_hours_has_a_pdf_too(inside):
    pdf = read_pdf(inside.client("member").get(reverse("plg:my_hours_pdf")))
    assert "Geen bevestigde bijeenkomsten" in pdf.pages[0].extract_text().replace("\n", " ")


def test_a_hundred_meetings_run_over_pages_with_the_head_repeated(inside):
    for number in range(60):
        starts = timezone.make_aware(dt.datetime(2025, 9, 1, 9)) + dt.timedelta(days=number)
        attended(planned(inside.group, starts, title=f"Bijeenkomst {number}"), inside.member)
    pdf = read_pdf(inside.client("member").get(reverse("plg:my_hours_pdf"), {"schooljaar": "2025"}))
    assert len(pdf.pages) > 1
    assert all("Aanwezigheid" in page.extract_text() for page in pdf.pages[:2])
