"""What Lesson Studies bring to overviews: what waits for the reader. No text of a plan, a note or a discussion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY
from lesson_study.cycles.enums import CoverState, CycleState, ExpertAnswer
from lesson_study.cycles.models import CoverRequest, KnowledgeableOther, TeamMember

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

Found = dict[int, list[Item]]
MOST = 5


def what_waits(members: Sequence[Member], _windows: Mapping[int, Window]) -> Found:
    """Asked for a team or as an expert, cover to answer, and where one's own studies stand. Five queries."""
    found: Found = defaultdict(list)
    for row in _asked_for_team(members):
        found[row.member_id].append(
            Item(
                text=row.cycle.title,
                detail=row.cycle.group.name,
                url=row.cycle.get_absolute_url(),
                why=_("You are asked for the team. Say yes or no."),
            )
        )
    for expert in _asked_as_expert(members):
        if expert.member_id is not None:
            found[expert.member_id].append(
                Item(
                    text=expert.cycle.title,
                    detail=expert.cycle.group.name,
                    url=expert.cycle.get_absolute_url(),
                    why=_("You are asked as the expert. Say yes or no."),
                )
            )
    _add_cover(found, members)
    for team in _running(members):
        found[team.member_id].append(
            Item(
                text=team.cycle.title,
                detail=str(team.cycle.current_phase.label),
                url=team.cycle.get_absolute_url(),
                why=_("You are in this team."),
            )
        )
    return {member: items[:MOST] for member, items in found.items()}


def _asked_for_team(members: Sequence[Member]) -> Sequence[TeamMember]:
    rows = TeamMember.objects.standing().filter(member__in=members, accepted_at__isnull=True)
    return list(rows.filter(cycle__state__in=CycleState.OPEN).select_related("cycle__group").order_by("pk"))


def _asked_as_expert(members: Sequence[Member]) -> Sequence[KnowledgeableOther]:
    rows = KnowledgeableOther.objects.standing().filter(member__in=members, answer=ExpertAnswer.NONE)
    return list(rows.filter(cycle__state__in=CycleState.OPEN).select_related("cycle__group").order_by("pk"))


def _running(members: Sequence[Member]) -> Sequence[TeamMember]:
    rows = TeamMember.objects.present().filter(member__in=members, cycle__state=CycleState.RUNNING)
    return list(rows.select_related("cycle__group").order_by("-cycle__changed_at", "pk"))


def _add_cover(found: Found, members: Sequence[Member]) -> None:
    """For who leads a school: what waits. Three queries."""
    work = Appointment.objects.current().filter(member__in=members, function=Function.SCHOOL_LEADER)
    led: dict[int, set[int]] = defaultdict(set)
    for member, organisation in work.values_list("member", "organisation"):
        led[member].add(organisation)
    waiting = CoverRequest.objects.filter(state=CoverState.ASKED, day__day__gte=timezone.localdate())
    rows = list(
        waiting.filter(organisation__in=set().union(*led.values())).select_related("day").order_by("day__day", "pk")
    )
    told = {
        member: [row for row in rows if row.organisation_id in schools and row.member_id != member][:MOST]
        for member, schools in led.items()
    }
    # Who asks is read of those that are told, not of all who do.
    prefetch_related_objects([row for rows_told in told.values() for row in rows_told], "member")
    for member, rows_told in told.items():
        for row in rows_told:
            found[member].append(
                Item(
                    text=_("Cover for %(name)s") % {"name": row.member.get_full_name()},
                    detail=nice_date(row.day.day),
                    url=reverse("lesson_study:cover_answer", args=[row.public_id]),
                    why=_("You lead this school."),
                )
            )


register_section(
    WEEKLY, Section("lesson_study", gettext_lazy("Lesson Study"), what_waits, order=Place.MEETINGS, asks=True)
)
