"""What meetings do when something happens to members."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from plg.meetings.actions.answers import invite_to_network
from plg.meetings.actions.guests import merge_guest


@receiver(signals.member_changed, dispatch_uid="plg.guest_became_member")
def take_over_as_guest(sender: Any, *, member: Member, **kwargs: Any) -> None:
    """What somebody answered as a guest is theirs once they are a member."""
    if member.is_present:
        merge_guest(email=member.email, member=member)


@receiver(signals.member_changed, dispatch_uid="plg.invited_to_network")
def invite_to_meetings_of_network(sender: Any, *, member: Member, **kwargs: Any) -> None:
    """Who is new, or became a school leader, belongs at what the network planned."""
    if member.is_present:
        invite_to_network(member=member)
