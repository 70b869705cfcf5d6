"""What groups and meetings bring to overviews: action points, meetings, new results and one group to join.

Each function answers for many members at once, with a fixed number of queries. No text of a closed space is in it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date, nice_datetime
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, AskMeAbout
from knowledge_network.members.people.queries import find_boards
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY
from plg.groups.models import Group, GroupMembership, GroupTopic, JoinRequest
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.models import MeetingInvitation
from plg.meetings.queries import find_open_groups_near, with_next_meeting
from plg.records.models import ActionItem
from plg.space.models import GroupResult

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

AHEAD = dt.timedelta(days=14)
MOST_ACTIONS, MOST_MEETINGS, MOST_RESULTS = 8, 8, 3
# Out of so many results, and so many groups, is chosen what fits somebody.
MOST_LOOKED_AT = 40
Found = dict[int, list[Item]]


def actions(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """Open action points that are late, or due within two weeks. One query."""
    found: Found = defaultdict(list)
    day = _today(windows) + AHEAD
    rows = ActionItem.objects.open().filter(owner__in=members, due_on__lte=day).select_related("group")
    for row in rows.order_by("due_on", "pk"):
        if row.owner_id is not None and len(found[row.owner_id]) < MOST_ACTIONS:
            found[row.owner_id].append(
                Item(
                    text=row.title,
                    detail=_("before or on %(day)s") % {"day": nice_date(row.due_on)},
                    url=reverse("plg:my_action_items"),
                    why=_("This action point is yours."),
                )
            )
    return found


def _today(windows: Mapping[int, Window]) -> dt.date:
    return timezone.localdate(max((window.until for window in windows.values()), default=None))


def meetings(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """Meetings of the coming two weeks, unless the reader said no. One query."""
    found: Found = defaultdict(list)
    until = max((window.until for window in windows.values()), default=timezone.now())
    rows = (
        MeetingInvitation.objects.expected()
        .filter(member__in=members, meeting__starts_at__gt=until, meeting__starts_at__lte=until + AHEAD)
        .filter(meeting__status__in=MeetingStatus.TAKES_PLACE)
        .select_related("meeting__group", "meeting__partnership")
        .order_by("meeting__starts_at", "pk")
    )
    for row in rows:
        if row.member_id is not None and len(found[row.member_id]) < MOST_MEETINGS:
            found[row.member_id].append(_meeting(row))
    return found


def _meeting(row: MeetingInvitation) -> Item:
    meeting = row.meeting
    if row.waiting_since is not None:
        why = _("You are on the waiting list.")
    elif row.answer == RsvpAnswer.NONE:
        why = _("You did not answer yet.")
    else:
        why = _("Your answer: %(answer)s") % {"answer": row.get_answer_display()}
    return Item(
        text=f"{meeting.of_whom}: {meeting.title}",
        detail=nice_datetime(meeting.starts_at),
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        why=why,
    )


def new_results(members: Sequence[Member], windows: Mapping[int, Window]) -> Found:
    """At most three new results of groups, one of them with people of another board first. Three queries."""
    since = min((timezone.localdate(window.since) for window in windows.values()), default=timezone.localdate())
    rows = list(
        GroupResult.objects.shown()
        .filter(published_on__gt=since, published_on__lte=_today(windows))
        .select_related("group")
        .order_by("-published_on", "-pk")[:MOST_LOOKED_AT]
    )
    if not rows:
        return {}
    groups = {row.group_id for row in rows}
    inside = GroupMembership.objects.current().filter(group__in=groups).values_list("group", "member")
    people: dict[int, set[int]] = defaultdict(set)
    for group, person in inside:
        people[group].add(person)
    boards = find_boards({member.pk for member in members} | set().union(*people.values()))
    found: Found = {}
    for member in members:
        fresh = [row for row in rows if row.published_on > timezone.localdate(windows[member.pk].since)]
        chosen = choose_results(fresh, people, boards, member.pk)
        if chosen:
            found[member.pk] = [_result(row, people, boards, member.pk) for row in chosen]
    return found


def is_from_elsewhere(row: GroupResult, people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int) -> bool:
    """Whether people of another board made it; also with people of one's own."""
    return any(boards.get(person) != boards.get(reader) for person in people.get(row.group_id, ()))


def choose_results(
    rows: Sequence[GroupResult], people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int
) -> list[GroupResult]:
    """The newest three of groups that one is not in, with at least one of another board when there is one."""
    others = [row for row in rows if reader not in people.get(row.group_id, ())]
    chosen = others[:MOST_RESULTS]
    elsewhere = [row for row in others if is_from_elsewhere(row, people, boards, reader)]
    if chosen and elsewhere and not any(row in elsewhere for row in chosen):
        chosen[-1] = elsewhere[0]
    return chosen


def _result(row: GroupResult, people: Mapping[int, set[int]], boards: Mapping[int, int], reader: int) -> Item:
    elsewhere = is_from_elsewhere(row, people, boards, reader)
    return Item(
        text=row.title,
        detail=row.group.name,
        url=reverse("plg:group_detail", args=[row.group.slug], fragment=f"opbrengst-{row.public_id}"),
        why=_("New, with people of another board.") if elsewhere else _("New in the network."),
    )


def join(members: Sequence[Member], _windows: Mapping[int, Window]) -> Found:
    """One open group that fits the reader's topics and that the reader is not in. Five queries."""
    near_by = with_next_meeting(find_open_groups_near(MOST_LOOKED_AT))
    groups = list(near_by.order_by(F("next_meeting_at").asc(nulls_last=True), "name")[:MOST_LOOKED_AT])
    about: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for group, tag, name in GroupTopic.objects.filter(content_object__in=groups).values_list(
        "content_object_id", "tag_id", "tag__name"
    ):
        about[group].add(tag)
        names[tag] = name
    topics: dict[int, set[int]] = defaultdict(set)
    for person, tag in AskMeAbout.objects.filter(content_object__in=members).values_list("content_object_id", "tag_id"):
        topics[person].add(tag)
    near = set(GroupMembership.objects.current().filter(member__in=members).values_list("group", "member"))
    near |= set(JoinRequest.objects.open().filter(member__in=members).values_list("group", "member"))
    work = Appointment.objects.current().filter(member__in=members, function=Function.STUDENT_TEACHER)
    students = set(work.values_list("member", flat=True))
    found: Found = {}
    for member in members:
        fitting = [
            (group, about[group.pk] & topics[member.pk])
            for group in groups
            if (group.pk, member.pk) not in near and (group.open_to_students or member.pk not in students)
        ]
        best = max(fitting, key=lambda pair: len(pair[1]), default=None)
        if best is not None and best[1]:
            found[member.pk] = [_invitation(best[0], sorted(names[tag] for tag in best[1]))]
    return found


def _invitation(group: Group, shared: list[str]) -> Item:
    return Item(
        text=group.name,
        detail=group.question or group.purpose,
        url=reverse("plg:group_detail", args=[group.slug]),
        why=_("Fits you: %(topics)s") % {"topics": ", ".join(shared)},
    )


def register_sections(digest: str) -> None:
    """Put the sections in the overview of every member."""
    for section in (
        Section("actions", gettext_lazy("Your action points"), actions, order=Place.ACTIONS),
        Section("meetings", gettext_lazy("Your meetings"), meetings, order=Place.MEETINGS),
        Section("results", gettext_lazy("New results"), new_results, order=Place.RESULTS),
        Section("join", gettext_lazy("Will you join?"), join, order=Place.JOIN, asks=False),
    ):
        register_section(digest, section)


register_sections(WEEKLY)
