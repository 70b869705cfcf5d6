"""Days of an offer, who comes, what they ask beforehand and what they take home. Each day is a meeting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.offers import notices
from expertise.offers.actions.hosting import seat_person
from expertise.offers.actions.offers import lock_offer, record
from expertise.offers.models import Offer, OfferDate, TakenHome, VisitorQuestion
from expertise.offers.queries import list_visitors, was_there
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.people.models import Member
from plg.meetings.actions.answers import answer_meeting, has_room
from plg.meetings.actions.meetings import cancel_meeting, change_meeting, plan_meeting
from plg.meetings.enums import MeetingAudience, MeetingKind, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions.returns import add_return, change_return

ENDED = _("This is not offered any more.")
# Who came is asked the morning after, and no later than two weeks.
ASKED_WITHIN = dt.timedelta(days=14)
NINE = dt.time(9)


def find_url(date: OfferDate, name: str = "offer_date_detail") -> str:
    return reverse(f"expertise:{name}", args=[date.offer.public_id, date.public_id])


@transaction.atomic
def plan_date(
    *,
    offer: Offer,
    by: Member,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    places: int | None,
    has_waiting_list: bool = True,
    location: str = "",
    link: str = "",
    at: dt.datetime | None = None,
) -> OfferDate:
    """A day in the agenda, with a seat for who receives. The same moment again gives the same day."""
    now = at or timezone.now()
    locked = lock_offer(offer)
    if not locked.is_standing:
        raise RefusedError(ENDED)
    partnership = the_partnership()
    same = Meeting.objects.filter(partnership=partnership, title=locked.title, starts_at=starts_at)
    known = same.exclude(status=MeetingStatus.CANCELLED).first()
    if known is not None:
        mine = OfferDate.objects.filter(meeting=known, offer=locked).first()
        if mine is None:
            raise RefusedError(_("Something of this name is planned at that moment already."))
        return mine
    meeting = plan_meeting(
        partnership=partnership,
        by=by,
        title=locked.title,
        starts_at=starts_at,
        ends_at=ends_at,
        invited=[],
        at=now,
        tells=False,
        topics=list(locked.topics.all()),
        kind=MeetingKind.WORK_VISIT if locked.is_work_visit else MeetingKind.WORKSHOP,
        audience=MeetingAudience.CHOSEN,
        description=locked.text[:2000],
        host_site=locked.host if locked.host.is_site else None,
        location=location,
        link=link,
        capacity=places + len(locked.contacts) if places is not None else None,
    )
    date = OfferDate.objects.create(offer=locked, meeting=meeting, places=places, has_waiting_list=has_waiting_list)
    for person in locked.contacts:
        seat_person(meeting, person, by=by, at=now)
    record("date_planned", locked, by)
    return date


@transaction.atomic
def change_date(
    *,
    date: OfferDate,
    by: Member,
    places: int | None,
    has_waiting_list: bool,
    at: dt.datetime | None = None,
    **changes: Any,
) -> None:
    """Another moment, place or number of places; who signed up is told as of any meeting that changes."""
    locked = lock_offer(date.offer)
    OfferDate.objects.filter(pk=date.pk).update(places=places, has_waiting_list=has_waiting_list)
    hosts = MeetingInvitation.objects.with_a_seat().filter(meeting=date.meeting_id, member__in=locked.contact_keys)
    capacity = places + hosts.count() if places is not None else None
    change_meeting(meeting=date.meeting, by=by, at=at, capacity=capacity, **changes)
    record("date_changed", locked, by)


@transaction.atomic
def cancel_date(*, date: OfferDate, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    locked = lock_offer(date.offer)
    cancel_meeting(meeting=date.meeting, by=by, reason=reason, at=at)
    record("date_cancelled", locked, by)


@transaction.atomic
def sign_up(*, date: OfferDate, by: Member, at: dt.datetime | None = None) -> MeetingInvitation:
    """A seat, or a place on the waiting list where there is one; who receives is told."""
    now = at or timezone.now()
    meeting = _hold_meeting(date, now)
    offer = date.offer
    if not offer.is_standing:
        raise RefusedError(ENDED)
    place = date.find_place(by)
    if place is not None:
        return place
    if not date.has_waiting_list and not has_room(meeting):
        raise RefusedError(_("It is full."))
    place = seat_person(meeting, by, by=by, at=now)
    record("signed_up", offer, by)
    name = by.get_full_name()
    notices.tell_of_date(notices.SIGNED_UP, date, offer.contacts, url=find_url(date), by=by, at=now, name=name)
    return place


@transaction.atomic
def sign_off(*, date: OfferDate, by: Member, at: dt.datetime | None = None) -> bool:
    """The place is free again; who waits longest gets it. Whether there was one."""
    now = at or timezone.now()
    _hold_meeting(date, now)
    place = date.find_place(by)
    if place is None:
        return False
    answer_meeting(invitation=place, answer=RsvpAnswer.NO, at=now)
    record("signed_off", date.offer, by)
    people, name = date.offer.contacts, by.get_full_name()
    notices.tell_of_date(notices.SIGNED_OFF, date, people, url=find_url(date), by=by, at=now, name=name)
    return True


@transaction.atomic
def ask_beforehand(*, date: OfferDate, by: Member, text: str, at: dt.datetime | None = None) -> VisitorQuestion:
    """What a visitor wants to know or see, before it begins; the same words twice are one."""
    now = at or timezone.now()
    _hold_meeting(date, now)
    question, is_new = VisitorQuestion.objects.get_or_create(date=date, by=by, text=text, defaults={"at": now})
    if is_new:
        record("asked", date.offer, by)
        people, name = date.offer.contacts, by.get_full_name()
        notices.tell_of_date(notices.ASKED, date, people, url=find_url(date), by=by, at=now, name=name)
    return question


@transaction.atomic
def take_question_back(*, question: VisitorQuestion, by: Member) -> None:
    if VisitorQuestion.objects.filter(pk=question.pk).delete()[0]:
        record("question_taken_back", question.date.offer, by)


@transaction.atomic
def take_home(*, date: OfferDate, by: Member, shares: bool, at: dt.datetime | None = None, **values: Any) -> TakenHome:
    """One line of who was there, kept with what they bring back to school; written anew it is changed there."""
    now = at or timezone.now()
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=date.meeting_id)
    if meeting.status not in MeetingStatus.COUNTS_AS_HELD or meeting.starts_at > now:
        raise RefusedError(_("Write this down after you were there."))
    kept = TakenHome.objects.filter(date=date, member=by).select_related("returned").first()
    if kept is not None and kept.returned.removed_at is None:
        change_return(row=kept.returned, by=by, at=now, **values)
    else:
        if kept is not None:
            kept.delete()
        happened = timezone.localdate(meeting.starts_at)
        returned = add_return(meeting=meeting, by=by, at=now, happened_on=happened, shared_with_group=False, **values)
        kept = TakenHome(date=date, member=by, returned=returned)
    kept.shared_with_host = shares
    kept.save()
    record("taken_home", date.offer, by)
    return kept


def ask_visitors(now: dt.datetime) -> int:
    """The morning after, from nine: who had a seat is asked once what they take home. How many days."""
    if timezone.localtime(now).time() < NINE:
        return 0
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = OfferDate.objects.filter(
        asked_at__isnull=True,
        meeting__status__in=MeetingStatus.COUNTS_AS_HELD,
        meeting__ends_at__lt=midnight,
        meeting__starts_at__gte=now - ASKED_WITHIN,
    )
    due = list(rows.select_related("offer__host", "meeting").order_by("pk"))
    for date in due:
        people = [row.member for row in list_visitors(date) if was_there(row) and row.member is not None]
        url = find_url(date, "offer_take_home")
        notices.tell_of_date(notices.TAKE_HOME, date, people, url=url, by=None, at=now)
        OfferDate.objects.filter(pk=date.pk).update(asked_at=now)
    return len(due)


def _hold_meeting(date: OfferDate, now: dt.datetime) -> Meeting:
    """The meeting, for which one can still sign up, off or ask: before it begins."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=date.meeting_id)
    if meeting.is_cancelled:
        raise RefusedError(_("This day is called off."))
    if meeting.starts_at <= now:
        raise RefusedError(_("This day began already."))
    return meeting
