"""An offer: putting it in the catalogue, changing it, stopping and beginning again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.offers import notices
from expertise.offers.actions.hosting import hand_days_on
from expertise.offers.enums import OfferState
from expertise.offers.models import Offer
from expertise.offers.queries import forget_fits
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic
from plg.meetings.actions.meetings import cancel_coming_meetings
from plg.meetings.models import Meeting

KIND = "offer"


def lock_offer(offer: Offer) -> Offer:
    """The offer as it stands now, held until the end of the transaction."""
    rows = Offer.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("host", "contact", "second_contact").get(pk=offer.pk)


def record(verb: str, offer: Offer, by: Member | None) -> None:
    AuditEvent.objects.record(f"expertise.offer_{verb}", offer, by=by)
    transaction.on_commit(forget_fits)


def add_offer(
    *,
    by: Member,
    topics: Iterable[Topic] = (),
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tells: bool = True,
    **values: Any,
) -> Offer:
    """In the catalogue from now on; told in the overview of the week. The same key gives the same offer."""
    now = at or timezone.now()
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    try:
        with transaction.atomic():
            offer = Offer.objects.create(
                made_by=by, made_at=now, state_on=timezone.localdate(now), idempotency_key=key, **values
            )
            offer.topics.set(topics)
            record("added", offer, by)
            search.refresh(KIND, [offer.pk])
            if tells:
                notices.tell_of_offer(notices.OFFER_YOURS, offer, offer.contacts, by=by, at=now)
                others = Member.objects.active().exclude(pk__in=offer.contact_keys)
                notices.tell_of_offer(notices.OFFER_NEW, offer, others, by=by, at=now)
    except IntegrityError:
        known = Offer.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    return offer


@transaction.atomic
def change_offer(
    *, offer: Offer, by: Member, topics: Iterable[Topic] = (), at: dt.datetime | None = None, **values: Any
) -> Offer:
    """Other words or people; who becomes a contact person is told, and receives on the days to come.

    Who was one and is not any more is told too.
    """
    now = at or timezone.now()
    locked = lock_offer(offer)
    before = locked.contact_keys
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    locked.topics.set(topics)
    record("changed", locked, by)
    search.refresh(KIND, [locked.pk])
    hand_days_on(offer=locked, before=before, by=by, at=now)
    fresh = [person for person in locked.contacts if person.pk not in before]
    notices.tell_of_offer(notices.OFFER_YOURS, locked, fresh, by=by, at=now)
    former = Member.objects.filter(pk__in=before - locked.contact_keys)
    notices.tell_of_offer(notices.OFFER_NOT_YOURS, locked, former, by=by, at=now)
    return locked


@transaction.atomic
def end_offer(*, offer: Offer, by: Member, at: dt.datetime | None = None) -> None:
    """Not offered any more; days to come are called off, and who signed up hears it."""
    now = at or timezone.now()
    locked = lock_offer(offer)
    if not locked.is_standing:
        return
    locked.state, locked.state_on = OfferState.ENDED, timezone.localdate(now)
    locked.save(update_fields=["state", "state_on"])
    record("ended", locked, by)
    coming = Meeting.objects.upcoming(now).filter(offer_date__offer=locked)
    cancel_coming_meetings(meetings=coming, by=by, reason=_("This is not offered any more."), at=now)
    search.refresh(KIND, [locked.pk])


@transaction.atomic
def resume_offer(*, offer: Offer, by: Member, at: dt.datetime | None = None) -> None:
    locked = lock_offer(offer)
    if locked.is_standing:
        return
    locked.state, locked.state_on = OfferState.OPEN, timezone.localdate(at)
    locked.save(update_fields=["state", "state_on"])
    record("resumed", locked, by)
    search.refresh(KIND, [locked.pk])
