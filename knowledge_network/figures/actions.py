"""Publishing the figures of a month, once; entering the numbers of a school; writing words beside figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.figures import exact, measures
from knowledge_network.figures.bands import WIDTH, Interval
from knowledge_network.figures.cells import REST, Partition, Place, Unit, divide, keep_cells, make_cells
from knowledge_network.figures.models import CountedPlace, Explanation, PublishedFigure, Snapshot, YearFacts
from knowledge_network.figures.periods import Period, last_month_end, list_periods
from knowledge_network.figures.quartiles import middle_half
from knowledge_network.figures.tables import TABLES
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

# One process publishes at a time; the number is of nothing else.
LOCK = 7_310_801
PERCENT_STEP = 5
BATCH = 2000

type Shown = dict[str, dict[Unit, Interval]]


# Publishing ---------------------------------------------------------------------------------------


@transaction.atomic
def publish_snapshot(*, until: dt.date, by: Member | None, at: dt.datetime | None = None) -> Snapshot | None:
    """The figures up to and including a month end; nothing when they are published already. Memory grows with units.

    A cell that an earlier snapshot published stays as it was published.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if until >= timezone.localdate(at):
        raise RefusedError(_("A month is published when it is over."))
    if Snapshot.objects.filter(until__gte=until).exists():
        return None
    snapshot = Snapshot.objects.create(until=until, published_at=at or timezone.now())
    places = _places()
    for period in list_periods(until):
        if not PublishedFigure.objects.filter(until=period.until).exists():
            _publish_period(snapshot, period, places)
    AuditEvent.objects.record("figures.published", snapshot, by=by, until=until.isoformat())
    return snapshot


def publish_due(*, at: dt.datetime | None = None) -> Snapshot | None:
    """Publish the last month that is over, unless that was done. Safe to run twice and side by side."""
    until = last_month_end(timezone.localdate(at))
    if Snapshot.objects.filter(until__gte=until).exists():
        return None
    return publish_snapshot(until=until, by=None, at=at)


def _places() -> dict[int, Place]:
    rows = Organisation.objects.order_by("pk").values_list("pk", "governing_board_id", "kind")
    return {pk: Place(pk, board or pk, kind == OrganisationKind.SITE) for pk, board, kind in rows}


def _publish_period(snapshot: Snapshot, period: Period, places: Mapping[int, Place]) -> None:
    shown: Shown = {}
    partition = _partition_of(period, places)
    insights = measures.insights_by_level(period) | measures.count_told(period)
    insights["F1.groups"] = measures.grown_groups(period)
    at_work = {students: measures.people_at_work(period, students=students) for students in (False, True)}
    for table in TABLES:
        if table.code in insights:
            counts, people = {0: insights[table.code]}, at_work[False]
        else:
            counts, people = measures.count_by_place(table.code, period), at_work[table.students]
        shown[table.code] = make_cells(table, partition, counts, people, _gate(shown, table.gate))
        cells = shown[table.code].items()
        _store(snapshot, period, table.code, ((cell, band.least, band.most) for cell, band in cells))
    _publish_medians(snapshot, period, partition, shown)
    _publish_ties(snapshot, period)
    _publish_middles(snapshot, period, places, shown)


def _partition_of(period: Period, places: Mapping[int, Place]) -> Partition:
    """As this school year was published before, else from who works where on its first day; what is new is kept."""
    counted = CountedPlace.objects.filter(school_year=period.year)
    counted_in: dict[int, Unit] = dict(counted.values_list("place_id", "cell_id"))
    if counted_in:
        partition = keep_cells(places.values(), counted_in)
    else:
        partition = divide(places.values(), measures.people_at_work(Period(period.year, period.first), students=False))
    new = (
        CountedPlace(school_year=period.year, place_id=place, cell_id=cell)
        for place, cell in partition.cell_of.items()
        if place not in counted_in
    )
    CountedPlace.objects.bulk_create(list(new), batch_size=BATCH)
    return partition


def _gate(shown: Shown, gate: str) -> Callable[[Unit], bool]:
    """Whether five people or more stand behind a figure, as the published band of `gate` says."""
    cells = shown.get(gate, {})
    return lambda cell: not gate or (cell in cells and cells[cell].least >= WIDTH)


def _store(snapshot: Snapshot, period: Period, code: str, cells: Iterator[tuple[Unit, float, float | None]]) -> None:
    rows = (
        PublishedFigure(
            snapshot=snapshot,
            code=code,
            unit_id=unit,
            school_year=period.year,
            until=period.until,
            least=Decimal(str(least)),
            most=Decimal(str(least if most is None else most)),
        )
        for unit, least, most in cells
    )
    PublishedFigure.objects.bulk_create(list(rows), batch_size=BATCH)


