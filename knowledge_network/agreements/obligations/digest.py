"""What obligations bring to the weekly overview: what the reader answers for and is late or nearly due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.obligations.calendar import MONTH_BEFORE
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.kit.dates import nice_date
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MOST_ITEMS = 5


def obligations(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """By name only, so that one query serves any number of members."""
    until = max((window.until for window in windows.values()), default=timezone.now())
    horizon = timezone.localdate(until) + dt.timedelta(days=MONTH_BEFORE)
    rows = Obligation.objects.still_open().filter(owner__in=[member.pk for member in members], due_on__lte=horizon)
    found: dict[int, list[Item]] = {}
    for one in rows.select_related("rule").order_by("due_on", "pk"):
        items = found.setdefault(one.owner_id or 0, [])
        if len(items) < MOST_ITEMS:
            late = one.due_on < timezone.localdate(until)
            detail = _("was due on %(day)s") if late else _("due on %(day)s")
            items.append(
                Item(
                    text=one.rule.title,
                    detail=detail % {"day": nice_date(one.due_on)},
                    url=one.get_absolute_url(),
                    why=_("You answer for it."),
                )
            )
    return found


# Right behind one's action points.
register_section(
    WEEKLY, Section("obligations", gettext_lazy("From the agreement"), obligations, order=Place.ACTIONS + 2)
)
