"""The lists behind the exact figures of the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.figures import exact, measures, records
from knowledge_network.figures.periods import Period
from knowledge_network.members.organisations.models import Organisation


@dataclass(frozen=True)
class BehindLine:
    """What is counted, how it counts, and where it stands."""

    name: str
    about: str
    url: str = ""


def list_behind_network(what: str, period: Period) -> list[BehindLine]:
    """By name. Two queries at most, with the studies three."""
    return {
        "deelname": _places_with_people,
        "lesson-study": _studies,
        "spreiding": _groups_by_spread,
        "verslagen": _groups_by_records,
    }[what](period)


def _places_with_people(period: Period) -> list[BehindLine]:
    """Where those work who take part; who they are stands behind the figure of each school."""
    counted = Counter({unit: people for unit, people in measures.take_part_by_place(period).items() if people})
    return [
        BehindLine(
            unit.name,
            ngettext("%(n)d colleague takes part", "%(n)d colleagues take part", counted[unit.pk])
            % {"n": counted[unit.pk]},
            _behind_school(unit, period) if unit.is_site else "",
        )
        for unit in Organisation.objects.filter(pk__in=counted).order_by("name", "pk")
    ]


def _behind_school(unit: Organisation, period: Period) -> str:
    return reverse("dashboards:school_behind", args=[unit.slug, "deelname"], query={"schooljaar": period.year})


def _studies(period: Period) -> list[BehindLine]:
    studies = {study.pk: study for study in exact.find_studies(period)}
    return [
        BehindLine(study.title, _("reached phase 7") if study.is_completed else _("not in phase 7 yet"))
        for study in studies.values()
    ]


def _groups_by_spread(_period: Period) -> list[BehindLine]:
    return [
        BehindLine(
            group.name,
            ngettext("people of %(n)d board", "people of %(n)d boards", group.boards) % {"n": group.boards},
            reverse("plg:group_detail", args=[group.slug]),
        )
        for group in records.spread_by_group()
    ]


def _groups_by_records(period: Period) -> list[BehindLine]:
    return [
        BehindLine(
            row.name,
            ngettext(
                "%(complete)d of %(n)d meeting with minutes and attendance",
                "%(complete)d of %(n)d meetings with minutes and attendance",
                row.met,
            )
            % {"complete": row.complete, "n": row.met},
            reverse("plg:group_detail", args=[row.slug]),
        )
        for row in records.records_of_groups(period)
    ]
