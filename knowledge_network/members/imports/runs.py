"""The life of an import: offered, looked at, carried out as a whole, taken back within a day.

What is large waits for a worker. The truth is the run's state in the database, so `work` may be called by anybody, at
any time and twice: a Celery task, a command, or the request itself when the list is short.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

import structlog
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.imports import progress
from knowledge_network.members.imports.change import Change, ImportConflictError, Importer, paged
from knowledge_network.members.imports.columns import Heading, remember_columns
from knowledge_network.members.imports.duo import DuoImporter
from knowledge_network.members.imports.enums import ImportKind, ImportState, RowOutcome
from knowledge_network.members.imports.models import ImportRow, ImportRun, ImportRunQuerySet, ImportStop
from knowledge_network.members.imports.people import PeopleImporter
from knowledge_network.members.imports.reading import Choice, UnreadableTableError
from knowledge_network.members.imports.successors import SuccessorImporter
from knowledge_network.members.imports.topics import TopicImporter
from knowledge_network.members.imports.words import WordImporter
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

logger = structlog.get_logger(__name__)


# Where a list stands again when what was asked does not come about.
BEFORE = {
    ImportState.WAITING: ImportState.PLANNED,
    ImportState.APPLYING: ImportState.PLANNED,
    ImportState.UNDOING: ImportState.APPLIED,
}
EFFECTIVE = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.CLOSED)
# Below these a list takes less than a second, so that nobody has to wait for a worker.
SHORT_FILE = 150_000
SHORT_SHEET = 40_000
SHORT_LIST = 400
MAX_ATTEMPTS = 3
KEEP_FILE = dt.timedelta(days=7)
KEEP_ROWS = dt.timedelta(days=30)
_LOCK = 20_261_123


def find_importer(kind: str) -> Importer:
    if kind == ImportKind.TOPICS:
        return TopicImporter()
    if kind == ImportKind.WORDS:
        return WordImporter()
    if kind == ImportKind.SUCCESSORS:
        return SuccessorImporter()
    return PeopleImporter() if kind == ImportKind.MEMBERS else DuoImporter()


# What people ask ------------------------------------------------------------------------------


@transaction.atomic
def offer_list(
    *,
    kind: str,
    by: Member | None,
    name: str,
    content: File[bytes] | bytes,
    options: Mapping[str, object],
    now: bool | None = None,
    ask: bool = False,
) -> ImportRun:
    """Keep the file and look at it: now when it is short (or `now` says so), else by a worker.

    `ask`: somebody has to say first what the columns mean.
    """
    state = ImportState.ASKING if ask else ImportState.WAITING
    run = ImportRun(kind=kind, state=state, file_name=name[:200], created_by=by)
    run.options = {**options, **_wish(by)}
    data = ContentFile(content) if isinstance(content, bytes) else content
    run.file.save(f"{run.public_id}-{get_valid_filename(name or 'list')[-60:]}", data, save=False)
    run.save()
    AuditEvent.objects.record("members.import_offered", run, by=by, kind=kind)
    if not ask:
        _start(run, now=_is_short_file(run) if now is None else now)
    return run


@transaction.atomic
def choose_columns(
    *, run: ImportRun, by: Member | None, choice: Choice, headings: Sequence[Heading], now: bool | None = None
) -> ImportRun:
    """Say what the columns of a list mean and look at it anew; the same headings need no question next time.

    What was corrected in its rows goes: they are other rows now.
    """
    run = _locked(run)
    if not run.can_be_read_anew:
        return run
    run.rows.all().delete()
    run.options = {**run.options, "reading": choice.as_options()}
    remember_columns(headings, choice.columns or {})
    AuditEvent.objects.record("members.import_columns_chosen", run, by=by, kind=run.kind)
    _ask(run, ImportState.WAITING, by=by, now=_is_short_file(run) if now is None else now)
    return run


def _is_short_file(run: ImportRun) -> bool:
    limit = SHORT_SHEET if run.file_name.lower().endswith(".xlsx") else SHORT_FILE
    return run.file.size <= limit


@transaction.atomic
def apply_import(
    *, run: ImportRun, by: Member | None, now: bool | None = None, despite_doubts: bool = False
) -> ImportRun:
    """Carry out what was looked at, all of it or nothing; asked twice it happens once.

    A file that may be the wrong one (`run.doubts`) needs `despite_doubts`; ImportConflictError without.
    """
    run = _locked(run)
    if run.state == ImportState.PLANNED:
        if run.doubts and not despite_doubts:
            raise ImportConflictError(" ".join(str(doubt.label) for doubt in run.doubts))
        _ask(run, ImportState.APPLYING, by=by, now=now)
    return run


@transaction.atomic
def undo_import(*, run: ImportRun, by: Member | None, now: bool | None = None) -> ImportRun:
    """Put back exactly what the import changed; ImportConflictError when that is too late."""
    run = _locked(run)
    if run.state == ImportState.APPLIED:
        if not run.can_be_undone:
            raise ImportConflictError(_("An import can be undone for 24 hours."))
        _ask(run, ImportState.UNDOING, by=by, now=now)
    return run


@transaction.atomic
def discard_import(*, run: ImportRun, by: Member | None) -> None:
    """Throw a list away that was not carried out."""
    run = _locked(run)
    if run.state in ImportState.BEFORE_WORK:
        _throw_away(run)
        AuditEvent.objects.record("members.import_discarded", run, by=by)


@transaction.atomic
def look_again(*, run: ImportRun, by: Member | None) -> ImportRun:
    """Compare the same file anew, because what it changes was changed by somebody else."""
    run = _locked(run)
    if run.state == ImportState.PLANNED and run.file:
        _ask(run, ImportState.WAITING, by=by, now=None)
    return run


@transaction.atomic
def stop_import(*, run: ImportRun, by: Member | None) -> ImportRun:
    """Break off what is asked: at once while no worker has it, else the worker does so within a second.

    Nothing stays half done: the list is as it was before, and one that was not looked at yet is thrown away.
    """
    free = _lockable(skip_locked=True).filter(pk=run.pk).first()
    if free is None:
        ImportStop.objects.get_or_create(run=run, defaults={"asked_by": by})
        return run
    if free.state in ImportState.AT_WORK:
        _go_back(free, by)
    return free


def _go_back(run: ImportRun, by: Member | None) -> None:
    AuditEvent.objects.record("members.import_stopped", run, by=by, kind=run.kind)
    if run.state == ImportState.WAITING and not run.counts:
        _throw_away(run)
    else:
        run.state = BEFORE[ImportState(run.state)]
        run.save(update_fields=["state"])
    ImportStop.objects.filter(run=run).delete()
    progress.forget(run)


def _throw_away(run: ImportRun) -> None:
    run.state = ImportState.DISCARDED
    _forget_file(run)
    run.save(update_fields=["state", "file"])
    run.rows.all().delete()


def _ask(run: ImportRun, state: str, *, by: Member | None, now: bool | None) -> None:
    """Ask for the next step of a locked run; a wish to stop an earlier one is void."""
    ImportStop.objects.filter(run=run).delete()
    run.state, run.problem = state, ""
    run.options = {**run.options, **_wish(by, turn=run.options.get("turn", 0) + 1)}
    run.save(update_fields=["state", "problem", "options"])
    _start(run, now=_is_short(run) if now is None else now)


def _wish(by: Member | None, turn: int = 0) -> dict[str, object]:
    return {"asked_by": by.pk if by else None, "attempts": 0, "turn": turn}


def _who_asked(run: ImportRun) -> Member | None:
    return Member.objects.filter(pk=run.options.get("asked_by")).first()


def _lockable(*, skip_locked: bool = False) -> ImportRunQuerySet:
    """Runs under a lock that lets a wish to stop point at them."""
    return ImportRun.objects.select_for_update(no_key=True, skip_locked=skip_locked)


def _locked(run: ImportRun) -> ImportRun:
    return _lockable().get(pk=run.pk)


def _is_short(run: ImportRun) -> bool:
    counts: dict[str, int] = run.counts
    return sum(counts.get(o, 0) for o in (*EFFECTIVE, RowOutcome.UNCHANGED)) <= SHORT_LIST


def _start(run: ImportRun, *, now: bool) -> None:
    if now:
        _work_on(run)
    else:
        transaction.on_commit(lambda: signals.import_asked.send(sender=ImportRun))


# What a worker does ---------------------------------------------------------------------------


def work() -> int:
    """Take up every run that waits and that nobody else works on; the number of runs."""
    done = 0
    while (pk := _claim()) is not None:
        with transaction.atomic():
            run = _lockable(skip_locked=True).filter(pk=pk, state__in=ImportState.AT_WORK).first()
            if run is not None:
                if _work_on(run):
                    _tell(run)
                done += 1
    return done


@transaction.atomic
def _claim() -> int | None:
    """The next run; counts the attempt first, so that a list that kills its worker is given up."""
    waiting = _lockable(skip_locked=True).filter(state__in=ImportState.AT_WORK)
    run = waiting.order_by("created_at").first()
    if run is None:
        return None
    run.options = {**run.options, "attempts": run.options.get("attempts", 0) + 1}
    if run.options["attempts"] > MAX_ATTEMPTS:
        _fail(run, _("This took too much. Nothing was changed. Try it in parts."))
        _tell(run)
        return _claim()
    run.save(update_fields=["options"])
    return run.pk


def _work_on(run: ImportRun) -> bool:
    """One step of a locked run, in the language of who asked; False when it was stopped.

    A failure leaves no trace but its text.
    """
    steps = {ImportState.WAITING: _look, ImportState.APPLYING: _apply, ImportState.UNDOING: _undo}
    asked_by = _who_asked(run)
    with translation.override(asked_by.language if asked_by else "nl"):
        try:
            with transaction.atomic():
                _one_at_a_time()
                progress.stop_if_asked(run)
                steps[ImportState(run.state)](run)
        except progress.ImportStoppedError:
            run.refresh_from_db()
            _go_back(run, run.stop.asked_by)
            return False
        except (UnreadableTableError, ImportConflictError) as error:
            _fail(run, str(error))
        except IntegrityError as error:
            logger.warning("import_conflict", run=run.public_id, error=str(error)[:200])
            _fail(run, _("Somebody else changed the same things just now. Look again."))
    return True


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _fail(run: ImportRun, problem: str) -> None:
    """Back to the state before, with the reason."""
    run.refresh_from_db(fields=["state", "options", "counts", "file", "applied_at", "undone_at"])
    run.state = ImportState.FAILED if run.state == ImportState.WAITING else BEFORE[ImportState(run.state)]
    run.problem = problem[:500]
    run.save(update_fields=["state", "problem", "options"])
    progress.forget(run)


def _tell(run: ImportRun) -> None:
    """Who asked may have left the page by now."""
    asked_by = _who_asked(run)
    if asked_by is not None:
        signals.import_finished.send(sender=ImportRun, run=run, asked_by=asked_by)


def _look(run: ImportRun) -> None:
    importer = find_importer(run.kind)
    kept = importer.keep(run)
    run.rows.all().delete()
    counts = dict.fromkeys([*RowOutcome.values, "read"], 0)
    with run.file.open("rb") as source:
        total = len(kept) or progress.expected_rows(source)
        changes = importer.plan(run, source, kept)
        for batch in batched(progress.reported(run, changes, total), 1000):
            for change in batch:
                counts[change.outcome] += 1
                counts["read"] += change.outcome != RowOutcome.CLOSED
            ImportRow.objects.bulk_create(_row(run, c) for c in batch if c.key or c.outcome != RowOutcome.SKIPPED)
    run.counts = counts
    run.state, run.problem = ImportState.PLANNED, ""
    run.save(update_fields=["counts", "state", "problem", "options"])


def _row(run: ImportRun, change: Change) -> ImportRow:
    return ImportRow(
        run=run,
        number=change.number,
        outcome=change.outcome,
        key=change.key[:254],
        label=change.label[:250],
        reason=change.reason[:500],
        difference=change.difference,
        values=change.values,
    )


def _apply(run: ImportRun) -> None:
    by = _who_asked(run)
    find_importer(run.kind).carry_out(run, _effects(run, "number"), by)
    run.state, run.applied_at = ImportState.APPLIED, timezone.now()
    _forget_file(run)
    run.save(update_fields=["state", "applied_at", "file", "options"])
    AuditEvent.objects.record("members.import_applied", run, by=by, **_told(run))


def _undo(run: ImportRun) -> None:
    by = _who_asked(run)
    find_importer(run.kind).take_back(run, _effects(run, "-number"), by)
    run.state, run.undone_at = ImportState.UNDONE, timezone.now()
    run.save(update_fields=["state", "undone_at", "options"])
    AuditEvent.objects.record("members.import_undone", run, by=by, **_told(run))


def _told(run: ImportRun) -> dict[str, Any]:
    return {"kind": run.kind, "counts": {name: n for name, n in run.counts.items() if n}}


def _effects(run: ImportRun, order: str) -> Iterator[ImportRow]:
    """The rows that change something; unchanged ones may still bear a newer date of the source."""
    something = Q(outcome__in=EFFECTIVE) | (Q(outcome=RowOutcome.UNCHANGED) & ~Q(difference={}))
    rows = run.rows.filter(something)
    return progress.reported(run, paged(rows, order), rows.count())


def _forget_file(run: ImportRun) -> None:
    if run.file:
        name, storage = str(run.file.name), run.file.storage
        run.file = ""
        transaction.on_commit(lambda: storage.delete(name))


# Forgetting -----------------------------------------------------------------------------------


@transaction.atomic
def forget_old_imports() -> int:
    """Delete files after a week and rows after a month: they hold addresses of people. The counts stay."""
    now = timezone.now()
    stale = ImportRun.objects.select_for_update(skip_locked=True).filter(
        state__in=[ImportState.ASKING, ImportState.PLANNED, ImportState.FAILED], created_at__lt=now - KEEP_FILE
    )
    forgotten = 0
    for run in stale:
        discard_import(run=run, by=None)
        forgotten += 1
    old = ImportRun.objects.filter(created_at__lt=now - KEEP_ROWS).exclude(state__in=ImportState.AT_WORK)
    deleted, _models = ImportRow.objects.filter(run__in=old).delete()
    return forgotten + deleted
