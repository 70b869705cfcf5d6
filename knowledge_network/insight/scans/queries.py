"""The rounds of the list, and the meeting where an outcome comes up."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from knowledge_network.insight.surveys.enums import WaveState
from knowledge_network.insight.surveys.models import Participation, Wave, WaveQuerySet
from knowledge_network.members.people.models import Member
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import Meeting


def list_waves(reader: Member) -> WaveQuerySet:
    """All that the reader may see, with `waits`: it is open and they did not take part yet."""
    waits = Participation.objects.filter(wave=OuterRef("pk"), member=reader, took_part=False)
    found: WaveQuerySet = Wave.objects.visible_to(reader).annotate(waits=Exists(waits))
    return found


def list_at_work(state: WaveState, *, is_enough: bool = False) -> QuerySet[Wave]:
    """What is prepared, open or closed, over all groups. `is_enough`: closed, and enough took part to tell of it.

    Of what did not close yet it is false, and named all the same: so each list has its place in the index.
    """
    rows: QuerySet[Wave] = Wave.objects.exclude(state=WaveState.PUBLISHED).filter(state=state, is_enough=is_enough)
    return rows.select_related("group", "opened_by")


def list_told() -> QuerySet[Wave]:
    return Wave.objects.filter(state=WaveState.PUBLISHED).select_related("group", "opened_by")


def count_waves(reader: Member) -> int:
    """Open rounds that wait for the reader. One query."""
    return Participation.objects.filter(member=reader, took_part=False, wave__state=WaveState.OPEN).count()


def find_next_meeting(group: Group | None) -> Meeting | None:
    """The next meeting of the whole group that takes place. One query."""
    if group is None:
        return None
    coming = Meeting.objects.filter(group=group).of_whole_groups().taking_place().upcoming(timezone.now())
    return coming.order_by("starts_at", "pk").first()


def find_groups(reader: Member) -> QuerySet[Group]:
    """For which groups the reader may prepare a round: all that work, or those that they edit, by name."""
    rows = Group.objects.visible_to(reader).working().order_by("name")
    if reader.is_coordinator:
        return rows
    edited = GroupMembership.objects.current().filter(member=reader, role__in=GroupRole.EDITING)
    return rows.filter(pk__in=edited.values("group"))


def group_members(group: Group) -> list[Member]:
    rows = GroupMembership.objects.current().participating().of_present().filter(group=group)
    return [row.member for row in rows.select_related("member").order_by("member__sort_name", "pk")]
