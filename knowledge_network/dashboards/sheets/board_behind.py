"""The lists behind the exact figures of a board: of all its schools and its office together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from knowledge_network.dashboards.sheets.board_counts import read_board_counts
from knowledge_network.dashboards.sheets.network_behind import list_obligations
from knowledge_network.dashboards.sheets.pieces import BehindLine, say_colleagues
from knowledge_network.dashboards.sheets.school_counts import find_period_before
from knowledge_network.dashboards.sheets.source import find_people_address
from knowledge_network.figures import exact, measures
from knowledge_network.figures.periods import Period
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.members.organisations.models import Organisation

BOARD_TITLES: dict[str, str | Promise] = {
    "deelname": gettext_lazy("Where those work who take part"),
    "scholen": gettext_lazy("Schools with a colleague who takes part"),
    "nog-niet": gettext_lazy("Schools that do not take part yet"),
    "bureau": gettext_lazy("Who takes part at the office"),
    "groepen": gettext_lazy("Groups with a colleague in it"),
    "lesson-study": gettext_lazy("Lesson Studies that count"),
    "gedeeld": gettext_lazy("Products that were shared"),
    "afspraken": gettext_lazy("Agreements that were due"),
}


def find_units(board: Organisation) -> list[Organisation]:
    """The schools of a board by name, and the board itself for who works at its office. One query."""
    places = Organisation.objects.filter(governing_board=board.pk)
    return [*places.select_related("site").order_by(UnaccentedLower("name"), "pk"), board]


def find_board_list(board: Organisation, what: str, year: int) -> str:
    return reverse("dashboards:board_behind", args=[board.slug, what], query={"schooljaar": year})


def name_place(unit: Organisation) -> str:
    return _("Office of %(board)s") % {"board": unit.name} if unit.is_board else unit.name


def is_closed(school: Organisation, period: Period) -> bool:
    """Whether it closed before the period began: it does not take part and never will."""
    closed_on = school.site.closed_on if school.is_site else None
    return closed_on is not None and closed_on <= period.first


def list_behind_board(board: Organisation, what: str, period: Period) -> Behind:
    """Of people, groups, studies and products what was found at most five minutes ago."""
    if what == "afspraken":
        return Behind(list_obligations(period, board.pk))
    if what in TELL:
        return keep_behind(f"board.{board.pk}", what, period, lambda: _find(board, what, period), TELL[what])
    return _list_places(board, what, period)


TELL = {"bureau": tell_people, "groepen": tell_groups, "lesson-study": tell_studies, "gedeeld": tell_products}


def _find(board: Organisation, what: str, period: Period) -> list[Entry]:
    """Two queries."""
    if what == "bureau":
        return list_people({row.member for row in measures.who_takes_part([period], [board.pk])})
    keys = [unit.pk for unit in find_units(board)]
    if what == "groepen":
        groups = {row.group: row for row in exact.find_groups(period, keys)}
        return [Entry(row.name, row.slug) for row in groups.values()]
    if what == "lesson-study":
        studies = {study.pk: study for study in exact.find_studies(period, keys)}
        return [Entry(study.title, count=int(study.is_completed)) for study in studies.values()]
    products = exact.find_products(period, keys).order_by("published_on", "pk")
    return [Entry(title, slug) for title, slug in products.values_list("title", "slug")]


def _list_places(board: Organisation, what: str, period: Period) -> Behind:
    """The places with people who take part, or the schools that have nobody yet."""
    units = find_units(board)
    counted = read_board_counts(board.pk, [unit.pk for unit in units], [period, find_period_before(period)])
    people = counted.found.places[period]
    if what == "nog-niet":
        lines = [
            BehindLine(unit.name, url=reverse("dashboards:school_figures", args=[unit.slug]))
            for unit in units
            if unit.pk not in {board.pk, *people} and not is_closed(unit, period)
        ]
    else:
        lines = [
            BehindLine(
                name_place(unit),
                say_colleagues(people[unit.pk]),
                find_people_address(unit, period.year),
                1 if what == "scholen" else people[unit.pk],
            )
            for unit in units
            if unit.pk in people and not (what == "scholen" and unit.pk == board.pk)
        ]
    return Behind(lines, counted_at=counted.at)
