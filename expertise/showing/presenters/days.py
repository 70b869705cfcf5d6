"""A day of show and share as its page shows it: round by round, with what is the reader's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from expertise.showing.models import ShowDay, ShowSlot, SlotVisit
from expertise.showing.queries import find_visits, list_slots, list_told_lines
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class DayLine:
    """One day in the list."""

    title: str
    url: str
    when: dt.datetime
    place: str
    slot_count: int
    state: str
    is_draft: bool
    is_cancelled: bool
    is_over: bool
    my_count: int


@dataclass(frozen=True)
class ToldLine:
    text: str
    by: str


@dataclass(frozen=True)
class SlotCard:
    public_id: str
    title: str
    text: str
    room: str
    contact: str
    contact_url: str
    product: str
    product_url: str
    places: int
    taken: int
    is_mine: bool
    is_visited: bool
    can_sign_up: bool
    can_change: bool
    can_take_home: bool
    took_home: str

    @property
    def left(self) -> int:
        return max(self.places - self.taken, 0)


@dataclass(frozen=True)
class RoundBlock:
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    slots: list[SlotCard]


@dataclass(frozen=True)
class DayPage:
    rounds: list[RoundBlock]
    slot_count: int
    place_count: int
    visit_count: int
    my_visits: list[tuple[dt.datetime, str, str]]
    to_take_home: int


def build_line(day: Any) -> DayLine:
    """`day` with `slot_count` and `my_count`."""
    return DayLine(
        title=day.title,
        url=day.get_absolute_url(),
        when=day.starts_at,
        place=day.place,
        slot_count=day.slot_count,
        state=day.get_state_display(),
        is_draft=day.is_draft,
        is_cancelled=day.is_cancelled,
        is_over=day.ends_at < timezone.now(),
        my_count=day.my_count,
    )


def build_page(day: ShowDay, reader: Member) -> DayPage:
    """Two queries, however much is shown."""
    slots, visits = list_slots(day), find_visits(day, reader)
    has_begun = day.has_begun()
    manages = reader.has_perm("expertise.manage_show_days")
    cards = {
        slot.pk: _build_card(
            slot, visits.get(slot.pk), reader, is_open=day.is_open, has_begun=has_begun, manages=manages
        )
        for slot in slots
    }
    rounds = [
        RoundBlock(
            number, day.derive_start(number), day.derive_end(number), [cards[s.pk] for s in slots if s.round == number]
        )
        for number in range(1, day.rounds + 1)
    ]
    mine = [(day.derive_start(slot.round), slot.title, slot.room) for slot in slots if slot.pk in visits]
    return DayPage(
        rounds=rounds,
        slot_count=len(slots),
        place_count=sum(slot.places for slot in slots),
        visit_count=sum(card.taken for card in cards.values()),
        my_visits=mine,
        to_take_home=sum(card.can_take_home and not card.took_home for card in cards.values()),
    )


def _build_card(
    slot: Any, visit: SlotVisit | None, reader: Member, *, is_open: bool, has_begun: bool, manages: bool
) -> SlotCard:
    is_mine = slot.contact_id == reader.pk
    contact = slot.contact if slot.contact is not None and slot.contact.is_present else None
    product = slot.product if slot.product is not None and slot.product.is_in_view else None
    returned = visit.returned if visit is not None else None
    took_home = returned.what if returned is not None and returned.removed_at is None else ""
    return SlotCard(
        public_id=slot.public_id,
        title=slot.title,
        text=slot.text,
        room=slot.room,
        contact=contact.get_full_name() if contact else "",
        contact_url=contact.get_absolute_url() if contact else "",
        product=product.title if product else "",
        product_url=product.get_absolute_url() if product else "",
        places=slot.places,
        taken=slot.visit_count,
        is_mine=is_mine,
        is_visited=visit is not None,
        can_sign_up=is_open and not has_begun and not is_mine and visit is None and slot.visit_count < slot.places,
        can_change=(is_mine or manages) and not has_begun,
        can_take_home=is_open and has_begun and visit is not None,
        took_home=took_home,
    )


def build_told(slot: ShowSlot) -> list[ToldLine]:
    """What visitors let who showed it read."""
    return [
        ToldLine(visit.returned.what, visit.member.get_full_name())
        for visit in list_told_lines(slot)
        if visit.returned is not None and visit.member.is_present
    ]
