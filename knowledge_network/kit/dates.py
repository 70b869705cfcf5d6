"""Dates as people read them: «di 3 maart 2026, 15:30», in the language of the reader and in the network's time."""

import calendar
import datetime as dt

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.formats import date_format

ONE_DAY = dt.timedelta(days=1)


def nice_date(value: dt.date | None) -> str:
    """«di 3 maart 2026»; nothing for None."""
    return DateFormat(_local(value)).format("D j F Y") if value else ""


def nice_datetime(value: dt.datetime | None) -> str:
    """«di 3 maart 2026, 15:30»; nothing for None."""
    return DateFormat(_local(value)).format("D j F Y, H:i") if value else ""


def nice_period(start: dt.datetime | None, end: dt.datetime | None) -> str:
    """«di 3 maart 2026, 15:30 – 17:00», with the second date only where it differs."""
    if not start:
        return ""
    if not end:
        return nice_datetime(start)
    first, last = timezone.localtime(start), timezone.localtime(end)
    style = "H:i" if first.date() == last.date() else "D j F Y, H:i"
    return f"{nice_datetime(first)} – {DateFormat(last).format(style)}"


def short_month(value: dt.date | None) -> str:
    """«mrt», for the tile with the date."""
    return date_format(_local(value), "b") if value else ""


def latest_before(day: dt.date, after: relativedelta) -> dt.date:
    """The latest day of which `day` is already `after` later: what a query compares a stored day with.

    Months differ in length, so counting back is another rule than counting on: three months after 30 November is
    28 February, and three months before 28 February is 28 November.
    """
    found: dt.date = day - after
    while found + ONE_DAY + after <= day:
        found += ONE_DAY
    return found


def _local(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months earlier, or the last of a shorter month."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
