"""What the SQL of other parts may read of groups."""

from __future__ import annotations

from django.db.models import F, Q

from knowledge_network.kit.database_views import View, register
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership

IN_GROUP = {
    "group_id": "group_id",
    "group_name": "group__name",
    "member_id": "member_id",
    "start": "start",
    "end": "end",
}

register(
    # Everybody in a group in any role, for who is in it too; `start` and `end` (exclusive) say when.
    View("plg_in_group", GroupMembership.objects.all, IN_GROUP),
    # Who counts in a group that started: what everybody may know.
    View(
        "plg_took_part",
        lambda: GroupMembership.objects.participating().filter(group__state__in=GroupState.PUBLIC),
        IN_GROUP,
    ),
    # What started groups have a question about: once for each of their topics.
    View(
        "plg_asked",
        lambda: Group.objects.filter(state__in=GroupState.PUBLIC, topic_items__isnull=False).exclude(question=""),
        {
            "group_id": "id",
            "topic_id": F("topic_items__tag_id"),
            "sectors": "sectors",
            "has_ended": Q(state__in=GroupState.ENDED),
            "closed_on": "closed_on",
        },
    ),
    # Who counts in groups that work or worked, with the days on which the group began and ended.
    View(
        "plg_worked_in_group",
        lambda: GroupMembership.objects.participating().filter(
            Q(group__state__in=GroupState.WORKING) | Q(group__state__in=GroupState.ENDED)
        ),
        {**IN_GROUP, "started_on": "group__started_on", "closed_on": "group__closed_on"},
    ),
)
