"""The corner of scans in the closed space of a group."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.models import Wave
from plg.groups.rules import edits_group
from plg.space.corners import Corner, Line, register

MOST_LINES = 3


def list_lines(group: Any, reader: Any) -> list[Line]:
    """The latest rounds of this group. One query."""
    rows = Wave.objects.visible_to(reader).filter(group=group).order_by("-closes_on", "-pk")[:MOST_LINES]
    return [Line(wave.title, wave.get_absolute_url(), str(wave.get_state_display())) for wave in rows]


def find_start(group: Any, reader: Any) -> str:
    if not (reader.is_coordinator or edits_group(reader, group)):
        return ""
    return reverse("insight:scan_start", query={"groep": group.slug})


register(
    Corner(
        name="scans",
        heading=_("Scans of this group"),
        icon="radar",
        empty=_("See in four minutes where you agree, and what to talk about first."),
        button=_("Start a scan"),
        lines=list_lines,
        start=find_start,
    )
)
