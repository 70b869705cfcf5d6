"""Calendars for tests: which days are school days."""

from __future__ import annotations

import datetime as dt


class Weekdays:
    """Without holidays."""

    def is_school_day(self, day: dt.date) -> bool:
        return day.weekday() < 5
