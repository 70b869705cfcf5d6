"""The lists behind the exact figures of a board: of all its schools and its office together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.dashboards.sheets.network_behind import list_obligations
from knowledge_network.dashboards.sheets.pieces import BehindLine, say_colleagues
from knowledge_network.dashboards.sheets.source import find_people_address, list_people, tell_study
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


def list_behind_board(board: Organisation, what: str, period: Period) -> list[BehindLine]:
    """By name. Three queries at most."""
    if what == "afspraken":
        return list_obligations(period, board.pk)
    if what == "bureau":
        return list_people({row.member for row in measures.who_takes_part([period], [board.pk])})
    units = find_units(board)
    keys = [unit.pk for unit in units]
    if what == "groepen":
        groups = {row.group: row for row in exact.find_groups(period, keys)}
        return [BehindLine(row.name, url=reverse("plg:group_detail", args=[row.slug])) for row in groups.values()]
    if what == "lesson-study":
        studies = {study.pk: study for study in exact.find_studies(period, keys)}
        return [tell_study(study.title, is_completed=study.is_completed) for study in studies.values()]
    if what == "gedeeld":
        products = exact.find_products(period, keys).order_by("published_on", "pk")
        return [BehindLine(row.title, url=reverse("expertise:product_detail", args=[row.slug])) for row in products]
    return _list_places(board, units, what, period)


def _list_places(board: Organisation, units: list[Organisation], what: str, period: Period) -> list[BehindLine]:
    """The places with people who take part, or the schools that have nobody yet."""
    keys = [unit.pk for unit in units]
    people = [row.unit for row in measures.who_takes_part([period], keys)]
    if what == "nog-niet":
        return [
            BehindLine(unit.name, url=reverse("dashboards:school_figures", args=[unit.slug]))
            for unit in units
            if unit.pk not in {board.pk, *people} and not is_closed(unit, period)
        ]
    return [
        BehindLine(
            name_place(unit),
            say_colleagues(people.count(unit.pk)),
            find_people_address(unit, period.year),
            1 if what == "scholen" else people.count(unit.pk),
        )
        for unit in units
        if unit.pk in people and not (what == "scholen" and unit.pk == board.pk)
    ]
