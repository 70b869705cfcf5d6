"""What is shown in which round, who comes to look, and what they take home."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.showing import notices
from expertise.showing.actions.days import KIND, lock_day, record
from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from expertise.showing.queries import list_visitors
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.search import actions as search
from plg.records.actions.returns import add_return, change_return

BEGAN = _("This day began already.")
CALLED_OFF = _("This day is called off.")
FULL = _("This is full. Choose something else in this round.")


@transaction.atomic
def add_slot(*, day: ShowDay, by: Member, at: dt.datetime | None = None, **values: Any) -> ShowSlot:
    """Something to show, in a free round and room. Who shows it is told, where somebody else put it there."""
    now = at or timezone.now()
    locked = _hold_day(day, now)
    slot = ShowSlot(day=locked, **values)
    _refuse_taken(slot)
    slot.save(force_insert=True)
    record("slot_added", locked, by)
    search.refresh(KIND, [locked.pk])
    if locked.is_open and slot.contact is not None:
        notices.tell_of_slot(notices.SLOT_YOURS, slot, [slot.contact], by=by, at=now)
    return slot


@transaction.atomic
def change_slot(*, slot: ShowSlot, by: Member, at: dt.datetime | None = None, **values: Any) -> ShowSlot:
    """Who signed up hears of another round or room; who cannot come in that round any more is signed off and told."""
    now = at or timezone.now()
    locked = _hold_day(slot.day, now)
    kept = ShowSlot.objects.select_related("contact").get(pk=slot.pk)
    kept.day = locked
    before = (kept.round, kept.room)
    contact = kept.contact
    for name, value in values.items():
        setattr(kept, name, value)
    _refuse_taken(kept)
    if kept.places < kept.visits.count():
        raise RefusedError(_("More people signed up than there would be places."))
    kept.save(update_fields=list(values))
    record("slot_changed", locked, by)
    search.refresh(KIND, [locked.pk])
    if locked.is_open:
        _tell_change(kept, before, contact, by=by, at=now)
    return kept


def _tell_change(
    slot: ShowSlot, before: tuple[int, str], contact: Member | None, *, by: Member, at: dt.datetime
) -> None:
    if slot.contact != contact:
        now, former = ([person] if person is not None else [] for person in (slot.contact, contact))
        notices.tell_of_slot(notices.SLOT_YOURS, slot, now, by=by, at=at)
        notices.tell_of_slot(notices.SLOT_NOT_YOURS, slot, former, by=by, at=at)
    if before == (slot.round, slot.room):
        return
    if before[0] != slot.round:
        elsewhere = SlotVisit.objects.filter(day=slot.day, round=slot.round).values("member")
        lost = list(Member.objects.filter(show_visits__slot=slot, pk__in=elsewhere))
        slot.visits.filter(member__in=lost).delete()
        slot.visits.update(round=slot.round)
        notices.tell_of_slot(notices.SLOT_REMOVED, slot, lost, by=by, at=at)
    people = [*list_visitors(slot), *([slot.contact] if slot.contact is not None else [])]
    notices.tell_of_slot(notices.SLOT_CHANGED, slot, people, by=by, at=at)


@transaction.atomic
def remove_slot(*, slot: ShowSlot, by: Member, at: dt.datetime | None = None) -> None:
    """Off the programme; who signed up is told, and who would show it."""
    now = at or timezone.now()
    locked = _hold_day(slot.day, now)
    visitors = list_visitors(slot)
    slot.day = locked
    if locked.is_open:
        notices.tell_of_slot(notices.SLOT_REMOVED, slot, visitors, by=by, at=now)
        shows = [slot.contact] if slot.contact is not None else []
        notices.tell_of_slot(notices.SLOT_NOT_YOURS, slot, shows, by=by, at=now, is_off=True)
    ShowSlot.objects.filter(pk=slot.pk).delete()
    record("slot_removed", locked, by)
    search.refresh(KIND, [locked.pk])


@transaction.atomic
def sign_up(*, slot: ShowSlot, by: Member, at: dt.datetime | None = None) -> SlotVisit:
    """A place, while there are; in a round in which one has a place already it moves here."""
    now = at or timezone.now()
    locked = _hold_day(slot.day, now)
    if not locked.is_open:
        raise RefusedError(_("This day is not open for sign-up yet."))
    kept = ShowSlot.objects.select_for_update().get(pk=slot.pk)
    if kept.contact_id == by.pk:
        raise RefusedError(_("You show this yourself."))
    if ShowSlot.objects.filter(day=locked, round=kept.round, contact=by).exists():
        raise RefusedError(_("In this round you show something yourself."))
    mine = SlotVisit.objects.filter(day=locked, round=kept.round, member=by).first()
    if mine is not None and mine.slot_id == kept.pk:
        return mine
    if kept.visits.count() >= kept.places:
        raise RefusedError(FULL)
    if mine is not None:
        mine.delete()
    visit = SlotVisit.objects.create(slot=kept, day=locked, round=kept.round, member=by, at=now)
    record("visit_planned", locked, by)
    return visit


@transaction.atomic
def sign_off(*, slot: ShowSlot, by: Member, at: dt.datetime | None = None) -> bool:
    """The place is free again. Whether there was one."""
    locked = _hold_day(slot.day, at or timezone.now())
    mine = SlotVisit.objects.filter(slot=slot, member=by).first()
    if mine is None:
        return False
    mine.delete()
    record("visit_given_up", locked, by)
    return True


@transaction.atomic
def take_home(
    *, visit: SlotVisit, by: Member, what: str, audience: str, shares: bool, at: dt.datetime | None = None
) -> None:
    """One line of a visitor, kept with what they bring back to school; written anew it is changed there."""
    now = at or timezone.now()
    day = lock_day(visit.day)
    if not day.has_begun(now):
        raise RefusedError(_("Write this down after you were there."))
    kept = SlotVisit.objects.select_for_update(of=("self",)).select_related("returned").get(pk=visit.pk)
    if kept.returned is not None and kept.returned.removed_at is None:
        change_return(row=kept.returned, by=by, at=now, what=what, audience=audience)
    else:
        happened = timezone.localdate(day.starts_at)
        kept.returned = add_return(
            meeting=day.meeting, by=by, at=now, what=what, audience=audience, happened_on=happened,
            shared_with_group=False,
        )  # fmt: skip
    kept.shared_with_contact = shares
    kept.save(update_fields=["returned", "shared_with_contact"])
    record("taken_home", day, by)


def _hold_day(day: ShowDay, now: dt.datetime) -> ShowDay:
    """The day, on which something may still change: before it begins."""
    locked = lock_day(day)
    if locked.is_cancelled:
        raise RefusedError(CALLED_OFF)
    if locked.has_begun(now):
        raise RefusedError(BEGAN)
    return locked


def _refuse_taken(slot: ShowSlot) -> None:
    """What the constraints of the database say too, in words for a person."""
    if not 1 <= slot.round <= slot.day.rounds:
        raise RefusedError(_("This day has no such round."))
    others = ShowSlot.objects.filter(day=slot.day, round=slot.round).exclude(pk=slot.pk)
    if others.filter(room=slot.room).exists():
        raise RefusedError(_("In this room something else is shown in that round."))
    if slot.contact_id is not None and others.filter(contact=slot.contact_id).exists():
        raise RefusedError(_("Who shows this shows something else in that round."))
