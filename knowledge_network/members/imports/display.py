"""How an import is shown: counts, rows with what changes in words, and the rows that need work as a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.members.admission.models import Invitation
from knowledge_network.members.imports.change import Plain, get_field, paged
from knowledge_network.members.imports.enums import ImportKind, ImportState, RowOutcome
from knowledge_network.members.imports.functions import FUNCTION_WORDS
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.lookups import name_function
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.people import INVITE
from knowledge_network.members.imports.reading import Layout
from knowledge_network.members.imports.register import BOARDS, SITES
from knowledge_network.members.imports.successors import SUCCESSORS
from knowledge_network.members.imports.topics import TOPICS
from knowledge_network.members.imports.words import WORDS
from knowledge_network.members.organisations.models import Board, Organisation, School, Site
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.topics.models import Topic

_MODELS: dict[str, type[Model]] = {
    "site": Site,
    "school": School,
    "board": Board,
    "member": Member,
    "appointment": Appointment,
    "invitation": Invitation,
    "topic": Topic,
    "word": StaffRoomWord,
}
_LAYOUTS: dict[str, Layout] = {
    ImportKind.SITES: SITES,
    ImportKind.BOARDS: BOARDS,
    ImportKind.MEMBERS: PEOPLE,
    ImportKind.TOPICS: TOPICS,
    ImportKind.WORDS: WORDS,
    ImportKind.SUCCESSORS: SUCCESSORS,
}
KEPT_SHOWN = 100
# Kept for the machinery; they tell the reader nothing.
_HIDDEN = {"slug", "source", "source_date", "valid_to", "site_number", "sector", "own"}
# The field that names an object: without a first value the object is new.
_NAMES = ("site_code", "brin", "bg_number", "email", "name", "word")
# Of something new: enough to recognise it by.
_OF_NEW = {
    "site": {"street", "house_number", "place"},
    "school": set(),
    "board": {"name"},
    "member": {"email"},
    "appointment": {"organisation", "function"},
    "topic": {"parent", "synonyms"},
    "word": {"kind", "topics"},
}
_CHIPS = {
    RowOutcome.NEW: "ok",
    RowOutcome.CHANGED: "info",
    RowOutcome.CLOSED: "warn",
    RowOutcome.UNCHANGED: "",
    RowOutcome.DUPLICATE: "wait",
    RowOutcome.SKIPPED: "",
    RowOutcome.ERROR: "bad",
}
# In the order of what needs the reader.
ORDER = (
    RowOutcome.ERROR,
    RowOutcome.DUPLICATE,
    RowOutcome.NEW,
    RowOutcome.CHANGED,
    RowOutcome.CLOSED,
    RowOutcome.UNCHANGED,
    RowOutcome.SKIPPED,
)


@dataclass
class Line:
    """A row as it is shown; `changes` are (field, old, new)."""

    number: int
    label: str
    key: str
    reason: str
    outcome: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    can_be_corrected: bool = False


@dataclass(frozen=True)
class Tally:
    outcome: str
    label: str
    count: int
    css_class: str


def tally_outcomes(run: ImportRun) -> list[Tally]:
    """The outcomes that say something about this kind of list, in a fixed order; zero is shown too."""
    silent = {RowOutcome.CLOSED} if run.kind != ImportKind.SITES else set()
    return [Tally(o, str(o.label), run.counts.get(o, 0), _CHIPS[o]) for o in ORDER if o not in silent]


def tally_report(run: ImportRun) -> list[Tally]:
    """The same as a report: what comes in first, then the rest; what never happens is left out of the rare ones."""
    by_outcome = {tally.outcome: tally for tally in tally_outcomes(run)}
    report = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.CLOSED, RowOutcome.UNCHANGED, RowOutcome.SKIPPED)
    shown = [by_outcome[o] for o in report if o in by_outcome]
    return shown + [by_outcome[o] for o in (RowOutcome.DUPLICATE, RowOutcome.ERROR) if by_outcome[o].count]


def count_changes(run: ImportRun) -> int:
    return sum(run.counts.get(o, 0) for o in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.CLOSED))


def present_rows(run: ImportRun, rows: Iterable[ImportRow]) -> list[Line]:
    open_work = run.kind == ImportKind.MEMBERS and run.state == ImportState.PLANNED
    rows = list(rows)
    names = _organisation_names(rows)
    return [
        Line(
            number=row.number,
            label=row.label or row.key,
            key=row.key,
            reason=row.reason,
            outcome=row.outcome,
            changes=_changes(row, names),
            can_be_corrected=open_work and row.outcome in {RowOutcome.ERROR, RowOutcome.DUPLICATE, RowOutcome.SKIPPED},
        )
        for row in rows
    ]


def _organisation_names(rows: list[ImportRow]) -> dict[int, str]:
    pairs = [row.difference.get("invitation", {}).get("organisation_id", []) for row in rows]
    wanted = {pk for pair in pairs for pk in pair if pk}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _changes(row: ImportRow, names: dict[int, str]) -> list[tuple[str, str, str]]:
    found = []
    for key, fields in row.difference.items():
        thing = re.sub(r"_\d+$", "", key)  # «appointment_2»: another one of the same row
        is_new = any(name in fields and fields[name][0] is None for name in _NAMES)
        for name, (old, new) in fields.items():
            if name in _HIDDEN or (is_new and name not in _OF_NEW.get(thing, ())):
                continue
            label = str(get_field(_MODELS[thing], name).verbose_name)
            if thing in {"board", "school"} and name == "name":
                label = _("board") if thing == "board" else _("school")
            found.append((label, _in_words(name, old, names), _in_words(name, new, names)))
    return found


def _in_words(name: str, value: Plain, names: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "function":
        return name_function(value)
    if name == "kind":
        return str(dict(WordKind.choices).get(str(value), value))
    if name == "organisation_id":
        return names.get(value, "") if isinstance(value, int) else ""
    if name == "closed_on" and (day := parse_date(str(value))):
        return date_format(day, "j F Y")
    return str(value)


@dataclass(frozen=True)
class NotRead:
    """What of the file was not read: whoever offered it has to see that."""

    unused: tuple[str, ...] = ()
    sheet: str = ""
    sheets_left: tuple[str, ...] = ()
    sheets_hidden: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        return bool(self.unused or self.sheet or self.sheets_left or self.sheets_hidden)


def describe_reading(run: ImportRun) -> NotRead:
    told = {name: run.options.get(name, []) for name in ("unused", "sheets_left", "sheets_hidden")}
    return NotRead(sheet=run.options.get("sheet", ""), **{name: tuple(texts) for name, texts in told.items()})


def list_left_out(run: ImportRun) -> list[tuple[str, int]]:
    """Why people are left out, with how many of each: «niet verstuurd (waarom)»."""
    total: list[tuple[str, int]] = []
    for outcome, text in (
        (RowOutcome.ERROR, _("with an error")),
        (RowOutcome.DUPLICATE, _("double")),
        (RowOutcome.SKIPPED, _("left out")),
        (RowOutcome.UNCHANGED, _("unchanged")),
    ):
        if number := run.counts.get(outcome, 0):
            total.append((text, number))
    return total


def count_mails(run: ImportRun) -> int:
    invites = run.kind == ImportKind.MEMBERS and run.options.get("method", INVITE) == INVITE
    return run.counts.get(RowOutcome.NEW, 0) if invites else 0


def read_mail_moment(run: ImportRun) -> dt.datetime | None:
    """When the invitations of this run go out, as long as they did not."""
    told = run.options.get("mail_at", "")
    moment = parse_datetime(told) if told and run.is_applied else None
    return moment if moment and moment > timezone.now() else None


def list_kept(run: ImportRun) -> Cut[Line]:
    """What an undone import left behind, because somebody used it meanwhile."""
    if not (run.is_undone and run.options.get("kept")):
        return cut([], KEPT_SHOWN)
    kept = cut(run.rows.filter(values__has_key="kept").order_by("number"), KEPT_SHOWN)
    return Cut(present_rows(run, kept), most=kept.most, is_cut=kept.is_cut)


def build_problem_table(run: ImportRun) -> tuple[list[str], Iterator[list[str | int]]]:
    """The rows with an error or a double, to be corrected and offered again; the reason stands first."""
    columns = [c for c in _LAYOUTS[run.kind].columns if _used(run, c.name)]
    header = [_("reason"), _("row"), *(c.headings[0] for c in columns)]
    return header, _problem_rows(run, [c.name for c in columns])


def _cells(row: ImportRow) -> dict[str, str]:
    cells: dict[str, str] = row.values.get("row", row.values)
    return cells


def _used(run: ImportRun, name: str) -> bool:
    first = run.rows.filter(outcome__in=[RowOutcome.ERROR, RowOutcome.DUPLICATE]).order_by("number").first()
    return first is not None and name in _cells(first)


def _problem_rows(run: ImportRun, names: list[str]) -> Iterator[list[str | int]]:
    for row in paged(run.rows.filter(outcome__in=[RowOutcome.ERROR, RowOutcome.DUPLICATE]), "number"):
        cells = _cells(row)
        yield [row.reason, row.number, *(cells.get(name, "") for name in names)]


@dataclass(frozen=True)
class KnownWords:
    """A function with the words that lists may use for it, whatever coordinators add."""

    function: str
    words: tuple[str, ...]


def list_known_words() -> list[KnownWords]:
    return [KnownWords(str(function.label), words) for function, words in FUNCTION_WORDS.items()]


def describe_scope(run: ImportRun) -> str:
    """«Achterhoek, 41565», what the coordinator chose to bring in."""
    options = run.options
    parts = [*options.get("regions", []), *options.get("municipalities", []), *options.get("boards", [])]
    return ", ".join(parts)
