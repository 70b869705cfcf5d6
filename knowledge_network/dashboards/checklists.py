"""What who leads a group still has to do for it: one list for each group, what waits first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import GroupMembership, JoinRequest
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from plg.records.models import ActionItem
from plg.space.queries import filled_agreements

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MOST_GROUPS = 4
LOOKS_BACK = dt.timedelta(days=120)
ALL_DONE = gettext_lazy("All is done. The group can go on.")


@dataclass(frozen=True)
class Step:
    """Something of the list: done, or with a page where it is done."""

    label: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class Checklist:
    """Of one group."""

    name: str
    url: str
    kind: str
    steps: list[Step]

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def all_done(self) -> str | Promise:
        return ALL_DONE


def find_checklists(member: Member) -> list[Checklist]:
    """Of the working groups that the member leads, the one with most to do first. One query."""
    now = timezone.now()
    group = OuterRef("group")
    meetings = Meeting.objects.of_whole_groups().filter(group=group).order_by()
    held = meetings.filter(status__in=MeetingStatus.COUNTS_AS_HELD, ends_at__lt=now, ends_at__gt=now - LOOKS_BACK)
    rows = (
        GroupMembership.objects.current()
        .filter(member=member, role__in=GroupRole.LEADING, group__state__in=GroupState.AT_WORK)
        .select_related("group")
        .annotate(
            has_next=Exists(meetings.upcoming(now)),
            has_agreement=Exists(filled_agreements().filter(group=group)),
            unconfirmed=_count(held.filter(attendance_confirmed_at__isnull=True)),
            unshared=_count(held.filter(minutes__shared_at__isnull=True)),
            waiting=_count(JoinRequest.objects.open().filter(group=group)),
            late=_count(ActionItem.objects.overdue(timezone.localdate(now)).filter(group=group)),
        )
        .order_by("group__name", "pk")
    )
    lists = [_checklist(row) for row in rows]
    return sorted(lists, key=lambda one: -len(one.open_steps))[:MOST_GROUPS]


def _count(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("group").annotate(n=Count("pk")).values("n")), 0)


def _checklist(row: Any) -> Checklist:
    """`row`: a membership with what `find_checklists` counted."""
    slug = row.group.slug
    meetings = reverse("plg:meeting_list", args=[slug])
    steps = [
        Step(_("Plan the next meeting"), reverse("plg:meeting_plan", args=[slug]), row.has_next),
        Step(_("Write the group agreements"), reverse("plg:agreement_detail", args=[slug]), row.has_agreement),
        Step(
            ngettext(
                "Confirm who was there at %(n)d meeting", "Confirm who was there at %(n)d meetings", row.unconfirmed
            )
            % {"n": row.unconfirmed},
            meetings,
            not row.unconfirmed,
        ),
        Step(
            ngettext("Share the minutes of %(n)d meeting", "Share the minutes of %(n)d meetings", row.unshared)
            % {"n": row.unshared},
            meetings,
            not row.unshared,
        ),
        Step(
            ngettext("Answer %(n)d person who wants to join", "Answer %(n)d people who want to join", row.waiting)
            % {"n": row.waiting},
            reverse("plg:group_members", args=[slug]),
            not row.waiting,
        ),
        Step(
            ngettext("Look at %(n)d action point that is late", "Look at %(n)d action points that are late", row.late)
            % {"n": row.late},
            reverse("plg:action_item_list", args=[slug]),
            not row.late,
        ),
    ]
    return Checklist(row.group.name, reverse("plg:space_home", args=[slug]), row.group.kind, steps)
