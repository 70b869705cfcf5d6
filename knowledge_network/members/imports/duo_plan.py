"""What a file of the register would change: compared batch by batch, so that memory does not grow with the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import cast

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.kit.text import folded
from knowledge_network.members.imports import register
from knowledge_network.members.imports.change import BATCH, Change, Columns, Difference, Fields, Plain, compare, paged
from knowledge_network.members.imports.enums import ImportDoubt, RowOutcome
from knowledge_network.members.imports.reading import Row, Table, UnreadableTableError
from knowledge_network.members.imports.register import Facts
from knowledge_network.members.organisations.enums import Sector, SiteSource
from knowledge_network.members.organisations.models import Board, Organisation, OrganisationQuerySet, School, Site

SITE_FIELDS = (
    *("name", "place", "website", "street", "house_number", "postcode", "municipality", "municipality_number"),
    *("province", "region", "phone", "source", "source_date", "closed_on", "valid_to"),
)
# A region has one COROP area, or a few; the country has forty.
MOST_REGIONS = 10


@dataclass(frozen=True)
class Scope:
    """Which part of the register is brought in; what is not given does not narrow."""

    regions: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    sector: str = Sector.PRIMARY
    day: dt.date = field(default_factory=timezone.localdate)
    all_boards: bool = False

    @classmethod
    def from_options(cls, options: Columns) -> Scope:
        return cls(
            regions=tuple(folded(v) for v in options.get("regions", [])),
            municipalities=tuple(folded(v) for v in options.get("municipalities", [])),
            boards=tuple(register.digits(v, 5) or v for v in options.get("boards", [])),
            sector=options.get("sector") or Sector.PRIMARY,
            day=dt.date.fromisoformat(options["day"]),
            all_boards=bool(options.get("all_boards")),
        )

    @property
    def narrows(self) -> bool:
        return bool(self.regions or self.municipalities or self.boards)

    def filters(self) -> list[tuple[str, tuple[str, ...]]]:
        """The columns by which it narrows, with the values that it lets through."""
        parts = [("region", self.regions), ("municipality", self.municipalities), ("board_number", self.boards)]
        return [(column, wanted) for column, wanted in parts if wanted]

    def sites(self) -> OrganisationQuerySet[Site]:
        """The sites we have that fall inside."""
        wanted = Q(school__sector=self.sector)
        if self.regions:
            wanted &= Q(folded_region__in=self.regions)
        if self.municipalities:
            wanted &= Q(folded_municipality__in=self.municipalities)
        if self.boards:
            wanted &= Q(school__board__bg_number__in=self.boards)
        named = Site.objects.alias(
            folded_region=UnaccentedLower("region"), folded_municipality=UnaccentedLower("municipality")
        )
        return cast("OrganisationQuerySet[Site]", named.filter(wanted))


class Filter:
    """Lets rows through that fall inside the scope, and knows at the end which wishes were never met."""

    def __init__(self, scope: Scope, table: Table) -> None:
        self.parts = scope.filters()
        headings = {c.name: c.headings[0] for c in (*register.BOARDS.columns, *register.SITES.columns)}
        lacking = [headings[column] for column, _wanted in self.parts if column not in table.columns]
        if lacking:
            text = _("To choose a part of this file, these columns are needed: %(missing)s.")
            raise UnreadableTableError(text % {"missing": ", ".join(lacking)})
        self.unmet = {(column, value) for column, wanted in self.parts for value in wanted}

    def holds(self, row: Row) -> bool:
        inside = True
        for column, wanted in self.parts:
            raw = row.values[column]
            value = register.digits(raw, 5) if column == "board_number" else folded(raw)
            self.unmet.discard((column, value))
            inside = inside and value in wanted
        return inside

    def check(self) -> None:
        """A wish that no row met is a typing error: without this, all schools in its scope would be closed."""
        if self.unmet:
            values = ", ".join(sorted(value for _column, value in self.unmet))
            raise UnreadableTableError(_("This file holds nothing for: %(values)s.") % {"values": values})


@dataclass
class _Known:
    """Boards and schools as they will be after the rows so far. Of the whole file only what differs is kept."""

    boards: dict[str, Columns] = field(default_factory=dict)
    schools: dict[str, Columns] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)  # BRIN → board, by the first row that names it
    codes: set[str] = field(default_factory=set)
    # Rows that could not be read may be of any school, or at least of these.
    unread_brins: set[str] = field(default_factory=set)
    unread: int = 0
    regions: set[str] = field(default_factory=set)
    is_cut_off: bool = False

    def miss(self, fact: Facts, *, inside: bool) -> None:
        """A row that cannot be read: the schools that it may be about must not close for it."""
        if re.fullmatch(r"[0-9A-Z]{4}", fact.brin):
            self.unread_brins.add(fact.brin)
        elif inside:
            self.unread += 1

    def may_have_lost(self, code: str) -> bool:
        return self.unread > 0 or code[:4] in self.unread_brins


def plan_sites(table: Table, scope: Scope, doubts: set[ImportDoubt]) -> Iterator[Change]:
    """What each row does, then what is gone. Rows outside the scope are «skipped» without a key.

    Adds to `doubts` what the file itself gives reason for.
    """
    known, rows = _Known(), Filter(scope, table)
    number = 1
    for batch in batched(table.rows, BATCH):
        number = batch[-1].number
        facts = {row.number: register.site_facts(row.values, scope.sector) for row in batch}
        current = _current_sites(facts.values())
        moved = _inside_before(scope, facts.values())
        _load(known, facts.values())
        known.is_cut_off = batch[-1].is_short
        known.regions.update(row.values.get("region", "") for row in batch)
        for row in batch:
            fact = facts[row.number]
            if fact.problem:
                known.miss(fact, inside=rows.holds(row))
            if not rows.holds(row) and fact.site_code not in moved:
                known.codes.add(fact.site_code)
                yield Change(row.number, RowOutcome.SKIPPED)
            else:
                yield _site_change(row, fact, current.get(fact.site_code), known, scope)
    rows.check()
    if known.is_cut_off:
        doubts.add(ImportDoubt.CUT_OFF)
    if not scope.narrows and len(known.regions) > MOST_REGIONS:
        doubts.add(ImportDoubt.NATIONAL)
    yield from _gone(scope, known, number)


def _current_sites(facts: Collection[Facts]) -> dict[str, Columns]:
    fields = ("site_code", "successor_id", *SITE_FIELDS)
    return {s["site_code"]: s for s in Site.objects.filter(site_code__in=[f.site_code for f in facts]).values(*fields)}


def _inside_before(scope: Scope, facts: Collection[Facts]) -> set[str]:
    """Sites that belonged to the scope so far: that they left it is a change too."""
    if not scope.narrows:
        return set()
    codes = [f.site_code for f in facts]
    return set(scope.sites().filter(site_code__in=codes).values_list("site_code", flat=True))


def _load(known: _Known, facts: Collection[Facts]) -> None:
    brins = {f.brin for f in facts} - known.schools.keys()
    for school in School.objects.filter(brin__in=brins).values(
        "brin", "name", "sector", "denomination", "board__bg_number"
    ):
        row = {**school}
        known.schools[school["brin"]] = {**row, "board": row.pop("board__bg_number")}
    numbers = {f.board_number for f in facts} - known.boards.keys()
    known.boards.update(_boards(numbers))


def _boards(numbers: Collection[str]) -> dict[str, Columns]:
    fields = ("bg_number", "name", "kvk", "place", "website", "slug")
    return {b["bg_number"]: b for b in Board.objects.filter(bg_number__in=numbers).values(*fields)}


def _site_change(row: Row, fact: Facts, current: Columns | None, known: _Known, scope: Scope) -> Change:
    change = Change(row.number, RowOutcome.UNCHANGED, fact.site_code[:6], row.values["name"][:250], fact.problem)
    change.values = dict(row.values)
    if fact.problem:
        change.outcome = RowOutcome.ERROR
        known.codes.add(fact.site_code)
        return change
    if fact.site_code in known.codes:
        change.outcome, change.reason = RowOutcome.DUPLICATE, _("This site code stands in the file more than once.")
        return change
    known.codes.add(fact.site_code)
    notes = list(fact.notes)
    difference = _board_and_school(fact, known, notes)
    site = _site_difference(fact, current, scope, notes)
    if site:
        difference["site"] = site
    change.reason = " ".join(notes)[:500]
    change.difference = difference
    change.values |= {"site_code": fact.site_code, "brin": fact.brin, "board_number": known.decided[fact.brin]}
    if current is None:
        change.outcome = RowOutcome.NEW
    elif any(set(fields) - {"source_date"} for fields in difference.values()):
        change.outcome = RowOutcome.CHANGED
    return change


def _board_and_school(fact: Facts, known: _Known, notes: list[str]) -> Difference:
    """The difference of board and school; remembers it, so that the school's next row finds it done."""
    difference: Difference = {}
    number = known.decided.setdefault(fact.brin, fact.board_number)
    if number != fact.board_number:
        notes.append(_("Another row of this school names board %(number)s; that one counts.") % {"number": number})
    board = _board_difference(number, fact.board if number == fact.board_number else {}, known.boards)
    if board:
        difference["board"] = board
    school = known.schools.get(fact.brin)
    wanted = dict(fact.school)
    if school is None:
        school = {"brin": None, "board": None, **dict.fromkeys(wanted)}
        difference["school"] = compare(school, {"brin": fact.brin, "board": number, **wanted})
    else:
        if not fact.site_code.endswith("00"):
            wanted = {}  # the main site speaks for the school
        if changed := compare(school, {"board": number, **wanted}):
            difference["school"] = changed
    known.schools[fact.brin] = {"denomination": "", **school, "brin": fact.brin, "board": number, **wanted}
    return difference


