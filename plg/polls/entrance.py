"""The door of one poll."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from knowledge_network.kit.http import require
from knowledge_network.members.people.requests import MemberRequest
from plg.polls.models import Poll
from plg.space.entrance import Space, enter


@dataclass(frozen=True)
class PollRoom:
    """A poll as one member of the group sees it."""

    space: Space
    poll: Poll
    can_answer: bool
    can_manage: bool

    def url(self, name: str, *args: str) -> str:
        return self.space.url(name, self.poll.public_id, *args)


def enter_poll(request: MemberRequest, slug: str, public_id: str, permission: str = "") -> PollRoom:
    """404 for what is no poll of this group, 403 for who is not in the group or lacks `permission`. Three queries."""
    space = enter(request, slug)
    polls = Poll.objects.visible_to(request.user).select_related("chosen", "meeting", "made_by")
    poll = get_object_or_404(polls, group=space.group, public_id=public_id)
    # The group of the space knows already who the reader is there.
    poll.group = space.group
    if permission:
        require(request, permission, poll)
    reader = request.user
    return PollRoom(
        space,
        poll,
        can_answer=poll.is_open and reader.has_perm("plg.answer_poll", poll),
        can_manage=reader.has_perm("plg.manage_poll", poll),
    )
