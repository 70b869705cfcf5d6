"""Reading minutes, decisions and action points."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import present
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import AgendaItem, Meeting
from plg.meetings.models.meeting import OF_A_TEAM
from plg.records.enums import ActionItemStatus, MinutesStatus
from plg.records.models import ActionItem, Decision, Minutes


def with_present_owner(items: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """Action points whose owner is named only while in the network: `shown_owner` is a name or an empty text."""
    return items.select_related("owner", "meeting", "group", "agenda_item")


def name_owners(items: list[ActionItem]) -> list[ActionItem]:
    today = timezone.localdate()
    for item in items:
        owner = item.owner
        item.shown_owner = owner.get_full_name() if owner is not None and owner.is_present else ""  # type: ignore[attr-defined]
        item.is_late = item.status in ActionItemStatus.UNFINISHED and item.due_on is not None and item.due_on < today  # type: ignore[attr-defined]
    return items


def same_circle(meeting: Meeting) -> Q:
    """Meetings of the same whole group; of the network, those of the same kind; of a team, that one alone."""
    if meeting.is_of_a_team:
        return Q(pk=meeting.pk)
    if meeting.group_id is not None:
        return Q(group=meeting.group_id) & ~OF_A_TEAM
    return Q(group__isnull=True, partnership=meeting.partnership_id, kind=meeting.kind)


def open_from_earlier(meeting: Meeting) -> list[ActionItem]:
    """What is still open of meetings before this one, what is due first on top. One query."""
    earlier = Meeting.objects.filter(same_circle(meeting), starts_at__lt=meeting.starts_at)
    of_circle: Any = ActionItem.objects.filter(meeting__in=earlier).order_by().values("pk")
    if meeting.group_id is not None and not meeting.is_of_a_team:
        by_itself = ActionItem.objects.filter(group=meeting.group_id, meeting__isnull=True)
        of_circle = of_circle.union(by_itself.order_by().values("pk"))
    items = with_present_owner(ActionItem.objects.open().filter(pk__in=of_circle).exclude(meeting=meeting))
    return name_owners(list(items.order_by("due_on", "pk")[:100]))


def carried_over(meeting: Meeting, *, drafts: bool) -> list[ActionItem]:
    """What is still open of earlier meetings, on the agenda of the next meeting and of no later one. Two queries.

    What stands in minutes that are not shared yet (`drafts`) is there only for who writes them.
    """
    now = timezone.now()
    before = Meeting.objects.taking_place().filter(same_circle(meeting), ends_at__gte=now)
    if meeting.ends_at < now or before.filter(starts_at__lt=meeting.starts_at).exists():
        return []
    items = open_from_earlier(meeting)
    if drafts:
        return items
    shared = set(
        Minutes.objects.filter(meeting__in={item.meeting_id for item in items if item.meeting_id is not None})
        .filter(Q(shared_at__isnull=False) | Q(status=MinutesStatus.ADOPTED))
        .values_list("meeting", flat=True)
    )
    return [item for item in items if item.meeting_id is None or item.meeting_id in shared]


def find_minutes(meeting: Meeting) -> Minutes | None:
    """The minutes, or None while nobody began. One query."""
    found = Minutes.objects.select_related("written_by", "adopted_by", "adopted_in").filter(meeting=meeting).first()
    if found is not None:
        found.meeting = meeting
    return found


def list_sections(meeting: Meeting) -> list[AgendaItem]:
    """The subjects with their decisions and action points. Three queries."""
    actions = with_present_owner(ActionItem.objects.filter(meeting=meeting)).order_by("pk")
    items = list(
        meeting.agenda_items.order_by("position", "pk").prefetch_related(
            Prefetch("decisions", Decision.objects.filter(meeting=meeting).order_by("position", "pk")),
            Prefetch("action_items", actions),
        )
    )
    for item in items:
        name_owners(list(item.action_items.all()))
    return items


def waiting_for_adoption(meeting: Meeting) -> list[Minutes]:
    """Minutes of earlier meetings that this one can adopt. One query."""
    earlier = Meeting.objects.filter(same_circle(meeting), starts_at__lt=meeting.starts_at)
    rows = Minutes.objects.filter(meeting__in=earlier, status=MinutesStatus.DRAFT, shared_at__isnull=False)
    return list(rows.select_related("meeting").order_by("meeting__starts_at")[:10])


def list_people(meeting: Meeting) -> list[Member]:
    """Who can take on something: who is in the group and who is invited, by name. One query."""
    people: Any = meeting.invitations.standing().filter(member__isnull=False).values("member")
    if meeting.group_id is not None and not meeting.is_of_a_team:
        people = people.union(GroupMembership.objects.current().filter(group=meeting.group_id).values("member"))
    return list(Member.objects.filter(present(), pk__in=people).order_by("sort_name", "pk"))


def depth_line(group: Group, since: dt.datetime | None = None) -> list[Meeting]:
    """The meetings of a group whose exchange was marked, oldest first; the last twenty. One query."""
    rows = Meeting.objects.filter(group=group, depth__isnull=False, status__in=MeetingStatus.COUNTS_AS_HELD)
    if since is not None:
        rows = rows.filter(starts_at__gte=since)
    return list(rows.order_by("-starts_at")[:20])[::-1]


def list_actions(meeting: Meeting) -> list[ActionItem]:
    """The action points of this meeting. One query."""
    return name_owners(list(with_present_owner(ActionItem.objects.filter(meeting=meeting)).order_by("pk")))