def _board_difference(number: str, wanted: Mapping[str, str], boards: dict[str, Columns]) -> Fields:
    board = boards.get(number)
    if board is None:
        wanted = {"bg_number": number, "name": register.board_name(number), **wanted}
        boards[number] = {"kvk": "", "place": "", "website": "", "slug": "", **wanted}
        return {name: [None, value] for name, value in wanted.items()}
    # The register shouts some names: who wrote one in ordinary letters keeps that.
    changed = {n: pair for n, pair in compare(board, wanted).items() if pair[0].casefold() != pair[1].casefold()}
    if "name" in changed and board["name"] == register.board_name(number):
        changed["slug"] = [board["slug"], _free_slug(changed["name"][1], number)]
    boards[number] = {**board, **{n: pair[1] for n, pair in changed.items()}}
    return changed


def _free_slug(name: str, number: str) -> str:
    """The address of a board that gets its name: nobody knows the one with the number yet."""
    slug = slugify(name)[:100].strip("-")
    taken = not slug or Organisation.objects.filter(slug=slug).exists()
    return f"{slug}-{number}".strip("-") if taken else slug


def _site_difference(fact: Facts, current: Columns | None, scope: Scope, notes: list[str]) -> Fields:
    wanted: dict[str, Plain] = {**fact.site, "source": SiteSource.DUO, "source_date": scope.day.isoformat()}
    if current is None:
        wanted = {"site_code": fact.site_code, "site_number": fact.site_code[4:], **wanted}
        return {name: [None, value] for name, value in wanted.items()}
    if current["closed_on"] is not None:
        if current["successor_id"] is not None:
            notes.append(_("Stays closed: it has a successor."))
        else:
            wanted["closed_on"] = None
            if current["valid_to"] == current["closed_on"]:
                wanted["valid_to"] = None
    return compare(current, wanted)


