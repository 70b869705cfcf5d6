"""The life of an import: offered, looked at, carried out as a whole, taken back within a day.

What is large waits for a worker. The truth is the run's state in the database, so `work` may be called by anybody, at
any time and twice: a Celery task, a command, or the request itself when the list is short.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

import structlog
from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from knowledge_network.members.imports.change import Change, ImportConflictError, Importer, paged
from knowledge_network.members.imports.duo import DuoImporter
from knowledge_network.members.imports.people import PeopleImporter
from knowledge_network.members.imports.reading import UnreadableTableError
from knowledge_network.members.models import AuditEvent, ImportRow, ImportRun, Member

logger = structlog.get_logger(__name__)

State, Outcome, Kind = ImportRun.State, ImportRow.Outcome, ImportRun.Kind

AT_WORK = (State.WAITING, State.APPLYING, State.UNDOING)
EFFECTIVE = (Outcome.NEW, Outcome.CHANGED, Outcome.CLOSED)
# Below these a list takes less than a second, so that nobody has to wait for a worker.
SHORT_FILE = 150_000
SHORT_SHEET = 40_000
SHORT_LIST = 400
MAX_ATTEMPTS = 3
KEEP_FILE = dt.timedelta(days=7)
KEEP_ROWS = dt.timedelta(days=30)
_LOCK = 20_261_123


def importer_of(kind: str) -> Importer:
    return PeopleImporter() if kind == Kind.MEMBERS else DuoImporter()


# What people ask ------------------------------------------------------------------------------


@transaction.atomic
def offer_list(
    *,
    kind: str,
    by: Member | None,
    name: str,
    content: File | bytes,
    options: dict[str, Any],
    now: bool | None = None,
) -> ImportRun:
    """Keep the file and look at it: now when it is short (or `now` says so), else by a worker."""
    run = ImportRun(kind=kind, state=State.WAITING, file_name=name[:200], options=options, created_by=by)
    data = ContentFile(content) if isinstance(content, bytes) else content
    run.file.save(f"{run.public_id}-{get_valid_filename(name or 'list')[-60:]}", data, save=False)
    run.save()
    AuditEvent.objects.record("members.import_offered", run, by=by, kind=kind)
    limit = SHORT_SHEET if name.lower().endswith(".xlsx") else SHORT_FILE
    _start(run, now=run.file.size <= limit if now is None else now)
    return run


@transaction.atomic
def apply_import(*, run: ImportRun, by: Member | None, now: bool | None = None) -> ImportRun:
    """Carry out what was looked at, all of it or nothing; asked twice it happens once."""
    run = _locked(run)
    if run.state == State.PLANNED:
        run.state, run.problem = State.APPLYING, ""
        run.options = {**run.options, "applied_by": by.pk if by else None, "attempts": 0}
        run.save(update_fields=["state", "problem", "options"])
        _start(run, now=_is_short(run) if now is None else now)
    return run


@transaction.atomic
def undo_import(*, run: ImportRun, by: Member | None, now: bool | None = None) -> ImportRun:
    """Put back exactly what the import changed; ImportConflictError when that is too late."""
    run = _locked(run)
    if run.state == State.APPLIED:
        if not run.can_be_undone:
            raise ImportConflictError(_("An import can be undone for 24 hours."))
        run.state, run.problem = State.UNDOING, ""
        run.options = {**run.options, "undone_by": by.pk if by else None, "attempts": 0}
        run.save(update_fields=["state", "problem", "options"])
        _start(run, now=_is_short(run) if now is None else now)
    return run


@transaction.atomic
def discard_import(*, run: ImportRun, by: Member | None) -> None:
    """Throw a list away that was not carried out."""
    run = _locked(run)
    if run.state in (State.WAITING, State.PLANNED, State.FAILED):
        run.state = State.DISCARDED
        _forget_file(run)
        run.save(update_fields=["state", "file"])
        run.rows.all().delete()
        AuditEvent.objects.record("members.import_discarded", run, by=by)


@transaction.atomic
def look_again(*, run: ImportRun, by: Member | None) -> ImportRun:
    """Compare the same file anew, because what it changes was changed by somebody else."""
    run = _locked(run)
    if run.state == State.PLANNED and run.file:
        run.state, run.problem = State.WAITING, ""
        run.options = {**run.options, "attempts": 0}
        run.save(update_fields=["state", "problem", "options"])
        _start(run, now=_is_short(run))
    return run


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update().get(pk=run.pk)


def _is_short(run: ImportRun) -> bool:
    counts = run.counts
    return sum(counts.get(o, 0) for o in (*EFFECTIVE, Outcome.UNCHANGED)) <= SHORT_LIST


def _start(run: ImportRun, *, now: bool) -> None:
    if now:
        _work_on(run)
    else:
        transaction.on_commit(_wake_worker)


def _wake_worker() -> None:
    """A broker that is away loses nothing: the next tick finds the run."""
    from kombu.exceptions import OperationalError

    from knowledge_network.members.imports.tasks import work_on_imports

    try:
        work_on_imports.delay()
    except (OperationalError, OSError) as error:
        logger.warning("imports_not_woken", error=type(error).__name__)


# What a worker does ---------------------------------------------------------------------------


def work() -> int:
    """Take up every run that waits and that nobody else works on; the number of runs."""
    done = 0
    while (pk := _claim()) is not None:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=pk, state__in=AT_WORK).first()
            if run is not None:
                _work_on(run)
                done += 1
    return done


@transaction.atomic
def _claim() -> int | None:
    """The next run; counts the attempt first, so that a list that kills its worker is given up."""
    waiting = ImportRun.objects.select_for_update(skip_locked=True).filter(state__in=AT_WORK)
    run = waiting.order_by("created_at").first()
    if run is None:
        return None
    run.options = {**run.options, "attempts": run.options.get("attempts", 0) + 1}
    if run.options["attempts"] > MAX_ATTEMPTS:
        _fail(run, _("This took too much. Nothing was changed. Try it in parts."))
        return _claim()
    run.save(update_fields=["options"])
    return run.pk


def _work_on(run: ImportRun) -> None:
    """One step of a locked run, in the language of who asked; a failure leaves no trace but its text."""
    steps = {State.WAITING: _look, State.APPLYING: _apply, State.UNDOING: _undo}
    language = run.created_by.language if run.created_by else "nl"
    with translation.override(language):
        try:
            with transaction.atomic():
                _one_at_a_time()
                steps[State(run.state)](run)
        except (UnreadableTableError, ImportConflictError) as error:
            _fail(run, str(error))
        except IntegrityError as error:
            logger.warning("import_conflict", run=run.public_id, error=str(error)[:200])
            _fail(run, _("Somebody else changed the same things just now. Look again."))


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _fail(run: ImportRun, problem: str) -> None:
    """Back to the state before, with the reason."""
    back = {State.WAITING: State.FAILED, State.APPLYING: State.PLANNED, State.UNDOING: State.APPLIED}
    run.refresh_from_db(fields=["state", "options", "counts", "applied_at", "undone_at"])
    run.state = back[State(run.state)]
    run.problem = problem[:500]
    run.save(update_fields=["state", "problem", "options"])


def _look(run: ImportRun) -> None:
    importer = importer_of(run.kind)
    kept = importer.keep(run)
    run.rows.all().delete()
    counts = dict.fromkeys([*Outcome.values, "read"], 0)
    with run.file.open("rb") as source:
        changes = importer.plan(run, source, kept)
        for batch in batched(_reported(run, changes, 0), 1000):
            for change in batch:
                counts[change.outcome] += 1
                counts["read"] += change.outcome != Outcome.CLOSED
            ImportRow.objects.bulk_create(_row(run, c) for c in batch if c.key or c.outcome != Outcome.SKIPPED)
    run.counts = counts
    run.state, run.problem = State.PLANNED, ""
    run.save(update_fields=["counts", "state", "problem"])


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
    by = Member.objects.filter(pk=run.options.get("applied_by")).first()
    importer_of(run.kind).carry_out(run, _effects(run, "number"), by)
    run.state, run.applied_at = State.APPLIED, timezone.now()
    _forget_file(run)
    run.save(update_fields=["state", "applied_at", "file"])
    AuditEvent.objects.record("members.import_applied", run, by=by, **_told(run))


def _undo(run: ImportRun) -> None:
    by = Member.objects.filter(pk=run.options.get("undone_by")).first()
    importer_of(run.kind).take_back(run, _effects(run, "-number"), by)
    run.state, run.undone_at = State.UNDONE, timezone.now()
    run.save(update_fields=["state", "undone_at"])
    AuditEvent.objects.record("members.import_undone", run, by=by, **_told(run))


def _told(run: ImportRun) -> dict[str, Any]:
    return {"kind": run.kind, "counts": {name: n for name, n in run.counts.items() if n}}


def _effects(run: ImportRun, order: str) -> Iterator[ImportRow]:
    """The rows that change something; unchanged ones may still bear a newer date of the source."""
    something = Q(outcome__in=EFFECTIVE) | (Q(outcome=Outcome.UNCHANGED) & ~Q(difference={}))
    rows = run.rows.filter(something)
    return _reported(run, paged(rows, order), rows.count())


def _forget_file(run: ImportRun) -> None:
    if run.file:
        name, storage = str(run.file.name), run.file.storage
        run.file = ""
        transaction.on_commit(lambda: storage.delete(name))


# Progress and forgetting ----------------------------------------------------------------------


def _reported[Item](run: ImportRun, items: Iterable[Item], total: int) -> Iterator[Item]:
    """Tells how far it is where other processes see it at once: the cache, for the transaction is still open."""
    for count, item in enumerate(items):
        if count % 250 == 0:
            cache.set(_progress_key(run), (count, total), 3600)
        yield item
    cache.delete(_progress_key(run))


def progress_of(run: ImportRun) -> tuple[int, int]:
    """Rows done and rows in all; the second is zero as long as nobody knows."""
    return cache.get(_progress_key(run)) or (0, 0)


def _progress_key(run: ImportRun) -> str:
    return f"import-progress:{run.public_id}"


@transaction.atomic
def forget_old_imports() -> int:
    """Delete files after a week and rows after a month: they hold addresses of people. The counts stay."""
    now = timezone.now()
    stale = ImportRun.objects.select_for_update(skip_locked=True).filter(
        state__in=[State.PLANNED, State.FAILED], created_at__lt=now - KEEP_FILE
    )
    forgotten = 0
    for run in stale:
        discard_import(run=run, by=None)
        forgotten += 1
    old = ImportRun.objects.filter(created_at__lt=now - KEEP_ROWS).exclude(state__in=AT_WORK)
    deleted, _models = ImportRow.objects.filter(run__in=old).delete()
    return forgotten + deleted
