"""Who went on in whom: a sheet of old number, new number and date, looked at, carried out and taken back.

The register tells which boards and schools ended, not what became of them. A board is called by its number of five
digits, a school by its BRIN with the number of its site.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.members.imports.change import Change, ImportConflictError
from knowledge_network.members.imports.days import read_day
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.reading import Column, Layout, Row, open_table
from knowledge_network.members.organisations.actions import note_succession, take_succession_back
from knowledge_network.members.organisations.models import Board, Organisation, Site

if TYPE_CHECKING:
    from knowledge_network.members.imports.people_plan import Kept
    from knowledge_network.members.people.models import Member

SUCCESSORS = Layout(
    columns=(
        Column("old", ("oud", "oud nummer", "van", "old", "old number"), required=True),
        Column("new", ("nieuw", "nieuw nummer", "naar", "opvolger", "new", "new number", "successor"), required=True),
        Column("day", ("datum", "per", "ingangsdatum", "date", "as of"), required=True),
    ),
    max_rows=5_000,
)


class RowError(Exception):
    """Why nothing can be made of a row."""


@dataclass(frozen=True)
class Succession:
    """What a row says."""

    old: Organisation
    new: Organisation
    day: dt.date


def find_organisation(text: str) -> Organisation:
    """The board or site with this number; RowError when there is none."""
    code = re.sub(r"[\s.-]", "", text).upper()
    found: Organisation | None = None
    if re.fullmatch(r"\d{1,5}", code):
        found = Board.objects.filter(bg_number=code.zfill(5)).first()
    elif re.fullmatch(r"[0-9A-Z]{4}\d{2}", code):
        found = Site.objects.filter(site_code=code).first()
    elif re.fullmatch(r"[0-9A-Z]{4}", code):
        found = _find_only_site(code)
    else:
        raise RowError(_("«%(code)s» is no number of a board (41565) or school (07EX00).") % {"code": text[:20]})
    if found is None:
        raise RowError(_("We do not know %(code)s. Import it first.") % {"code": code})
    return found


def _find_only_site(brin: str) -> Site | None:
    sites = list(Site.objects.filter(school__brin=brin)[:2])
    if len(sites) > 1:
        raise RowError(_("School %(brin)s has several sites: add the number of the site.") % {"brin": brin})
    return next(iter(sites), None)


def _read(row: Row, seen: dict[int, int]) -> Succession:
    old, new = (find_organisation(row.values.get(name, "")) for name in ("old", "new"))
    if type(old) is not type(new):
        raise RowError(_("A board goes on in a board, a school in a school."))
    if old.pk == new.pk:
        raise RowError(_("Old and new are the same."))
    try:
        day = dt.date.fromisoformat(read_day(row.values.get("day", "")))
    except ValueError as error:
        raise RowError(_("This is no day: %(text)s") % {"text": row.values.get("day", "")[:30]}) from error
    if day > timezone.localdate():
        raise RowError(_("The day cannot lie in the future."))
    if old.pk in seen:
        raise RowError(_("This one stands in row %(number)s already.") % {"number": seen[old.pk]})
    return Succession(old, new, day)


class SuccessorImporter:
    """Mergers and successors. What the sheet does not name stays as it is."""

    def keep(self, run: ImportRun) -> list[Kept]:
        return []

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        _layout, table = open_table(source, SUCCESSORS)
        seen: dict[int, int] = {}
        for row in table.rows:
            yield _judge(row, seen)

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        for row in rows:
            if not row.difference:
                continue
            old, new = _both(row)
            try:
                moved = note_succession(old=old, into=new, on=dt.date.fromisoformat(row.values["on"]), by=by)
            except ValidationError as error:
                raise ImportConflictError(f"{row.label}: {' '.join(error.messages)}") from error
            row.values = {**row.values, "moved": moved}
            row.save(update_fields=["values"])

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        for row in rows:
            if not row.difference:
                continue
            old, new = _both(row)
            try:
                take_succession_back(
                    old=old,
                    into=new,
                    was_until=row.values["was_until"],
                    moved=row.values.get("moved", {}),
                    by=by,
                )
            except ValidationError as error:
                raise ImportConflictError(f"{row.label}: {' '.join(error.messages)}") from error


def _both(row: ImportRow) -> tuple[Organisation, Organisation]:
    found = Organisation.objects.in_bulk([row.values["old_id"], row.values["new_id"]])
    if len(found) != 2:
        raise ImportConflictError(_("%(label)s is gone in the meantime.") % {"label": row.label})
    return found[row.values["old_id"]], found[row.values["new_id"]]


def _judge(row: Row, seen: dict[int, int]) -> Change:
    code = row.values.get("old", "").strip()[:40]
    change = Change(number=row.number, outcome=RowOutcome.ERROR, key=code, label=code, values=dict(row.values))
    try:
        wanted = _read(row, seen)
    except RowError as error:
        change.reason = str(error)
        return change
    seen[wanted.old.pk] = row.number
    old, new = wanted.old, wanted.new
    change.label = _("%(old)s goes on in %(new)s, as of %(day)s") % {
        "old": old.name,
        "new": new.name,
        "day": nice_date(wanted.day),
    }
    if old.successor_id == new.pk:
        change.outcome = RowOutcome.UNCHANGED
    elif old.successor_id is not None:
        change.reason = _("%(old)s goes on in another one already.") % {"old": old.name}
    elif _is_closed_on(new, wanted.day):
        change.reason = _("%(new)s does not exist on that day.") % {"new": new.name}
    else:
        change.outcome = RowOutcome.CHANGED
        change.difference = {type(old).__name__.lower(): {"successor": [None, new.name]}}
        change.values |= {
            "old_id": old.pk,
            "new_id": new.pk,
            "on": wanted.day.isoformat(),
            "was_until": old.valid_to.isoformat() if old.valid_to else "",
        }
    return change


def _is_closed_on(organisation: Organisation, day: dt.date) -> bool:
    ended = Q(valid_to__isnull=False, valid_to__lte=max(day, timezone.localdate()))
    return Organisation.objects.filter(ended, pk=organisation.pk).exists()
