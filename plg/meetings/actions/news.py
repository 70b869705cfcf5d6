"""Telling what happens to a meeting that people may have heard of, or not yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import replace_notices
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.queries import find_unheard, match_keys
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.actions.invitations import expected_people, tell_people
from plg.meetings.emails import mail_news
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.notices import meetings as notices
from plg.meetings.notices import series as series_notices


def tell_news(
    kind: NoticeKind,
    meeting: Meeting,
    *,
    by: Member | None,
    at: dt.datetime | None = None,
    guests_only: bool = False,
    **params: Any,
) -> None:
    """Tell what happened to a planned meeting: what was not sent yet and what undoes it cancel each other.

    For whom the invitation still waits to be mailed, nothing is called off; of another time or a second chance they
    get the invitation, and another place stands in the one that they get. Who did not hear yet that it was called off
    has nothing to hear when it takes place after all. The others do not read what is no longer true.
    """
    people = [] if guests_only else expected_people(meeting)
    late = _find_late(kind, meeting, [person.pk for person in people])
    if kind is not notices.MEETING_CHANGED:
        replace_notices(keys=notices.list_keys(meeting))
    follows = [f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"] if kind is notices.MEETING_REINSTATED else ()
    tell_people(kind, meeting, [one for one in people if one.pk not in late], by=by, at=at, follows=follows, **params)
    if kind in {notices.MEETING_MOVED, notices.MEETING_REINSTATED}:
        of_series = Notice.objects.unread().filter(match_keys(series_notices.list_keys(meeting.series)))
        late -= set(of_series.values_list("member", flat=True)) if meeting.series else set()
        tell_people(notices.INVITED_TO_MEETING, meeting, [one for one in people if one.pk in late], by=by, at=at)
    mail_news(kind=kind, meeting=meeting, params={**notices.choose_words(meeting), **params})


def tell_taken_back(meeting: Meeting, *, was: dt.datetime, by: Member, at: dt.datetime) -> None:
    """Time and place are again what they were before the last change: told to who heard of that change.

    Who did not hear yet that there is a meeting at all gets the invitation to it as it is now.
    """
    people = expected_people(meeting)
    keys = [person.pk for person in people]
    late = _find_late(notices.MEETING_MOVED, meeting, keys)
    changes = (notices.MEETING_MOVED, notices.MEETING_CHANGED)
    unheard = find_unheard(keys, [f"{kind.name}:{meeting.public_id}:{meeting.sequence - 1}" for kind in changes])
    replace_notices(keys=notices.list_keys(meeting))
    kind = notices.MEETING_CHANGED if was == meeting.starts_at else notices.MEETING_MOVED
    params = {"was": was.astimezone(dt.UTC).isoformat()}
    told = [one for one in people if one.pk not in late | unheard]
    tell_people(kind, meeting, told, by=by, at=at, **params)
    tell_people(notices.INVITED_TO_MEETING, meeting, [one for one in people if one.pk in late], by=by, at=at)
    mail_news(kind=kind, meeting=meeting, params={**notices.choose_words(meeting), **params}, takes_back=True)


def tell_guests_taken_back(meeting: Meeting, *, was: dt.datetime) -> None:
    """The same to guests alone: members hear of the whole series."""
    kind = notices.MEETING_CHANGED if was == meeting.starts_at else notices.MEETING_MOVED
    params = {**notices.choose_words(meeting), "was": was.astimezone(dt.UTC).isoformat()}
    mail_news(kind=kind, meeting=meeting, params=params, takes_back=True)


def _find_late(kind: NoticeKind, meeting: Meeting, members: list[int]) -> set[int]:
    """Who of `members` (primary keys) did not hear of the meeting or its series yet."""
    told = [*notices.list_keys(meeting), *series_notices.list_keys(meeting.series)]
    if kind is not notices.MEETING_REINSTATED:
        return find_unheard(members, told)
    # Called off before they heard of it: what they were told was forgotten.
    knowing = Notice.objects.filter(match_keys([*told, f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"]))
    return set(members) - set(knowing.values_list("member", flat=True))


def find_who_heard_cancellation(meeting: Meeting) -> list[Member]:
    """Who heard that it is called off, and would hear that it takes place after all."""
    told = Notice.objects.filter(match_keys([f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"]))
    people = list(Member.objects.active().filter(pk__in=told.values("member")).order_by("sort_name", "pk"))
    unheard = find_unheard([person.pk for person in people], [f"{notices.MEETING_CANCELLED.name}:{meeting.public_id}"])
    return [person for person in people if person.pk not in unheard]


def has_been_heard(meeting: Meeting) -> bool:
    """Whether anybody read or was mailed what is told of it, answered, or is a guest: those hear by mail alone."""
    people = meeting.invitations.filter(Q(member__isnull=True) | ~Q(answer=RsvpAnswer.NONE))
    told = Notice.objects.filter(match_keys(notices.list_keys(meeting)))
    if people.exists() or told.filter(Q(read_at__isnull=False) | Q(mailed_at__isnull=False)).exists():
        return True
    mails = [f"notice:{key}" for key in told.values_list("key", flat=True)]
    return Delivery.objects.filter(key__in=mails, state__in=DeliveryState.HANDED_OVER).exists()
