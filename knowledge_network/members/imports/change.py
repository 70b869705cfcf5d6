"""The words in which every import speaks: what it makes of a row, and how that is carried out or taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from django.db import models
from django.utils.translation import gettext as _

from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.people.models import Member

if TYPE_CHECKING:
    from knowledge_network.members.imports.people_plan import Kept

BATCH = 500

# Object → field → [old, new], as plain text; a first value of None in the field that names the object: it is new.
type Plain = str | int | bool | None
type Fields = Mapping[str, Sequence[Plain]]
type Difference = dict[str, Fields]
# Columns of the database by their names, each of a kind of its own.
type Columns = Mapping[str, Any]


class ImportConflictError(Exception):
    """What the import wants to change is no longer as it was when it was looked at; the text says where."""


@dataclass
class Change:
    """What the import makes of one row."""

    number: int
    outcome: str
    key: str = ""
    label: str = ""
    reason: str = ""
    difference: Difference = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def write_into(self, row: ImportRow) -> None:
        row.outcome, row.key, row.label, row.reason = self.outcome, self.key, self.label, self.reason
        row.difference, row.values = self.difference, self.values


class Importer(Protocol):
    """What each kind of import brings along."""

    def keep(self, run: ImportRun) -> list[Kept]:
        """What people decided about rows of an earlier look, so that looking again does not lose it."""

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        """Compare the file with what we have; writes nothing. What it says is all that is carried out later."""

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """Do what the rows say; raises ImportConflictError when something changed since."""

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """Put back what the rows changed; raises ImportConflictError when something else stands on it by now."""


def as_text(value: dt.date | Plain) -> Plain:
    """A field's value as it stands in a difference."""
    return value.isoformat() if isinstance(value, dt.date) else value


def compare[P: Plain](current: Columns, wanted: Mapping[str, P]) -> dict[str, list[P]]:
    """The fields that differ, as [old, new]."""
    former = {name: cast("P", as_text(current[name])) for name in wanted}
    return {name: [former[name], new] for name, new in wanted.items() if former[name] != new}


def get_field(model: type[models.Model] | models.Model, name: str) -> models.Field[Any, Any]:
    """A concrete field of the model, or of one of its rows."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101  # nosec B101  # not a relation that points here
    return field


def turn(thing: models.Model, difference: Fields, *, forward: bool) -> None:
    """Set the fields to their new (or, backwards, old) values; ImportConflictError if they were changed since."""
    for name, (old, new) in difference.items():
        expected, wanted = (old, new) if forward else (new, old)
        if as_text(getattr(thing, name)) != expected:
            raise ImportConflictError(
                _("%(object)s was changed in the meantime: %(field)s.")
                % {"object": thing, "field": get_field(thing, name).verbose_name}
            )
        setattr(thing, name, get_field(thing, name).to_python(wanted))


def paged[R](rows: models.QuerySet[Any, R], by: str) -> Iterator[R]:
    """All rows in the order of the unique field `by` («-number»: backwards), a batch in memory at a time.

    Not `iterator()`: its cursor on the server outlives a roll-back and then spoils the transaction around it.
    """
    name, beyond = by.removeprefix("-"), "lt" if by.startswith("-") else "gt"
    page = list(rows.order_by(by)[:BATCH])
    while page:
        yield from page
        last = page[-1][name] if isinstance(page[-1], dict) else getattr(page[-1], name)
        page = list(rows.filter(**{f"{name}__{beyond}": last}).order_by(by)[:BATCH])
