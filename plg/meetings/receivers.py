"""What meetings do when something happens to members and groups."""

from __future__ import annotations

import datetime as dt

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox.receiving import register_mailbox
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.groups.signals import joined_group, left_group
from plg.meetings.actions.calendar_answers import take_calendar_answer
from plg.meetings.actions.guests import merge_guest
from plg.meetings.actions.invitations import invite_newcomer, invite_to_network, withdraw_leaver
from plg.meetings.calendar_answers import MAILBOX
from plg.meetings.models import MeetingTopic

register_mailbox(MAILBOX, take_calendar_answer)


@receiver(signals.member_changed, dispatch_uid="plg.guest_became_member")
def take_over_as_guest(sender: object, *, member: Member, **kwargs: object) -> None:
    """What somebody answered as a guest is theirs once they are a member."""
    if member.is_present:
        merge_guest(email=member.email, member=member)


@receiver(signals.member_changed, dispatch_uid="plg.invited_to_network")
def invite_to_meetings_of_network(sender: object, *, member: Member, **kwargs: object) -> None:
    """Who is new, or became a school leader, belongs at what the network planned."""
    if member.is_present:
        invite_to_network(member=member)


@receiver(signals.topic_changed, dispatch_uid="plg.meetings_of_topic")
def index_meetings_about(sender: object, *, topic: Topic, **kwargs: object) -> None:
    refresh("meeting", list(MeetingTopic.objects.filter(tag=topic).values_list("content_object_id", flat=True)))


@receiver(joined_group, dispatch_uid="plg.invited_with_group")
def invite_to_meetings_of_group(
    sender: object, *, group: Group, member: Member, at: dt.datetime | None, **kwargs: object
) -> None:
    invite_newcomer(group=group, member=member, at=at)


@receiver(left_group, dispatch_uid="plg.withdrawn_with_group")
def withdraw_from_meetings(
    sender: object, *, member: Member, group: Group | None, at: dt.datetime | None, **kwargs: object
) -> None:
    """Without a group also from what the whole network planned."""
    withdraw_leaver(member=member, group=group, at=at)