def _publish_medians(snapshot: Snapshot, period: Period, partition: Partition, shown: Shown) -> None:
    """The median of hours of who was there, in bands too, where the hours themselves are published."""
    people: dict[Unit, list[int]] = {}
    for pk, found in measures.hours_by_place(period).items():
        people.setdefault(partition.cell_of.get(pk, REST), []).extend(found)
    middles = {cell: measures.find_middle(people[cell]) for cell in shown["H1.quarters"] if cell in people}
    bands = ((cell, WIDTH * (middle // WIDTH)) for cell, middle in middles.items() if middle is not None)
    _store(snapshot, period, "H1.median", ((cell, least, least + WIDTH - 1) for cell, least in bands))


def _publish_ties(snapshot: Snapshot, period: Period) -> None:
    ties = measures.ties_by_board(period)
    _store(snapshot, period, "X1.index", ((board, found.index, None) for board, found in ties.items()))
    _store(snapshot, period, "X1.chance", ((board, found.chance, None) for board, found in ties.items()))


def _publish_middles(snapshot: Snapshot, period: Period, places: Mapping[int, Place], shown: Shown) -> None:
    """The middle half of the schools where people are a member: exact figures and published bands alike, rounded."""
    at_work = measures.people_at_work(period, students=False)
    schools = [pk for pk in at_work if places[pk].is_school]
    facts = YearFacts.objects.filter(school_year=period.year, organisation__in=schools)
    known = {row.organisation_id: row for row in facts}
    part = measures.take_part_by_place(period)
    shares = [100 * part.get(pk, 0) / row.headcount for pk, row in known.items() if row.headcount]
    hours = shown["H1.quarters"]
    spent = [
        100 * hours[pk].middle / 4 / row.agreed_hours for pk, row in known.items() if row.agreed_hours and pk in hours
    ]
    groups = dict.fromkeys(schools, 0)
    for group in exact.find_groups(period, schools):
        groups[group.unit] += 1
    studies = dict.fromkeys(schools, 0)
    for study in exact.find_studies(period):
        if study.unit in studies and study.is_completed:
            studies[study.unit] += 1
    products = dict.fromkeys(schools, 0)
    for unit in exact.units_that_shared(period):
        if unit in products:
            products[unit] += 1
    middles = {
        "P2.middle": middle_half(shares, to=PERCENT_STEP),
        "H2.middle": middle_half(spent, to=PERCENT_STEP),
        "G.middle": middle_half(list(groups.values())),
        "L1.middle": middle_half(list(studies.values())),
        "S.middle": middle_half(list(products.values())),
    }
    for code, middle in middles.items():
        if middle is not None:
            _store(snapshot, period, code, iter([(REST, middle.least, middle.most)]))


# Numbers of a school --------------------------------------------------------------------------------


@transaction.atomic
def enter_facts(
    *,
    organisation: Organisation,
    by: Member | None,
    school_year: int,
    headcount: int | None,
    agreed_hours: int | None,
    at: dt.datetime | None = None,
) -> YearFacts:
    """How many people work there on 1 October, and the hours that were agreed. Entering the same changes nothing."""
    numbers = {organisation: (headcount, agreed_hours)}
    return enter_all_facts(numbers=numbers, by=by, school_year=school_year, at=at)[organisation.pk]


@transaction.atomic
def enter_all_facts(
    *,
    numbers: Mapping[Organisation, tuple[int | None, int | None]],
    by: Member | None,
    school_year: int,
    at: dt.datetime | None = None,
) -> dict[int, YearFacts]:
    """The same for many places: people on 1 October and agreed hours of each. Reads them with one query."""
    rows = YearFacts.objects.select_for_update().filter(organisation__in=list(numbers), school_year=school_year)
    known = {row.organisation_id: row for row in rows.order_by("pk")}
    for organisation, (headcount, agreed_hours) in numbers.items():
        facts = known.get(organisation.pk)
        if facts is not None and (facts.headcount, facts.agreed_hours) == (headcount, agreed_hours):
            continue
        facts = facts or YearFacts(organisation=organisation, school_year=school_year)
        facts.headcount, facts.agreed_hours = headcount, agreed_hours
        facts.entered_by, facts.entered_at = by, at or timezone.now()
        facts.save()
        known[organisation.pk] = facts
        AuditEvent.objects.record("figures.facts_entered", organisation, by=by, year=str(school_year))
    return known


# Words beside figures -------------------------------------------------------------------------------


@transaction.atomic
def explain_figures(
    *,
    organisation: Organisation,
    by: Member,
    school_year: int,
    text: str,
    based_on: int | None = None,
    at: dt.datetime | None = None,
) -> Explanation:
    """Write what the figures do not show. `based_on` is the version that was read; refused when there is a newer."""
    explanation, _is_new = Explanation.objects.select_for_update().get_or_create(
        organisation=organisation, school_year=school_year
    )
    if based_on is not None and based_on != explanation.version:
        raise RefusedError(
            _("A colleague wrote something else in the meantime. Your text is still here: compare and save again.")
        )
    if explanation.text == text.strip():
        return explanation
    explanation.text = text.strip()
    explanation.version += 1
    explanation.written_by, explanation.written_at = by, at or timezone.now()
    explanation.save(update_fields=["text", "version", "written_by", "written_at"])
    AuditEvent.objects.record("figures.explained", organisation, by=by, year=str(school_year))
    return explanation
