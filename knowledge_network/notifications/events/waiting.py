"""What overviews read from the one store behind the bell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.mails import Told, still_wanted, waiting_notices
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.preferences import read_choices

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

BY_MAIL = (Channel.NOW, Channel.DAILY, Channel.WEEKLY)


def waiting_for_digest(members: Collection[Member], now: dt.datetime) -> dict[int, list[Told]]:
    """For each member, by primary key, what nobody read or mailed yet and still holds: weekly things, and the rest too.

    Two queries whatever the number of members, besides what the kinds ask (`NoticeKind.stale`). Mark what stands in an
    overview by giving its mail `params["notices"]` and `mails.mark_mailed` as hook.
    """
    by_key = {member.pk: member for member in members}
    found: dict[int, list[Notice]] = {key: [] for key in by_key}
    for notice in waiting_notices(by_key, BY_MAIL, now=now):
        found[notice.member_id].append(notice)
    choices = read_choices(by_key)
    return {key: still_wanted(rows, by_key[key], BY_MAIL, choices[key]) for key, rows in found.items()}