def _gone(scope: Scope, known: _Known, number: int) -> Iterator[Change]:
    """Sites inside the scope that the register no longer names: they close, they are never deleted."""
    sites = scope.sites().filter(source=SiteSource.DUO, closed_on__isnull=True)
    for site in paged(sites.values("site_code", "name", "valid_from", "valid_to"), "site_code"):
        if site["site_code"] in known.codes:
            continue
        number += 1
        if known.may_have_lost(site["site_code"]):
            kept_open = _("Not found, but it stays open: rows of this file cannot be read.")
            yield Change(number, RowOutcome.SKIPPED, site["site_code"], site["name"][:250], kept_open)
            continue
        day = scope.day.isoformat()
        fields: dict[str, list[Plain]] = {"closed_on": [None, day]}
        if site["valid_to"] is None and (site["valid_from"] is None or site["valid_from"] < scope.day):
            fields["valid_to"] = [None, day]
        reason = _("No longer in the register.")
        yield Change(number, RowOutcome.CLOSED, site["site_code"], site["name"][:250], reason, {"site": fields})


def plan_boards(table: Table, scope: Scope) -> Iterator[Change]:
    """Names and addresses of boards. A board that we do not know is skipped, unless it was asked for."""
    rows = Filter(scope, table)
    seen: set[str] = set()
    for batch in batched(table.rows, BATCH):
        facts = {row.number: register.board_facts(row.values) for row in batch}
        boards = _boards({f.board_number for f in facts.values()})
        for row in batch:
            fact = facts[row.number]
            asked = rows.holds(row)
            wanted = asked and (scope.all_boards or bool(scope.boards) or fact.board_number in boards)
            if not wanted and not (asked and fact.problem):
                yield Change(row.number, RowOutcome.SKIPPED)
                continue
            yield _board_change(row, fact, boards, seen)
    rows.check()


def _board_change(row: Row, fact: Facts, boards: dict[str, Columns], seen: set[str]) -> Change:
    change = Change(row.number, RowOutcome.UNCHANGED, fact.board_number, row.values["board_name"][:250], fact.problem)
    change.values = dict(row.values)
    if fact.problem:
        change.outcome = RowOutcome.ERROR
        return change
    if fact.board_number in seen:
        change.outcome, change.reason = RowOutcome.DUPLICATE, _("This board number stands in the file more than once.")
        return change
    seen.add(fact.board_number)
    is_new = fact.board_number not in boards
    changed = _board_difference(fact.board_number, fact.board, boards)
    change.values["board_number"] = fact.board_number
    if changed:
        change.difference = {"board": changed}
        change.outcome = RowOutcome.NEW if is_new else RowOutcome.CHANGED
    return change
