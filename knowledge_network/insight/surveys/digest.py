"""What scans bring to the weekly overview: those that the reader can still fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.surveys.queries import waiting_waves
from knowledge_network.kit.dates import nice_date
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


def scans(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """One query, whatever the number of members."""
    until: dt.datetime = max((window.until for window in windows.values()), default=timezone.now())
    return {
        member: [
            Item(
                text=wave.title,
                detail=_("open until %(until)s") % {"until": nice_date(wave.closes_on)},
                url=wave.get_absolute_url(),
                why=_("You can still take part."),
            )
            for wave in waiting
        ]
        for member, waiting in waiting_waves(members, timezone.localdate(until)).items()
    }


# Right behind the polls.
register_section(WEEKLY, Section("scans", gettext_lazy("Scans that wait for you"), scans, order=Place.MEETINGS + 2))
