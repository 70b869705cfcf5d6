"""Taking over products of others: reading them, making drafts of what was chosen, and undoing that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.products.actions.products import create_product, discard_untouched_draft
from knowledge_network.exchange.intake.candidates import Found, judge_all
from knowledge_network.exchange.intake.enums import IntakeState, IntakeWay, Outcome
from knowledge_network.exchange.intake.facts import find_known
from knowledge_network.exchange.intake.harvest import harvest_catalogue
from knowledge_network.exchange.intake.models import ForeignProduct, Intake, IntakeRow
from knowledge_network.exchange.outgoing.client import OutgoingError
from knowledge_network.exchange.outgoing.enums import Trouble
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.topics.queries import find_by_names

logger = structlog.get_logger(__name__)

KEEP_OPEN = dt.timedelta(days=7)
KEEP_ROWS = dt.timedelta(days=30)
# A worker that reads for longer than this has died.
LONGEST_READING = dt.timedelta(minutes=15)


@transaction.atomic
def offer_list(*, by: Member, source: str, found: Collection[Found], kind: str, licence: str = "") -> Intake:
    """Say what would come of each product of a list. Nothing is taken over yet."""
    intake = Intake.objects.create(
        way=IntakeWay.LIST, source=source, kind=kind, licence=licence, created_by=by, state=IntakeState.PLANNED
    )
    AuditEvent.objects.record("exchange.intake_offered", intake, by=by)
    _write_rows(intake, found)
    return intake


@transaction.atomic
def ask_harvest(*, by: Member, source: str, url: str, kind: str, of_set: str = "", licence: str = "") -> Intake:
    """Have the catalogue of a partner read by a worker."""
    if not settings.OUTGOING_REQUESTS:
        raise RefusedError(Trouble.OFF.tell())
    intake = Intake.objects.create(
        way=IntakeWay.HARVEST, source=source, url=url, of_set=of_set, kind=kind, licence=licence, created_by=by
    )
    AuditEvent.objects.record("exchange.intake_offered", intake, by=by)
    return intake


def read_waiting(*, now: dt.datetime | None = None) -> int:
    """Read the catalogues that wait, each outside a transaction; how many. Safe to run twice and side by side."""
    moment, done = now or timezone.now(), 0
    _give_up_dead(moment)
    while (intake := _claim(moment)) is not None:
        done += 1
        try:
            harvest = harvest_catalogue(intake.url, of_set=intake.of_set)
        except OutgoingError as error:
            _finish(intake, (), problem=error.kept)
        except Exception:
            logger.exception("intake_failed", intake=intake.public_id)
            _finish(intake, (), problem=Trouble.OURS.write())
        else:
            _finish(intake, harvest.found, is_cut=harvest.is_cut)
    return done


@transaction.atomic
def _give_up_dead(now: dt.datetime) -> None:
    dead = Intake.objects.filter(state=IntakeState.READING, claimed_at__lt=now - LONGEST_READING)
    dead.update(state=IntakeState.FAILED, problem=Trouble.BROKEN_OFF.write())


@transaction.atomic
def _claim(now: dt.datetime) -> Intake | None:
    waiting = Intake.objects.select_for_update(skip_locked=True).filter(state=IntakeState.WAITING)
    intake = waiting.order_by("created_at", "pk").first()
    if intake is not None:
        intake.state, intake.claimed_at = IntakeState.READING, now
        intake.save(update_fields=["state", "claimed_at"])
    return intake


@transaction.atomic
def _finish(intake: Intake, found: Collection[Found], *, problem: str = "", is_cut: bool = False) -> None:
    """What was thrown away meanwhile stays so."""
    locked = Intake.objects.select_for_update().filter(pk=intake.pk, state=IntakeState.READING).first()
    if locked is None:
        return
    locked.state = IntakeState.FAILED if problem else IntakeState.PLANNED
    locked.problem, locked.is_cut = problem[:300], is_cut
    locked.save(update_fields=["state", "problem", "is_cut"])
    _write_rows(locked, found)


def _write_rows(intake: Intake, found: Collection[Found]) -> None:
    IntakeRow.objects.bulk_create(
        IntakeRow(
            intake=intake,
            number=one.found.number,
            outcome=one.outcome,
            identifier=one.found.identifier[:400],
            title=(one.values.get("title") or one.found.title)[:150],
            reason=one.reason or "",
            values=one.values,
            product_id=one.product,
        )
        for one in judge_all(found, find_known(found, intake))
    )


@transaction.atomic
def apply_intake(*, intake: Intake, by: Member, numbers: Iterable[int]) -> int:
    """Make drafts of the chosen new ones, which name their source; how many. What came here since is left out."""
    # Two lists may hold the same product: what is here is looked up when the one before is done.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('products of others'))")
    locked = _lock(intake, IntakeState.PLANNED)
    rows = list(locked.rows.filter(outcome=Outcome.NEW, number__in=set(numbers)).order_by("number"))
    if not rows:
        raise RefusedError(_("Choose at least one product."))
    known = find_known([Found(row.number, row.identifier, link=row.values["link"]) for row in rows], locked)
    topics = find_by_names(word for row in rows for word in row.values["words"])
    for row in rows:
        values = dict(row.values)
        words = values.pop("words")
        if row.identifier in known.by_identifier or values["link"] in known.by_link:
            row.outcome, row.reason = Outcome.KNOWN, ""
            continue
        row.product = create_product(
            by=by,
            topics={topics[word].pk: topics[word] for word in words if word in topics}.values(),
            taken_over_from=locked.source,
            **values,
        )
        ForeignProduct.objects.create(product=row.product, identifier=row.identifier, intake=locked)
    IntakeRow.objects.bulk_update(rows, ["product", "outcome", "reason"])
    locked.state, locked.applied_at = IntakeState.APPLIED, timezone.now()
    locked.made = sum(row.outcome == Outcome.NEW for row in rows)
    locked.save(update_fields=["state", "applied_at", "made"])
    AuditEvent.objects.record("exchange.intake_applied", locked, by=by, count=locked.made)
    return locked.made


@transaction.atomic
def undo_intake(*, intake: Intake, by: Member) -> int:
    """Take the drafts away on which nobody worked; how many stayed. For a day."""
    locked = _lock(intake, IntakeState.APPLIED)
    if locked.undo_until is None:
        raise RefusedError(_("It can be undone for 24 hours only. Take the products out one by one."))
    gone = 0
    for one in locked.products.select_related("product").order_by("pk"):
        gone += discard_untouched_draft(product=one.product, by=by)
    locked.state, locked.undone_at = IntakeState.UNDONE, timezone.now()
    locked.stayed = locked.made - gone
    locked.save(update_fields=["state", "undone_at", "stayed"])
    AuditEvent.objects.record("exchange.intake_undone", locked, by=by, count=gone)
    return locked.stayed


@transaction.atomic
def discard_intake(*, intake: Intake, by: Member | None) -> None:
    """Throw away what was read."""
    locked = _lock(intake, *IntakeState.OPEN)
    locked.state = IntakeState.DISCARDED
    locked.save(update_fields=["state"])
    locked.rows.all().delete()
    if by is not None:
        AuditEvent.objects.record("exchange.intake_discarded", locked, by=by)


def _lock(intake: Intake, *states: str) -> Intake:
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if locked.state not in states:
        raise RefusedError(_("Somebody did something with this list meanwhile. Look again."))
    return locked


@transaction.atomic
def forget_old_intakes(*, now: dt.datetime | None = None) -> int:
    """What was never carried out goes after a week, rows after a month; which product came from where stays."""
    moment = now or timezone.now()
    stale = list(Intake.objects.open_since(moment - KEEP_OPEN).order_by("pk"))
    for intake in stale:
        discard_intake(intake=intake, by=None)
    deleted, _models = IntakeRow.objects.filter(intake__created_at__lt=moment - KEEP_ROWS).delete()
    return len(stale) + deleted
