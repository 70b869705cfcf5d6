"""What polls bring to the weekly overview: those that wait for the reader's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY
from plg.polls.queries import waiting_polls

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MOST_POLLS = 5


def polls(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """Three queries, whatever the number of members."""
    until: dt.datetime = max((window.until for window in windows.values()), default=timezone.now())
    return {
        member: [
            Item(
                text=f"{poll.group.name}: {poll.title}",
                detail=_("open until %(until)s") % {"until": nice_datetime(poll.closes_at)},
                url=poll.get_absolute_url(),
                why=_("You did not answer yet."),
            )
            for poll in waiting[:MOST_POLLS]
        ]
        for member, waiting in waiting_polls(members, until).items()
    }


# Right behind the meetings.
register_section(WEEKLY, Section("polls", gettext_lazy("Polls that wait for you"), polls, order=Place.MEETINGS + 1))
