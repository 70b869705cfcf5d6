"""The lists behind the exact figures of the network."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.dashboards.sheets.behind import Behind, Entry, keep_behind, tell_studies
from knowledge_network.dashboards.sheets.network_values import Counts, read_counts
from knowledge_network.dashboards.sheets.pieces import BehindLine, say_colleagues
from knowledge_network.dashboards.sheets.source import find_people_address
from knowledge_network.figures import commitments, exact, records
from knowledge_network.figures.periods import Period
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.organisations.models import Organisation


def list_behind_network(what: str, period: Period) -> Behind:
    """Of places, groups and studies what was found at most five minutes ago."""
    if what == "afspraken":
        return Behind(list_obligations(period))
    if what == "deelname":
        counted = read_counts(period)
        return Behind(_list_places(counted.found, period), counted_at=counted.at)
    return keep_behind("network", what, period, lambda: FIND[what](period), TELL[what])


def _list_places(counts: Counts, period: Period) -> list[BehindLine]:
    """Where those work who take part, by name; who they are stands behind each school. One query."""
    people = {unit: number for unit, number in counts.people.items() if number}
    return [
        BehindLine(
            unit.name,
            say_colleagues(people[unit.pk]),
            find_people_address(unit, period.year),
            people[unit.pk],
        )
        for unit in Organisation.objects.filter(pk__in=people).order_by("name", "pk")
    ]


def _find_studies(period: Period) -> list[Entry]:
    studies = {study.pk: study for study in exact.find_studies(period)}
    return [Entry(study.title, count=int(study.is_completed)) for study in studies.values()]


def _find_spread(_period: Period) -> list[Entry]:
    return [
        Entry(group.name, group.slug, count=int(group.is_spread), part=group.boards)
        for group in records.spread_by_group()
    ]


def _tell_spread(entries: Sequence[Entry]) -> list[BehindLine]:
    return [
        BehindLine(
            entry.name,
            ngettext("people of %(n)d board", "people of %(n)d boards", entry.part) % {"n": entry.part},
            reverse("plg:group_detail", args=[entry.slug]),
            entry.count,
        )
        for entry in entries
    ]


def _find_records(period: Period) -> list[Entry]:
    return [
        Entry(row.name, row.slug, count=int(row.is_complete), part=row.complete, whole=row.met)
        for row in records.records_of_groups(period)
    ]


def _tell_records(entries: Sequence[Entry]) -> list[BehindLine]:
    return [
        BehindLine(
            entry.name,
            ngettext(
                "%(complete)d of %(n)d meeting with minutes and attendance",
                "%(complete)d of %(n)d meetings with minutes and attendance",
                entry.whole,
            )
            % {"complete": entry.part, "n": entry.whole},
            reverse("plg:group_detail", args=[entry.slug]),
            entry.count,
        )
        for entry in entries
    ]


FIND = {"lesson-study": _find_studies, "spreiding": _find_spread, "verslagen": _find_records}
TELL = {"lesson-study": tell_studies, "spreiding": _tell_spread, "verslagen": _tell_records}


def list_obligations(period: Period, organisation: int | None = None) -> list[BehindLine]:
    """Due so far, the soonest first; the figure counts those that were met on or before their day. One query."""
    rows = commitments.due_obligations(period, period.until, organisation).select_related("rule", "party")
    found = []
    for row in rows.order_by("due_on", "pk"):
        in_time = row.state == ObligationState.MET and row.met_on is not None and row.met_on <= row.due_on
        stands = _("met in time") if in_time else str(row.get_state_display())
        words = {"day": nice_date(row.due_on), "state": stands}
        name = row.rule.title if row.party is None else f"{row.rule.title} · {row.party}"
        found.append(BehindLine(name, _("%(day)s · %(state)s") % words, row.get_absolute_url(), int(in_time)))
    return found
