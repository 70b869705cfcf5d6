"""Who is asked, who said what, and which polls wait for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef

from knowledge_network.members.people.models import Member
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.polls.models import Poll, PollAnswer, PollQuerySet, PollVote


def people_asked(group: Group) -> list[Member]:
    """Everybody who takes part in the group today; who reads along is not asked. One query."""
    rows = GroupMembership.objects.current().participating().of_present().filter(group=group)
    return [row.member for row in rows.select_related("member").order_by("member__sort_name", "pk")]


def silent_people(poll: Poll) -> list[Member]:
    """Who is asked and did not answer. Two queries."""
    answered = set(poll.answers.values_list("member_id", flat=True))
    return [person for person in people_asked(poll.group) if person.pk not in answered]


def people_who_decide(poll: Poll) -> list[Member]:
    """Who made it, as long as they take part; else who edits the group. One query."""
    rows = list(
        GroupMembership.objects.current()
        .participating()
        .of_present()
        .filter(group=poll.group_id)
        .select_related("member")
        .order_by("pk")
    )
    maker = [row.member for row in rows if row.member_id == poll.made_by_id]
    return maker or [row.member for row in rows if row.role in GroupRole.EDITING]


def list_answers(poll: Poll) -> list[PollAnswer]:
    """Who answered, by name. One query."""
    return list(poll.answers.select_related("member").order_by("member__sort_name", "pk"))


def read_votes(poll: Poll) -> dict[tuple[int, int], str]:
    """(member, option) → vote. One query."""
    rows = PollVote.objects.filter(answer__poll=poll).values_list("answer__member_id", "option_id", "vote")
    return {(member, option): vote for member, option, vote in rows}


def add_state(polls: PollQuerySet, reader: Member) -> Any:
    """The polls with `answer_count`, and `is_answered` by the reader."""
    mine = PollAnswer.objects.filter(poll=OuterRef("pk"), member=reader)
    return polls.annotate(answer_count=Count("answers"), is_answered=Exists(mine))


def waiting_polls(members: Collection[Member], until: dt.datetime) -> dict[int, list[Poll]]:
    """By member the open polls of their groups that they did not answer, soonest to close first. Three queries."""
    inside = GroupMembership.objects.current().participating().filter(member__in=members)
    polls = list(
        Poll.objects.open(until)
        .filter(group__in=inside.values("group"), made_at__lte=until)
        .select_related("group")
        .order_by("closes_at", "pk")
    )
    if not polls:
        return {}
    groups = {poll.group_id for poll in polls}
    asked = list(inside.filter(group__in=groups).values_list("group_id", "member_id"))
    answered = set(PollAnswer.objects.filter(poll__in=polls, member__in=members).values_list("poll_id", "member_id"))
    found: dict[int, list[Poll]] = {}
    for poll in polls:
        for group, member in asked:
            if group == poll.group_id and (poll.pk, member) not in answered:
                found.setdefault(member, []).append(poll)
    return found
