"""The corner of looking at oneself in the closed space of a group."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.frameworks.models import Look
from plg.groups.rules import takes_part_in_group
from plg.space.corners import Corner, Line, register

MOST_LINES = 3


def list_lines(group: Any, reader: Any) -> list[Line]:
    """The latest rounds of this group. One query."""
    rows = Look.objects.visible_to(reader).filter(group=group).select_related("framework")
    found = rows.order_by("-begun_on", "-pk")[:MOST_LINES]
    return [Line(look.framework.title, look.get_absolute_url(), str(look.get_state_display())) for look in found]


def find_start(group: Any, reader: Any) -> str:
    return reverse("insight:framework_list") if takes_part_in_group(reader, group) else ""


register(
    Corner(
        name="frameworks",
        heading=_("How this group looks at itself"),
        icon="list-checks",
        empty=_("Do you know why you learn together, and what it gives? Look together, without a mark."),
        button=_("Look at ourselves"),
        lines=list_lines,
        start=find_start,
    )
)
