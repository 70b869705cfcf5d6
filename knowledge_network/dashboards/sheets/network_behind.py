"""The lists behind the exact figures of the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.dashboards.sheets.pieces import BehindLine, say_colleagues
from knowledge_network.dashboards.sheets.source import find_people_address, tell_study
from knowledge_network.figures import exact, measures, records
from knowledge_network.figures.periods import Period
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.organisations.models import Organisation


def list_behind_network(what: str, period: Period) -> list[BehindLine]:
    """By name. Two queries at most, with the studies three."""
    return {
        "deelname": places_with_people,
        "lesson-study": _studies,
        "spreiding": _groups_by_spread,
        "verslagen": _groups_by_records,
        "afspraken": list_obligations,
    }[what](period)


def places_with_people(period: Period, units: Collection[int] | None = None) -> list[BehindLine]:
    """Where those work who take part, of some places or of all; who they are stands behind each school."""
    people = measures.take_part_by_place(period)
    counted = Counter({unit: n for unit, n in people.items() if n and (units is None or unit in units)})
    return [
        BehindLine(
            unit.name,
            say_colleagues(counted[unit.pk]),
            find_people_address(unit, period.year),
            counted[unit.pk],
        )
        for unit in Organisation.objects.filter(pk__in=counted).order_by("name", "pk")
    ]


def _studies(period: Period) -> list[BehindLine]:
    studies = {study.pk: study for study in exact.find_studies(period)}
    return [tell_study(study.title, is_completed=study.is_completed) for study in studies.values()]


def _groups_by_spread(_period: Period) -> list[BehindLine]:
    return [
        BehindLine(
            group.name,
            ngettext("people of %(n)d board", "people of %(n)d boards", group.boards) % {"n": group.boards},
            reverse("plg:group_detail", args=[group.slug]),
            int(group.is_spread),
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
            int(row.is_complete),
        )
        for row in records.records_of_groups(period)
    ]


def list_obligations(period: Period, organisation: int | None = None) -> list[BehindLine]:
    """Due so far, the soonest first; the figure counts those that were met on or before their day. One query."""
    rows = exact.due_obligations(period, period.until, organisation).select_related("rule", "party")
    found = []
    for row in rows.order_by("due_on", "pk"):
        in_time = row.state == ObligationState.MET and row.met_on is not None and row.met_on <= row.due_on
        stands = _("met in time") if in_time else str(row.get_state_display())
        words = {"day": nice_date(row.due_on), "state": stands}
        name = row.rule.title if row.party is None else f"{row.rule.title} · {row.party}"
        found.append(BehindLine(name, _("%(day)s · %(state)s") % words, row.get_absolute_url(), int(in_time)))
    return found
