"""Signed addresses with which somebody answers an invitation from the mail, without logging in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse

from knowledge_network.kit.emails import absolute_url
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import MeetingInvitation

if TYPE_CHECKING:
    from plg.meetings.models import Meeting

SALT = "plg.meeting_answer"


def make_token(invitation: MeetingInvitation) -> str:
    return signing.Signer(salt=SALT).sign(invitation.public_id)


def answer_address(invitation: MeetingInvitation, answer: str = "") -> str:
    """The full address of the page where the answer is chosen already and only has to be confirmed."""
    query = {"antwoord": RsvpAnswer(answer).address} if answer else None
    return absolute_url(reverse("plg:answer_from_mail", args=[make_token(invitation)], query=query))


def stop_address(invitation: MeetingInvitation) -> str:
    """The full address at which a guest says that they want no more mail."""
    return absolute_url(reverse("plg:guest_stop", args=[make_token(invitation)]))


def read(token: str) -> MeetingInvitation | None:
    """The invitation, or None for an address that we did not make or whose invitation was taken back."""
    try:
        public_id = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    related = ("meeting__group", "meeting__partnership", "meeting__host_site", "member")
    found = MeetingInvitation.objects.standing().select_related(*related).filter(public_id=public_id).first()
    if found is None or (found.member is not None and not found.member.is_present):
        return None
    return found


def answer_links(invitation: MeetingInvitation, labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, answer_address(invitation, answer)) for answer, label in labels.items())


def meeting_address(meeting: Meeting) -> str:
    return absolute_url(reverse("plg:meeting_detail", args=[meeting.public_id]))
