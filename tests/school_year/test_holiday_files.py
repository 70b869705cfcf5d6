"""The official list of school holidays: read from a file or an address, looked at, stored, taken back."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import urllib.request

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year import files as holiday_files
from knowledge_network.school_year.actions import load_holidays
from knowledge_network.school_year.files import UnreadableHolidays, read
from knowledge_network.school_year.models import ClosedDay, SchoolHoliday
from tests import factories as f

pytestmark = pytest.mark.django_db
ADDRESS = "https://opendata.rijksoverheid.nl/v1/sources/rijksoverheid/infotypes/schoolholidays/schoolyear/2026-2027?output=json"


def region(name="noord", start="2026-10-10T00:00:00.000Z", end="2026-10-18T00:00:00.000Z"):
    return {"region": f" {name} ", "startdate": start, "enddate": end}


def vacation(*regions, name=" Herfstvakantie ", fixed="false "):
    return {"type": name, "compulsorydates": fixed, "regions": list(regions or [region()])}


def official(*vacations, year=" 2026-2027 "):
    """As the government publishes it, blanks around the texts included."""
    return [{"id": "x", "content": [{"title": " Schoolvakanties ", "schoolyear": year, "vacations": list(vacations)}]}]


def encoded(document) -> bytes:
    return json.dumps(document).encode()


@pytest.fixture
def desk(client):
    client.force_login(
        f.NetworkRoleFactory().member, backend="knowledge_network.members.accounts.backends.MemberBackend"
    )
    return client


def load_holidays_of_the_north():
    load_holidays()
    SchoolHoliday.objects.exclude(region="north").delete()


def bring(desk, data: bytes, **more):
    upload = SimpleUploadedFile("schoolvakanties.json", data, content_type="application/json")
    return desk.post(reverse("school_year:holiday_import"), {"file": upload, **more})


# Reading ----------------------------------------------------------------------------------------


def test_texts_are_trimmed_the_last_day_is_off_and_the_whole_country_is_three_regions():
    autumn, *christmas = read(
        encoded(
            official(
                vacation(),
                vacation(
                    region("heel Nederland", "2026-12-19T00:00:00.000Z", "2027-01-03T00:00:00.000Z"),
                    name="Kerstvakantie",
                    fixed=" true",
                ),
            )
        )
    )
    assert (autumn.school_year, autumn.name, autumn.region) == ("2026-2027", "Herfstvakantie", "north")
    assert (autumn.start, autumn.end, autumn.is_compulsory) == (dt.date(2026, 10, 10), dt.date(2026, 10, 18), False)
    assert [(row.region, row.is_compulsory) for row in christmas] == [
        ("north", True),
        ("centre", True),
        ("south", True),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-09T22:00:00.000Z", dt.date(2026, 10, 10)),  # midnight in Amsterdam, summer time
        ("2026-12-18T23:00:00.000Z", dt.date(2026, 12, 19)),  # midnight in Amsterdam, winter time
        ("2026-10-10T00:00:00.000Z", dt.date(2026, 10, 10)),
        ("2026-10-10", dt.date(2026, 10, 10)),
        (" 2026-10-10T00:00:00 ", dt.date(2026, 10, 10)),
    ],
)
def test_a_day_is_that_of_amsterdam_however_it_is_written(text, day):
    (holiday,) = read(encoded(official(vacation(region(start=text, end="2026-12-28")))))
    assert holiday.start == day


def test_one_year_as_an_object_reads_like_the_list_of_it():
    assert read(encoded(official(vacation())[0])) == read(encoded(official(vacation())))


def test_the_same_line_twice_is_read_once_and_two_periods_are_refused():
    assert len(read(encoded(official(vacation(), vacation())))) == 1
    with pytest.raises(UnreadableHolidays, match="Herfstvakantie"):
        read(encoded(official(vacation(), vacation(region(end="2026-10-25")))))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html></html>",
        b"null",
        b"[]",
        b"[1]",
        b"{}",
        b"[" * 100_000,
        b"1" * 10_000,
        b"x" * (holiday_files.LARGEST + 1),
        encoded(official()),
        encoded(official(vacation(), year="2026-2028")),
        encoded(official(vacation(), year="ooit")),
        encoded(official(vacation(region("oost")))),
        encoded(official(vacation(region(start="2026-10-18", end="2026-10-10")))),
        encoded(official(vacation(region(end="2027-10-18")))),
        encoded(official(vacation(region(start="0001-01-01T00:00:00Z", end="0001-01-02T00:00:00Z")))),
        encoded(official(vacation(region(start="9999-12-30", end="9999-12-31")))),
        encoded(official(vacation(region(start="31-12-2026")))),
        encoded(official({"type": "x"})),
        encoded(official({"type": "x", "regions": 3})),
    ],
)
def test_what_is_not_the_official_list_is_refused_in_words(data):
    with pytest.raises(UnreadableHolidays):
        read(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_a_broken_official_list_is_read_or_refused_and_nothing_else(data):
    document = official(vacation())
    year = document[0]["content"][0]
    places = [(year, "schoolyear"), (year, "vacations")]
    places += [(year["vacations"][0], name) for name in ("type", "compulsorydates", "regions")]
    places += [(year["vacations"][0]["regions"][0], name) for name in ("region", "startdate", "enddate")]
    holder, name = data.draw(st.sampled_from(places))
    holder[name] = data.draw(json_values)
    try:
        found = read(encoded(document))
    except UnreadableHolidays:
        return
    assert all(row.start <= row.end for row in found)


# From an address --------------------------------------------------------------------------------


class Answer:
    def __init__(self, data):
        self.data = data

    def read(self, count):
        return self.data[:count]

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False


@pytest.fixture
def internet(monkeypatch):
    """What the official address answers; an exception is raised. Keeps what was asked."""

    class Internet:
        answer = encoded(official(vacation()))
        asked = ()

        def open(self, address, timeout):
            self.asked = (*self.asked, address)
            assert timeout <= 5
            if isinstance(self.answer, Exception):
                raise self.answer
            return Answer(self.answer)

    made = Internet()
    monkeypatch.setattr(urllib.request, "build_opener", lambda *handlers: made)
    return made


def test_the_list_is_fetched_from_the_official_address(internet, desk):
    response = desk.post(reverse("school_year:holiday_import"), {"url": f" {ADDRESS} "})
    assert response.context["counts"] == {"new": 1, "changed": 0, "same": 0}
    assert internet.asked == (ADDRESS,)
    assert not SchoolHoliday.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://opendata.rijksoverheid.nl/",
        "https://opendata.rijksoverheid.nl:8443/",
        "https://opendata.rijksoverheid.nl:x/",
        "https://opendata.rijksoverheid.nl@127.0.0.1/",
        "https://127.0.0.1/",
        "https://[",
        "https://[::1]/",
        "file:///etc/passwd",
        "ftp://opendata.rijksoverheid.nl/",
        "//opendata.rijksoverheid.nl/",
        "opendata",
        "\u202e",
    ],
)
def test_no_other_address_is_ever_asked(internet, desk, address):
    response = desk.post(reverse("school_year:holiday_import"), {"url": address})
    assert response.status_code == 422
    assert internet.asked == ()


@pytest.mark.parametrize(
    "problem",
    [TimeoutError(), ConnectionResetError(), http.client.IncompleteRead(b""), http.client.InvalidURL(), ValueError()],
)
def test_when_the_government_does_not_answer_the_page_says_what_to_do(internet, desk, problem):
    internet.answer = problem
    response = desk.post(reverse("school_year:holiday_import"), {"url": ADDRESS})
    assert response.status_code == 422
    assert "download" in response.text.lower()
    assert ADDRESS in response.text


def test_a_redirect_is_not_followed():
    assert holiday_files._NoRedirects().redirect_request(None, None, 302, "", {}, "https://127.0.0.1/") is None


# Looking, storing, taking back --------------------------------------------------------------------


def test_a_look_stores_nothing_and_says_what_is_new_changed_and_the_same(desk):
    load_holidays_of_the_north()
    SchoolHoliday.objects.filter(name="Kerstvakantie", school_year="2026-2027").update(end="2027-01-10")
    before = list(SchoolHoliday.objects.values())
    christmas = vacation(region(start="2026-12-19", end="2027-01-03"), name="Kerstvakantie", fixed="true")
    new = vacation(region("zuid"))
    response = bring(desk, encoded(official(vacation(), christmas, new)))
    assert response.context["counts"] == {"new": 1, "changed": 1, "same": 1}
    assert list(SchoolHoliday.objects.values()) == before


def test_storing_what_was_looked_at_needs_no_second_upload_and_undo_puts_everything_back(desk):
    load_holidays_of_the_north()
    before = list(SchoolHoliday.objects.order_by("pk").values())
    data = encoded(official(vacation(region(end="2026-10-25")), vacation(region("zuid"))))
    looked = bring(desk, data)
    response = desk.post(
        reverse("school_year:holiday_import"), {"content": looked.context["content"], "store": "1"}, follow=True
    )
    assert SchoolHoliday.objects.get(region="north", name="Herfstvakantie", school_year="2026-2027").end == dt.date(
        2026, 10, 25
    )
    assert SchoolHoliday.objects.filter(region="south").count() == 1
    assert reverse("school_year:holiday_undo") in response.text
    for _ in range(2):
        desk.post(reverse("school_year:holiday_undo"))
    assert list(SchoolHoliday.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.filter(verb="school_year.holidays_undone").count() == 1


def test_storing_the_same_list_again_changes_nothing(desk):
    data = encoded(official(vacation(region("heel nederland"))))
    for _ in range(2):
        bring(desk, data, store="1")
    assert SchoolHoliday.objects.count() == 3


def test_a_wrong_file_is_told_at_the_form_and_stores_nothing(desk):
    response = bring(desk, b"geen json", store="1")
    assert response.status_code == 422
    assert "JSON" in response.text
    assert not SchoolHoliday.objects.exists()


# Study days and weeks of a board ------------------------------------------------------------------


def add_day(desk, **changes):
    data = {"organisation": changes.pop("organisation", ""), "name": "Studiedag", "start": "2026-11-24"}
    return desk.post(reverse("school_year:closed_day_add"), data | {"end": "2026-11-24", "instead_of": ""} | changes)


def test_a_study_day_of_a_school_is_added_and_removed(desk):
    site = f.SiteFactory(governing_board=f.ParticipationFactory().organisation)
    add_day(desk, organisation=site.slug)
    day = ClosedDay.objects.get()
    assert (day.organisation_id, day.name) == (site.pk, "Studiedag")
    response = desk.post(reverse("school_year:closed_day_remove", args=[day.public_id]), follow=True)
    assert response.status_code == 200
    assert not ClosedDay.objects.exists()


def test_only_an_advisory_holiday_of_the_own_region_can_be_kept_on_other_days(desk):
    load_holidays_of_the_north()
    board = f.ParticipationFactory().organisation
    holidays = {row.name: row for row in SchoolHoliday.objects.filter(school_year="2026-2027")}
    elsewhere = SchoolHoliday.objects.create(
        school_year="2026-2027",
        name="Herfstvakantie",
        region="south",
        start="2026-10-17",
        end="2026-10-25",
        is_compulsory=False,
    )
    for refused in (holidays["Kerstvakantie"], elsewhere):
        response = add_day(desk, organisation=board.slug, instead_of=refused.start)
        assert "instead_of" in response.context["day_form"].errors
    add_day(desk, organisation=board.slug, instead_of=holidays["Herfstvakantie"].start)
    assert ClosedDay.objects.get().instead_of == holidays["Herfstvakantie"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"end": "2026-11-23"}, "end"), ({"start": "0001-01-01"}, "start"), ({"organisation": "1" * 30}, "organisation")],
)
def test_a_wrong_day_is_told_and_what_was_typed_stays(desk, changes, field):
    board = f.ParticipationFactory().organisation
    response = add_day(desk, **{"organisation": board.slug, "name": "Blijft staan", **changes})
    assert response.status_code == 422
    assert response.context["day_form"].errors
    assert field in response.context["day_form"].errors or "__all__" in response.context["day_form"].errors
    assert "Blijft staan" in response.text
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_holidays_costs_the_same_whatever_its_length(desk, django_assert_num_queries, item_count):
    load_holidays()
    for number in range(item_count):
        ClosedDay.objects.create(
            organisation=f.SiteFactory(), name="Studiedag", start=dt.date(2090, 1, 1 + number), end=dt.date(2090, 2, 1)
        )
    desk.get(reverse("school_year:holiday_list"))
    with django_assert_num_queries(6):
        desk.get(reverse("school_year:holiday_list"))
