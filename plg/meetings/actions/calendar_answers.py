"""Taking an answer that somebody gave in their own calendar."""

from __future__ import annotations

from email.message import Message

from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.outbox.authentication import is_authenticated, read_sender
from knowledge_network.notifications.outbox.enums import Receipt
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.calendar_answers import read_calendar_answer
from plg.meetings.calendars import make_uid
from plg.meetings.enums import AnswerVia
from plg.meetings.models import MeetingInvitation


def take_calendar_answer(message: Message, reference: str) -> Receipt:
    """Only of who is invited, from their own address, about this very meeting at the time that it has now.

    The address was signed for one invitation and went to one person. Whatever does not fit changes nothing.
    """
    rows = MeetingInvitation.objects.standing().select_related("meeting", "member")
    invitation = rows.filter(public_id=reference).first()
    answer = read_calendar_answer(message)
    if invitation is None or answer is None or answer.uid != make_uid(invitation.meeting):
        return Receipt.IGNORED
    member = invitation.member
    if member is not None and not member.is_present:
        return Receipt.IGNORED
    address = (member.email if member is not None else invitation.guest_email).lower()
    if answer.attendee != address or read_sender(message) != address or not is_authenticated(message):
        return Receipt.IGNORED
    # Calendars know whole seconds.
    start = invitation.meeting.starts_at.replace(microsecond=0)
    if answer.starts_at is not None and answer.starts_at != start:
        return Receipt.IGNORED
    try:
        answer_meeting(invitation=invitation, answer=answer.answer, via=AnswerVia.MAIL)
    except RefusedError:
        return Receipt.IGNORED
    return Receipt.TAKEN
