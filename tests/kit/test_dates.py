import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from django.utils.translation import override

from knowledge_network.kit.dates import latest_before, nice_date, nice_datetime, nice_period, short_month

pytestmark = pytest.mark.clock

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START = dt.datetime(2026, 3, 3, 15, 30, tzinfo=AMSTERDAM)


def test_dates_are_written_as_people_say_them():
    with override("nl"):
        assert nice_date(dt.date(2026, 3, 3)) == "di 3 maart 2026"
        assert nice_datetime(START) == "di 3 maart 2026, 15:30"
        assert short_month(START) == "mrt"


def test_dates_follow_the_language_of_the_reader():
    with override("en"):
        assert nice_datetime(START) == "Tue 3 March 2026, 15:30"


def test_a_moment_is_shown_in_the_time_of_the_network():
    with override("nl"):
        assert nice_datetime(dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)) == "do 2 juli 2026, 00:30"
        assert nice_date(dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)) == "do 2 juli 2026"


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        (START + dt.timedelta(minutes=90), "di 3 maart 2026, 15:30 – 17:00"),
        (START + dt.timedelta(days=1), "di 3 maart 2026, 15:30 – wo 4 maart 2026, 15:30"),
        (None, "di 3 maart 2026, 15:30"),
    ],
)
def test_a_period_names_the_second_date_only_where_it_differs(end, shown):
    with override("nl"):
        assert nice_period(START, end) == shown


def test_no_date_is_no_text():
    assert nice_date(None) == nice_datetime(None) == nice_period(None, None) == short_month(None) == ""


@pytest.mark.parametrize("months", [1, 3, 12, 24])
def test_a_day_asked_of_a_query_is_the_one_that_counting_on_gives(months):
    after = relativedelta(months=months)
    for number in range(4 * 366):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        latest = latest_before(day, after)
        assert latest + after <= day < latest + dt.timedelta(days=1) + after, day
