"""Answering a poll, asking who did not, and choosing the date on which the group meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices
from knowledge_network.search import actions as search
from plg.groups.models import Group
from plg.meetings.actions.invitations import GivenAnswer
from plg.meetings.actions.meetings import plan_meeting
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting
from plg.meetings.notices.meetings import choose_words
from plg.polls.actions import telling
from plg.polls.actions.polls import BECAME_MEETING, CLOSED, locked_poll
from plg.polls.enums import Vote
from plg.polls.models import Poll, PollAnswer, PollOption, PollVote
from plg.polls.queries import silent_people

# What a vote for the date says about the meeting.
AS_ANSWER = {
    Vote.YES.value: RsvpAnswer.YES,
    Vote.IF_NEED_BE.value: RsvpAnswer.MAYBE,
    Vote.NO.value: RsvpAnswer.NO,
}


@transaction.atomic
def answer_poll(
    *, poll: Poll, by: Member, votes: Mapping[int, str], note: str = "", at: dt.datetime | None = None
) -> PollAnswer:
    """Store what `by` says of the options (key → vote), in place of what they said before. Refused once it is closed.

    Of a poll with one answer at most one option has a vote; what is no option of this poll is left out.
    """
    now = at or timezone.now()
    # Everybody who answers waits here for who closes the poll, or for its hour.
    locked = locked_poll(poll)
    if locked.closed_at is not None or locked.closes_at <= now:
        raise RefusedError(CLOSED)
    known = set(locked.options.values_list("pk", flat=True))
    chosen = {option: vote for option, vote in votes.items() if option in known}
    if not chosen:
        raise RefusedError(_("Choose at least one option."))
    if not locked.asks_dates and not locked.several and len(chosen) > 1:
        raise RefusedError(_("Choose one option."))
    answer, _made = PollAnswer.objects.update_or_create(
        poll=locked, member=by, defaults={"note": note, "answered_at": now}
    )
    answer.votes.all().delete()
    PollVote.objects.bulk_create(PollVote(answer=answer, option_id=key, vote=vote) for key, vote in chosen.items())
    telling.mark_asked_as_read(locked, by=by)
    return answer


@transaction.atomic
def withdraw_answer(*, poll: Poll, by: Member, at: dt.datetime | None = None) -> None:
    """Take one's answer back, as long as the poll is open."""
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.closed_at is not None or locked.closes_at <= now:
        raise RefusedError(CLOSED)
    PollAnswer.objects.filter(poll=locked, member=by).delete()


@transaction.atomic
def forget_open_answers(*, member: Member, group: Group | None = None, at: dt.datetime | None = None) -> int:
    """Who leaves a group (or the network) is not counted in what is still being asked; how many answers went."""
    rows = PollAnswer.objects.filter(member=member, poll__in=Poll.objects.open(at))
    if group is not None:
        rows = rows.filter(poll__group=group)
    # Their votes go along, and are counted too.
    return rows.delete()[1].get(PollAnswer._meta.label, 0)


@transaction.atomic
def remind_silent(*, poll: Poll, by: Member, at: dt.datetime | None = None) -> int:
    """Ask who did not answer once more, nobody twice on a day; how many."""
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.closed_at is not None or locked.closes_at <= now:
        raise RefusedError(CLOSED)
    count = telling.remind(locked, silent_people(locked), by=by, day=timezone.localdate(now), at=now)
    if count:
        AuditEvent.objects.record("plg.poll_reminded", locked.group, by=by, poll=locked.public_id, count=count)
    return count


def _date_to_choose(locked: Poll, option: PollOption, now: dt.datetime) -> tuple[PollOption, dt.datetime, dt.datetime]:
    """With its beginning and end.

    Read again under the lock: whoever changed the poll meanwhile may have replaced its dates.
    """
    found = locked.options.filter(pk=option.pk).first()
    if found is None or found.starts_at is None or found.ends_at is None:
        raise RefusedError(_("This is no date of this poll."))
    if found.starts_at <= now:
        raise RefusedError(_("This date is past. Choose another one."))
    return found, found.starts_at, found.ends_at


@transaction.atomic
def choose_date(
    *,
    poll: Poll,
    option: PollOption,
    by: Member,
    title: str,
    at: dt.datetime | None = None,
    tells: bool = True,
    **fields: Any,
) -> Meeting:
    """The date becomes a meeting of the group with everybody's answer; an open poll is closed by it.

    Yes is yes, «if need be» is maybe, no is no; who said nothing of this date is invited as to any meeting, and so is
    who said maybe. `fields` are those of `plan_meeting`: host_site, location, link, description. Choosing the same date
    twice gives the same meeting; refused for another one as long as that takes place, and for a date that is past.
    """
    now = at or timezone.now()
    locked = locked_poll(poll)
    if locked.meeting is not None and locked.has_meeting:
        if locked.chosen_id == option.pk:
            return locked.meeting
        raise RefusedError(BECAME_MEETING)
    found, starts_at, ends_at = _date_to_choose(locked, option, now)
    said = _said_of(found)
    meeting = plan_meeting(
        group=locked.group,
        by=by,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        at=now,
        tells=tells,
        given={member.pk: given for member, given in said.items()},
        **fields,
    )
    _close_with(locked, found, meeting, by=by, at=now)
    if tells:
        _tell_date(locked, meeting, said, by=by, at=now)
    return meeting


def _close_with(poll: Poll, option: PollOption, meeting: Meeting, *, by: Member, at: dt.datetime) -> None:
    """The poll has its date: nobody is asked any more."""
    poll.chosen, poll.meeting = option, meeting
    poll.closed_at = poll.closed_at or min(at, poll.closes_at)
    poll.save(update_fields=["chosen", "meeting", "closed_at"])
    AuditEvent.objects.record("plg.poll_decided", poll.group, by=by, poll=poll.public_id, meeting=meeting.public_id)
    search.refresh("poll", [poll.pk])
    forget_notices(keys=[*telling.keys_while_open(poll), *telling.keys_of_end(poll)])


def _said_of(option: PollOption) -> dict[Member, GivenAnswer]:
    """What everybody said of a date, as an answer to an invitation."""
    rows = PollVote.objects.filter(option=option).select_related("answer__member")
    return {row.answer.member: GivenAnswer(AS_ANSWER[row.vote], row.answer.answered_at) for row in rows}


def _tell_date(
    poll: Poll, meeting: Meeting, said: Mapping[Member, GivenAnswer], *, by: Member, at: dt.datetime
) -> None:
    """Who said yes or no and is invited; who said maybe is asked as to any meeting."""
    invited = set(meeting.invitations.standing().values_list("member_id", flat=True))
    sure = [who for who, given in said.items() if given.answer != RsvpAnswer.MAYBE and who.pk in invited]
    words = choose_words(meeting)
    telling.tell_date(
        poll, sure, by=by, at=at, meeting=words["meeting"], starts_at=words["starts_at"], name=by.get_full_name()
    )
