"""Who offers something, who changes it and who signs up. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from expertise.offers.enums import OpenTo
from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from expertise.offers.models import Offer, OfferDate
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def offers_it(member: Reader, offer: Offer | None) -> bool:
    """One of those whom people ask about it."""
    return offer is not None and member.is_authenticated and member.pk in offer.contact_keys


@rules.predicate
def may_join(member: Reader, offer: Offer | None) -> bool:
    """Whom it is for: everybody, or who works under the board of the host today."""
    if offer is None or not member.is_authenticated or offers_it(member, offer):
        return False
    if offer.open_to != OpenTo.OWN_BOARD:
        return True
    work = [appointment.organisation for appointment in member.current_appointments]
    return offer.host_board_key in {place.governing_board_id or place.pk for place in work}


@rules.predicate
def offers_that_day(member: Reader, date: OfferDate | None) -> bool:
    return date is not None and bool(offers_it(member, date.offer))


@rules.predicate
def has_signed_up(member: Reader, date: OfferDate | None) -> bool:
    return date is not None and member.is_authenticated and date.find_place(member) is not None


rules.add_perm("expertise.view_offer", rules.is_authenticated)
rules.add_perm("expertise.add_offer", rules.is_authenticated)
rules.add_perm("expertise.change_offer", offers_it | is_coordinator)
rules.add_perm("expertise.join_offer", may_join)
rules.add_perm("expertise.offer_for_anybody", is_coordinator)
# Who comes, and what they want to know beforehand.
rules.add_perm("expertise.view_offer_date", offers_that_day | has_signed_up | is_coordinator)
