"""Who receives on a day of an offer: their seat, what goes over to somebody else, and noting who was there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from expertise.offers.models import Offer, OfferDate
from expertise.offers.queries import list_visitors
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.actions.guests import withdraw_invitation
from plg.meetings.actions.invitations import invite_people
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions.attendance import confirm_attendance
from plg.records.enums import AttendanceStatus


def seat_person(meeting: Meeting, person: Member, *, by: Member, at: dt.datetime) -> MeetingInvitation:
    """Invited, and said yes."""
    invite_people(meeting=meeting, by=by, members=[person], at=at)
    invitation = MeetingInvitation.objects.get(meeting=meeting, member=person)
    return answer_meeting(invitation=invitation, answer=RsvpAnswer.YES, at=at)


@transaction.atomic
def hand_days_on(*, offer: Offer, before: Collection[int], by: Member, at: dt.datetime) -> int:
    """Days to come are in the agenda of who receives now, and no longer of who did; the places stay. How many days.

    `before`: the keys of those who received until now.
    """
    fresh = [person for person in offer.contacts if person.pk not in before]
    gone = set(before) - offer.contact_keys
    if not fresh and not gone:
        return 0
    days = list(offer.dates.filter(meeting__in=Meeting.objects.upcoming(at)).select_related("meeting").order_by("pk"))
    for date in days:
        _hand_day_on(date, offer, fresh, gone, by=by, at=at)
    return len(days)


def _hand_day_on(
    date: OfferDate, offer: Offer, fresh: list[Member], gone: set[int], *, by: Member, at: dt.datetime
) -> None:
    """For a moment there is a seat more for each newcomer: nobody who waits for a place takes the one of a host."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=date.meeting_id)
    rows = MeetingInvitation.objects.standing().filter(meeting=meeting)
    if date.places is not None:
        _set_capacity(meeting, date.places + len(offer.contacts) + len(fresh) + len(gone))
    for person in fresh:
        seat_person(meeting, person, by=by, at=at)
        rows.filter(member=person).update(waiting_since=None)
    if date.places is not None:
        _set_capacity(meeting, date.places + len(offer.contacts))
    for invitation in rows.filter(member__in=gone).order_by("pk"):
        withdraw_invitation(invitation=invitation, by=by)


def _set_capacity(meeting: Meeting, capacity: int) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(capacity=capacity)
    meeting.capacity = capacity


@transaction.atomic
def note_who_came(*, date: OfferDate, by: Member, came: Collection[str], at: dt.datetime | None = None) -> int:
    """Who received notes who of those with a seat was there (`came`: invitations); who received was. How many came.

    Once more corrects. Who was not there is not asked what they take home.
    """
    seats = [row for row in list_visitors(date) if row.has_seat]
    hosts = MeetingInvitation.objects.with_a_seat().filter(meeting=date.meeting_id, member__in=date.offer.contact_keys)
    present, absent = (AttendanceStatus.PRESENT.value, None), (AttendanceStatus.ABSENT.value, None)
    statuses: dict[str, tuple[str, int | None]] = {
        row.public_id: present if row.public_id in came else absent for row in seats
    }
    statuses |= dict.fromkeys((row.public_id for row in hosts), present)
    confirm_attendance(meeting=date.meeting, by=by, statuses=statuses, at=at)
    AuditEvent.objects.record("expertise.offer_attendance_noted", date.offer, by=by)
    return sum(row.public_id in came for row in seats)
