"""Starting a workshop, coming in, tables, sheets, and what all together put elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.questions.actions.originals import find_voice
from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.workshops.enums import WorkshopState
from expertise.workshops.models import PlenaryChange, Seat, SheetRank, Workshop
from expertise.workshops.queries import find_order
from expertise.workshops.rule import deal_tables, find_table_count
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

ELSEWHERE = gettext_lazy("The workshop is at another step now. Look again.")


def lock(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=workshop.pk)


def _changed(locked: Workshop, *fields: str) -> None:
    """Screens that stay open see that something is new."""
    locked.version += 1
    locked.save(update_fields=["version", *fields])


@transaction.atomic
def start_workshop(
    *,
    cycle: CoPCycle,
    by: Member,
    name: str,
    questions: Collection[IndicativeQuestion],
    minutes: int = 20,
    at: dt.datetime | None = None,
) -> Workshop:
    """Led by who starts it."""
    workshop = Workshop.objects.create(
        cycle=cycle, name=name, facilitator=by, minutes=minutes, made_at=at or timezone.now()
    )
    workshop.questions.set(questions)
    AuditEvent.objects.record("expertise.workshop_started", workshop, by=by)
    return workshop


@transaction.atomic
def join_workshop(*, workshop: Workshop, by: Member) -> Seat:
    """Who comes in when the tables sit already gets the smallest table. Twice is once."""
    locked = lock(workshop)
    if locked.shows_order:
        raise RefusedError(_("This workshop is past the tables."))
    _role_group, board = find_voice(by)
    seat, made = Seat.objects.get_or_create(workshop=locked, member=by, defaults={"board_id": board})
    if made:
        if locked.is_ranking:
            seat.table = _find_smallest_table(locked)
            seat.save(update_fields=["table"])
        _changed(locked)
        AuditEvent.objects.record("expertise.workshop_joined", locked, by=by)
    return seat


def _find_smallest_table(locked: Workshop) -> int:
    found = locked.seats.filter(table__isnull=False).values_list("table", flat=True)
    tables = [table for table in found if table is not None]
    return min(set(tables), key=lambda table: (tables.count(table), table))


@transaction.atomic
def divide_tables(*, workshop: Workshop, by: Member, count: int) -> int:
    """Mixed tables, and the ranking begins; how many tables. Refused where no table could be of two boards."""
    locked = lock(workshop)
    if not locked.is_gathering:
        raise RefusedError(ELSEWHERE)
    seats = list(locked.seats.order_by("pk"))
    tables = find_table_count([seat.board_id for seat in seats], count)
    if not tables:
        raise RefusedError(_("A table needs three people, of two boards or more. Wait until more came in."))
    dealt = deal_tables([(seat.pk, seat.board_id) for seat in seats], tables)
    for seat in seats:
        seat.table = dealt[seat.pk]
    Seat.objects.bulk_update(seats, ["table"])
    locked.state = WorkshopState.RANKING
    _changed(locked, "state")
    AuditEvent.objects.record("expertise.workshop_divided", locked, by=by, count=tables)
    return tables


@transaction.atomic
def set_clock(*, workshop: Workshop, by: Member, minutes: int | None, at: dt.datetime | None = None) -> None:
    """Start the clock at so many minutes; without minutes it stops."""
    locked = lock(workshop)
    locked.timer_started_at = (at or timezone.now()) if minutes else None
    if minutes:
        locked.minutes = minutes
    _changed(locked, "timer_started_at", "minutes")
    AuditEvent.objects.record("expertise.workshop_clock_set", locked, by=by)


@transaction.atomic
def go_to_step(*, workshop: Workshop, by: Member, state: str) -> Workshop:
    """From the tables to all together, to the end, or one back. Back to the door the tables fall apart."""
    locked = lock(workshop)
    order = list(WorkshopState)
    here = order.index(WorkshopState(locked.state))
    allowed = [order[place] for place in (here - 1, here + 1) if 0 <= place < len(order)]
    if state not in allowed or (state == WorkshopState.RANKING and locked.is_gathering):
        raise RefusedError(ELSEWHERE)
    if state == WorkshopState.GATHERING:
        locked.ranks.all().delete()
        locked.seats.update(table=None)
    if state == WorkshopState.PLENARY and not locked.ranks.exists():
        raise RefusedError(_("No table stored an order yet."))
    locked.state, locked.timer_started_at = state, None
    _changed(locked, "state", "timer_started_at")
    AuditEvent.objects.record("expertise.workshop_went", locked, by=by, state=str(state))
    return locked


@transaction.atomic
def store_sheet(*, workshop: Workshop, by: Member, table: int, order: Sequence[IndicativeQuestion]) -> None:
    """The whole order of one table, in place of what stood there. The first is place 1."""
    locked = lock(workshop)
    if not locked.is_ranking:
        raise RefusedError(ELSEWHERE)
    known = set(locked.questions.values_list("pk", flat=True))
    if len(order) != len(known) or {one.pk for one in order} != known:
        raise RefusedError(_("Give each question a place of its own."))
    locked.ranks.filter(table=table).delete()
    SheetRank.objects.bulk_create(
        [SheetRank(workshop=locked, table=table, question=one, rank=rank) for rank, one in enumerate(order, 1)]
    )
    _changed(locked)
    AuditEvent.objects.record("expertise.workshop_sheet_stored", locked, by=by, table=table)


@transaction.atomic
def change_together(
    *,
    workshop: Workshop,
    by: Member,
    question: IndicativeQuestion,
    to_place: int,
    reason: str,
    at: dt.datetime | None = None,
) -> PlenaryChange:
    """What all together put elsewhere, with the reason; the sum of ranks stays beside it."""
    locked = lock(workshop)
    if not locked.is_plenary:
        raise RefusedError(ELSEWHERE)
    if not reason.strip():
        raise RefusedError(_("Say why all together put it elsewhere."))
    places = {one.question.pk: one.place for one in find_order(locked)}
    if question.pk not in places or not 1 <= to_place <= len(places):
        raise RefusedError(_("Choose a place from the list."))
    if places[question.pk] == to_place:
        raise RefusedError(_("It stands there already."))
    change = PlenaryChange.objects.create(
        workshop=locked,
        question=question,
        from_place=places[question.pk],
        to_place=to_place,
        reason=reason,
        by=by,
        at=at or timezone.now(),
    )
    _changed(locked)
    AuditEvent.objects.record("expertise.workshop_changed_together", locked, by=by)
    return change
