"""The lists behind the exact figures of a school."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.sheets.behind import (
    Behind,
    Entry,
    keep_behind,
    list_people,
    tell_groups,
    tell_people,
    tell_products,
    tell_studies,
)
from knowledge_network.dashboards.sheets.school_counts import read_calendar
from knowledge_network.figures import exact, measures
from knowledge_network.figures.periods import Period
from knowledge_network.members.organisations.models import Organisation

SCHOOL_TITLES: dict[str, str | Promise] = {
    "deelname": _("Who takes part"),
    "groepen": _("Groups with a colleague in it"),
    "lesson-study": _("Lesson Studies that count"),
    "gedeeld": _("Products that were shared"),
}
TELL = {"deelname": tell_people, "groepen": tell_groups, "lesson-study": tell_studies, "gedeeld": tell_products}


def list_behind_school(school: Organisation, what: str, period: Period) -> Behind:
    """Two queries at most once in five minutes, and one for the names of people."""
    return keep_behind(f"school.{school.pk}", what, period, lambda: _find(school.pk, what, period), TELL[what])


def _find(school: int, what: str, period: Period) -> list[Entry]:
    if what == "groepen":
        return [Entry(stay.name, stay.slug) for stay in exact.find_groups_on(exact.group_stays(school), period.until)]
    if what == "gedeeld":
        products = exact.list_shared(school, period.first, period.until)
        return [Entry(product.title, product.slug) for product in products]
    if what == "lesson-study":
        studies = exact.find_studies_in(exact.study_stays(school), period, read_calendar([period]))
        return [Entry(study.title, count=int(exact.is_completed(study, period.until))) for study in studies]
    return list_people({row.member for row in measures.who_takes_part([period], [school])})
