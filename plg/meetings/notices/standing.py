"""What a notice is about, as it stands now, and why a mail about it should not go out any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def find_meeting(notice: Notice) -> Meeting | None:
    related = ("group", "partnership", "host_site")
    return Meeting.objects.select_related(*related).filter(public_id=notice.params.get("meeting", "")).first()


def find_invitation(notice: Notice) -> MeetingInvitation | None:
    return (
        MeetingInvitation.objects.standing()
        .filter(member=notice.member_id, meeting__public_id=notice.params.get("meeting", ""))
        .first()
    )


def stale_start(notice: Notice, meeting: Meeting | None) -> str:
    """Moved, cancelled or begun since."""
    if meeting is None:
        return "taken back"
    if meeting.status == MeetingStatus.CANCELLED:
        return "the meeting was cancelled"
    if meeting.starts_at != parse_datetime(notice.params["starts_at"]):
        return "the meeting was moved"
    return "the meeting began already" if meeting.starts_at <= timezone.now() else ""


def stale_for_invited(notice: Notice) -> str:
    """For what everybody hears who is invited and did not say no."""
    if reason := stale_start(notice, find_meeting(notice)):
        return reason
    invitation = find_invitation(notice)
    if invitation is None:
        return "not invited any more"
    return "said no" if invitation.answer == RsvpAnswer.NO else ""


def stale_for_unanswered(notice: Notice) -> str:
    if reason := stale_for_invited(notice):
        return reason
    invitation = find_invitation(notice)
    return "answered already" if invitation is None or invitation.answer != RsvpAnswer.NONE else ""


def stale_for_cancelled(notice: Notice) -> str:
    meeting = find_meeting(notice)
    if meeting is None:
        return "taken back"
    return "" if meeting.status == MeetingStatus.CANCELLED else "the meeting takes place after all"


def stale_for_uninvited(notice: Notice) -> str:
    """Who is invited again, or whose meeting does not take place at all, has nothing to hear."""
    if reason := stale_start(notice, find_meeting(notice)):
        return reason
    return "" if find_invitation(notice) is None else "invited again"
