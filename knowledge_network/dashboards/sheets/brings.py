"""E3 on a start page: what the schools of a leader bring in, in the bands that were published of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.pieces import band
from knowledge_network.figures.queries import read_of_places
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.school_year.calendar import find_school_year

CLAIMS, ANSWERED = CODES = ("E3.claims", "E3.answered")


@dataclass(frozen=True)
class BringsIn:
    """Of one school: the bands, and of whom they are when the school is too small for ones of its own."""

    name: str
    url: str
    claims: str
    answered: str
    about: str
    until: dt.date


def present_what_schools_bring(schools: Sequence[Organisation]) -> list[BringsIn]:
    """Those of which something was published, in the order given. Two queries."""
    published = read_of_places([school.pk for school in schools], CODES)
    period = published.period_of(find_school_year(published.until)) if published.until else None
    if period is None:
        return []
    found = []
    for school in schools:
        claims, answered = (band(published.told_of(code, school.pk, period)) for code in CODES)
        if claims and answered:
            own = published.counted_in[school.pk, period.year] == school.pk
            about = "" if own else _("Too few people at this school: of several small schools together.")
            url = reverse("dashboards:school_figures", args=[school.slug])
            found.append(BringsIn(school.name, url, claims, answered, about, period.until))
    return found
