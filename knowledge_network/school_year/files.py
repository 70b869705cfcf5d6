"""The school holidays as the national government publishes them, read from a file or from the official address.

`content[0].vacations[].{type, compulsorydates, regions[].{region, startdate, enddate}}`: texts have blanks around them,
`enddate` is the last day off, and «heel Nederland» stands for all three regions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from knowledge_network.members.organisations.enums import HolidayRegion

LARGEST = 1_000_000
SECONDS = 5
SCHOOL_YEAR = re.compile(r"(20\d\d)\s*-\s*(20\d\d)")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONGEST_DAYS = 80
# What the official lists call the regions.
REGIONS: dict[str, str] = {
    "noord": HolidayRegion.NORTH,
    "midden": HolidayRegion.CENTRE,
    "zuid": HolidayRegion.SOUTH,
}


class UnreadableHolidays(Exception):  # noqa: N818 - says what is wrong with the file
    """The file is not what the government publishes; the text is for the person who brought it."""


@dataclass(frozen=True)
class Holiday:
    """One holiday of one region; both days are off."""

    school_year: str
    name: str
    region: str
    start: dt.date
    end: dt.date
    is_compulsory: bool


def read(data: bytes) -> list[Holiday]:
    """All holidays in the file. Raises UnreadableHolidays with the first thing that is wrong."""
    if len(data) > LARGEST:
        raise UnreadableHolidays(_("This file is too large for a list of holidays."))
    try:
        document = json.loads(data.decode("utf-8-sig"))
        contents = document["content"] if isinstance(document, dict) else document[0]["content"]
        found = [holiday for content in contents for holiday in _of_year(content)]
    except UnreadableHolidays:
        raise
    except (ValueError, ArithmeticError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise UnreadableHolidays(
            _("This is not the official list of school holidays (JSON). Download it again and choose that file.")
        ) from error
    if not found:
        raise UnreadableHolidays(_("There is no holiday in this file."))
    return _each_once(found)


def _each_once(found: list[Holiday]) -> list[Holiday]:
    """Without repeated lines. Raises UnreadableHolidays when a holiday has two periods in one region."""
    once: dict[tuple[str, str, str], Holiday] = {}
    for holiday in found:
        known = once.setdefault((holiday.school_year, holiday.region, holiday.name), holiday)
        if known != holiday:
            words = {"name": holiday.name, "year": holiday.school_year, "region": holiday.region}
            text = _("«%(name)s» of %(year)s is in this file twice for %(region)s, on other days.")
            raise UnreadableHolidays(text % words)
    return list(once.values())


def _of_year(content: dict[str, Any]) -> list[Holiday]:
    years = SCHOOL_YEAR.search(str(content["schoolyear"]))
    if years is None or int(years[2]) != int(years[1]) + 1:
        words = {"year": content["schoolyear"]}
        raise UnreadableHolidays(_("The school year in this file is not clear: %(year)s") % words)
    school_year = f"{years[1]}-{years[2]}"
    found = []
    for vacation in content["vacations"]:
        name = " ".join(str(vacation["type"]).split())[:60]
        fixed = str(vacation.get("compulsorydates", "")).strip().lower() == "true"
        for row in vacation["regions"]:
            start, end = _day(row["startdate"]), _day(row["enddate"])
            first, last = dt.date(int(years[1]), 7, 1), dt.date(int(years[2]), 9, 30)
            if not (first <= start <= end <= last and (end - start).days <= LONGEST_DAYS):
                raise UnreadableHolidays(_("The days of «%(name)s» cannot be right.") % {"name": name})
            regions = _regions(str(row["region"]))
            found += [Holiday(school_year, name, region, start, end, fixed) for region in regions]
    return found


def _day(text: Any) -> dt.date:
    """The files give midnight in Amsterdam as a moment in UTC, or a plain day."""
    moment = dt.datetime.fromisoformat(str(text).strip())
    return moment.astimezone(AMSTERDAM).date() if moment.tzinfo else moment.date()


def _regions(text: str) -> list[str]:
    word = text.strip().lower()
    if word.startswith("heel"):
        return list(REGIONS.values())
    if word not in REGIONS:
        raise UnreadableHolidays(_("«%(region)s» is not one of the regions noord, midden and zuid.") % {"region": text})
    return [REGIONS[word]]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def fetch(address: str) -> bytes:
    """The file at an official address: https, a host of the settings, no redirects, five seconds, one megabyte."""
    if not _is_official(address):
        hosts = ", ".join(settings.HOLIDAY_HOSTS)
        raise UnreadableHolidays(_("Only addresses of %(hosts)s can be read, with https.") % {"hosts": hosts})
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(address, timeout=SECONDS) as response:  # nosec B310 - https and a known host, see above
            content: bytes = response.read(LARGEST + 1)
            return content
    except (OSError, ValueError, HTTPException) as error:
        raise UnreadableHolidays(
            _("The list could not be fetched. Try again later, or download it yourself and choose the file.")
        ) from error


def _is_official(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and host in settings.HOLIDAY_HOSTS and port in {None, 443}
