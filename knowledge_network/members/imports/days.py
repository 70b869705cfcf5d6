"""A day as lists write it: «1-8-2026», «1 augustus 2026», or the number by which Excel counts days."""

from __future__ import annotations

import datetime as dt
import re

from knowledge_network.kit.text import folded

_FIRST, _LAST = 1950, 2100
# Day nought of Excel; it takes 1900 for a leap year, which matters before March of that year only.
_EXCEL = dt.date(1899, 12, 30)
_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%y", "%d/%m/%y", "%d.%m.%y", "%Y%m%d")
_MONTHS = (
    "januari january jan",
    "februari february feb",
    "maart march mrt mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_IN_WORDS = re.compile(r"(?:[a-z]+\.?,? )?(\d{1,2})(?:e|ste|de|st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})")


def read_day(text: str) -> str:
    """The day in ISO; empty for nothing; ValueError for what is no day between 1950 and 2100."""
    text = folded(text)
    if not text:
        return ""
    day = _in_figures(text) or _counted(text) or _in_words(text)
    if day is None or not _FIRST <= day.year <= _LAST:
        raise ValueError(text)
    return day.isoformat()


def _in_figures(text: str) -> dt.date | None:
    figures = re.sub(r"[ t]\d{1,2}:\d{2}.*$", "", text)
    for form in _FORMS:
        try:
            return dt.datetime.strptime(figures, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None


def _counted(text: str) -> dt.date | None:
    """«46235» or «46235,0»: a cell of Excel that lost its form."""
    found = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text)
    return _EXCEL + dt.timedelta(days=int(found[1])) if found else None


def _in_words(text: str) -> dt.date | None:
    found = _IN_WORDS.fullmatch(text)
    if found is None or found[2] not in _MONTH:
        return None
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    try:
        return dt.date(year, _MONTH[found[2]], int(found[1]))
    except ValueError:
        return None
